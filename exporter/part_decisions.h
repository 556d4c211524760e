// What a right decides about the rows of one part: field by field, and what a lost required field takes with it.
//
// The scope applies it to rows, `explain` tells it without any: one computation, so that neither says what the other
// does not do.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "holdall/exporter/map/data_map.h"
#include "holdall/exporter/rights/request_scope.h"
#include "holdall/exporter/subject_facts.h"

namespace holdall {

// What the rows of one part are decided by. All must outlive whoever uses it.
struct PartRules {
  std::string_view section;
  const Part& part;
  const DataMap& map;
  const RequestScope& rights;
  const SubjectFacts& person;
};

// What a row itself says of what rights ask.
struct RowKind {
  std::optional<Timestamp> at;
  std::string consent;                            // record it rests on, or empty
  std::vector<std::pair<Tag, std::string>> tags;  // instead of the item's
};

struct FieldDecision {
  Decision decision;
  bool keep = false;     // the value, perhaps masked, goes into the record
  std::string see_also;  // a right that would give more
};

// One per field; nothing is said of constants, which are kept.
std::vector<FieldDecision> decide_part(const PartRules& rules, const RowKind& kind);

// The ledger's word for a decision about `item`; `review` where a person must decide.
std::string_view outcome_of(const Decision& decision, const DataItem& item);

}  // namespace holdall
