// What must accompany the data under a right, as lines of the ledger: the controller's own notices (purposes,
// categories, recipients, retention, sources, transfers …) and what the profile adds from the message catalogues.
#pragma once

#include <string>
#include <vector>

#include "holdall/core/json/value.h"
#include "holdall/core/model/timestamp.h"
#include "holdall/exporter/map/data_map.h"
#include "holdall/exporter/rights/check_request.h"
#include "holdall/exporter/scope.h"
#include "holdall/exporter/subject_facts.h"

namespace holdall {

// What the notices of an answer are about. All must outlive the call.
struct Answered {
  const AuthorisedRequest& request;
  const DataMap& map;
  const SubjectFacts& person;
  const Tally& tally;
  Timestamp snapshot;  // when the data were read
};

// The `notice` lines, ids unique. `added`: further notices without ids, with keys of their own.
std::vector<Value> notice_lines(const Answered& answered, const std::vector<Value>& added);

// Words of the profiles' `accompany` that ask for a notice which the map does not have for that place.
std::vector<std::string> missing_notices(const AuthorisedRequest& request, const DataMap& map);

// What the answer to a request without data tells: the receipt's own texts, and the map's notices on rights of that
// place.
std::vector<Value> receipt_notices(const AuthorisedRequest& request, const DataMap& map);

}  // namespace holdall
