// The rights-request record: what a workflow verified and asks for. Parsing it proves its shape, not its authority.
//
//   text → Request → check_request → AuthorisedRequest → export_bundle
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/json/value.h"
#include "holdall/core/model/timestamp.h"
#include "holdall/exporter/rights/deadline.h"
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

// One piece of evidence that the controller keeps.
struct Evidence {
  std::string kind;
  Value particulars;  // the object it was given as, or null
};

// How the request came.
struct Intake {
  std::string reference;  // the words it refers to
  std::vector<std::string> stated;
  bool designated_address = true;
};

struct Request {
  std::string sha256;  // of the record's canonical form, lower-case hex
  std::string id;
  Timestamp received;
  SubjectQuery subject;
  std::string residence;  // ISO 3166 or empty
  std::string country;
  std::string postal_code;  // tells the state of a US address; may be empty
  bool has_account = true;
  std::string requester;  // subject, agent, guardian, heir
  Verification verification;
  Value evidence;  // as given; null where there is none
  std::vector<Evidence> evidence_list;
  Intake intake;
  RequestClock clock;
  std::string right;                // profile id or "auto"
  Value options;                    // null where there are none
  bool wants_all = false;           // option `all`
  std::vector<std::string> wanted;  // option `items`; empty: no choice was made
  std::vector<std::string> about;   // options `opt_out` and `object_to`
  std::string consent;              // option `consent`: the purpose of the one that is withdrawn
  std::string decision;             // record of the earlier decision that it is about
  Mode mode = Mode::kCopy;
  std::string audience;  // transfer
  std::optional<Timestamp> expires;
  std::optional<SubjectRef> sub;
  std::optional<PublicKey> holder;  // the person's, under which they may present the bundle

  [[nodiscard]] const Evidence* find_evidence(std::string_view kind) const;
  // Claimed residence, else the account's country; may be empty.
  [[nodiscard]] const std::string& place() const { return residence.empty() ? country : residence; }
};

// Errors: kRequestUnfit with a JSON Pointer; kLimit.
Result<Request> parse_request(std::string_view text);

}  // namespace holdall
