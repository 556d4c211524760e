#include "holdall/importer/store/store.h"

#include <algorithm>

#include "holdall/core/base/text.h"

namespace holdall {

const StoreColumn* StoreTable::find(std::string_view column) const {
  const auto found = std::ranges::find(columns, column, &StoreColumn::name);
  return found == columns.end() ? nullptr : &*found;
}

Error hides_rows(const StoreTable& table) {
  return {
      ErrorCode::kBackend, "row-level security may hide rows of `" + printable(table.name) + "` from this role",
      "import as a role to which no policy of the table applies (BYPASSRLS): what it cannot see it would write twice"};
}

StoredCell::StoredCell(const Cell& cell) : cell_(cell) {
  if (cell.kind() == Cell::Kind::kText || cell.kind() == Cell::Kind::kBytes) {
    text_ = cell.as_text();
  }
}

Cell StoredCell::view() const {
  switch (cell_.kind()) {
    case Cell::Kind::kText:
      return Cell::text(text_);
    case Cell::Kind::kBytes:
      return Cell::bytes(text_);
    default:
      return cell_;
  }
}

Result<void> insert_row(StoreTransaction& transaction, std::string_view table, NamedCells row) {
  std::vector<std::string_view> columns;
  std::vector<Cell> cells;
  for (const NamedCell& each : row) {
    columns.push_back(each.column);
    cells.push_back(each.cell);
  }
  HOLDALL_ASSIGN(const std::vector<Inserted> inserted,
                 transaction.insert(table, {columns, cells}, StoreTransaction::Keys::kNotWanted));
  if (inserted.size() != 1 || inserted.front().refusal != Refusal::kNone) {
    return Error{ErrorCode::kSelfCheck, std::string(table) + ": the row cannot be written", {}};
  }
  return {};
}

}  // namespace holdall
