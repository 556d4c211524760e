// One row at a time through the doors of a StoreTransaction, which take many.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/importer/store/store.h"

namespace holdall::test {

inline Result<Inserted> insert_one(StoreTransaction& transaction, std::string_view table, NamedCells row) {
  std::vector<std::string_view> columns;
  std::vector<Cell> cells;
  for (const NamedCell& each : row) {
    columns.push_back(each.column);
    cells.push_back(each.cell);
  }
  HOLDALL_ASSIGN(const std::vector<Inserted> inserted,
                 transaction.insert(table, {columns, cells}, StoreTransaction::Keys::kWanted));
  return inserted.front();
}

inline Result<std::optional<StoredRow>> find_one(StoreTransaction& transaction, std::string_view table,
                                                 std::span<const std::string> columns, NamedCells where) {
  HOLDALL_ASSIGN(const std::vector<StoredRow> rows, transaction.find({table, columns, where}));
  return rows.empty() ? std::nullopt : std::optional(rows.front());
}

}  // namespace holdall::test
