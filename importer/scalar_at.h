// One value out of a record's nested JSON, found by walking its bytes: no tree on the way of the rows.
//
// Pure; memory is that of the reader's nesting. JSON Pointer: RFC 6901.
#pragma once

#include <string_view>

#include "holdall/core/base/result.h"
#include "holdall/core/model/row.h"
#include "holdall/importer/map/scratch.h"

namespace holdall {

// The value of `json` at `pointer` ("" is the whole); absent where it is null or there is none. The cell views `json`
// or the scratch. Requires: the pointer is well-formed. Errors: kMapping if it is an object or an array; those of
// CanonicalReader.
Result<Cell> scalar_at(std::string_view json, std::string_view pointer, Scratch& scratch);
// As scalar_at, but an attachment, an object of one member `_file`, is given as kJson.
Result<Cell> scalar_or_file_at(std::string_view json, std::string_view pointer, Scratch& scratch);

}  // namespace holdall
