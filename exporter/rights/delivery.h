// Whether an answer may go where the request wants it.
#pragma once

#include <string>

#include "holdall/core/base/result.h"
#include "holdall/exporter/rights/profile.h"
#include "holdall/exporter/rights/request.h"

namespace holdall {

// Errors: kIncompleteRequest for a transfer without an audience, expiry (at most a year) or subject reference, or one
// that no manifest holds (512 bytes); kRequestUnfit for a copy with an audience or expiry.
Result<void> check_delivery(const Request& request, const std::string& iss, Timestamp now);
// Errors: kNoSuchRight where the right sends nothing to others, kIncompleteRequest, kRecipientIneligible, kCrossBorder.
Result<void> check_recipient(const Profile& profile, const Request& request);

}  // namespace holdall
