// One value out of a record's nested JSON, found by walking its bytes: no tree on the way of the rows.
//
// Pure; memory is that of the reader's nesting. JSON Pointer: RFC 6901.
#pragma once

#include <optional>
#include <string_view>

#include "holdall/core/base/result.h"
#include "holdall/core/model/row.h"
#include "holdall/importer/map/scratch.h"

namespace holdall {

// The value of `json` at `pointer` ("" is the whole): a scalar, an array or object as kJson, absent where it is null or
// there is none. The cell views `json` or the scratch. Requires: the pointer is well-formed. Errors: those of
// CanonicalReader.
Result<Cell> value_at(std::string_view json, std::string_view pointer, Scratch& scratch);

// Whether a kJson cell is an attachment: an object of one member `_file`. Requires: its record was verified.
bool is_attachment(const Cell& cell);
// The base64url text of an object of one member `_bytes`; nothing where it is something else.
std::optional<std::string_view> bytes_text(const Cell& cell);

}  // namespace holdall
