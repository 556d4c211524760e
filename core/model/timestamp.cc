#include "holdall/core/model/timestamp.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

namespace holdall {
namespace {

namespace chrono = std::chrono;

// The value of exactly `digits`, or -1.
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

std::optional<chrono::sys_days> read_date(std::string_view text) {
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
  if (!date.ok()) {
    return std::nullopt;
  }
  return chrono::sys_days{date};
}

// Nanoseconds of ".ddd" (1-9 digits), or -1.
std::int64_t read_fraction(std::string_view text) {
  if (text.size() < 2 || text.size() > 10 || text[0] != '.') {
    return -1;
  }
  std::int64_t value = read_digits(text.substr(1));
  for (std::size_t i = text.size(); value > 0 && i < 10; ++i) {
    value *= 10;
  }
  return value;
}

chrono::year_month_day date_of(std::int64_t seconds) {
  return chrono::year_month_day{chrono::floor<chrono::days>(chrono::sys_seconds{chrono::seconds{seconds}})};
}

}  // namespace

std::optional<Timestamp> parse_timestamp(std::string_view text) {
  if (text.size() < 20 || text.size() > 30 || text[10] != 'T' || text[13] != ':' || text[16] != ':' ||
      text.back() != 'Z') {
    return std::nullopt;
  }
  const auto day = read_date(text.substr(0, 10));
  const int hour = read_digits(text.substr(11, 2));
  const int minute = read_digits(text.substr(14, 2));
  const int second = read_digits(text.substr(17, 2));
  const std::int64_t fraction = text.size() == 20 ? 0 : read_fraction(text.substr(19, text.size() - 20));
  if (!day || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 || fraction < 0) {
    return std::nullopt;
  }
  const auto at = *day + chrono::hours{hour} + chrono::minutes{minute} + chrono::seconds{second};
  return Timestamp{at.time_since_epoch().count(), static_cast<std::uint32_t>(fraction)};
}

std::string format_timestamp(Timestamp at) {
  const chrono::year_month_day date = date_of(at.seconds);
  const std::int64_t second_of_day =
      at.seconds - chrono::sys_seconds{chrono::sys_days{date}}.time_since_epoch().count();
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(second_of_day / 3600), static_cast<int>(second_of_day / 60 % 60),
                static_cast<int>(second_of_day % 60));
  std::string out(text.data());
  if (at.nanoseconds != 0) {
    std::snprintf(text.data(), text.size(), ".%09u", at.nanoseconds);
    out += text.data();
    out.erase(out.find_last_not_of('0') + 1);
  }
  return out + "Z";
}

bool is_date(std::string_view text) {
  return read_date(text).has_value();
}

Timestamp add_months(Timestamp at, int months) {
  const chrono::year_month_day date = date_of(at.seconds);
  const auto time_of_day = chrono::sys_seconds{chrono::seconds{at.seconds}} - chrono::sys_days{date};
  chrono::year_month_day moved = date + chrono::months{months};
  if (!moved.ok()) {
    moved = moved.year() / moved.month() / chrono::last;
  }
  return {(chrono::sys_days{moved} + time_of_day).time_since_epoch().count(), at.nanoseconds};
}

}  // namespace holdall
