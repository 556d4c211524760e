// The queries of a map that tell what rights depend on but no record shows: the state of the account and of consents,
// and what other people are known by.
#pragma once

#include <optional>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/exporter/map/data_map.h"

namespace holdall {

// `subject.facts`, if there are any. Errors: kMapUnfit.
Result<std::optional<AccountFacts>> read_account_facts(const Value& subject);
// `subject.known_by`: where the source knows people by a name, an address or an id. Errors: kMapUnfit.
Result<std::vector<KnownBy>> read_known_by(const Value& subject);
// The map's `consents`; nullptr where it has none. Errors: kMapUnfit.
Result<std::optional<ConsentEvents>> read_consent_events(const Value* consents);

}  // namespace holdall
