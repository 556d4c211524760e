// Which profiles answer a request: the one it names, or what `auto` or `action-NAME` means where the person is.
#pragma once

#include <string>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/exporter/map/data_map.h"
#include "holdall/exporter/rights/profile_set.h"
#include "holdall/exporter/rights/request.h"

namespace holdall {

struct RightChoice {
  std::vector<const Profile*> profiles;  // of `auto`, two where residence and account country differ in law
  std::vector<std::string> offers;       // what would be answered instead
};

// The choice; no profile where the right is not there. Pointers into `set`.
RightChoice choose_right(const ProfileSet& set, const Request& request);

// Whether the profile holds on the day of receipt for this controller, and for the person's place. Errors: kNotInForce,
// kBelowThreshold, or what the profile's `else` says instead; kNoSuchRight.
Result<void> check_in_force(const Profile& profile, const Request& request, const Controller& controller);

}  // namespace holdall
