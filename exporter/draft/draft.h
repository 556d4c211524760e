// A data map proposed from a catalog that nobody here designed: everything a person must decide carries a mark that
// keeps the map from being used (exporter/map/undecided.h).
#pragma once

#include <cstddef>
#include <string>

#include "holdall/core/base/result.h"
#include "holdall/core/json/value.h"
#include "holdall/exporter/source/source.h"

namespace holdall {

struct DraftOptions {
  std::string iss;      // the controller's identifier; empty: one that must be replaced
  std::string subject;  // the table that holds people; empty: found
  bool sample = true;   // look at the first values of columns to propose types; none of them is shown
};

struct Draft {
  Value map;
  std::string subject;
  std::size_t tables = 0;     // of the catalog
  std::size_t drafted = 0;    // of which the map has parts
  std::size_t undecided = 0;  // marks
};

// The same catalog and the same data give the same draft. Without marks it is a map that fits the source. Errors:
// kNotFound where no table holds people, kUsage for an `iss` that is none, kLimit, kBackend.
Result<Draft> draft_map(Source& source, const DraftOptions& options);

}  // namespace holdall
