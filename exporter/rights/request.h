// The rights-request record: what a workflow verified and asks for. Parsing it proves its shape, not its authority.
//
//   text → Request → check_request (policy.h) → AuthorisedRequest → export_bundle
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/json/value.h"
#include "holdall/core/model/timestamp.h"
#include "holdall/formats/package/manifest.h"

namespace holdall {

struct Verification {
  std::string method;
  Timestamp at;
  std::string level;
};

// Who the request is about: named keys that must all lead to one person, or one text tried against every key.
struct SubjectQuery {
  std::vector<std::pair<std::string, Value>> keys;  // name of a key of the map, text or integer
  std::string any;                                  // used where `keys` is empty
};

struct Request {
  std::string sha256;  // of the record's canonical form, lower-case hex
  std::string id;
  Timestamp received;
  SubjectQuery subject;
  std::string residence;  // ISO 3166 or empty
  std::string country;
  std::string requester;  // subject, agent, guardian, heir
  Verification verification;
  Value evidence;     // null where there is none
  std::string right;  // profile id or "auto"
  Value options;      // null where there are none
  Mode mode = Mode::kCopy;
  std::string audience;  // transfer
  std::optional<Timestamp> expires;
  std::optional<SubjectRef> sub;
};

// Errors: kRequestUnfit with a JSON Pointer; kLimit.
Result<Request> parse_request(std::string_view text);

}  // namespace holdall
