// One value of a source as the cell of a record: typed by the map, checked, never quoted in an error.
#pragma once

#include <string>

#include "holdall/core/base/result.h"
#include "holdall/core/model/row.h"
#include "holdall/exporter/map/data_map.h"

namespace holdall {

// `raw` as `field` wants it. The cell may view `raw`, `field` or `buffer`, which is overwritten. Errors: kSourceData
// without a place: the caller knows table, column and record.
Result<Cell> convert(const MappedField& field, const Cell& raw, std::string& buffer);

}  // namespace holdall
