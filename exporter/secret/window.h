// A piece of what is searched for secrets, as the finders of each family see it.
//
// Every look ahead goes through span() or starts_with(), which are bounded and counted: that is how a test knows that
// hostile values cost linear work.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace holdall {

// Sets of ASCII characters.
enum : std::uint8_t {
  kDigitChars = 1,
  kLowerHexChars = 2,  // a-f
  kLowerChars = 4,     // g-z
  kUpperHexChars = 8,  // A-F
  kUpperChars = 16,    // G-Z
  kUrlChars = 32,      // - _
  kBase64Chars = 64,   // + /
  kDotChars = 128,     // .
  kLetterChars = kLowerHexChars | kLowerChars | kUpperHexChars | kUpperChars,
  kAlnumChars = kDigitChars | kLetterChars,
  kUpperAlnumChars = kDigitChars | kUpperHexChars | kUpperChars,
  kLowerAlnumHexChars = kDigitChars | kLowerHexChars,
  kBase64UrlChars = kAlnumChars | kUrlChars,
  kTokenChars = kAlnumChars | kUrlChars | kBase64Chars,
};

constexpr std::array<std::uint8_t, 256> make_character_sets() {
  std::array<std::uint8_t, 256> sets{};
  for (std::size_t c = '0'; c <= '9'; ++c) {
    sets[c] = kDigitChars;
  }
  for (std::size_t i = 0; i < 26; ++i) {
    sets['a' + i] = i < 6 ? kLowerHexChars : kLowerChars;
    sets['A' + i] = i < 6 ? kUpperHexChars : kUpperChars;
  }
  sets['-'] = sets['_'] = kUrlChars;
  sets['+'] = sets['/'] = kBase64Chars;
  sets['.'] = kDotChars;
  return sets;
}
inline constexpr std::array<std::uint8_t, 256> kCharacterSets = make_character_sets();

constexpr bool is_in(char c, unsigned set) {
  return (kCharacterSets[static_cast<unsigned char>(c)] & set) != 0;
}

class SearchWindow {
 public:
  // The first `known` bytes were at the end of the window before; `is_last`: nothing follows.
  explicit SearchWindow(std::string_view text, std::size_t known = 0, bool is_last = true)
      : text_(text), known_(known), is_last_(is_last) {}

  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] std::size_t size() const { return text_.size(); }
  // NUL beyond the text.
  [[nodiscard]] char at(std::size_t place) const { return place < text_.size() ? text_[place] : '\0'; }
  // Whether no character of `set` stands before `place`. Where nobody knows, one does.
  [[nodiscard]] bool begins(std::size_t place, unsigned set) const {
    return place == 0 ? known_ == 0 : !is_in(text_[place - 1], set);
  }
  // How many characters of `set` there are from `place` on, up to `limit`.
  std::size_t span(std::size_t place, unsigned set, std::size_t limit) {
    std::size_t count = 0;
    while (count < limit && is_in(at(place + count), set)) {
      ++count;
    }
    steps_ += count + 1;
    return count;
  }
  bool starts_with(std::size_t place, std::string_view word) {
    steps_ += word.size();
    return text_.substr(place < text_.size() ? place : text_.size()).starts_with(word);
  }
  // Whether what ends at `end` has its end there for certain, and was not seen whole in the window before.
  [[nodiscard]] bool is_whole_and_new(std::size_t end) const {
    return end >= known_ && (is_last_ || end < text_.size());
  }
  void count_steps(std::size_t steps) { steps_ += steps; }
  [[nodiscard]] std::uint64_t steps() const { return steps_; }

 private:
  std::string_view text_;
  std::size_t known_ = 0;
  bool is_last_ = true;
  std::uint64_t steps_ = 0;
};

}  // namespace holdall
