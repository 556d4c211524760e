// Of what kind the first values of a table's columns are, so that a draft proposes types that they have. No value
// outlives the look at it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/exporter/source/source.h"

namespace holdall {

// What all values seen of one column have in common.
struct Seen {
  bool any = false;   // at least one value
  bool null = false;  // a row without one
  // The names of types (text, integer, timestamp …) and of what a text may be besides: name, country, language, state.
  unsigned fits = ~0U;

  // True of a column of which nothing was seen, too.
  [[nodiscard]] bool is(std::string_view kind) const;
};

// Rows and bytes are bounded, however large the table is. Errors: as Source::sample.
Result<std::map<std::string, Seen>> look_at(Source& source, const std::string& table,
                                            const std::vector<std::string>& columns);

}  // namespace holdall
