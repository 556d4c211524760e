// A signed statement that carries its payload: a decision, a receipt. Who signed it, the trust store says.
//
//   compact JWS → shape and `typ` → key in the trust store → signature → payload
//
// What the payload says of its author and its time is then held against the key (check_author). Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "holdall/core/base/result.h"
#include "holdall/core/crypto/trust_store.h"
#include "holdall/core/model/timestamp.h"

namespace holdall {

struct SignedStatement {
  std::string payload;
  TrustStore::Match signer;  // views the trust store
};

// `text` may end in one LF. Errors: kSignatureMalformed, kLimit, kUnknownKey, kSignatureInvalid.
Result<SignedStatement> open_statement(std::string_view text, std::string_view typ, const TrustStore& trust,
                                       std::size_t longest);
// Whether `author`, whom the payload names, owns the key, and the key was valid `at` the time it names. Errors:
// kFromFuture (more than 300 s ahead), kKeyNotValid, kKeyRevoked, kIssuerMismatch.
Result<void> check_author(const SignedStatement& statement, std::string_view author, Timestamp at, Timestamp now);

}  // namespace holdall
