// How a request is answered, and by when: what a workflow sends on when no data leaves, and what it notes when some do.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/error.h"
#include "holdall/core/json/value.h"
#include "holdall/core/model/timestamp.h"
#include "holdall/exporter/rights/deadline.h"

namespace holdall {

enum class RequestState : std::uint8_t { kFulfil, kPartial, kDowngrade, kHold, kRefuse, kNoData, kDeemedRefused };
std::string_view state_name(RequestState state);  // FULFIL …

struct Ruling {
  RequestState state = RequestState::kFulfil;
  std::string request;
  std::string profile;  // with its version; of two laws, both
  std::string code;     // E_…, NO_DATA or empty
  std::string reason;   // one line without a word about the person
  std::string downgraded_from;
  Timestamp at;
  DueDates dates;
  std::vector<std::string> offers;  // profiles that would be answered instead; told with a refusal
  Value appeal;                     // as the profile has it, or null
  std::vector<std::string> review;  // items that a person must decide

  // The same request, not answered because of `error` (exit 5): held where the requester can mend it.
  [[nodiscard]] Ruling refused(const Error& error, bool asked_before) const;
  // A decision as docs/rights.md#requests tells it.
  [[nodiscard]] Value to_value() const;
};

}  // namespace holdall
