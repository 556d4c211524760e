// Whether a rule can ever find what it asks for in the records of a registered section: their schema is closed.
//
// Of a sender's own sections, and of @-sections, nothing is known here.
#pragma once

#include "holdall/core/base/result.h"
#include "holdall/importer/map/import_map.h"

namespace holdall {

// Every pointer leads to a field of the section's schema, and every value that a condition lists is one that the field
// may have. Errors: kMapUnfit with a pointer relative to the rule.
Result<void> check_fields(const Rule& rule);

}  // namespace holdall
