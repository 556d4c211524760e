#include "holdall/core/crypto/keyset.h"

#include <algorithm>
#include <array>

#include "holdall/core/crypto/jws.h"
#include "holdall/core/crypto/statement.h"
#include "holdall/core/crypto/trust_fields.h"
#include "holdall/core/json/canonical.h"

namespace holdall {
namespace {

using namespace trust_fields;  // NOLINT(google-build-using-namespace): this folder's own words

Result<std::vector<TrustedKey>> read_keys(const Value& value) {
  HOLDALL_ASSIGN(const Value::Array jwks, array_at(value, "", "keys"));
  if (jwks.empty() || jwks.size() > kMostKeys) {
    return unfit("/keys has none, or more than " + std::to_string(kMostKeys));
  }
  std::vector<TrustedKey> keys;
  for (const Value& jwk : jwks) {
    HOLDALL_ASSIGN(TrustedKey key, read_trusted_key(jwk, "/keys/" + std::to_string(keys.size())));
    if (std::ranges::any_of(keys, [&](const TrustedKey& other) { return other.key == key.key; })) {
      return unfit("/keys has a key twice");
    }
    keys.push_back(std::move(key));
  }
  return keys;
}

}  // namespace

Result<Keyset> read_keyset(const Value& value) {
  constexpr std::array<std::string_view, 5> kMembers = {"age", "iss", "issued", "keys", "seq"};
  HOLDALL_TRY(check_members(value, "", kMembers));
  Keyset keyset;
  HOLDALL_ASSIGN(keyset.iss, uri_at(value, "", "iss"));
  HOLDALL_ASSIGN(const std::optional<std::int64_t> seq, number_at(value, "", "seq"));
  HOLDALL_ASSIGN(const std::optional<Timestamp> issued, time_at(value, "", "issued"));
  if (seq.value_or(0) < 1 || !issued) {
    return unfit("/seq is not a number from 1 on, or /issued is missing");
  }
  keyset.seq = *seq;
  keyset.issued = *issued;
  HOLDALL_ASSIGN(keyset.keys, read_keys(value));
  HOLDALL_ASSIGN(keyset.age, age_at(value, ""));
  return keyset;
}

Value keyset_value(const Keyset& keyset) {
  Value::Array keys;
  for (const TrustedKey& key : keyset.keys) {
    keys.push_back(trusted_key_value(key));
  }
  Value value(Value::Object{{"iss", keyset.iss},
                            {"issued", format_timestamp(keyset.issued)},
                            {"keys", std::move(keys)},
                            {"seq", keyset.seq}});
  if (keyset.age) {
    value.set("age", *keyset.age);
  }
  return value;
}

std::string sign_keyset(const Keyset& keyset, const PrivateKey& key) {
  return sign_compact_jws(key, kKeysetType, canonical(keyset_value(keyset))) + "\n";
}

Result<VerifiedKeyset> open_keyset(std::string_view text, const TrustStore& trust, Timestamp now) {
  HOLDALL_ASSIGN(const SignedStatement statement, open_statement(text, kKeysetType, trust, kLongestKeyset));
  auto payload = parse_canonical(statement.payload);
  auto keyset = payload.ok() ? read_keyset(payload.value()) : std::move(payload).error();
  if (!keyset.ok()) {
    return Error{ErrorCode::kRecordSchema, std::move(keyset).error().message, {}};
  }
  HOLDALL_TRY(check_author(statement, keyset.value().iss, keyset.value().issued, now));
  HOLDALL_TRY(check_validity(*statement.signer.key, now));
  return VerifiedKeyset(std::move(keyset).value(), statement.signer.key->key.thumbprint());
}

}  // namespace holdall
