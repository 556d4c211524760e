#include "holdall/exporter/secret/card_number.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "holdall/exporter/mask/characters.h"

namespace holdall {
namespace {

constexpr std::size_t kMostDigits = 19;
constexpr std::size_t kMostGroups = 5;

constexpr std::uint32_t lengths(std::initializer_list<unsigned> list) {
  std::uint32_t bits = 0;
  for (const unsigned each : list) {
    bits |= 1U << each;
  }
  return bits;
}
constexpr std::uint32_t kFrom13 = lengths({13, 14, 15, 16, 17, 18, 19});
constexpr std::uint32_t kFrom16 = lengths({16, 17, 18, 19});

// In order: the first four digits, and how long such numbers are.
struct Issuer {
  int first;
  int last;
  std::uint32_t lengths;
};
constexpr std::array kIssuers = {
    Issuer{2200, 2204, kFrom16},                // Mir
    Issuer{2221, 2720, lengths({16})},          // Mastercard
    Issuer{3000, 3059, lengths({14, 16})},      // Diners Club
    Issuer{3095, 3095, lengths({14, 16})},      //
    Issuer{3400, 3499, lengths({15})},          // American Express
    Issuer{3528, 3589, kFrom16},                // JCB
    Issuer{3600, 3699, lengths({14, 16})},      // Diners Club
    Issuer{3700, 3799, lengths({15})},          // American Express
    Issuer{3800, 3999, lengths({14, 16})},      // Diners Club
    Issuer{4000, 4999, lengths({13, 16, 19})},  // Visa
    Issuer{5018, 5018, kFrom13},                // Maestro
    Issuer{5020, 5020, kFrom13},                //
    Issuer{5038, 5038, kFrom13},                //
    Issuer{5100, 5599, lengths({16})},          // Mastercard
    Issuer{5893, 5893, kFrom13},                // Maestro
    Issuer{6011, 6011, kFrom16},                // Discover
    Issuer{6200, 6299, kFrom16},                // UnionPay
    Issuer{6304, 6304, kFrom13},                // Maestro
    Issuer{6440, 6599, kFrom16},                // Discover, RuPay
    Issuer{6759, 6759, kFrom13},                // Maestro
    Issuer{6761, 6763, kFrom13},                //
    Issuer{8100, 8199, kFrom16},                // UnionPay
};

// How numbers are grouped.
using Shape = std::array<std::size_t, kMostGroups>;
constexpr std::array kShapes = {Shape{4, 4, 4, 4}, Shape{4, 4, 4, 4, 3}, Shape{4, 6, 5}, Shape{4, 6, 4},
                                Shape{6, 13},      Shape{4, 3, 3, 3},    Shape{4, 4, 5}, Shape{8, 8}};

// Groups of digits, read from left to right.
struct Groups {
  std::array<char, kMostDigits> digits{};
  std::array<std::size_t, kMostGroups> sizes{};
  std::array<std::size_t, kMostGroups> ends{};  // in the text
  std::size_t count = 0;
  std::size_t total = 0;
};

bool is_separator(char32_t c) {
  return c == U' ' || c == U'-' || c == U'.' || c == U'/' || c == U'\n' || c == 0x200B;
}

// At most 19 digits; a group that goes on beyond them is left out.
Groups read_groups(SearchWindow& window, std::size_t at) {
  Groups groups;
  char32_t separator = 0;
  const std::size_t begin = at;
  while (groups.count < kMostGroups) {
    std::size_t size = 0;
    Character c = character_at(window.text(), at);
    while (is_digit(c.value) && groups.total + size < kMostDigits) {
      groups.digits[groups.total + size] = static_cast<char>(c.value);  // NOLINT: bounded by the condition
      ++size;
      at += c.size;
      c = character_at(window.text(), at);
    }
    if (size == 0 || is_digit(c.value)) {
      break;
    }
    groups.total += size;
    groups.sizes[groups.count] = size;  // NOLINT: as above
    groups.ends[groups.count] = at;     // NOLINT: as above
    ++groups.count;
    if (!is_separator(c.value) || (separator != 0 && separator != c.value)) {
      break;
    }
    separator = c.value;
    at += c.size;
    if (const Character second = character_at(window.text(), at); c.value == U' ' && second.value == U' ') {
      at += second.size;
    }
  }
  window.count_steps(at - begin + 1);
  return groups;
}

bool has_shape(const Groups& groups, std::size_t count) {
  if (count == 1) {
    return true;
  }
  return std::any_of(kShapes.begin(), kShapes.end(), [&](const Shape& shape) {
    return (count == kMostGroups || shape[count] == 0) &&  // NOLINT: bounded by the condition
           std::equal(shape.begin(), shape.begin() + static_cast<std::ptrdiff_t>(count), groups.sizes.begin());
  });
}

bool has_issuer(std::span<const char> digits) {
  if (digits.size() < 13) {
    return false;
  }
  int first = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    first = first * 10 + (digits[i] - '0');
  }
  return std::any_of(kIssuers.begin(), kIssuers.end(), [&](const Issuer& issuer) {
    return first >= issuer.first && first <= issuer.last && ((issuer.lengths >> digits.size()) & 1U) != 0;
  });
}

// The sum of the digits from the right, each second one changed by `change`, is a multiple of ten.
template <typename Change>
bool has_check_digit(std::span<const char> digits, Change change) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const int digit = digits[digits.size() - 1 - i] - '0';
    sum += i % 2 == 0 ? digit : change(digit);
  }
  return sum % 10 == 0;
}

bool is_luhn(std::span<const char> digits) {
  return has_check_digit(digits, [](int digit) { return digit < 5 ? 2 * digit : 2 * digit - 9; });
}

// The number of an article, of which those of some countries begin as a card's of 13 digits.
bool is_article(std::span<const char> digits) {
  return digits.size() == 13 && has_check_digit(digits, [](int digit) { return 3 * digit; });
}

// Whether the characters before `at` make what follows a part of something else.
bool goes_on_from_before(const SearchWindow& window, std::size_t at) {
  const std::string_view text = window.text();
  if (at == 0) {
    return !window.begins(0, kAlnumChars);
  }
  const Character before = character_before(text, at);
  if (is_word(before.value) || before.value == U'+') {
    return true;
  }
  std::size_t place = at - before.size;
  const auto step_back = [&] {
    const Character c = character_before(text, place);
    place -= c.size;
    return c.value;
  };
  if (before.value == U'.') {
    return is_digit(step_back());
  }
  if (before.value == U',') {  // a decimal fraction has few digits before it; a day of expiry has four
    std::size_t digits = 0;
    while (digits < 4 && is_digit(step_back())) {
      ++digits;
    }
    return digits > 0 && digits < 4;
  }
  if (before.value != U' ' && before.value != U'-') {
    return false;
  }
  // An IBAN or a telephone number, of which this is a later group.
  std::array<char32_t, 4> last{};  // the nearest first
  for (std::size_t i = 0; i < 36; ++i) {
    const char32_t c = step_back();
    const bool is_head = is_digit(last[0]) && is_digit(last[1]) && is_upper(last[2]) && is_upper(last[3]);
    if (i >= 4 && is_head && !is_word(c)) {
      return true;
    }
    if (c == U'+') {
      return true;
    }
    if (!is_digit(c) && !is_upper(c) && c != U' ' && c != U'-') {
      return false;
    }
    last = {last[1], last[2], last[3], c};
  }
  return false;
}

// Whether what follows the first `count` groups makes them a part of something longer.
bool goes_on_behind(const SearchWindow& window, const Groups& groups, std::size_t count) {
  std::size_t at = groups.ends[count - 1];  // NOLINT: count is at most that of the groups
  const Character next = character_at(window.text(), at);
  if (is_word(next.value)) {
    return true;
  }
  at += next.size;
  std::size_t digits = 0;
  for (Character c = character_at(window.text(), at); digits < 4 && is_digit(c.value);
       c = character_at(window.text(), at)) {
    ++digits;
    at += c.size;
  }
  return (next.value == U'.' && digits > 0) || (next.value == U'-' && digits == 4);
}

}  // namespace

bool is_card_number(SearchWindow& window, std::size_t at) {
  const char first = window.at(at);
  if (window.size() - at < 13 || first == '0' || first == '1' || first == '7' || first == '9') {
    return false;  // most numbers end here
  }
  const Groups groups = read_groups(window, at);
  std::size_t total = 0;
  for (std::size_t count = 1; count <= groups.count; ++count) {
    total += groups.sizes[count - 1];  // NOLINT: bounded by the condition
    const std::span<const char> digits(groups.digits.data(), total);
    if (has_issuer(digits) && has_shape(groups, count) && is_luhn(digits) && !is_article(digits) &&
        window.is_whole_and_new(groups.ends[count - 1]) &&  // NOLINT: as above
        !goes_on_behind(window, groups, count) && !goes_on_from_before(window, at)) {
      return true;
    }
  }
  return false;
}

}  // namespace holdall
