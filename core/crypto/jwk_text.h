// A private JWK read without leaving copies: its members are views into its text, which is guarded.
#pragma once

#include <string_view>
#include <vector>

#include "holdall/core/base/result.h"

namespace holdall {

struct JwkMember {
  std::string_view name;
  std::string_view value;
};

// The members of one JSON object of texts, each name once, in printable ASCII without escapes: stricter than JSON, and
// all that a private Ed25519 JWK needs. White space may stand between tokens. Errors: kKeyUnfit, which quotes nothing.
Result<std::vector<JwkMember>> scan_private_jwk(std::string_view text);

// Whether `text` has a member `d`, as far as scan_private_jwk() could read one.
bool holds_private_member(std::string_view text);

}  // namespace holdall
