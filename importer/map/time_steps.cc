// Transforms of times. All are of UTC; a timestamp with another zone, or none, is none (docs/format.md#strings).
#include <string>

#include "holdall/core/model/timestamp.h"
#include "holdall/importer/map/transform_steps.h"

namespace holdall::steps {
namespace {

constexpr std::int64_t kSecondsOfDay = 86400;
constexpr std::int64_t kThousand = 1000;
constexpr std::uint32_t kNanosecondsOfMs = 1'000'000;

// What `make` makes of the instant.
template <typename Make>
FittedCell with_timestamp(const Cell& value, Make make) {
  const auto at = parse_timestamp(value.as_text());
  return at ? FittedCell(make(*at)) : MisfitCode::kNotATimestamp;
}

template <typename Make>
FittedCell with_date(const Cell& value, Make make) {
  const auto date = parse_date(value.as_text());
  return date ? FittedCell(make(*date)) : MisfitCode::kNotADate;
}

FittedCell timestamp_text(std::int64_t seconds, std::uint32_t nanoseconds, Scratch& scratch) {
  static const std::int64_t first = start_of(*parse_date("0001-01-01")).seconds;
  static const std::int64_t last = start_of(*parse_date("9999-12-31")).seconds + kSecondsOfDay - 1;
  if (seconds < first || seconds > last) {
    return MisfitCode::kOutOfRange;
  }
  return Cell::text(scratch.keep(format_timestamp({seconds, nanoseconds})));
}

}  // namespace

FittedCell year(const Transform& /*transform*/, const Cell& value, Scratch& /*scratch*/) {
  const std::string_view text = value.as_text();
  if (const auto at = parse_timestamp(text)) {
    return Cell::integer(year_of(date_of(*at)));
  }
  return with_date(value, [](Date date) { return Cell::integer(year_of(date)); });
}

FittedCell rfc3339_to_epoch(const Transform& /*transform*/, const Cell& value, Scratch& /*scratch*/) {
  return with_timestamp(value, [](Timestamp at) { return Cell::integer(at.seconds); });
}

FittedCell rfc3339_to_epoch_ms(const Transform& /*transform*/, const Cell& value, Scratch& /*scratch*/) {
  return with_timestamp(value, [](Timestamp at) {
    return Cell::integer(at.seconds * kThousand + static_cast<std::int64_t>(at.nanoseconds / kNanosecondsOfMs));
  });
}

FittedCell rfc3339_to_date(const Transform& /*transform*/, const Cell& value, Scratch& /*scratch*/) {
  return with_timestamp(value, [&](Timestamp /*at*/) { return Cell::text(value.as_text().substr(0, 10)); });
}

FittedCell rfc3339_to_datetime(const Transform& /*transform*/, const Cell& value, Scratch& scratch) {
  return with_timestamp(value, [&](Timestamp /*at*/) {
    std::string text(value.as_text().substr(0, 19));
    text[10] = ' ';
    return Cell::text(scratch.keep(std::move(text)));
  });
}

FittedCell date_to_epoch(const Transform& /*transform*/, const Cell& value, Scratch& /*scratch*/) {
  return with_date(value, [](Date date) { return Cell::integer(start_of(date).seconds); });
}

FittedCell date_to_epoch_day(const Transform& /*transform*/, const Cell& value, Scratch& /*scratch*/) {
  return with_date(value, [](Date date) { return Cell::integer(date.days); });
}

FittedCell date_to_rfc3339(const Transform& /*transform*/, const Cell& value, Scratch& scratch) {
  return with_date(value, [&](Date date) { return Cell::text(scratch.keep(format_timestamp(start_of(date)))); });
}

FittedCell epoch_to_rfc3339(const Transform& /*transform*/, const Cell& value, Scratch& scratch) {
  return timestamp_text(value.as_integer(), 0, scratch);
}

FittedCell epoch_ms_to_rfc3339(const Transform& /*transform*/, const Cell& value, Scratch& scratch) {
  const std::int64_t ms = value.as_integer();
  const std::int64_t rest = (ms % kThousand + kThousand) % kThousand;
  const std::int64_t seconds = ms / kThousand - (ms % kThousand < 0 ? 1 : 0);
  return timestamp_text(seconds, static_cast<std::uint32_t>(rest) * kNanosecondsOfMs, scratch);
}

}  // namespace holdall::steps
