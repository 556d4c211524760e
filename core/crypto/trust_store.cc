#include "holdall/core/crypto/trust_store.h"

#include <algorithm>
#include <array>

#include "holdall/core/base/io.h"
#include "holdall/core/base/text.h"
#include "holdall/core/json/canonical.h"

namespace holdall {
namespace {

Error unfit(std::string why) {
  return {ErrorCode::kTrustUnfit, "trust store: " + std::move(why), {}};
}

// Refuses members outside `allowed` and values that are no object.
Result<void> check_members(const Value& value, const std::string& where, std::span<const std::string_view> allowed) {
  if (value.object() == nullptr) {
    return unfit(where + " is not an object");
  }
  for (const Value::Member& member : value.members()) {
    if (std::find(allowed.begin(), allowed.end(), member.key) == allowed.end()) {
      return unfit(where + "/" + printable(member.key) + " is not a member of a trust store");
    }
  }
  return {};
}

Result<std::string> text_at(const Value& value, const std::string& where, std::string_view member) {
  const Value* found = value.find(member);
  if (found == nullptr || found->string() == nullptr || found->string()->empty()) {
    return unfit(where + "/" + std::string(member) + " is not a text");
  }
  return *found->string();
}

Result<Value::Array> array_at(const Value& value, const std::string& where, std::string_view member) {
  const Value* found = value.find(member);
  if (found == nullptr || found->array() == nullptr) {
    return unfit(where + "/" + std::string(member) + " is not an array");
  }
  return *found->array();
}

Result<std::optional<Timestamp>> time_at(const Value& value, const std::string& where, std::string_view member) {
  if (value.find(member) == nullptr) {
    return std::optional<Timestamp>();
  }
  HOLDALL_ASSIGN(const std::string text, text_at(value, where, member));
  const auto at = parse_timestamp(text);
  if (!at) {
    return unfit(where + "/" + std::string(member) + " is not an RFC 3339 time in UTC");
  }
  return at;
}

Result<std::optional<Revocation>> read_revocation(const Value& jwk, const std::string& where) {
  const Value* revoked = jwk.find("revoked");
  if (revoked == nullptr) {
    return std::optional<Revocation>();
  }
  constexpr std::array<std::string_view, 2> kMembers = {"at", "reason"};
  constexpr std::array<std::string_view, 3> kReasons = {"superseded", "cessation", "compromised"};
  HOLDALL_TRY(check_members(*revoked, where + "/revoked", kMembers));
  HOLDALL_ASSIGN(const std::string reason, text_at(*revoked, where + "/revoked", "reason"));
  HOLDALL_ASSIGN(const std::optional<Timestamp> at, time_at(*revoked, where + "/revoked", "at"));
  if (!at || std::find(kReasons.begin(), kReasons.end(), reason) == kReasons.end()) {
    return unfit(where + "/revoked needs `at` and a reason (superseded, cessation, compromised)");
  }
  return std::optional(Revocation{*at, reason});
}

Result<TrustedKey> read_key(const Value& jwk, const std::string& where) {
  auto key = PublicKey::from_jwk(jwk, true);
  if (!key.ok()) {
    return Error{ErrorCode::kTrustUnfit, std::move(key).error().message, {}}.within("trust store: " + where);
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

Result<TrustedIssuer> read_issuer(const Value& value, const std::string& where) {
  constexpr std::array<std::string_view, 5> kMembers = {"iss", "name", "keys", "age", "seq"};
  HOLDALL_TRY(check_members(value, where, kMembers));
  TrustedIssuer issuer;
  HOLDALL_ASSIGN(issuer.iss, text_at(value, where, "iss"));
  HOLDALL_ASSIGN(issuer.name, text_at(value, where, "name"));
  if (!is_absolute_uri(issuer.iss)) {
    return unfit(where + "/iss is not an absolute URI");
  }
  HOLDALL_ASSIGN(const Value::Array keys, array_at(value, where, "keys"));
  for (const Value& jwk : keys) {
    HOLDALL_ASSIGN(TrustedKey key, read_key(jwk, where + "/keys/" + std::to_string(issuer.keys.size())));
    issuer.keys.push_back(std::move(key));
  }
  if (value.find("age") != nullptr) {
    HOLDALL_ASSIGN(issuer.age, text_at(value, where, "age"));
  }
  if (const Value* seq = value.find("seq")) {
    if (seq->integer() == nullptr || *seq->integer() < 0) {
      return unfit(where + "/seq is not a whole number");
    }
    issuer.seq = *seq->integer();
  }
  return issuer;
}

Value key_value(const TrustedKey& trusted) {
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

}  // namespace

Result<TrustStore> TrustStore::parse(std::string_view text) {
  auto document = parse_document(text);
  if (!document.ok()) {
    Error error = std::move(document).error();
    return error.code == ErrorCode::kLimit ? error : unfit(error.message);
  }
  constexpr std::array<std::string_view, 1> kMembers = {"issuers"};
  HOLDALL_TRY(check_members(document.value(), "", kMembers));
  HOLDALL_ASSIGN(const Value::Array issuers, array_at(document.value(), "", "issuers"));
  TrustStore store;
  for (const Value& value : issuers) {
    const std::string where = "/issuers/" + std::to_string(store.issuers_.size());
    HOLDALL_ASSIGN(TrustedIssuer issuer, read_issuer(value, where));
    for (const TrustedKey& trusted : issuer.keys) {
      const bool twice = std::count_if(issuer.keys.begin(), issuer.keys.end(),
                                       [&](const TrustedKey& other) { return other.key == trusted.key; }) > 1;
      if (twice || store.find(trusted.key.thumbprint())) {
        return unfit(where + ": a key is there twice");
      }
    }
    if (std::any_of(store.issuers_.begin(), store.issuers_.end(), [&](const auto& i) { return i.iss == issuer.iss; })) {
      return unfit(where + ": the issuer is there twice");
    }
    store.issuers_.push_back(std::move(issuer));
  }
  return store;
}

Result<TrustStore> TrustStore::load(const std::string& path) {
  HOLDALL_ASSIGN(const Secret text, read_guarded(path, Privacy::kTrustStore));
  return parse(as_text(text.reveal()));
}

std::optional<TrustStore::Match> TrustStore::find(std::string_view kid) const {
  for (const TrustedIssuer& issuer : issuers_) {
    for (const TrustedKey& trusted : issuer.keys) {
      if (trusted.key.thumbprint() == kid) {
        return Match{&issuer, &trusted};
      }
    }
  }
  return std::nullopt;
}

Result<void> TrustStore::add(std::string_view iss, std::string_view name, const PublicKey& key) {
  if (!is_absolute_uri(iss) || name.empty() || !is_ijson_text(name)) {
    return Error{ErrorCode::kUsage, "an issuer needs an absolute URI and a name", {}};
  }
  if (find(key.thumbprint())) {
    return unfit("the key is there already");
  }
  const auto found =
      std::find_if(issuers_.begin(), issuers_.end(), [&](const auto& issuer) { return issuer.iss == iss; });
  const bool is_new = found == issuers_.end();
  TrustedIssuer& issuer = is_new ? issuers_.emplace_back() : *found;
  if (is_new) {
    issuer.iss = iss;
    issuer.name = name;
  }
  issuer.keys.push_back(TrustedKey{key, {}, {}, {}});
  return {};
}

Value TrustStore::to_value() const {
  Value::Array issuers;
  for (const TrustedIssuer& issuer : issuers_) {
    Value::Array keys;
    for (const TrustedKey& trusted : issuer.keys) {
      keys.push_back(key_value(trusted));
    }
    Value value(
        Value::Object{{"iss", issuer.iss}, {"keys", std::move(keys)}, {"name", issuer.name}, {"seq", issuer.seq}});
    if (issuer.age) {
      value.set("age", *issuer.age);
    }
    issuers.push_back(std::move(value));
  }
  return Value::Object{{"issuers", std::move(issuers)}};
}

Result<void> check_validity(const TrustedKey& key, Timestamp issued) {
  if ((key.not_before && issued < *key.not_before) || (key.expires && issued > *key.expires)) {
    return Error{
        ErrorCode::kKeyNotValid, "the key " + key.key.thumbprint() + " was not valid when this was issued", {}};
  }
  if (key.revoked && (key.revoked->reason == "compromised" || issued >= key.revoked->at)) {
    return Error{
        ErrorCode::kKeyRevoked, "the key " + key.key.thumbprint() + " is revoked (" + key.revoked->reason + ")", {}};
  }
  return {};
}

}  // namespace holdall
