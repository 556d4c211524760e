// Links between rows that one import writes: which rule's row a column refers to, and in which order that can be done.
#pragma once

#include <string>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/importer/map/import_map.h"

namespace holdall {

// Fills RowLink::key. The named rule must be one, insert, and, in the same section, stand earlier. Errors: kMapUnfit
// with the pointer. Requires: the rules have their keys.
Result<void> bind_row_links(std::vector<Rule>& rules);

// The sections of the rules, each after those that its links lead to, else in the order of the rules. Errors: kMapUnfit
// naming one of those that lead to each other in a circle.
Result<std::vector<std::string>> order_sections(const std::vector<Rule>& rules);

}  // namespace holdall
