#include "holdall/core/crypto/trust_store.h"

#include <algorithm>
#include <array>

#include "holdall/core/base/guarded_file.h"
#include "holdall/core/base/text.h"
#include "holdall/core/crypto/trust_fields.h"

namespace holdall {
namespace {

using namespace trust_fields;  // NOLINT(google-build-using-namespace): this folder's own words

Result<TrustedIssuer> read_issuer(const Value& value, const std::string& where) {
  constexpr std::array<std::string_view, 5> kMembers = {"iss", "name", "keys", "age", "seq"};
  HOLDALL_TRY(check_members(value, where, kMembers));
  TrustedIssuer issuer;
  HOLDALL_ASSIGN(issuer.iss, uri_at(value, where, "iss"));
  HOLDALL_ASSIGN(issuer.name, text_at(value, where, "name"));
  HOLDALL_ASSIGN(const Value::Array keys, array_at(value, where, "keys"));
  for (const Value& jwk : keys) {
    HOLDALL_ASSIGN(TrustedKey key, read_trusted_key(jwk, where + "/keys/" + std::to_string(issuer.keys.size())));
    issuer.keys.push_back(std::move(key));
  }
  HOLDALL_ASSIGN(issuer.age, age_at(value, where));
  HOLDALL_ASSIGN(const std::optional<std::int64_t> seq, number_at(value, where, "seq"));
  issuer.seq = seq.value_or(0);
  return issuer;
}

// A key as it is after a keyset of its issuer: `said` is what the keyset says of it, if anything.
TrustedKey rotated(const TrustedKey& known, const TrustedKey* said, Timestamp issued) {
  TrustedKey after = said != nullptr ? *said : known;
  const auto now_revoked = said != nullptr ? said->revoked : std::optional(Revocation{issued, "superseded"});
  after.revoked = known.revoked && now_revoked ? stricter(*known.revoked, *now_revoked)
                  : known.revoked              ? known.revoked
                                               : now_revoked;
  return after;
}

const TrustedKey* find_key(std::span<const TrustedKey> keys, const PublicKey& key) {
  const auto found = std::ranges::find_if(keys, [&](const TrustedKey& each) { return each.key == key; });
  return found == keys.end() ? nullptr : &*found;
}

}  // namespace

Result<TrustStore> TrustStore::parse(std::string_view text) {
  auto document = parse_document(text);
  if (!document.ok()) {
    Error error = std::move(document).error();
    return error.code == ErrorCode::kLimit ? std::move(error) : unfit(error.message).within("trust store");
  }
  auto store = from_value(document.value());
  return store.ok() ? std::move(store) : std::move(store).error().within("trust store");
}

Result<TrustStore> TrustStore::from_value(const Value& document) {
  constexpr std::array<std::string_view, 1> kMembers = {"issuers"};
  HOLDALL_TRY(check_members(document, "", kMembers));
  HOLDALL_ASSIGN(const Value::Array issuers, array_at(document, "", "issuers"));
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
    if (store.find_issuer(issuer.iss) != nullptr) {
      return unfit(where + ": the issuer is there twice");
    }
    store.issuers_.push_back(std::move(issuer));
  }
  return store;
}

Result<TrustStore> TrustStore::load(const std::string& path) {
  HOLDALL_ASSIGN(const GuardedFile file, GuardedFile::open(path));
  HOLDALL_TRY(file.check(Privacy::kTrustStore));
  HOLDALL_ASSIGN(const std::string text, file.read_text());
  return parse(text);
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
    return unfit("trust store: the key is there already");
  }
  TrustedIssuer* const known = find_issuer(iss);
  TrustedIssuer& issuer = known == nullptr ? issuers_.emplace_back() : *known;
  if (known == nullptr) {
    issuer.iss = iss;
    issuer.name = name;
  }
  issuer.keys.push_back(TrustedKey{key, {}, {}, {}});
  return {};
}

Result<void> TrustStore::set_recipient(std::string_view iss, const AgeRecipient& recipient) {
  TrustedIssuer* const issuer = find_issuer(iss);
  if (issuer == nullptr) {
    return Error{ErrorCode::kNotFound, "trust store: there is no issuer of that URI", {}};
  }
  issuer->age = recipient.text();
  return {};
}

TrustedIssuer* TrustStore::find_issuer(std::string_view iss) {
  const auto found = std::ranges::find(issuers_, iss, &TrustedIssuer::iss);
  return found == issuers_.end() ? nullptr : &*found;
}

Result<void> TrustStore::revoke(std::string_view kid, const Revocation& revocation) {
  for (TrustedIssuer& issuer : issuers_) {
    for (TrustedKey& trusted : issuer.keys) {
      if (trusted.key.thumbprint() != kid) {
        continue;
      }
      const Revocation after = trusted.revoked ? stricter(*trusted.revoked, revocation) : revocation;
      if (trusted.revoked == after) {
        return unfit("trust store: the key is revoked already, at least as strictly: " + trusted.revoked->reason +
                     " at " + format_timestamp(trusted.revoked->at));
      }
      trusted.revoked = after;
      return {};
    }
  }
  return Error{ErrorCode::kNotFound, "trust store: there is no such key", "holdall trust list shows the keys"};
}

Result<Rotation> TrustStore::rotate(const VerifiedKeyset& verified) {
  const Keyset& keyset = verified.keyset();
  TrustedIssuer* const issuer = find_issuer(keyset.iss);
  const auto signer = find(verified.signer());
  HOLDALL_CHECK(issuer != nullptr && signer && signer->issuer == issuer);  // it was verified with this store
  if (keyset.seq <= issuer->seq) {
    return Error{ErrorCode::kStale,
                 "the keyset has seq " + std::to_string(keyset.seq) + ", and " + std::to_string(issuer->seq) +
                     " was taken before",
                 {}};
  }
  std::vector<TrustedKey> keys;
  Rotation rotation;
  for (const TrustedKey& known : issuer->keys) {
    keys.push_back(rotated(known, find_key(keyset.keys, known.key), keyset.issued));
    if (keys.back().revoked != known.revoked) {
      rotation.revoked.push_back(known.key.thumbprint());
    }
  }
  for (const TrustedKey& said : keyset.keys) {
    const auto owner = find(said.key.thumbprint());
    if (owner && owner->issuer != issuer) {
      return Error{ErrorCode::kIssuerMismatch, "the key " + said.key.thumbprint() + " belongs to another issuer", {}};
    }
    if (!owner) {
      keys.push_back(said);
      rotation.added.push_back(said.key.thumbprint());
    }
  }
  issuer->keys = std::move(keys);
  issuer->seq = keyset.seq;
  issuer->age = keyset.age ? keyset.age : issuer->age;
  return rotation;
}

Value TrustStore::to_value() const {
  Value::Array issuers;
  for (const TrustedIssuer& issuer : issuers_) {
    Value::Array keys;
    for (const TrustedKey& trusted : issuer.keys) {
      keys.push_back(trusted_key_value(trusted));
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

}  // namespace holdall
