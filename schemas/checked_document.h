// The door for configuration documents: strict JSON, then the document's own schema, errors under one code.
//
// Data maps, import maps and rights requests come in here; what a schema cannot say is checked by whoever compiles
// them.
#pragma once

#include <string_view>

#include "holdall/core/base/result.h"
#include "holdall/core/json/value.h"

namespace holdall {

// Parses `text` and checks it with document_schema(name). Errors: `code`, with the JSON Pointer or byte offset; kLimit.
// Requires: `name` is one of document_names().
Result<Value> read_checked_document(std::string_view text, std::string_view name, ErrorCode code);

}  // namespace holdall
