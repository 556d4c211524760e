// A keyset: what an issuer says, signed, of all its keys, so that whoever trusts one of them learns the next
// (docs/format.md#keysets, docs/keys.md). How it changes a trust store: TrustStore::rotate.
//
//   compact JWS → signature by a trusted key → the issuer's own statement → that key is valid now → VerifiedKeyset
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/crypto/keys.h"
#include "holdall/core/crypto/trusted_key.h"
#include "holdall/core/json/value.h"
#include "holdall/core/model/timestamp.h"

namespace holdall {

class TrustStore;

inline constexpr std::string_view kKeysetType = "holdall-keys+jws";
inline constexpr std::size_t kLongestKeyset = 256U << 10U;  // bytes of the JWS
inline constexpr std::size_t kMostKeys = 100;               // of a keyset

struct Keyset {
  std::string iss;
  std::int64_t seq = 0;  // from 1 on; grows with each keyset of the issuer
  Timestamp issued;
  std::vector<TrustedKey> keys;    // 1 to kMostKeys, each once
  std::optional<std::string> age;  // recipient for encrypted transfers
};

// Errors: kTrustUnfit.
Result<Keyset> read_keyset(const Value& value);
Value keyset_value(const Keyset& keyset);
// With LF.
std::string sign_keyset(const Keyset& keyset, const PrivateKey& key);

// A keyset that a trust store's own issuer has signed with a key that counts.
class VerifiedKeyset {
 public:
  [[nodiscard]] const Keyset& keyset() const { return keyset_; }
  [[nodiscard]] const std::string& signer() const { return signer_; }  // thumbprint

 private:
  friend Result<VerifiedKeyset> open_keyset(std::string_view text, const TrustStore& trust, Timestamp now);
  VerifiedKeyset(Keyset keyset, std::string signer) : keyset_(std::move(keyset)), signer_(std::move(signer)) {}
  Keyset keyset_;
  std::string signer_;
};

// Errors: those of open_statement and check_author; kKeyNotValid, kKeyRevoked where the key no longer counts `now`;
// kRecordSchema where the payload is no keyset.
Result<VerifiedKeyset> open_keyset(std::string_view text, const TrustStore& trust, Timestamp now);

}  // namespace holdall
