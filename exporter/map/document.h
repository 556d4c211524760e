// The door for configuration documents: strict JSON, then the document's own schema, errors under one code.
#pragma once

#include <string_view>

#include "holdall/core/base/result.h"
#include "holdall/core/json/value.h"

namespace holdall {

// Parses `text` and checks it with document_schema(schema). Errors: `code`, with the JSON Pointer or byte offset;
// kLimit.
Result<Value> read_checked_document(std::string_view text, std::string_view schema, ErrorCode code);

}  // namespace holdall
