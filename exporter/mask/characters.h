// Characters as masking sees them: decoded, full-width forms and other digits folded into ASCII, by what words are made
// of.
#pragma once

#include <cstddef>
#include <string_view>

namespace holdall {

// One character of a text: what it is read as, and how many bytes it takes. Bytes that are no UTF-8 are one each,
// U+FFFD.
struct Character {
  char32_t value = 0;
  std::size_t size = 0;  // 0: the text has ended
};

// The character at `at`; digits of other scripts, full-width forms, hyphens and blanks are read as the ASCII ones.
Character character_at(std::string_view text, std::size_t at);
// The one that ends at `at`; of value 0 where the text begins.
Character character_before(std::string_view text, std::size_t at);

constexpr bool is_digit(char32_t c) {
  return c >= U'0' && c <= U'9';
}
constexpr bool is_upper(char32_t c) {
  return c >= U'A' && c <= U'Z';
}
constexpr bool is_alnum(char32_t c) {
  return is_digit(c) || is_upper(c) || (c >= U'a' && c <= U'z');
}
// A letter beyond ASCII of a script that puts blanks between words.
bool is_spaced_letter(char32_t c);
// A character of a script that writes words without blanks, or joins what follows to them: Han, kana, Hangul, Thai …
bool is_unspaced(char32_t c);
// What a word goes on with, so that no other begins there.
inline bool is_word(char32_t c) {
  return c < 0x80 ? is_alnum(c) : is_spaced_letter(c);
}

}  // namespace holdall
