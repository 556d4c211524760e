#include "holdall/core/crypto/statement.h"

#include <cstdint>

#include "holdall/core/crypto/jws.h"

namespace holdall {
namespace {

constexpr std::int64_t kClockSkewSeconds = 300;

}  // namespace

Result<SignedStatement> open_statement(std::string_view text, std::string_view typ, const TrustStore& trust,
                                       std::size_t longest) {
  text.remove_suffix(text.ends_with('\n') ? 1 : 0);
  HOLDALL_ASSIGN(CompactJws jws, parse_compact_jws(text, typ, longest));
  const auto signer = trust.find(jws.kid);
  if (!signer) {
    return Error{ErrorCode::kUnknownKey, "the signing key is not in the trust store", {}};
  }
  if (!jws.payload) {
    return Error{ErrorCode::kSignatureMalformed, "there is no payload", {}};
  }
  HOLDALL_TRY(verify_detached_jws({jws.kid, jws.header, jws.signature}, signer->key->key, *jws.payload));
  return SignedStatement{std::move(*jws.payload), *signer};
}

Result<void> check_author(const SignedStatement& statement, std::string_view author, Timestamp at, Timestamp now) {
  if (at.seconds > now.seconds + kClockSkewSeconds) {
    return Error{ErrorCode::kFromFuture, "it was made in the future", {}};
  }
  HOLDALL_TRY(check_validity(*statement.signer.key, at));
  if (author != statement.signer.issuer->iss) {
    return Error{ErrorCode::kIssuerMismatch, "it names another controller than its key's", {}};
  }
  return {};
}

}  // namespace holdall
