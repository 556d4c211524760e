// Whose bundle may be stored as whose: bound beforehand, by a token or by the issuer's pairwise id (promise P14).
//
//   new_binding_token → add_token → the person → the issuer signs the token's digest as `sub.token`
//   sign-in at the issuer → its pairwise id → bind_id → the issuer signs that id as `sub.id`
//
// An import never makes a binding; the first bundle under a token fixes whose bundles it is for. Ids are compared as
// bytes; nothing is ever matched by an e-mail address or a name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/clock.h"
#include "holdall/core/base/result.h"
#include "holdall/core/base/secret.h"
#include "holdall/core/model/timestamp.h"
#include "holdall/formats/package/manifest.h"
#include "holdall/importer/store/store.h"

namespace holdall {

// The issuer's person `sub` is our `subject`.
struct PairwiseBinding {
  std::string iss;
  std::string sub;
  std::string subject;  // as the import map's key column has it, as text
  Timestamp made;
};

// Whoever brings a bundle with this token is our `subject`.
struct TokenBinding {
  std::string token_sha256;  // base64url of SHA-256 over the raw token
  std::string subject;
  std::string iss;  // whose bundles it is for; empty: its first use decides
  Timestamp made;
  Timestamp expires;  // the latest time of its first use
};

// 32 random bytes.
Secret new_binding_token(Random& random);
// What the issuer signs of it, and all that is kept here.
std::string token_digest(const Secret& token);

// A binding that is there already stays as it is. Errors: kUsage for an id that is not opaque text, or where one of
// both is bound otherwise; kBackend.
Result<void> bind_id(StoreTransaction& transaction, const PairwiseBinding& binding);
// Errors: kUsage for an `iss` that is no absolute URI, kBackend.
Result<void> add_token(StoreTransaction& transaction, const TokenBinding& token);

// Sorted by issuer and id. Errors: kBackend.
Result<std::vector<PairwiseBinding>> list_bindings(StoreTransaction& transaction);
// Sorted by digest. Errors: kBackend.
Result<std::vector<TokenBinding>> list_tokens(StoreTransaction& transaction);

// Errors: kNotFound, kBackend.
Result<void> unbind_id(StoreTransaction& transaction, std::string_view iss, std::string_view sub);
Result<void> remove_token(StoreTransaction& transaction, std::string_view token_sha256);

// Whether the bundle may be stored as `subject`, and fixes the token's issuer at its first use. A copy that names
// nobody is for whom the operator says. Errors: kSubjectMismatch, kBackend.
Result<void> accept_subject(StoreTransaction& transaction, const Manifest& manifest, std::string_view subject,
                            Timestamp now);

// One text whether or not there is such a subject, binding or token: nobody learns who has an account here.
Error subject_mismatch();

}  // namespace holdall
