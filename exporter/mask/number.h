// Telephone numbers, and other numbers of people, in running text: cards, accounts, social security.
//
// A number is a few groups of digits; what it is, is told from its digits and from how they are grouped. Dates, times,
// amounts, and order numbers that begin with a year (2026-0117) are none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace holdall {

// Numbers of the person the text is for, however they are grouped, with or without the prefix of their country.
class OwnNumbers {
 public:
  // Takes `text` for a number where it has 7 digits or more and no letters.
  void add(std::string_view text);
  // Whether `digits` is one of them; `international`: its country prefix is there.
  [[nodiscard]] bool has(std::string_view digits, bool international) const;

 private:
  struct Number {
    std::string digits;  // without `+`, 00 or a leading 0
    bool international = false;
  };
  std::vector<Number> numbers_;
};

enum class NumberKind : std::uint8_t { kNone, kOwn, kPhone, kOther };

// What begins at `at` and ends at `end`. Of kNone: nothing where end == at, else what is to be passed over as a whole.
struct FoundNumber {
  NumberKind kind = NumberKind::kNone;
  std::size_t end = 0;
};

// Looks at `at` for a number; a digit, `+` or `(` may begin one. What follows a number among digits goes with it. Looks
// ahead a bounded number of bytes beyond what it passes over.
FoundNumber find_number(std::string_view text, std::size_t at, const OwnNumbers& own);

}  // namespace holdall
