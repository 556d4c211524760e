// A ruling as a document that its issuer signs: the answer to a request that gives no data (docs/format.md#decision).
#pragma once

#include <string>

#include "holdall/core/crypto/keys.h"
#include "holdall/exporter/rights/ruling.h"

namespace holdall {

// Compact JWS of type `holdall-decision+jws` over the ruling's canonical form, with LF.
std::string signed_decision(const Ruling& ruling, const PrivateKey& key);

}  // namespace holdall
