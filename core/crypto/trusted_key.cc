#include "holdall/core/crypto/trusted_key.h"

#include <algorithm>
#include <array>

#include "holdall/core/crypto/trust_fields.h"

namespace holdall {
namespace {

using namespace trust_fields;  // NOLINT(google-build-using-namespace): this folder's own words

constexpr std::string_view kCompromised = "compromised";
constexpr std::array<std::string_view, 3> kReasons = {"superseded", "cessation", kCompromised};

Result<std::optional<Revocation>> read_revocation(const Value& jwk, const std::string& where) {
  const Value* revoked = jwk.find("revoked");
  if (revoked == nullptr) {
    return std::optional<Revocation>();
  }
  constexpr std::array<std::string_view, 2> kMembers = {"at", "reason"};
  HOLDALL_TRY(check_members(*revoked, where + "/revoked", kMembers));
  HOLDALL_ASSIGN(const std::string reason, text_at(*revoked, where + "/revoked", "reason"));
  HOLDALL_ASSIGN(const std::optional<Timestamp> at, time_at(*revoked, where + "/revoked", "at"));
  if (!at || !is_revocation_reason(reason)) {
    return unfit(where + "/revoked needs `at` and a reason (superseded, cessation, compromised)");
  }
  return std::optional(Revocation{*at, reason});
}

}  // namespace

bool is_revocation_reason(std::string_view text) {
  return std::find(kReasons.begin(), kReasons.end(), text) != kReasons.end();
}

Revocation stricter(const Revocation& one, const Revocation& other) {
  const Revocation& earlier = other.at < one.at ? other : one;
  const bool is_compromised = one.reason == kCompromised || other.reason == kCompromised;
  return {earlier.at, is_compromised ? std::string(kCompromised) : earlier.reason};
}

Result<TrustedKey> read_trusted_key(const Value& jwk, const std::string& where) {
  auto key = PublicKey::from_jwk(jwk, true);
  if (!key.ok()) {
    return unfit(std::move(key).error().message).within(where);
  }
  if (jwk.find("kid") == nullptr) {
    return unfit(where + "/kid is missing");
  }
  TrustedKey trusted{std::move(key).value(), {}, {}, {}};
  HOLDALL_ASSIGN(trusted.not_before, time_at(jwk, where, "nbf"));
  HOLDALL_ASSIGN(trusted.expires, time_at(jwk, where, "exp"));
  HOLDALL_ASSIGN(trusted.revoked, read_revocation(jwk, where));
  return trusted;
}

Value trusted_key_value(const TrustedKey& trusted) {
  Value jwk = trusted.key.jwk();
  if (trusted.not_before) {
    jwk.set("nbf", format_timestamp(*trusted.not_before));
  }
  if (trusted.expires) {
    jwk.set("exp", format_timestamp(*trusted.expires));
  }
  if (trusted.revoked) {
    jwk.set("revoked",
            Value::Object{{"at", format_timestamp(trusted.revoked->at)}, {"reason", trusted.revoked->reason}});
  }
  return jwk;
}

Result<void> check_validity(const TrustedKey& key, Timestamp issued) {
  if ((key.not_before && issued < *key.not_before) || (key.expires && issued > *key.expires)) {
    return Error{
        ErrorCode::kKeyNotValid, "the key " + key.key.thumbprint() + " was not valid when this was issued", {}};
  }
  if (key.revoked && (key.revoked->reason == kCompromised || issued >= key.revoked->at)) {
    return Error{
        ErrorCode::kKeyRevoked, "the key " + key.key.thumbprint() + " is revoked (" + key.revoked->reason + ")", {}};
  }
  return {};
}

}  // namespace holdall
