#include "holdall/importer/row_finder.h"

#include <algorithm>
#include <array>
#include <vector>

#include "holdall/importer/record_mapper.h"

namespace holdall {

// Whether a row with these columns still is this person's, or what was written. The first is the one that is wanted.
bool RowFinder::is_own(const BoundRule& rule, std::span<const std::string> columns, const StoredRow& row,
                       std::string_view digest) const {
  std::vector<NamedCell> content;
  for (std::size_t i = 1; i < columns.size(); ++i) {
    if (columns[i] == rule.subject_column) {
      return same_content(row[i].view(), subject_);
    }
    content.push_back({columns[i], row[i].view()});
  }
  return content_digest(content) == digest;
}

Result<std::optional<StoredCell>> RowFinder::look_up(const RowLink& link, std::string_view record_id) {
  const auto& storing = plan_.section(link.from).storing;
  const auto rule = std::ranges::find_if(storing, [&](const BoundRule& each) { return each.rule->key == link.key; });
  HOLDALL_CHECK(rule != storing.end());  // the map was checked
  const std::string name = ledger_record(record_id);
  const std::string_view record = name;
  HOLDALL_ASSIGN(const auto entries, ledger_.find({link.from, link.key, rule->table->name}, {&record, 1}));
  if (!entries.front() || !entries.front()->row_key) {
    return std::optional<StoredCell>();
  }
  std::vector<std::string> columns = {link.column};
  for (const BoundColumn& column : rule->columns) {
    if (column.source->kind != ColumnSource::Kind::kBundle) {
      columns.push_back(column.source->column);
    }
  }
  const std::array where = {NamedCell{rule->table->row_key, Cell::integer(*entries.front()->row_key)}};
  HOLDALL_ASSIGN(const std::vector<StoredRow> rows, transaction_.find({rule->table->name, columns, where}));
  bool found = !rows.empty() && is_own(*rule, columns, rows.front(), entries.front()->digest);
  if (found && rule->subject_column.empty()) {
    HOLDALL_ASSIGN(const bool is_anothers,
                   ledger_.is_taken_over({link.from, link.key, rule->table->name}, record, *entries.front()));
    found = !is_anothers;
  }
  return found ? std::optional(rows.front().front()) : std::optional<StoredCell>();
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
