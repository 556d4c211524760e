// A key as its issuer's readers know it: the public JWK, when it may sign, and whether it is revoked
// (docs/format.md#trust-store). In the trust store and in keysets.
#pragma once

#include <optional>
#include <string>

#include "holdall/core/base/result.h"
#include "holdall/core/crypto/keys.h"
#include "holdall/core/json/value.h"
#include "holdall/core/model/timestamp.h"

namespace holdall {

struct Revocation {
  Timestamp at;
  std::string reason;  // superseded | cessation | compromised

  bool operator==(const Revocation&) const = default;
};

bool is_revocation_reason(std::string_view text);
// What holds where both were said: the earlier time, and compromised if either says so.
Revocation stricter(const Revocation& one, const Revocation& other);

struct TrustedKey {
  PublicKey key;
  std::optional<Timestamp> not_before;
  std::optional<Timestamp> expires;
  std::optional<Revocation> revoked;
};

// Reads {crv, kid, kty, x[, nbf][, exp][, revoked]}; `where` points at it in its document. Errors: kTrustUnfit.
Result<TrustedKey> read_trusted_key(const Value& jwk, const std::string& where);
Value trusted_key_value(const TrustedKey& trusted);

// Whether `key` could sign what was issued at `issued`. Errors: kKeyNotValid, kKeyRevoked.
Result<void> check_validity(const TrustedKey& key, Timestamp issued);

}  // namespace holdall
