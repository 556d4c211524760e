// A person's proof that a bundle is theirs to present: a statement under the key that the manifest confirms
// (docs/format.md#presentation).
#pragma once

#include <string>
#include <string_view>

#include "holdall/core/base/result.h"
#include "holdall/core/crypto/keys.h"
#include "holdall/core/model/timestamp.h"
#include "holdall/formats/package/manifest.h"

namespace holdall {

inline constexpr std::string_view kPresentationType = "holdall-presentation+jws";  // typ of its signature

struct Presentation {
  std::string audience;  // the controller that asked for it, absolute URI
  Timestamp made;        // `iat`
  std::string manifest_sha256;
  std::string nonce;  // what that controller chose, 1 to 256 bytes
};

// Compact JWS. Errors: kUsage for an audience or a nonce that cannot be.
Result<std::string> sign_presentation(const Presentation& presentation, const PrivateKey& holder);
// What the holder whom the manifest names said of this very manifest. Errors: kEntryUnexpected where it names none;
// kSignatureMalformed, kSignatureInvalid, also for another manifest.
Result<Presentation> read_presentation(std::string_view jws, const Manifest& manifest,
                                       std::string_view manifest_sha256);

}  // namespace holdall
