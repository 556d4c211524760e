// JWS tokens and keys of other makers: their kid is any text, where Holdall's own is a thumbprint.
#pragma once

#include <string>

#include "holdall/core/base/result.h"

namespace holdall::layer {

struct TokenOptions {
  std::string keys;  // path of the trust list; empty: none was given
  std::string typ;   // that a token must have
};

// A file that is a JSON object is keys, and must be fit to trust: one JWK, or a list of them under `trusted` or `keys`.
// Anything else is a compact JWS, attached or detached, that a key of options.keys must have signed; the payload of a
// detached one is `payload_utf8` there. Errors: kUsage, kKeyUnfit, kSignatureMalformed, kUnknownKey, kSignatureInvalid,
// kLimit, kNotFound, kIo.
Result<void> read_token(const std::string& path, const TokenOptions& options);

}  // namespace holdall::layer
