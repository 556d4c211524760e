// What is odd about a map that is sound: nothing is refused for it. Pure.
#pragma once

#include <string>
#include <vector>

#include "holdall/importer/map/import_map.h"

namespace holdall {

struct MapFinding {
  std::string pointer;  // into the map
  std::string meaning;
};

// Columns that several rules fill, and rejecting rules that an earlier one leaves nothing. In the order of the rules.
std::vector<MapFinding> lint_map(const ImportMap& map);

}  // namespace holdall
