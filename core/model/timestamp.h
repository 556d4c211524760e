// Timestamps as bundles write them (docs/format.md#strings): RFC 3339 in UTC with `Z`, no leap seconds.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "holdall/core/model/date.h"

namespace holdall {

// An instant between 0001-01-01 and 9999-12-31, in nanoseconds of UTC.
struct Timestamp {
  std::int64_t seconds = 0;       // since 1970-01-01T00:00:00Z
  std::uint32_t nanoseconds = 0;  // 0 … 999 999 999

  auto operator<=>(const Timestamp&) const = default;  // NOLINT(modernize-use-nullptr): no pointer here
};

// Strict: `YYYY-MM-DDThh:mm:ss[.fffffffff]Z`, capital T and Z, 1-9 fraction digits, a date that exists, second <= 59.
std::optional<Timestamp> parse_timestamp(std::string_view text);
// Shortest form: without a fraction where it is zero, else without trailing zeros.
std::string format_timestamp(Timestamp at);

// The day of UTC that the instant is in.
Date date_of(Timestamp at);
// Midnight at which that day begins in UTC.
inline Timestamp start_of(Date date) {
  return Timestamp{std::int64_t{date.days} * 24 * 3600, 0};
}
// The same time of the day that add_months(Date) names.
Timestamp add_months(Timestamp at, int months);

}  // namespace holdall
