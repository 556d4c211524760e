// The one JWS shape Holdall knows: compact, detached, Ed25519, header exactly {alg,kid,typ} (docs/format.md#signature).
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "holdall/core/base/result.h"
#include "holdall/core/crypto/keys.h"

namespace holdall {

// A compact JWS taken apart, with a header of exactly that shape: a decision, the head of an audit. A bundle's
// signature is detached, and its kid a thumbprint.
struct CompactJws {
  std::string kid;                     // any text but the empty one
  std::string header;                  // base64url of the protected header, as received
  std::optional<std::string> payload;  // decoded; nothing: detached
  std::array<std::byte, 64> signature{};
};

// Pins the header: alg EdDSA or Ed25519, `typ` as given, no further member, canonical base64url, no padding or white
// space. Nothing is verified yet. Errors: kSignatureMalformed, kLimit.
Result<CompactJws> parse_compact_jws(std::string_view text, std::string_view typ);

struct DetachedJws {
  std::string kid;
  std::string header;  // base64url of the protected header, as received
  std::array<std::byte, 64> signature{};
};

// As parse_compact_jws, and it must be detached and its kid a thumbprint. Errors: kSignatureMalformed, kLimit.
Result<DetachedJws> parse_detached_jws(std::string_view text, std::string_view typ);
// Errors: kSignatureInvalid.
Result<void> verify_detached_jws(const DetachedJws& jws, const PublicKey& key, std::string_view payload);
std::string sign_detached_jws(const PrivateKey& key, std::string_view typ, std::string_view payload);
// With the payload in it.
std::string sign_compact_jws(const PrivateKey& key, std::string_view typ, std::string_view payload);

}  // namespace holdall
