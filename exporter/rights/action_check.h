// Rights without data: what their requests must say, and what a person of the controller may decide about them
// (docs/rights.md#actions).
#pragma once

#include <string_view>

#include "holdall/core/base/result.h"
#include "holdall/exporter/map/data_map.h"
#include "holdall/exporter/rights/decisions.h"
#include "holdall/exporter/rights/profile.h"
#include "holdall/exporter/rights/request.h"

namespace holdall {

// What is opted out of or objected to is what the right is about, a withdrawal names its consent, an appeal brings the
// decision it is about. Errors: kNoSuchRight, kIncompleteRequest.
Result<void> check_action(const Profile& profile, const Request& request);

// Whether the decisions say what may be decided about this request: a code that is one of the right's limits and counts
// against what was asked, recipients that the map knows, and of a right that has recipients told, whether they were.
// Errors: kRequestUnfit.
Result<void> check_act(const Profile& profile, const Request& request, const HumanDecisions& decisions,
                       const DataMap& map);

// The limit with that code, of that article if one is given, that may be held against this request; nullptr: none.
const Value* find_limit(const Profile& profile, const Request& request, std::string_view code,
                        std::string_view reference, bool for_the_whole);

// The limit that an account under a legal hold sets to this right; nullptr: none.
const Value* hold_limit(const Profile& profile);

}  // namespace holdall
