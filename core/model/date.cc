#include "holdall/core/model/date.h"

#include <array>
#include <chrono>
#include <cstdio>

namespace holdall {
namespace {

namespace chrono = std::chrono;

chrono::year_month_day civil(Date date) {
  return chrono::year_month_day{chrono::sys_days{chrono::days{date.days}}};
}

Date counted(chrono::year_month_day date) {
  if (!date.ok()) {
    date = date.year() / date.month() / chrono::last;
  }
  return Date{static_cast<std::int32_t>(chrono::sys_days{date}.time_since_epoch().count())};
}

}  // namespace

int read_digits(std::string_view digits) {
  int value = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') {
      return -1;
    }
    value = value * 10 + (c - '0');
  }
  return value;
}

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
    return std::nullopt;
  }
  const int year = read_digits(text.substr(0, 4));
  const int month = read_digits(text.substr(5, 2));
  const int day = read_digits(text.substr(8, 2));
  if (year < 1 || month < 1 || day < 1) {
    return std::nullopt;
  }
  const chrono::year_month_day date{chrono::year{year}, chrono::month{static_cast<unsigned>(month)},
                                    chrono::day{static_cast<unsigned>(day)}};
  return date.ok() ? std::optional(counted(date)) : std::nullopt;
}

bool is_date(std::string_view text) {
  return parse_date(text).has_value();
}

std::string format_date(Date date) {
  const chrono::year_month_day parts = civil(date);
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(parts.year()),
                static_cast<unsigned>(parts.month()), static_cast<unsigned>(parts.day()));
  return text.data();
}

Date make_date(int year, int month, int day) {
  return counted(chrono::year{year} / month / day);
}

int year_of(Date date) {
  return static_cast<int>(civil(date).year());
}

Weekday weekday(Date date) {
  return static_cast<Weekday>(chrono::weekday{chrono::sys_days{chrono::days{date.days}}}.iso_encoding() - 1);
}

Date add_months(Date date, int months) {
  return counted(civil(date) + chrono::months{months});
}

int years_between(Date birth, Date on) {
  const chrono::year_month_day from = civil(birth);
  const chrono::year_month_day to = civil(on);
  const bool is_past = to.month() > from.month() || (to.month() == from.month() && to.day() >= from.day());
  return static_cast<int>(to.year()) - static_cast<int>(from.year()) - (is_past ? 0 : 1);
}

}  // namespace holdall
