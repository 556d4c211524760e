// What a right would give, field by field, in words: the decisions of an export, told without reading any data.
#pragma once

#include <string>
#include <vector>

#include "holdall/core/json/value.h"
#include "holdall/exporter/map/data_map.h"
#include "holdall/exporter/rights/request_scope.h"

namespace holdall {

struct Explanation {
  // What becomes of values that a person or a row may decide differently, and when.
  struct Unless {
    std::string when;  // `basis_state: withdrawn`, `before 2025-11-23T00:00:00Z`
    std::string outcome;
    std::string code;
    std::string rule;
  };
  std::string item;
  std::string outcome;  // included, masked, existence, review, withheld, elsewhere, not_collected
  std::string code;
  std::string rule;
  std::string reference;
  std::string see_also;
  std::vector<Unless> unless;

  [[nodiscard]] Value to_value() const;
};

// One for each item of the map, in its order.
std::vector<Explanation> explain(const DataMap& map, const RequestScope& rights);

}  // namespace holdall
