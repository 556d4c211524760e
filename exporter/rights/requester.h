// Whether the one who asks may ask: the requesters of a profile against what the workflow verified and keeps.
#pragma once

#include "holdall/core/base/result.h"
#include "holdall/exporter/rights/profile.h"
#include "holdall/exporter/rights/request.h"

namespace holdall {

// Errors: kUnverifiedRequest for an identity that is not established as the profile asks; kAgentNoPermission,
// kGuardianRequired, kIncompleteRequest where evidence is missing; kRequesterRefused, kHeirNotRecognised for a
// requester that the right does not know.
Result<void> check_requester(const Profile& profile, const Request& request);

// What the request must have stated, and the words it must refer to. Errors: kIncompleteRequest.
Result<void> check_intake(const Profile& profile, const Request& request);

}  // namespace holdall
