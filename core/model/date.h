// Days of the calendar, as laws count them: no time of day, no zone.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace holdall {

// A day of the Gregorian calendar. What is read is of the years 1 to 9999; sums are not checked against them.
struct Date {
  std::int32_t days = 0;  // since 1970-01-01

  auto operator<=>(const Date&) const = default;  // NOLINT(modernize-use-nullptr): no pointer here
};

enum class Weekday : std::uint8_t { kMonday, kTuesday, kWednesday, kThursday, kFriday, kSaturday, kSunday };

// Strict: `YYYY-MM-DD`, a date that exists, from 0001 on.
std::optional<Date> parse_date(std::string_view text);
bool is_date(std::string_view text);
std::string format_date(Date date);

// Requires: `month` 1-12, `day` 1-31. The last day of the month where that has no such day.
Date make_date(int year, int month, int day);
int year_of(Date date);
Weekday weekday(Date date);

inline Date add_days(Date date, int days) {
  return Date{date.days + days};
}
// The same day of a later month, or its last day (GDPR Art. 12(3) months; Regulation 1182/71 Art. 3).
Date add_months(Date date, int months);
// Whole years, as ages are counted; who was born on 29 February is a year older on 1 March of other years. Negative
// where `on` is before `birth`.
int years_between(Date birth, Date on);

// The number of `digits`, or -1 where there is another character. Requires: at most 9 of them.
int read_digits(std::string_view digits);

}  // namespace holdall
