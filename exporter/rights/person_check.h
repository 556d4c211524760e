// What a right asks about the person once the person is found: age, and how often the right was used.
#pragma once

#include <optional>
#include <span>

#include "holdall/core/base/result.h"
#include "holdall/core/model/date.h"
#include "holdall/exporter/rights/check_request.h"
#include "holdall/exporter/rights/history.h"

namespace holdall {

// Of two laws one that refuses stands back.
//
// Errors: kGuardianRequired for a child that asks alone where the law has a guardian ask; kRequesterRefused for a
// guardian of someone too old for that.
Result<void> check_age(const AuthorisedRequest& request, const std::optional<Date>& birth);
// The request itself, answered before, does not count. Errors: kFrequency where the right may be refused and nobody
// decided to answer anyway.
Result<void> check_frequency(const AuthorisedRequest& request, std::span<const PastAnswer> answers);
// Whether a law counts how often it is used.
bool counts_requests(const AuthorisedRequest& request);
// Whether the law lets the controller ask a fee for this one.
bool may_ask_fee(const AuthorisedRequest& request, std::span<const PastAnswer> answers);

}  // namespace holdall
