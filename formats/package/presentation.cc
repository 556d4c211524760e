#include "holdall/formats/package/presentation.h"

#include "holdall/core/base/text.h"
#include "holdall/core/crypto/jws.h"
#include "holdall/core/json/canonical.h"

namespace holdall {
namespace {

constexpr std::size_t kLongestNonce = 256;

bool is_nonce(std::string_view nonce) {
  return !nonce.empty() && nonce.size() <= kLongestNonce && is_ijson_text(nonce);
}

std::string payload_of(const Presentation& presentation) {
  return canonical(Value::Object{{"aud", presentation.audience},
                                 {"iat", format_timestamp(presentation.made)},
                                 {"manifest_sha256", presentation.manifest_sha256},
                                 {"nonce", presentation.nonce}});
}

Error malformed() {
  return {ErrorCode::kSignatureMalformed, "the presentation is not exactly aud, iat, manifest_sha256 and nonce", {}};
}

Result<Presentation> read_payload(std::string_view payload) {
  const auto parsed = parse_canonical(payload);
  if (!parsed.ok()) {
    return malformed();
  }
  const Value& value = parsed.value();
  const auto made = parse_timestamp(value.text_or("iat", ""));
  if (!made) {
    return malformed();
  }
  Presentation presentation{value.text_or("aud", ""), *made, value.text_or("manifest_sha256", ""),
                            value.text_or("nonce", "")};
  const bool fits =
      is_absolute_uri(presentation.audience) && is_nonce(presentation.nonce) && payload_of(presentation) == payload;
  return fits ? Result<Presentation>(std::move(presentation)) : malformed();
}

}  // namespace

Result<std::string> sign_presentation(const Presentation& presentation, const PrivateKey& holder) {
  if (!is_absolute_uri(presentation.audience) || !is_nonce(presentation.nonce)) {
    return Error{ErrorCode::kUsage, "a presentation is for an absolute URI, under a nonce of 1 to 256 bytes", {}};
  }
  return sign_compact_jws(holder, kPresentationType, payload_of(presentation));
}

Result<Presentation> read_presentation(std::string_view jws, const Manifest& manifest,
                                       std::string_view manifest_sha256) {
  if (!manifest.holder) {
    return Error{ErrorCode::kEntryUnexpected, "a presentation, and the manifest names no key of a holder", {}};
  }
  HOLDALL_ASSIGN(const CompactJws parsed, parse_compact_jws(jws, kPresentationType));
  if (!parsed.payload) {
    return malformed();
  }
  HOLDALL_TRY(verify_detached_jws({parsed.kid, parsed.header, parsed.signature}, *manifest.holder, *parsed.payload));
  HOLDALL_ASSIGN(Presentation presentation, read_payload(*parsed.payload));
  if (presentation.manifest_sha256 != manifest_sha256) {
    return Error{ErrorCode::kSignatureInvalid, "the presentation is of another bundle", {}};
  }
  return presentation;
}

}  // namespace holdall
