// Follows a link from one imported row to another (docs/import-map.md#rows-that-refer-to-each-other).
//
// By the ledger, which knows only what was written of this person's own records; and only to a row that still is this
// person's (or, where it does not say whose it is, still what was written, and no later line of the ledger names it),
// since a row key may have gone to another row. Thread rule: one per import.
#pragma once

#include <map>
#include <optional>
#include <span>
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
  RowFinder(const ImportPlan& plan, StoreTransaction& transaction, ImportLedger& ledger, const Cell& subject)
      : plan_(plan), transaction_(transaction), ledger_(ledger), subject_(subject) {}

  // The value that `column` is linked to, for the record of that id; nothing where it has no row. Lives until forget().
  // Errors: kBackend.
  Result<std::optional<Cell>> find(const BoundColumn& column, std::string_view record_id);
  // Between blocks: what was not there may have been written since, and memory stays that of a block.
  void forget() { known_.clear(); }

 private:
  [[nodiscard]] bool is_own(const BoundRule& rule, std::span<const std::string> columns, const StoredRow& row,
                            std::string_view digest) const;
  Result<std::optional<StoredCell>> look_up(const RowLink& link, std::string_view record_id);

  const ImportPlan& plan_;
  StoreTransaction& transaction_;
  ImportLedger& ledger_;
  const Cell& subject_;
  std::map<std::pair<const RowLink*, std::string>, std::optional<StoredCell>> known_;
};

}  // namespace holdall
