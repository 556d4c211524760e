// How `map check --coverage` tells what a map does not export.
#pragma once

#include "cli/report.h"
#include "holdall/exporter/draft/coverage.h"

namespace holdall::cli {

// What looks like credentials or personal data comes first; the text is bounded, the value is whole.
Report coverage_report(const DataMap& map, const Coverage& coverage);
// Errors: kMapUnfit with the first gaps.
Result<void> require_coverage(const Coverage& coverage);

}  // namespace holdall::cli
