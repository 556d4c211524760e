// The one JWS shape Holdall knows: compact, detached, Ed25519, header exactly {alg,kid,typ} (docs/format.md#signature).
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "holdall/core/base/result.h"
#include "holdall/core/crypto/keys.h"

namespace holdall {

struct DetachedJws {
  std::string kid;
  std::string header;  // base64url of the protected header, as received
  std::array<std::byte, 64> signature{};
};

// Parses and pins the header: alg EdDSA or Ed25519, `typ` as given, kid a thumbprint, no other member, canonical
// base64url, no padding or white space. Errors: kSignatureMalformed, kLimit.
Result<DetachedJws> parse_detached_jws(std::string_view text, std::string_view typ);
// Errors: kSignatureInvalid.
Result<void> verify_detached_jws(const DetachedJws& jws, const PublicKey& key, std::string_view payload);
std::string sign_detached_jws(const PrivateKey& key, std::string_view typ, std::string_view payload);

}  // namespace holdall
