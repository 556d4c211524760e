#include "holdall/core/model/timestamp.h"

#include <array>
#include <cstdio>

namespace holdall {
namespace {

constexpr std::int64_t kDay = 86400;

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

}  // namespace

std::optional<Timestamp> parse_timestamp(std::string_view text) {
  if (text.size() < 20 || text.size() > 30 || text[10] != 'T' || text[13] != ':' || text[16] != ':' ||
      text.back() != 'Z') {
    return std::nullopt;
  }
  const auto day = parse_date(text.substr(0, 10));
  const int hour = read_digits(text.substr(11, 2));
  const int minute = read_digits(text.substr(14, 2));
  const int second = read_digits(text.substr(17, 2));
  const std::int64_t fraction = text.size() == 20 ? 0 : read_fraction(text.substr(19, text.size() - 20));
  if (!day || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 || fraction < 0) {
    return std::nullopt;
  }
  const int second_of_day = hour * 3600 + minute * 60 + second;
  return Timestamp{day->days * kDay + second_of_day, static_cast<std::uint32_t>(fraction)};
}

std::string format_timestamp(Timestamp at) {
  const Date date = date_of(at);
  const auto second_of_day = static_cast<int>(at.seconds - date.days * kDay);
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "T%02d:%02d:%02d", second_of_day / 3600, second_of_day / 60 % 60,
                second_of_day % 60);
  std::string out = format_date(date) + text.data();
  if (at.nanoseconds != 0) {
    std::snprintf(text.data(), text.size(), ".%09u", at.nanoseconds);
    out += text.data();
    out.erase(out.find_last_not_of('0') + 1);
  }
  return out + "Z";
}

Date date_of(Timestamp at) {
  const std::int64_t day = at.seconds / kDay;
  return Date{static_cast<std::int32_t>(at.seconds % kDay < 0 ? day - 1 : day)};
}

Timestamp add_months(Timestamp at, int months) {
  const Date date = date_of(at);
  return {at.seconds + std::int64_t{add_months(date, months).days - date.days} * kDay, at.nanoseconds};
}

}  // namespace holdall
