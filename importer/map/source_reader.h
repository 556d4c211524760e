// Reads where the value of a column comes from, and pointers. Internal to importer/map.
#pragma once

#include <string_view>

#include "holdall/core/base/result.h"
#include "holdall/core/json/value.h"
#include "holdall/importer/map/import_map.h"
#include "holdall/importer/map/lookups.h"

namespace holdall {

// One member of `set`. Leaves RowLink::key empty. Errors: kMapUnfit with a pointer relative to the value.
Result<ColumnSource> read_source(std::string_view column, const Value& value, const Lookups& lookups);

}  // namespace holdall
