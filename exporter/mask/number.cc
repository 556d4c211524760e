#include "holdall/exporter/mask/number.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>

#include "holdall/exporter/mask/characters.h"

namespace holdall {
namespace {

constexpr std::size_t kMostDigits = 17;  // of what groups can make a number of
constexpr std::size_t kMostGroups = 9;

// A run of digits and what stands before it: one of ` -./`, by the strongest, or 0 for the first.
struct Group {
  char before = 0;
  std::size_t begin = 0;
  std::size_t end = 0;     // in the text
  std::size_t digits = 0;  // how many
};

struct Candidate {
  bool plus = false;
  bool in_brackets = false;  // the first group
  std::string digits;
  std::vector<Group> groups;

  [[nodiscard]] bool has_lengths(std::initializer_list<std::size_t> lengths) const {
    return std::equal(groups.begin(), groups.end(), lengths.begin(), lengths.end(),
                      [](const Group& group, std::size_t length) { return group.digits == length; });
  }
  [[nodiscard]] bool is_joined_by(std::string_view signs) const {
    return std::all_of(groups.begin() + 1, groups.end(),
                       [&](const Group& group) { return signs.find(group.before) != std::string_view::npos; });
  }
  [[nodiscard]] bool begins_with_year() const {
    return groups[0].digits == 4 && (digits.starts_with("19") || digits.starts_with("20"));
  }
  [[nodiscard]] int value_of(std::size_t first, std::size_t count) const {
    int value = 0;
    for (const char c : std::string_view(digits).substr(first, count)) {
      value = value * 10 + (c - '0');
    }
    return value;
  }
  void drop_last() {
    digits.resize(digits.size() - groups.back().digits);
    groups.pop_back();
  }
};

char32_t value_at(std::string_view text, std::size_t at) {
  return character_at(text, at).value;
}

std::size_t digits_end(std::string_view text, std::size_t at, std::string* digits = nullptr) {
  for (Character c = character_at(text, at); is_digit(c.value); c = character_at(text, at)) {
    at += c.size;
    if (digits != nullptr && digits->size() < 2 * kMostDigits) {
      digits->push_back(static_cast<char>(c.value));
    }
  }
  return at;
}

// What is between two groups, at most three signs: " ", "-", ") ", " (0) " … `end` == `at` where another begins
// nothing.
struct Gap {
  char sign = ' ';
  std::size_t end = 0;
};

Gap read_gap(std::string_view text, std::size_t at) {
  constexpr std::u32string_view kSigns = U" -./()";
  const std::size_t begin = at;
  char strongest = ' ';
  for (int count = 0; count < 3; ++count) {
    const Character c = character_at(text, at);
    if (c.size == 0 || kSigns.find(c.value) == std::u32string_view::npos) {
      break;
    }
    at += c.size;
    if (c.value == U'-' || c.value == U'.' || c.value == U'/') {
      strongest = static_cast<char>(c.value);
    }
  }
  return is_digit(value_at(text, at)) ? Gap{strongest, at} : Gap{' ', begin};
}

// The end of "(0)" at `at`, which stands in an international number for what is left out of it; else npos.
std::size_t trunk_end(std::string_view text, std::size_t at) {
  for (const char32_t wanted : {U'(', U'0', U')'}) {
    const Character c = character_at(text, at);
    if (c.value != wanted) {
      return std::string_view::npos;
    }
    at += c.size;
  }
  return at;
}

// A short run of digits as a number; of value -1 where there are none or too many.
struct Field {
  int value = -1;
  std::size_t digits = 0;
  std::size_t end = 0;
};

Field read_field(std::string_view text, std::size_t at, std::size_t most) {
  Field field{0, 0, at};
  for (Character c = character_at(text, at); is_digit(c.value); c = character_at(text, field.end)) {
    if (++field.digits > most) {
      return {};
    }
    field.value = field.value * 10 + static_cast<int>(c.value - U'0');
    field.end += c.size;
  }
  return field.digits == 0 ? Field() : field;
}

bool is_month_and_day(int month, int day) {
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

// Whether a further part stands behind what looked like a date.
bool goes_on(std::string_view text, std::size_t at) {
  const Character sign = character_at(text, at);
  return (sign.value == U'-' || sign.value == U'.' || sign.value == U'/') && is_digit(value_at(text, at + sign.size));
}

// The end of a date at `at`, 2026-06-18, 18.6.2026 or 6/18/26; else `at`.
std::size_t date_end(std::string_view text, std::size_t at) {
  std::array<Field, 3> fields;
  std::size_t next = at;
  char32_t sign = 0;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) {
      const Character c = character_at(text, next);
      const bool is_sign = c.value == U'-' || c.value == U'.' || c.value == U'/';
      if (!is_sign || (i == 2 && c.value != sign)) {
        return at;
      }
      sign = c.value;
      next += c.size;
    }
    fields[i] = read_field(text, next, 4);
    if (fields[i].value < 0) {
      return at;
    }
    next = fields[i].end;
  }
  const auto& [a, b, c] = fields;
  const bool is_year_first = a.digits == 4 && is_month_and_day(b.value, c.value) && b.digits <= 2 && c.digits <= 2;
  const bool is_day_first = a.digits <= 2 && b.digits <= 2 && (c.digits == 4 || (c.digits == 2 && sign != U'.')) &&
                            (is_month_and_day(b.value, a.value) || is_month_and_day(a.value, b.value));
  return (is_year_first || is_day_first) && !goes_on(text, next) ? next : at;
}

// Whether the group at `at`, after a blank, begins something of its own: a date, or a number under a year.
bool begins_anew(std::string_view text, std::size_t at) {
  if (date_end(text, at) != at) {
    return true;
  }
  const Field year = read_field(text, at, 4);
  return year.digits == 4 && year.value >= 1900 && year.value < 2100 && value_at(text, year.end) == U'-';
}

// What makes of digits something else: a letter right behind them, or the minutes of a time.
bool is_cut_off(std::string_view text, std::size_t end) {
  const Character next = character_at(text, end);
  return is_word(next.value) || (next.value == U':' && is_digit(value_at(text, end + next.size)));
}

// The next group behind one that ended at `at`; `end` == 0 where there is none.
Group next_group(std::string_view text, std::size_t at, std::string* digits) {
  const Gap gap = read_gap(text, at);
  if (gap.end == at || (gap.sign == ' ' && begins_anew(text, gap.end))) {
    return {};
  }
  const std::size_t counted = digits == nullptr ? 0 : digits->size();
  const std::size_t end = digits_end(text, gap.end, digits);
  if (is_cut_off(text, end)) {
    if (digits != nullptr) {
      digits->resize(counted);
    }
    return {};
  }
  return {gap.sign, gap.end, end, digits == nullptr ? 0 : digits->size() - counted};
}

// Reads the sign and the brackets of a first group, and it. Nothing where no digits stand there.
std::optional<Candidate> read_first(std::string_view text, std::size_t at) {
  Candidate candidate;
  if (value_at(text, at) == U'(') {
    candidate.in_brackets = true;
    at += character_at(text, at).size;
  }
  if (value_at(text, at) == U'+') {
    candidate.plus = true;
    at += character_at(text, at).size;
    at += value_at(text, at) == U' ' ? character_at(text, at).size : 0;
  }
  const std::size_t end = digits_end(text, at, &candidate.digits);
  if (end == at || is_cut_off(text, end)) {
    return std::nullopt;
  }
  if (candidate.in_brackets && value_at(text, end) != U')') {
    return std::nullopt;  // brackets around more than this group
  }
  candidate.groups.push_back({0, at, end, candidate.digits.size()});
  return candidate;
}

void read_more(std::string_view text, Candidate& candidate) {
  while (candidate.groups.size() < kMostGroups && candidate.digits.size() < kMostDigits) {
    std::size_t at = candidate.groups.back().end;
    const Character blank = character_at(text, at);
    const std::size_t trunk = trunk_end(text, blank.value == U' ' ? at + blank.size : at);
    at = trunk == std::string_view::npos ? at : trunk - character_before(text, trunk).size;  // its bracket joins them
    const Group group = next_group(text, at, &candidate.digits);
    if (group.end == 0) {
      return;
    }
    candidate.groups.push_back(group);
    if (candidate.digits.size() > kMostDigits) {
      candidate.drop_last();
      return;
    }
  }
}

bool is_time_range(const Candidate& of) {  // 08.30-17.00, 0830-1700
  if (of.has_lengths({4, 4})) {
    return of.value_of(0, 4) <= 2400 && of.value_of(4, 4) <= 2400 && of.value_of(2, 2) < 60 && of.value_of(6, 2) < 60;
  }
  return of.has_lengths({2, 2, 2, 2}) && of.groups[1].before == '.' && of.groups[2].before == '-' &&
         of.groups[3].before == '.';
}

// 12 500 000, 1 299-1 499: in thousands, once or more.
bool is_amount(const Candidate& of) {
  if (of.has_lengths({3, 3, 3})) {
    return false;  // a number of nine digits is as likely
  }
  bool is_grouped = false;
  for (const Group& group : of.groups) {
    const bool is_first = group.before == 0 || group.before == '-';
    if (is_first ? group.digits > 3 : group.digits != 3) {
      return false;
    }
    is_grouped = is_grouped || !is_first;
  }
  return is_grouped;
}

bool is_phone_with_prefix(const Candidate& of) {
  const std::size_t total = of.digits.size();
  if (of.plus) {
    return total >= 7 && total <= 15;
  }
  if (of.digits.starts_with("00") && of.groups[0].digits >= 2) {
    return total >= 9;
  }
  if (of.digits.starts_with('0')) {
    const bool is_decimal = of.groups[0].digits == 1 && of.groups.size() > 1 && of.groups[1].before == '.';
    return total >= 8 && total <= 12 && !is_decimal && !is_time_range(of);
  }
  return of.in_brackets && total >= 8 && total <= 12 && of.groups.size() > 1 && of.groups[0].digits >= 2 &&
         !of.begins_with_year();
}

// As North America groups its ten digits.
bool is_phone_of_ten(const Candidate& of) {
  const std::size_t first = of.has_lengths({1, 3, 3, 4}) && of.digits[0] == '1' ? 1 : 0;
  return (first == 1 || of.has_lengths({3, 3, 4})) && of.digits[first] >= '2' && of.digits[first + 3] >= '2';
}

bool is_other_number(const Candidate& of) {
  if (of.has_lengths({3, 2, 4})) {  // social security, US
    return of.is_joined_by(" -");
  }
  if (of.has_lengths({6, 4}) || of.has_lengths({8, 4})) {  // identity, SE; the day may be moved by 60
    const std::size_t month = of.groups[0].digits - 4;
    const int day = of.value_of(month + 2, 2);
    return of.is_joined_by("-") && is_month_and_day(of.value_of(month, 2), day > 60 ? day - 60 : day);
  }
  if (of.has_lengths({6, 7})) {  // resident registration, KR
    return of.is_joined_by("-");
  }
  const bool is_card = of.has_lengths({4, 4, 4, 4}) || of.has_lengths({4, 6, 5});
  return of.is_joined_by(" -") && (is_card || (of.has_lengths({4, 4, 4}) && !of.begins_with_year()));
}

// Whether an amount of money ends at `end`.
bool is_money(std::string_view text, std::size_t end) {
  constexpr std::u32string_view kSigns = U"€$£¥円元원%";
  constexpr std::array<std::string_view, 9> kWords = {"kr", "sek", "nok", "dkk", "eur", "usd", "gbp", "jpy", "yen"};
  end += value_at(text, end) == U' ' ? character_at(text, end).size : 0;
  const Character first = character_at(text, end);
  if (first.size != 0 && kSigns.find(first.value) != std::u32string_view::npos) {
    return true;
  }
  std::string word;
  for (Character c = first; is_word(c.value) && word.size() < 4; c = character_at(text, end)) {
    word.push_back(static_cast<char>(c.value < 0x80 ? c.value | 0x20U : U'?'));
    end += c.size;
  }
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

// Numbers that their grouping alone betrays.
bool is_phone_by_groups(const Candidate& of) {
  if (of.has_lengths({4, 4})) {  // HK, SG
    return of.is_joined_by(" ") && !of.begins_with_year() &&
           std::string_view("235689").find(of.digits[0]) != std::string_view::npos;
  }
  const bool is_even = std::all_of(of.groups.begin(), of.groups.end(),
                                   [](const Group& group) { return group.digits >= 2 && group.digits <= 5; });
  return is_even && of.groups.size() >= 3 && of.digits.size() >= 8 && of.digits.size() <= 13 && of.is_joined_by(" -") &&
         !of.begins_with_year() && !is_amount(of);
}

NumberKind kind_of(const Candidate& of, std::string_view text) {
  if (is_phone_with_prefix(of) || is_phone_of_ten(of)) {
    return NumberKind::kPhone;
  }
  if (is_other_number(of)) {
    return NumberKind::kOther;
  }
  if (is_money(text, of.groups.back().end)) {
    return NumberKind::kNone;
  }
  if (of.groups.size() == 1 && of.digits.size() >= 9) {
    const bool is_phone = (of.digits.size() == 10 && of.digits[0] >= '2') ||  // North America, India
                          (of.digits.size() == 11 && of.digits[0] == '1');    // with its prefix, China
    return is_phone ? NumberKind::kPhone : NumberKind::kOther;
  }
  return is_phone_by_groups(of) ? NumberKind::kPhone : NumberKind::kNone;
}

// What a digit follows upon.
enum class Before : std::uint8_t {
  kFree,
  kJoined,  // it goes on with a token: SE-2026-0117
  kAmount,  // it is one: $, or what is behind a decimal point
};

Before what_is_before(std::string_view text, std::size_t at) {
  const Character before = character_before(text, at);
  const char32_t further = character_before(text, at - before.size).value;
  switch (before.value) {
    case U'$':
    case U'€':
    case U'£':
    case U'¥':
    case U'#':
      return Before::kAmount;
    case U'.':
    case U',':
      return is_digit(further) ? Before::kAmount : Before::kFree;
    case U':':
    case U'/':
      return is_digit(further) ? Before::kJoined : Before::kFree;
    case U'-':
      return is_digit(further) || is_upper(further) ? Before::kJoined : Before::kFree;
    default:
      break;
  }
  const bool is_label = before.value >= U'a' && before.value <= U'z' && value_at(text, at) == U'0';  // tel070-…
  return is_word(before.value) && !is_label ? Before::kJoined : Before::kFree;
}

// The end of what goes on with digits behind `at`.
std::size_t run_end(std::string_view text, std::size_t at) {
  for (Group group = next_group(text, at, nullptr); group.end != 0; group = next_group(text, at, nullptr)) {
    at = group.end;
  }
  return at;
}

std::string_view without(std::string_view digits, std::string_view prefix) {
  return digits.substr(digits.starts_with(prefix) ? prefix.size() : 0);
}

}  // namespace

void OwnNumbers::add(std::string_view text) {
  Number number;
  for (std::size_t at = 0; at < text.size(); at += character_at(text, at).size) {
    const char32_t c = value_at(text, at);
    if (is_word(c) && !is_digit(c)) {
      return;
    }
    number.international = number.international || c == U'+';
    if (const std::size_t trunk = trunk_end(text, at); trunk != std::string_view::npos) {
      at = trunk - character_before(text, trunk).size;  // of the bracket, which the loop adds
      continue;
    }
    if (is_digit(c)) {
      number.digits.push_back(static_cast<char>(c));
    }
  }
  number.international = number.international || number.digits.starts_with("00");
  number.digits = without(without(number.digits, "00"), "0");
  if (number.digits.size() >= 7) {
    numbers_.push_back(std::move(number));
  }
}

bool OwnNumbers::has(std::string_view digits, bool international) const {
  const bool is_abroad = international || digits.starts_with("00");
  digits = without(without(digits, "00"), "0");
  return std::any_of(numbers_.begin(), numbers_.end(), [&](const Number& own) {
    if (own.international == is_abroad) {
      return own.digits == digits;
    }
    const std::string_view longer = own.international ? std::string_view(own.digits) : digits;
    const std::string_view shorter = own.international ? digits : std::string_view(own.digits);
    return shorter.size() >= 7 && longer.ends_with(shorter) && longer.size() - shorter.size() <= 3;
  });
}

FoundNumber find_number(std::string_view text, std::size_t at, const OwnNumbers& own) {
  if (const std::size_t date = date_end(text, at); date != at) {
    return {NumberKind::kNone, date};
  }
  auto candidate = read_first(text, at);
  if (!candidate) {
    return {NumberKind::kNone, is_digit(value_at(text, at)) ? digits_end(text, at) : at};
  }
  const std::size_t first_end = candidate->groups[0].end;
  const Before before = candidate->plus ? Before::kFree : what_is_before(text, at);
  if (before == Before::kFree) {
    read_more(text, *candidate);
  }
  const Candidate whole = *candidate;
  for (; !candidate->groups.empty(); candidate->drop_last()) {
    if (own.has(candidate->digits, candidate->plus)) {
      return {NumberKind::kOwn, candidate->groups.back().end};
    }
  }
  if (before == Before::kAmount || (before == Before::kJoined && whole.digits.size() < 9)) {
    return {NumberKind::kNone, first_end};
  }
  for (candidate = whole; !candidate->groups.empty(); candidate->drop_last()) {
    if (const NumberKind kind = kind_of(*candidate, text); kind != NumberKind::kNone) {
      return {kind, run_end(text, whole.groups.back().end)};
    }
  }
  return {NumberKind::kNone, first_end};
}

}  // namespace holdall
