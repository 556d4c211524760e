// JSON laid out for people to edit.
#pragma once

#include <string>

#include "holdall/core/json/value.h"

namespace holdall::cli {

// In the document's order; what fits into a line stands in one.
std::string laid_out(const Value& value);

}  // namespace holdall::cli
