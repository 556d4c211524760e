// The decision that an appeal or complaint is about: a record that this controller signed (docs/rights.md#appeals).
#pragma once

#include <cstddef>
#include <string_view>

#include "holdall/core/base/result.h"
#include "holdall/core/crypto/keys.h"
#include "holdall/core/crypto/trust_store.h"
#include "holdall/core/json/value.h"
#include "holdall/core/model/timestamp.h"
#include "holdall/exporter/rights/profile.h"
#include "holdall/exporter/rights/profile_set.h"
#include "holdall/exporter/rights/request.h"

namespace holdall {

inline constexpr std::string_view kDecisionType = "holdall-decision+jws";
inline constexpr std::size_t kLongestDecision = std::size_t{1} << 20;

// A record's payload, after its signature held and its shape was checked. `jws` may end in LF. Errors:
// kSignatureMalformed, kUnknownKey, kSignatureInvalid, kRequestUnfit, kLimit.
Result<Value> read_decision(std::string_view jws, const PublicKey& key);

// The same with whatever key of the store signed it, which must have been valid then and be the issuer's that the
// record names. Errors: those above; kKeyNotValid, kKeyRevoked, kIssuerMismatch, kFromFuture.
Result<Value> verify_decision(std::string_view jws, const TrustStore& trust, Timestamp now);

// Who decided, and the pseudonym of the person it was about.
struct DecisionParties {
  std::string_view iss;
  std::string_view person;
};

// {request, at, sha256} of the record in `request`, which must be of this controller and person, name the way that
// `profile` is about, and be received in time. Errors: those of read_decision; kIssuerMismatch; kSubjectMismatch;
// kNoSuchRight where the decision has no such way, or is by the law of another place; kIncompleteRequest where nothing
// is decided yet; kExpired; kRequestExpired where the request came before the decision.
Result<Value> check_earlier(const Profile& profile, const ProfileSet& profiles, const Request& request,
                            const PublicKey& key, const DecisionParties& parties);

}  // namespace holdall
