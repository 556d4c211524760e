#include "holdall/exporter/rights/calendar.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <tuple>
#include <utility>

namespace holdall {
namespace {

Error unfit(const std::string& what) {
  return Error{ErrorCode::kInternal, "calendar: " + what, {}};
}

bool contains(const std::vector<Date>& days, Date day) {
  return std::find(days.begin(), days.end(), day) != days.end();
}

// Easter Sunday (the anonymous Gregorian algorithm of Meeus, Jones and Butcher).
Date easter_of(int year) {
  const int golden = year % 19;
  const int century = year / 100;
  const int rest = year % 100;
  const int moon = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
  const int sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7;
  const int shift = (golden + 11 * moon + 22 * sunday) / 451;
  const int march = moon + sunday - 7 * shift + 114;
  return make_date(year, march / 31, march % 31 + 1);
}

// From `day` on.
Date first_weekday(Date day, Weekday wanted) {
  return add_days(day, (static_cast<int>(wanted) - static_cast<int>(weekday(day)) + 7) % 7);
}

Date nth_weekday(int year, int month, Weekday wanted, int nth) {
  const Date first = make_date(year, month, 1);
  return nth > 0 ? add_days(first_weekday(first, wanted), 7 * (nth - 1))
                 : first_weekday(add_days(add_months(first, 1), -7), wanted);
}

// The month and day of "MM-DD", or zeros.
std::pair<int, int> read_month_day(const Value& value) {
  const std::string* text = value.string();
  const auto date = text == nullptr ? std::nullopt : parse_date("2024-" + *text);
  return date ? std::pair(read_digits(std::string_view(*text).substr(0, 2)),
                          read_digits(std::string_view(*text).substr(3)))
              : std::pair(0, 0);
}

// The integer member, or 0.
int integer_of(const Value& value, std::string_view member) {
  const Value* found = value.find(member);
  const std::int64_t* number = found == nullptr ? nullptr : found->integer();
  return number == nullptr || *number < -400 || *number > 400 ? 0 : static_cast<int>(*number);
}

const Value::Array* array_of(const Value& value, std::string_view member) {
  const Value* found = value.find(member);
  return found == nullptr ? nullptr : found->array();
}

}  // namespace

Calendar::Calendar(std::string name, const std::vector<Weekday>& weekend) : name_(std::move(name)) {
  for (const Weekday day : weekend) {
    weekend_ = static_cast<std::uint8_t>(weekend_ | 1U << static_cast<unsigned>(day));
  }
}

Result<Calendar> Calendar::parse(std::string_view text) {
  HOLDALL_ASSIGN(const Value document, parse_document(text));
  const std::string name = document.text_or("calendar", "");
  const Value::Array* days = array_of(document, "weekend");
  const Value::Array* holidays = array_of(document, "holidays");
  if (name.empty() || days == nullptr || days->size() > 3 || holidays == nullptr) {
    return unfit(name + " has no name, weekend or holidays");
  }
  std::vector<Weekday> weekend;
  for (const Value& day : *days) {
    HOLDALL_ASSIGN(const Weekday read, read_weekday(day));
    weekend.push_back(read);
  }
  Calendar calendar(name, weekend);
  for (const Value& value : *holidays) {
    auto holiday = read_holiday(value);
    if (!holiday.ok()) {
      return std::move(holiday).error().within(name);
    }
    calendar.holidays_.push_back(std::move(holiday).value());
  }
  return calendar;
}

Result<Weekday> Calendar::read_weekday(const Value& value) {
  constexpr std::array<std::string_view, 7> kNames = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  const std::string* text = value.string();
  const auto* const found =
      text == nullptr ? kNames.end() : std::find(kNames.begin(), kNames.end(), std::string_view(*text));
  if (found == kNames.end()) {
    return unfit("no weekday");
  }
  return static_cast<Weekday>(found - kNames.begin());
}

Result<Calendar::Holiday> Calendar::read_holiday(const Value& value) {
  Holiday holiday;
  const std::string name = value.text_or("name", "");
  if (auto rule = read_rule(value, holiday); !rule.ok()) {
    return std::move(rule).error().within(name);
  }
  const std::string observed = value.text_or("observed", "");
  if (observed == "nearest_weekday") {
    holiday.observed = Observed::kNearest;
  } else if (observed == "next_weekday") {
    holiday.observed = Observed::kNext;
  } else if (!observed.empty()) {
    return unfit(name + " is observed in an unknown way");
  }
  return holiday;
}

Result<void> Calendar::read_rule(const Value& value, Holiday& holiday) {
  const Value* date = value.find("date");
  const Value* from = value.find("from");
  if (const Value* day = value.find("weekday"); day != nullptr) {
    HOLDALL_ASSIGN(holiday.weekday, read_weekday(*day));
    holiday.kind = from != nullptr ? Kind::kFrom : Kind::kNth;
    holiday.month = integer_of(value, "month");
    holiday.day = integer_of(value, "nth");
  } else if (date != nullptr) {
    holiday.kind = Kind::kYearly;
  } else if (value.find("easter") != nullptr) {
    holiday.kind = Kind::kEaster;
    holiday.day = integer_of(value, "easter");
  } else if (const Value::Array* on = array_of(value, "on"); on != nullptr) {
    for (const Value& each : *on) {
      const auto listed = each.string() == nullptr ? std::nullopt : parse_date(*each.string());
      if (!listed) {
        return unfit("a day that is none");
      }
      holiday.listed.push_back(*listed);
    }
    return {};
  } else {
    return unfit("no rule");
  }
  if (holiday.kind == Kind::kYearly || holiday.kind == Kind::kFrom) {
    std::tie(holiday.month, holiday.day) = read_month_day(holiday.kind == Kind::kYearly ? *date : *from);
  }
  const bool is_nth_fit = holiday.kind != Kind::kNth || holiday.day == -1 || (holiday.day >= 1 && holiday.day <= 4);
  return holiday.month >= 1 && holiday.month <= 12 && is_nth_fit ? Result<void>() : unfit("a day that is none");
}

bool Calendar::is_weekend(Date day) const {
  return (weekend_ >> static_cast<unsigned>(weekday(day)) & 1U) != 0;
}

std::vector<Date> Calendar::days_of(const Holiday& holiday, int year) {
  switch (holiday.kind) {
    case Kind::kYearly:
      return {make_date(year, holiday.month, holiday.day)};
    case Kind::kEaster:
      return {add_days(easter_of(year), holiday.day)};
    case Kind::kNth:
      return {nth_weekday(year, holiday.month, holiday.weekday, holiday.day)};
    case Kind::kFrom:
      return {first_weekday(make_date(year, holiday.month, holiday.day), holiday.weekday)};
    case Kind::kListed:
      break;
  }
  std::vector<Date> days;
  std::copy_if(holiday.listed.begin(), holiday.listed.end(), std::back_inserter(days),
               [&](Date day) { return year_of(day) == year; });
  return days;
}

Date Calendar::observed(Date day, Observed how, const std::vector<Date>& taken) const {
  if (how == Observed::kNearest && !is_weekend(add_days(day, -1))) {
    return add_days(day, -1);
  }
  do {
    day = add_days(day, 1);
  } while (is_weekend(day) || (how == Observed::kNext && contains(taken, day)));
  return day;
}

std::vector<Date> Calendar::holidays_of(int year) const {
  std::vector<Date> taken;   // of rules, by which what is moved is moved on
  std::vector<Date> listed;  // may say the same again
  std::vector<std::pair<Date, Observed>> moved;
  for (const Holiday& holiday : holidays_) {
    for (const Date day : days_of(holiday, year)) {
      (holiday.kind == Kind::kListed ? listed : taken).push_back(day);
      if (holiday.observed != Observed::kNot && is_weekend(day)) {
        moved.emplace_back(day, holiday.observed);
      }
    }
  }
  for (const auto& [day, how] : moved) {
    taken.push_back(observed(day, how, taken));
  }
  taken.insert(taken.end(), listed.begin(), listed.end());
  return taken;
}

bool Calendar::is_working_day(Date day) const {
  if (is_weekend(day)) {
    return false;
  }
  // New Year's Day may be taken in the year before, and what falls on its last days in the year after.
  constexpr int kMovedAtMost = 14;
  const int last = year_of(add_days(day, kMovedAtMost));
  for (int year = year_of(add_days(day, -kMovedAtMost)); year <= last; ++year) {
    if (contains(holidays_of(year), day)) {
      return false;
    }
  }
  return true;
}

Date Calendar::next_working_day(Date day) const {
  while (!is_working_day(day)) {
    day = add_days(day, 1);
  }
  return day;
}

Date Calendar::add_working_days(Date day, int count) const {
  for (; count > 0; --count) {
    day = next_working_day(add_days(day, 1));
  }
  return day;
}

}  // namespace holdall
