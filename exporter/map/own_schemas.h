// The JSON Schemas of a controller's own sections, as its data map states them. Internal to exporter/map.
#pragma once

#include <map>
#include <string>

#include "holdall/core/base/result.h"
#include "holdall/core/json/value.h"

namespace holdall {

struct OwnSchema {
  std::string iri;   // its $id
  std::string text;  // canonical JSON
  bool allows_salt = false;
};
using OwnSchemas = std::map<std::string, OwnSchema, std::less<>>;  // by section

// `schemas` is the map's member of that name, or nullptr. Errors: kMapUnfit with a JSON Pointer into the map, and into
// the schema, of what the profile (schemas/validator.h) does not allow; kLimit.
Result<OwnSchemas> read_own_schemas(const Value* schemas);

}  // namespace holdall
