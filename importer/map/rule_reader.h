// Reads one rule of an import map from its JSON form. Internal to importer/map.
#pragma once

#include "holdall/core/base/result.h"
#include "holdall/core/json/value.h"
#include "holdall/importer/map/import_map.h"
#include "holdall/importer/map/lookups.h"

namespace holdall {

// Errors: kMapUnfit with a pointer relative to the rule. Leaves Rule::key and RowLink::key empty.
Result<Rule> read_rule(const Value& document, const Lookups& lookups);

}  // namespace holdall
