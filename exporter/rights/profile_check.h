// What a schema cannot say about rights profiles: rules that nothing reaches, core rules that something weakens, an
// overlay that gives less than the law.
//
// All of it is found by trying every combination of tags that the rules tell apart
// (docs/rights.md#a-jurisdiction-more).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/exporter/rights/profile.h"

namespace holdall {

class ProfileSet;

struct Finding {
  std::string kind;  // unreachable-rule, weakened-core, missing-source, missing-code, missing-profile, missing-option,
                     // unknown-word, value-in-categories, too-many-words
  std::string at;    // profile or rule
  std::string what;
};

// What is wrong with `profile`, which was compiled by `set` from `document`. Empty: sound.
std::vector<Finding> check_profile(const Profile& profile, const Value& document, const ProfileSet& set);

// Whether a controller may give what `added` says beyond the profile. Errors: kProfileUnfit for a rule that does not
// give the value, that shows what the profile keeps back for other people's sake or forbids to show (HIGH_RISK_ID),
// whatever the time and day, or that the core rules make void.
Result<void> check_widening(const Profile& core, const Profile& profile, std::span<const ScopeRule> added);

}  // namespace holdall
