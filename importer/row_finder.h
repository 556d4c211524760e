// Follows a link from one imported row to another (docs/import-map.md#rows-that-refer-to-each-other).
//
// By the ledger, which knows only what was written of this person's own records: a record cannot name another person's
// row. Thread rule: one per import.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "holdall/core/base/result.h"
#include "holdall/importer/ledger.h"
#include "holdall/importer/plan.h"
#include "holdall/importer/store/store.h"

namespace holdall {

class RowFinder {
 public:
  // All must outlive it.
  RowFinder(const ImportPlan& plan, StoreTransaction& transaction, ImportLedger& ledger)
      : plan_(plan), transaction_(transaction), ledger_(ledger) {}

  // The value that `column` is linked to, for the record of that id; nothing where it has no row. Lives until forget().
  // Errors: kBackend.
  Result<std::optional<Cell>> find(const BoundColumn& column, std::string_view record_id);
  // Between blocks: what was not there may have been written since, and memory stays that of a block.
  void forget() { known_.clear(); }

 private:
  Result<std::optional<StoredCell>> look_up(const RowLink& link, std::string_view record_id);

  const ImportPlan& plan_;
  StoreTransaction& transaction_;
  ImportLedger& ledger_;
  std::map<std::pair<const RowLink*, std::string>, std::optional<StoredCell>> known_;
};

}  // namespace holdall
