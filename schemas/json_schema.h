// What is generated from the table of record types: the JSON Schemas and the reference. Private to schemas/.
#pragma once

#include <string>
#include <string_view>

#include "holdall/core/json/value.h"
#include "holdall/schemas/record_types.h"

namespace holdall {

// The JSON Schema of one record type, within the profile of validator.h.
Value record_schema(const RecordType& type);

// As the reference calls the type; definitions in the schemas have the same names.
std::string_view field_type_name(FieldType type);

// docs/schema.md, whole.
std::string schema_reference();

}  // namespace holdall
