// The marks of a drafted map: `decide` says what a person has to decide at its place, and as long as one is left the
// map is not used.
#pragma once

#include <string>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/json/value.h"

namespace holdall {

// JSON Pointers of the objects that carry a mark. Requires: `map` was checked with the map's schema, or drafted.
std::vector<std::string> find_undecided(const Value& map);
// Errors: kMapUnfit with the first of them.
Result<void> check_decided(const Value& map);

}  // namespace holdall
