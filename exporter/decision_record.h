// A ruling as a document that its issuer signs: the answer to a request that gives no data (docs/rights.md#requests).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "holdall/core/crypto/keys.h"
#include "holdall/core/json/value.h"
#include "holdall/exporter/map/data_map.h"
#include "holdall/exporter/rights/check_request.h"

namespace holdall {

// The ruling with what it tells the person: `notices` as the ledger would have them. Requires: request.is_action().
Value decision_of(const AuthorisedRequest& request, const DataMap& map);
// Compact JWS of type `holdall-decision+jws` over the decision's canonical form, with LF.
std::string signed_decision(const Value& decision, const PrivateKey& key);

// When such a document says that it was made; nothing for any other text. Not verified.
std::optional<std::string> decided_at(std::string_view jws);

}  // namespace holdall
