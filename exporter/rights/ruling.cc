#include "holdall/exporter/rights/ruling.h"

#include <array>

namespace holdall {
namespace {

void set_text(Value& value, std::string_view member, const std::string& text) {
  if (!text.empty()) {
    value.set(member, text);
  }
}

void set_date(Value& value, std::string_view member, const std::optional<Date>& date) {
  if (date.has_value()) {
    value.set(member, format_date(*date));
  }
}

void set_list(Value& value, std::string_view member, const std::vector<std::string>& list) {
  if (!list.empty()) {
    value.set(member, Value::Array(list.begin(), list.end()));
  }
}

// What waits for the requester, or for a person of the controller, is held; the rest is refused.
RequestState state_for(ErrorCode code, bool asked_before) {
  switch (code) {
    case ErrorCode::kNoData:
      return RequestState::kNoData;
    case ErrorCode::kReviewPending:
    case ErrorCode::kGuardianRequired:
    case ErrorCode::kUnverifiedRequest:
      return RequestState::kHold;
    case ErrorCode::kIncompleteRequest:
    case ErrorCode::kAgentNoPermission:
      return asked_before ? RequestState::kRefuse : RequestState::kHold;
    default:
      return RequestState::kRefuse;
  }
}

}  // namespace

std::string_view state_name(RequestState state) {
  constexpr std::array<std::string_view, 7> kNames = {"FULFIL", "PARTIAL", "DOWNGRADE",     "HOLD",
                                                      "REFUSE", "NO_DATA", "DEEMED_REFUSED"};
  return kNames.at(static_cast<std::size_t>(state));
}

Ruling Ruling::refused(const Error& error, bool asked_before) const {
  Ruling ruling = *this;
  // Whoever waits for a person's decision beyond the last day has got no answer.
  const bool is_too_late = state == RequestState::kDeemedRefused && error.code == ErrorCode::kReviewPending;
  ruling.state = is_too_late ? state : state_for(error.code, asked_before);
  ruling.code = error_info(error.code).law;
  ruling.reason = error.message;
  return ruling;
}

Value Ruling::to_value() const {
  Value value(Value::Object{{"at", format_timestamp(at)}, {"outcome", state_name(state)}, {"request", request}});
  set_text(value, "profile", profile);
  set_text(value, "code", code);
  set_text(value, "reason", reason);
  set_text(value, "downgraded_from", downgraded_from);
  set_date(value, "acknowledge_by", dates.acknowledge_by);
  set_date(value, "due", dates.due);
  set_date(value, "tell_extension_by", dates.tell_extension_by);
  set_date(value, "due_if_extended", dates.due_if_extended);
  set_list(value, "offers", code.empty() ? std::vector<std::string>() : offers);
  set_list(value, "review", review);
  if (appeal.array() != nullptr && !appeal.items().empty()) {
    value.set("appeal", appeal);
  }
  return value;
}

}  // namespace holdall
