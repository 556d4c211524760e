// What a rule on consents may do (promise P16; GDPR Art. 4(11), 7: a consent names its controller).
//
// Consent given to the sender is no consent given to the receiver: it is kept as evidence, or, where it was refused or
// ended, closes the same door here. Pure functions over the map; at run time see RuleWriter, which never updates
// evidence or suppressions.
#pragma once

#include <string_view>

#include "holdall/core/base/result.h"
#include "holdall/importer/map/import_map.h"

namespace holdall {

// Whether a consent state says no: refused, withdrawn, revoked, expired, invalidated.
bool is_refusal(std::string_view state);

// Errors: kMapUnfit if the rule would make a consent count.
Result<void> check_consent_rule(const Rule& rule);

}  // namespace holdall
