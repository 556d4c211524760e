#include "layer/token.h"

#include <algorithm>
#include <vector>

#include "holdall/core/base/io.h"
#include "holdall/core/base/text.h"
#include "holdall/core/crypto/jws.h"
#include "holdall/core/json/value.h"
#include "layer/readers.h"

namespace holdall::layer {
namespace {

struct TrustedKey {
  std::string kid;
  PublicKey key;
};

struct TrustList {
  std::vector<TrustedKey> keys;
  std::string payload;  // of detached tokens
};

Error unfit(const char* why) {
  return {ErrorCode::kKeyUnfit, why, {}};
}

Result<Value> read_value(const std::string& path) {
  HOLDALL_ASSIGN(const std::string text, read_document(path, kCorpusLimits.document_bytes));
  return parse_document(text, kCorpusLimits);
}

// The key without its kid, which PublicKey would hold against the thumbprint.
Result<TrustedKey> read_key(const Value& jwk) {
  if (jwk.object() == nullptr) {
    return unfit("a key that is no object");
  }
  const Value* kid = jwk.find("kid");
  if (kid != nullptr && (kid->string() == nullptr || kid->string()->empty())) {
    return unfit("a kid that is no text");
  }
  Value::Object members = jwk.members();
  std::erase_if(members, [](const Value::Member& member) { return member.key == "kid"; });
  HOLDALL_ASSIGN(PublicKey key, PublicKey::from_jwk(Value(std::move(members))));
  return TrustedKey{jwk.text_or("kid", key.thumbprint()), std::move(key)};
}

Result<std::vector<TrustedKey>> read_list(const Value& list) {
  if (list.array() == nullptr || list.items().empty()) {
    return unfit("no list of keys");
  }
  std::vector<TrustedKey> keys;
  for (const Value& jwk : list.items()) {
    HOLDALL_ASSIGN(TrustedKey key, read_key(jwk));
    if (std::any_of(keys.begin(), keys.end(),
                    [&key](const TrustedKey& known) { return known.kid == key.kid || known.key == key.key; })) {
      return unfit("two keys of one kid, or one key twice");
    }
    keys.push_back(std::move(key));
  }
  return keys;
}

Result<TrustList> read_trust(const Value& file) {
  const Value* trusted = file.find("trusted");
  const Value* keys = trusted != nullptr ? trusted : file.find("keys");
  HOLDALL_ASSIGN(std::vector<TrustedKey> list, read_list(keys != nullptr ? *keys : Value(Value::Array{file})));
  return TrustList{std::move(list), file.text_or("payload_utf8", "")};
}

Result<void> check_token(std::string_view text, const TrustList& trust, const std::string& typ) {
  HOLDALL_ASSIGN(const CompactJws jws, parse_compact_jws(text, typ));
  const auto found = std::find_if(trust.keys.begin(), trust.keys.end(),
                                  [&jws](const TrustedKey& known) { return known.kid == jws.kid; });
  if (found == trust.keys.end()) {
    return Error{ErrorCode::kUnknownKey, "a kid that is not trusted", {}};
  }
  const std::string payload = base64url_encode(as_bytes(jws.payload.value_or(trust.payload)));
  if (!found->key.verify(jws.header + "." + payload, jws.signature)) {
    return Error{ErrorCode::kSignatureInvalid, "the signature does not fit", {}};
  }
  return {};
}

}  // namespace

Result<void> read_token(const std::string& path, const TokenOptions& options) {
  HOLDALL_ASSIGN(const std::string text, read_document(path, kCorpusLimits.document_bytes));
  if (text.starts_with('{')) {
    HOLDALL_ASSIGN(const Value file, parse_document(text, kCorpusLimits));
    const auto trust = read_trust(file);
    return trust.ok() ? Result<void>() : trust.error();
  }
  if (options.keys.empty() || options.typ.empty()) {
    return Error{ErrorCode::kUsage, "a token needs --keys and --typ", {}};
  }
  HOLDALL_ASSIGN(const Value file, read_value(options.keys));
  HOLDALL_ASSIGN(const TrustList trust, read_trust(file));
  return check_token(text, trust, options.typ);
}

}  // namespace holdall::layer
