#include "holdall/importer/row_finder.h"

#include <algorithm>
#include <array>
#include <vector>

namespace holdall {

Result<std::optional<StoredCell>> RowFinder::look_up(const RowLink& link, std::string_view record_id) {
  const auto& storing = plan_.section(link.from).storing;
  const auto rule = std::ranges::find_if(storing, [&](const BoundRule& each) { return each.rule->key == link.key; });
  HOLDALL_CHECK(rule != storing.end());  // the map was checked
  HOLDALL_ASSIGN(const auto entries, ledger_.find({link.from, link.key, rule->table->name}, {&record_id, 1}));
  if (!entries.front() || !entries.front()->row_key) {
    return std::optional<StoredCell>();
  }
  const std::array<std::string, 1> columns = {link.column};
  const std::array where = {NamedCell{rule->table->row_key, Cell::integer(*entries.front()->row_key)}};
  HOLDALL_ASSIGN(const std::vector<StoredRow> rows, transaction_.find({rule->table->name, columns, where}));
  return rows.empty() ? std::optional<StoredCell>() : std::optional(rows.front().front());
}

Result<std::optional<Cell>> RowFinder::find(const BoundColumn& column, std::string_view record_id) {
  std::pair<const RowLink*, std::string> key(&column.source->row, record_id);
  auto known = known_.find(key);
  if (known == known_.end()) {
    HOLDALL_ASSIGN(std::optional<StoredCell> value, look_up(column.source->row, record_id));
    known = known_.emplace(std::move(key), std::move(value)).first;
  }
  return known->second ? std::optional(known->second->view()) : std::nullopt;
}

}  // namespace holdall
