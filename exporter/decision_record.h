// The answer to a request for a right without data, as a document that its issuer signs (docs/rights.md#records).
//
//   authorised request + decisions + source → **decision_of** → record → signed_decision → file
#pragma once

#include <string>
#include <string_view>

#include "holdall/core/base/result.h"
#include "holdall/core/crypto/keys.h"
#include "holdall/core/json/value.h"
#include "holdall/exporter/map/data_map.h"
#include "holdall/exporter/rights/check_request.h"
#include "holdall/exporter/rights/history.h"
#include "holdall/exporter/rights/profile_set.h"
#include "holdall/exporter/source/source.h"

namespace holdall {

// What a record is made from. All must outlive the call.
struct RecordInput {
  const AuthorisedRequest& request;
  const DataMap& map;
  const ProfileSet& profiles;
  Source& source;  // one snapshot is read, of the account alone
  const PrivateKey& key;
  RequestHistory* history = nullptr;  // told who it is about
};

// What was decided, by a person where one has, by the account's legal hold, or nothing yet. Requires: is_action().
// Errors: kNoData, kIncompleteRequest, kGuardianRequired, kRequesterRefused; kRequestUnfit for decisions that a legal
// hold forbids; those of check_earlier; those of the map and source.
Result<Value> decision_of(const RecordInput& input);
// Compact JWS of type `holdall-decision+jws` over the decision's canonical form, with LF.
std::string signed_decision(const Value& decision, const PrivateKey& key);

// Whether `jws` is our own record that says the same, whenever it was made.
bool is_same_decision(std::string_view jws, const Value& decision, const PublicKey& key);

}  // namespace holdall
