#include "holdall/exporter/rights/deadline.h"

#include <algorithm>
#include <string_view>

namespace holdall {
namespace {

constexpr std::int64_t kSecondsOfHour = 3600;
constexpr std::int64_t kSecondsOfDay = 24 * kSecondsOfHour;

std::optional<Unit> unit_named(std::string_view name) {
  if (name == "hour") {
    return Unit::kHour;
  }
  if (name == "day") {
    return Unit::kDay;
  }
  if (name == "business_day") {
    return Unit::kBusinessDay;
  }
  return name == "month" ? std::optional(Unit::kMonth) : std::nullopt;
}

Result<Period> read_period(const Value& value) {
  const Value* n = value.find("n");
  const auto unit = unit_named(value.text_or("unit", ""));
  if (n == nullptr || n->integer() == nullptr || !unit) {
    return Error{ErrorCode::kInternal, "deadline: a period without a known unit", {}};
  }
  return Period{static_cast<int>(*n->integer()), *unit, value.text_or("from", "receipt") == "latest"};
}

// The member, where it is there and not null.
Result<std::optional<Period>> read_optional(const Value& of, std::string_view member) {
  const Value* value = of.find(member);
  if (value == nullptr || value->is_null()) {
    return std::optional<Period>();
  }
  HOLDALL_ASSIGN(const Period period, read_period(*value));
  return std::optional(period);
}

Result<Extension> read_extension(const Value& value) {
  Extension extension;
  HOLDALL_ASSIGN(extension.period, read_period(value));
  HOLDALL_ASSIGN(extension.tell_within, read_optional(value, "tell_within"));
  return extension;
}

void read_pauses(const Value& on, DeadlineRule& rule) {
  for (const Value& event : on.items()) {
    rule.pauses_on_identity = rule.pauses_on_identity || event.text() == "identity_info";
    rule.pauses_on_clarification = rule.pauses_on_clarification || event.text() == "clarification";
    rule.pauses_on_fee = rule.pauses_on_fee || event.text() == "fee";
  }
}

// When `period` begins; nothing while what it waits for is not there.
std::optional<Timestamp> start_of(const Period& period, const RequestClock& clock) {
  if (!period.from_latest) {
    return clock.received;
  }
  if ((clock.identity_info_asked && !clock.identity_info_received) || (clock.fee_asked && !clock.fee_received)) {
    return std::nullopt;
  }
  return std::max({clock.received, clock.identity_info_received.value_or(clock.received),
                   clock.fee_received.value_or(clock.received)});
}

Date count(Timestamp from, const Period& period, const Calendar& calendar) {
  const Date first = date_of(from);
  switch (period.unit) {
    case Unit::kHour:
      return date_of({from.seconds + period.n * kSecondsOfHour, from.nanoseconds});
    case Unit::kDay:
      return add_days(first, period.n);
    case Unit::kBusinessDay:
      return calendar.add_working_days(first, period.n);
    case Unit::kMonth:
      break;
  }
  return add_months(first, period.n);
}

// The end of `period` and then of `more`: one sum where the units are one, so that a month that is too short for the
// day of receipt does not shorten the whole.
Date count_both(Timestamp from, Period period, const Period& more, const Calendar& calendar) {
  if (period.unit == more.unit) {
    period.n += more.n;
    return count(from, period, calendar);
  }
  const Date end = count(from, period, calendar);
  return count({end.days * kSecondsOfDay, 0}, more, calendar);
}

struct Pause {
  Timestamp asked;
  std::optional<Timestamp> received;
};

// What stops a clock that begins with `period`, in order.
std::vector<Pause> pauses_of(const DeadlineRule& rule, const Period& period, const RequestClock& clock) {
  std::vector<Pause> pauses;
  const auto add = [&](bool counts, const auto& asked, const auto& received) {
    if (counts && asked) {
      pauses.push_back({*asked, received});
    }
  };
  add(rule.pauses_on_identity && !period.from_latest, clock.identity_info_asked, clock.identity_info_received);
  add(rule.pauses_on_fee && !period.from_latest, clock.fee_asked, clock.fee_received);
  add(rule.pauses_on_clarification, clock.clarification_asked, clock.clarification_received);
  std::sort(pauses.begin(), pauses.end(), [](const Pause& a, const Pause& b) { return a.asked < b.asked; });
  return pauses;
}

// How the days of one request are counted.
class Counting {
 public:
  Counting(const DeadlineRule& rule, const RequestClock& clock, const Calendar& calendar)
      : rule_(rule), clock_(clock), calendar_(calendar) {}

  // The last day of a period that nothing pauses.
  [[nodiscard]] std::optional<Date> plain(const Period& period) const {
    const auto start = start_of(period, clock_);
    return start ? std::optional(settled(count(*start, period, calendar_), period)) : std::nullopt;
  }

  // The last day of a period, and of one added to it.
  [[nodiscard]] std::optional<Date> paused(const Period& period, const Period* more = nullptr) const {
    const auto start = start_of(period, clock_);
    if (!start) {
      return std::nullopt;
    }
    const Period& last = more == nullptr ? period : *more;
    Date end = more == nullptr ? count(*start, period, calendar_) : count_both(*start, period, *more, calendar_);
    Date counted_to = date_of(*start);
    for (const Pause& pause : pauses_of(rule_, period, clock_)) {
      if (date_of(pause.asked) > settled(end, last)) {
        break;
      }
      if (!pause.received) {
        return std::nullopt;
      }
      const Date from = std::max(date_of(pause.asked), counted_to);
      const Date to = std::max(date_of(*pause.received), from);
      end = add_days(end, to.days - from.days);
      counted_to = to;
    }
    return settled(end, last);
  }

 private:
  [[nodiscard]] Date settled(Date end, const Period& period) const {
    return rule_.rolls || period.unit == Unit::kBusinessDay ? calendar_.next_working_day(end) : end;
  }

  const DeadlineRule& rule_;
  const RequestClock& clock_;
  const Calendar& calendar_;
};

}  // namespace

Result<DeadlineRule> read_deadline(const Value& deadline) {
  DeadlineRule rule;
  if (deadline.is_null()) {
    return rule;
  }
  HOLDALL_ASSIGN(rule.ack, read_optional(deadline, "ack"));
  HOLDALL_ASSIGN(rule.respond, read_optional(deadline, "respond"));
  if (const Value* extend = deadline.find("extend"); extend != nullptr && !extend->is_null()) {
    HOLDALL_ASSIGN(rule.extend, read_extension(*extend));
  }
  if (const Value* on = deadline.find("pause_on"); on != nullptr) {
    read_pauses(*on, rule);
  }
  rule.rolls = deadline.text_or("roll", "none") == "next_working_day";
  rule.calendar = deadline.text_or("calendar", "");
  rule.silence_is_refusal = deadline.text_or("silence", "nothing") == "deemed_refusal";
  return rule;
}

Date last_day(const Value& period, Timestamp from, const DeadlineRule& rule, const Calendar& calendar) {
  RequestClock clock;
  clock.received = from;
  auto read = read_period(period);
  HOLDALL_CHECK(read.ok());
  read.value().from_latest = false;
  return Counting(rule, clock, calendar).plain(read.value()).value();
}

DueDates due_dates(const DeadlineRule& rule, const RequestClock& clock, const Calendar& calendar) {
  const Counting counting(rule, clock, calendar);
  DueDates dates;
  if (rule.ack) {
    dates.acknowledge_by = counting.plain(*rule.ack);
  }
  if (!rule.respond) {
    return dates;
  }
  dates.due = counting.paused(*rule.respond);
  if (rule.extend) {
    dates.due_if_extended = counting.paused(*rule.respond, &rule.extend->period);
    Period tell = rule.extend->tell_within.value_or(*rule.respond);
    tell.from_latest = tell.from_latest || rule.respond->from_latest;
    dates.tell_extension_by = counting.paused(tell);
    const auto& tell_by = dates.tell_extension_by;
    if (clock.extended && date_of(clock.received) <= date_of(*clock.extended) && tell_by &&
        date_of(*clock.extended) <= *tell_by) {  // told too late is not told
      dates.due = dates.due_if_extended;
    }
  }
  return dates;
}

}  // namespace holdall
