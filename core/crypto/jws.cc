#include "holdall/core/crypto/jws.h"

#include <algorithm>

#include "holdall/core/base/limits.h"
#include "holdall/core/base/text.h"
#include "holdall/core/json/canonical.h"

namespace holdall {
namespace {

std::string header_text(std::string_view alg, std::string_view kid, std::string_view typ) {
  return canonical(Value::Object{{"alg", alg}, {"kid", kid}, {"typ", typ}});
}

Error malformed(const char* why) {
  return {ErrorCode::kSignatureMalformed, std::string("JWS: ") + why, {}};
}

}  // namespace

Result<CompactJws> parse_compact_jws(std::string_view text, std::string_view typ) {
  if (text.size() > Limits{}.signature_bytes) {
    return Error{ErrorCode::kLimit, "JWS: longer than " + std::to_string(Limits{}.signature_bytes) + " bytes", {}};
  }
  if (std::count(text.begin(), text.end(), '.') != 2) {
    return malformed("not compact (header.payload.signature)");
  }
  const auto first = text.find('.');
  const auto last = text.rfind('.');
  const auto header = base64url_decode(text.substr(0, first));
  const auto payload = base64url_decode(text.substr(first + 1, last - first - 1));
  const auto signature = base64url_decode(text.substr(last + 1));
  if (!header || !payload || !signature || signature->size() != 64) {
    return malformed("not canonical base64url of a header, a payload and a 64-byte signature");
  }
  const auto parsed = parse_document(as_text(*header));
  CompactJws jws{parsed.ok() ? parsed.value().text_or("kid", "") : "", std::string(text.substr(0, first)), {}, {}};
  // The header is rebuilt from the one fact it carries; whatever else it says, or says otherwise, is refused.
  if (jws.kid.empty() || (as_text(*header) != header_text("EdDSA", jws.kid, typ) &&
                          as_text(*header) != header_text("Ed25519", jws.kid, typ))) {
    return malformed("the header is not exactly alg (EdDSA or Ed25519), kid and the expected typ");
  }
  if (last > first + 1) {
    jws.payload = as_text(*payload);
  }
  std::copy(signature->begin(), signature->end(), jws.signature.begin());
  return jws;
}

Result<DetachedJws> parse_detached_jws(std::string_view text, std::string_view typ) {
  HOLDALL_ASSIGN(const CompactJws jws, parse_compact_jws(text, typ));
  if (jws.payload) {
    return malformed("not detached (header..signature)");
  }
  const auto thumbprint = base64url_decode(jws.kid);
  if (!thumbprint || thumbprint->size() != 32) {
    return malformed("kid is not a key thumbprint");
  }
  return DetachedJws{jws.kid, jws.header, jws.signature};
}

Result<void> verify_detached_jws(const DetachedJws& jws, const PublicKey& key, std::string_view payload) {
  if (key.thumbprint() != jws.kid ||
      !key.verify(jws.header + "." + base64url_encode(as_bytes(payload)), jws.signature)) {
    return Error{ErrorCode::kSignatureInvalid, "the signature does not fit", {}};
  }
  return {};
}

std::string sign_detached_jws(const PrivateKey& key, std::string_view typ, std::string_view payload) {
  const std::string header = base64url_encode(as_bytes(header_text("EdDSA", key.public_key().thumbprint(), typ)));
  const auto signature = key.sign(header + "." + base64url_encode(as_bytes(payload)));
  return header + ".." + base64url_encode(signature);
}

std::string sign_compact_jws(const PrivateKey& key, std::string_view typ, std::string_view payload) {
  std::string jws = sign_detached_jws(key, typ, payload);
  return jws.insert(jws.find('.') + 1, base64url_encode(as_bytes(payload)));
}

}  // namespace holdall
