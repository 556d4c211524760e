#include "holdall/importer/store/store.h"

#include <algorithm>

namespace holdall {

const StoreColumn* StoreTable::find(std::string_view column) const {
  const auto found = std::ranges::find(columns, column, &StoreColumn::name);
  return found == columns.end() ? nullptr : &*found;
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

}  // namespace holdall
