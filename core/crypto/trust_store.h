// Who may vouch for bundles: issuers and their keys, pinned locally (docs/format.md#trust-store). No trust on first
// use.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/crypto/age/keys.h"
#include "holdall/core/crypto/keys.h"
#include "holdall/core/crypto/keyset.h"
#include "holdall/core/crypto/trusted_key.h"

namespace holdall {

struct TrustedIssuer {
  std::string iss;  // absolute URI
  std::string name;
  std::vector<TrustedKey> keys;
  std::optional<std::string> age;  // recipient for encrypted transfers
  std::int64_t seq = 0;            // of the last keyset that was taken; 0: none yet
};

// What a keyset changed.
struct Rotation {
  std::vector<std::string> added;    // thumbprints of new keys
  std::vector<std::string> revoked;  // of keys that are revoked now and were not, or not as strictly
};

class TrustStore {
 public:
  // Errors: kTrustUnfit (also for one key under two issuers, a wrong kid, an unfit key).
  static Result<TrustStore> parse(std::string_view text);
  // Errors: kPathUnsafe where others can write the file, and those of parse.
  static Result<TrustStore> load(const std::string& path);

  [[nodiscard]] std::span<const TrustedIssuer> issuers() const { return issuers_; }
  struct Match {
    const TrustedIssuer* issuer;
    const TrustedKey* key;
  };
  [[nodiscard]] std::optional<Match> find(std::string_view kid) const;
  // Adds a key, and its issuer where it is new; a known issuer keeps its name. Errors: kTrustUnfit if the key is there
  // already.
  Result<void> add(std::string_view iss, std::string_view name, const PublicKey& key);
  // Where transfers to an issuer are encrypted to, in place of what was said before. Errors: kNotFound.
  Result<void> set_recipient(std::string_view iss, const AgeRecipient& recipient);
  // Revokes a key, or tightens its revocation. Errors: kNotFound; kTrustUnfit where it is revoked at least as strictly.
  Result<void> revoke(std::string_view kid, const Revocation& revocation);
  // Makes the issuer's keys what the keyset says. Its keys that are not in it are superseded from `issued` on, so that
  // what they signed before still counts; what is revoked stays so. Errors: kStale where a keyset with this `seq` or a
  // later one was taken; kIssuerMismatch where a key is another issuer's. On an error nothing has changed. Requires:
  // it was opened with this store.
  Result<Rotation> rotate(const VerifiedKeyset& verified);
  [[nodiscard]] Value to_value() const;

 private:
  static Result<TrustStore> from_value(const Value& document);
  TrustedIssuer* find_issuer(std::string_view iss);
  std::vector<TrustedIssuer> issuers_;
};

}  // namespace holdall
