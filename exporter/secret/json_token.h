// JSON Web Tokens and private JSON Web Keys.
#pragma once

#include <cstddef>

#include "holdall/exporter/secret/window.h"

namespace holdall {

// Whether a token in compact form begins at `at`: a header in base64url that is a JSON object with `alg`, and two more
// parts (of an encrypted token, four).
bool is_json_web_token(SearchWindow& window, std::size_t at);

// What of a key was seen; its members stand in any order.
struct KeyMembers {
  bool type = false;      // "kty"
  bool private_ = false;  // "d" or "k" with a value
  [[nodiscard]] bool is_private_key() const { return type && private_; }
};
// At a `"`: adds what begins there.
void see_key_member(SearchWindow& window, std::size_t at, KeyMembers& seen);

}  // namespace holdall
