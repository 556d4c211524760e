// The conditions of a rule (docs/import-map.md#conditions): read from `when`, and held against values.
//
// A closed set: a list of values, or an object of `present`, `not`, `prefix`, `from` and `before`. Pure functions.
#pragma once

#include "holdall/core/base/result.h"
#include "holdall/core/json/value.h"
#include "holdall/core/model/row.h"
#include "holdall/importer/map/import_map.h"

namespace holdall {

// Fills Rule::when and Rule::tests. Errors: kMapUnfit with a pointer relative to `when`.
Result<void> read_conditions(const Value& when, Rule& rule);

// Whether the cell is that scalar; an absent one is null. A kJson cell (an array, object or attachment) is none.
bool is_scalar(const Cell& cell, const Value& scalar);
// Whether all that the test says is so. A kJson cell is present, and equals nothing.
bool holds(const RecordTest& test, const Cell& cell);

}  // namespace holdall
