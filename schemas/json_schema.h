// What is generated from the table of record types: the JSON Schemas and the reference. Private to schemas/.
#pragma once

#include <string>

#include "holdall/core/json/value.h"
#include "holdall/schemas/record_types.h"

namespace holdall {

// The JSON Schema of one record type, within the profile of validator.h.
Value record_schema(const RecordType& type);

// docs/schema.md, whole.
std::string schema_reference();

}  // namespace holdall
