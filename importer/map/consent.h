// What rules on consents may do, and what every map that keeps them must say (promise P16; GDPR Art. 4(11), 7: a
// consent names its controller).
//
// Consent given to the sender is no consent given to the receiver: it is kept as evidence. What the person said no to
// closes the same door here; Holdall finds it by itself (importer/suppression.h), the map says where it goes. Pure
// functions over the map; at run time see RuleWriter, which never updates evidence or suppressions.
#pragma once

#include <span>
#include <string_view>

#include "holdall/core/base/result.h"
#include "holdall/importer/map/import_map.h"

namespace holdall {

// Whether a consent state says no: refused, withdrawn, revoked, expired, invalidated.
bool is_refusal(std::string_view state);

// Errors: kMapUnfit if the rule would store a consent as anything but evidence.
Result<void> check_consent_rule(const Rule& rule);

// Errors: kMapUnfit if consents or preferences are stored and `@suppressions` nowhere: a no would be kept, and not
// heard.
Result<void> check_refusals_have_a_place(std::span<const Rule> rules);

}  // namespace holdall
