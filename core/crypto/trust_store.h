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
#include "holdall/core/crypto/keys.h"
#include "holdall/core/model/timestamp.h"

namespace holdall {

struct Revocation {
  Timestamp at;
  std::string reason;  // superseded | cessation | compromised
};

struct TrustedKey {
  PublicKey key;
  std::optional<Timestamp> not_before;
  std::optional<Timestamp> expires;
  std::optional<Revocation> revoked;
};

struct TrustedIssuer {
  std::string iss;  // absolute URI
  std::string name;
  std::vector<TrustedKey> keys;
  std::optional<std::string> age;  // recipient for encrypted transfers
  std::int64_t seq = 0;
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
  [[nodiscard]] Value to_value() const;

 private:
  std::vector<TrustedIssuer> issuers_;
};

// Whether `key` could sign a bundle issued at `issued`. Errors: kKeyNotValid, kKeyRevoked.
Result<void> check_validity(const TrustedKey& key, Timestamp issued);

}  // namespace holdall
