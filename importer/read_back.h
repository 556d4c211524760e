// Success is never claimed falsely (promise P31): what the importer says it wrote is counted in the database, within
// the transaction and after COMMIT.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>

#include "holdall/core/base/result.h"
#include "holdall/importer/report.h"
#include "holdall/importer/store/store.h"

namespace holdall {

// Within the transaction: whether `tables` have what the writer claims. Errors: kSelfCheck, kBackend.
Result<Written> count_claimed(Store& store, std::span<const std::string> tables, std::int64_t import,
                              const CodeCounts& claims);
// After COMMIT: whether what was counted is there still. Errors: kOutcomeUnknown, never "rolled back".
Result<void> check_committed(Store& store, std::span<const std::string> tables, std::int64_t import,
                             const Written& expected);

}  // namespace holdall
