// Working days of one country: a weekend, and holidays as rules (schemas/calendars/*.json).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/json/value.h"
#include "holdall/core/model/date.h"

namespace holdall {

class Calendar {
 public:
  // Saturdays and Sundays are free, nothing else.
  Calendar() : Calendar(std::string(), {Weekday::kSaturday, Weekday::kSunday}) {}
  // Of a text {"calendar","weekend","holidays"}. A holiday falls on `date` MM-DD each year, `easter` days after Easter
  // Sunday (of the Gregorian calendar), the `nth` `weekday` of a `month` (-1: its last), the first `weekday` from day
  // `from` MM-DD on, or `on` days of its own. `observed`: where it is taken when it meets a weekend, `nearest_weekday`
  // or `next_weekday` that no other of these rules takes. Errors: kInternal with the place; the texts are Holdall's
  // own.
  static Result<Calendar> parse(std::string_view text);

  [[nodiscard]] const std::string& name() const { return name_; }  // "US"; empty where no law has given one
  [[nodiscard]] bool is_working_day(Date day) const;
  // `day` itself, or the first working day after it.
  [[nodiscard]] Date next_working_day(Date day) const;
  // The `count`th working day after `day`, which does not count itself. Requires: count >= 0.
  [[nodiscard]] Date add_working_days(Date day, int count) const;

 private:
  enum class Kind : std::uint8_t { kYearly, kEaster, kNth, kFrom, kListed };
  enum class Observed : std::uint8_t { kNot, kNearest, kNext };
  struct Holiday {
    Kind kind = Kind::kListed;
    Observed observed = Observed::kNot;
    Weekday weekday = Weekday::kMonday;
    int month = 1;
    int day = 1;  // of the month; kEaster: after Easter; kNth: 1-4 or -1
    std::vector<Date> listed;
  };

  Calendar(std::string name, const std::vector<Weekday>& weekend);
  static Result<Weekday> read_weekday(const Value& value);
  static Result<Holiday> read_holiday(const Value& value);
  static Result<void> read_rule(const Value& value, Holiday& holiday);
  [[nodiscard]] bool is_weekend(Date day) const;
  [[nodiscard]] std::vector<Date> holidays_of(int year) const;  // as they are taken
  static std::vector<Date> days_of(const Holiday& holiday, int year);
  [[nodiscard]] Date observed(Date day, Observed how, const std::vector<Date>& taken) const;

  std::string name_;
  std::uint8_t weekend_ = 0;  // one bit a weekday
  std::vector<Holiday> holidays_;
};

}  // namespace holdall
