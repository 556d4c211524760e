// By when a request must be answered: a profile's `deadline`, what happened to the request, and a calendar make dates.
//
// Dates are days of UTC. Days and hours run from receipt, not counting the day of receipt; a month ends on the same day
// of the next one, or on its last (GDPR Art. 12(3); Regulation 1182/71 Art. 3; docs/rights.md#deadlines).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/json/value.h"
#include "holdall/core/model/timestamp.h"
#include "holdall/exporter/rights/calendar.h"

namespace holdall {

enum class Unit : std::uint8_t {
  kHour,  // ends on the day that its last moment is in
  kDay,
  kBusinessDay,
  kMonth,
};

struct Period {
  int n = 0;
  Unit unit = Unit::kDay;
  bool from_latest = false;  // of receipt, identity information and fee, once all that was asked for is there (UK)
};

struct Extension {
  Period period;                      // counted on from the end of the first, both of months as one sum of months
  std::optional<Period> tell_within;  // begins when the first does; absent: before that ends
};

struct DeadlineRule {
  std::optional<Period> ack;      // by when receipt is confirmed
  std::optional<Period> respond;  // absent: the law names none
  std::optional<Extension> extend;
  bool pauses_on_identity = false;
  bool pauses_on_clarification = false;
  bool pauses_on_fee = false;
  bool rolls = false;    // an end that is no working day moves to the next one
  std::string calendar;  // its name; empty: that of the residence
  bool silence_is_refusal = false;
};

// What happened to a request. A time of asking without one of receiving: it is still waited for.
struct RequestClock {
  Timestamp received;
  std::optional<Timestamp> identity_info_asked;
  std::optional<Timestamp> identity_info_received;
  std::optional<Timestamp> clarification_asked;
  std::optional<Timestamp> clarification_received;
  std::optional<Timestamp> fee_asked;
  std::optional<Timestamp> fee_received;
  std::optional<Timestamp> extended;  // when the person was told
};

struct DueDates {
  std::optional<Date> acknowledge_by;
  std::optional<Date> due;  // absent too while the clock stands still
  std::optional<Date> tell_extension_by;
  std::optional<Date> due_if_extended;
};

// The rule of a merged profile's member `deadline`; of null, none of anything. Requires: its schema was checked.
// Errors: kInternal for a unit that this version does not know.
Result<DeadlineRule> read_deadline(const Value& deadline);

// The last day of a period of a checked document, such as one for an appeal, that begins at `from` and that nothing
// pauses.
Date last_day(const Value& period, Timestamp from, const DeadlineRule& rule, const Calendar& calendar);

// The dates of one request. What pauses moves the answer and its extension by the days from asking to receiving, days
// that two pauses share once, and none after the last day has passed; a clock that counts from the latest event is not
// also paused by it. Confirming receipt waits for nothing. Where `extended` lies between receipt and
// `tell_extension_by`, `due` is `due_if_extended`.
DueDates due_dates(const DeadlineRule& rule, const RequestClock& clock, const Calendar& calendar);

}  // namespace holdall
