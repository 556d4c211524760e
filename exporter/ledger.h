// The completeness ledger (section `contents`): what is in the bundle, what is not, and why; and what must accompany
// it.
//
// One `section` line for each other section, one `item` line or more for each item of the map, and its notices.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "holdall/core/json/value.h"
#include "holdall/exporter/map/data_map.h"
#include "holdall/exporter/scope.h"

namespace holdall {

struct SectionCount {
  std::string section;
  std::string schema;  // IRI
  std::uint64_t records = 0;
};

// What became of one item: its shares with a count, or the one line that says why there are none.
std::vector<Share> outcomes_of(const DataItem& item, const RequestScope& rights, std::span<const Share> shares);

// The records of section `contents` but for its notices (notices.h), ids unique and the same for the same data.
std::vector<Value> ledger_records(const DataMap& map, const RequestScope& rights, const SubjectFacts& person,
                                  const Tally& tally, std::span<const SectionCount> sections);

}  // namespace holdall
