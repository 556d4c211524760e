#include "holdall/importer/read_back.h"

#include "holdall/core/base/text.h"

namespace holdall {
namespace {

Error outcome_unknown(const std::string& why) {
  return {ErrorCode::kOutcomeUnknown, "the import was committed, and cannot be confirmed: " + why,
          "import the bundle again: what is there is not written twice"};
}

}  // namespace

Result<Written> count_claimed(Store& store, std::span<const std::string> tables, std::int64_t import,
                              const CodeCounts& claims) {
  HOLDALL_ASSIGN(Written written, store.count_written(tables, import));
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const auto claim = claims.find(tables[i]);
    if (written.rows[i] != (claim == claims.end() ? 0 : claim->second)) {
      return Error{ErrorCode::kSelfCheck, printable(tables[i]) + ": not all rows that were written are there", {}};
    }
  }
  return written;
}

Result<void> check_committed(Store& store, std::span<const std::string> tables, std::int64_t import,
                             const Written& expected) {
  const auto found = store.count_written(tables, import);
  if (!found.ok()) {
    return outcome_unknown(found.error().message);
  }
  if (found.value().newest_import > expected.newest_import) {
    return {};  // another import has come in since, after ours, and may have brought our rows up to date
  }
  if (found.value().newest_import != expected.newest_import || found.value().rows != expected.rows) {
    return outcome_unknown("not all rows that were written are there");
  }
  return {};
}

}  // namespace holdall
