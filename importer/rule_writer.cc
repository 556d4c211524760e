// Insert, update, fill: each ends with a line in the ledger, or changes nothing.
#include "holdall/importer/rule_writer.h"

#include <algorithm>
#include <array>
#include <vector>

namespace holdall {

// Where one record goes under one rule, and what the ledger knows of it.
struct RuleWriter::Place {
  const BoundRule& rule;
  std::string_view record;
  std::string digest;
  std::optional<LedgerEntry> earlier;
};

namespace {

std::vector<std::string> names_of(NamedCells cells) {
  std::vector<std::string> names;
  for (const NamedCell& named : cells) {
    names.emplace_back(named.column);
  }
  return names;
}

std::vector<NamedCell> under_names(NamedCells names, const StoredRow& row) {
  std::vector<NamedCell> cells;
  for (std::size_t i = 0; i < names.size(); ++i) {
    cells.push_back({names[i].column, row[i].view()});
  }
  return cells;
}

// The cells of a unique key, or nothing where the row leaves one of its columns out.
std::optional<std::vector<NamedCell>> key_cells(const std::vector<std::string>& key, NamedCells row) {
  std::vector<NamedCell> cells;
  for (const std::string& column : key) {
    const auto found = std::ranges::find(row, column, &NamedCell::column);
    if (found == row.end() || found->cell.is_absent()) {
      return std::nullopt;
    }
    cells.push_back(*found);
  }
  return cells;
}

}  // namespace

Result<Outcome> RuleWriter::write(const BoundRule& rule, std::string_view record, const MappedRow& row) {
  Place place{rule, record, content_digest(row.content), std::nullopt};
  HOLDALL_ASSIGN(place.earlier, ledger_.find_record(rule.rule->from, record, rule.rule->key));
  if (place.earlier && place.earlier->digest == place.digest) {
    return Outcome::kUnchanged;
  }
  if (rule.rule->mode == RuleMode::kFill) {
    return fill(place, row);
  }
  const bool updates = rule.rule->kind == RuleKind::kData && place.earlier && place.earlier->row_key;
  return updates ? update(place, row) : insert(place, row);
}

Result<Outcome> RuleWriter::insert(const Place& place, const MappedRow& row) {
  HOLDALL_ASSIGN(const Inserted inserted, transaction_.insert(place.rule.table->name, row.cells));
  if (!inserted.conflict) {
    HOLDALL_TRY(remember(place, inserted.row_key));
    return Outcome::kStored;
  }
  HOLDALL_ASSIGN(const bool own, is_own_row(place.rule, row));
  if (!own) {
    return Outcome::kRejected;
  }
  HOLDALL_TRY(remember(place, std::nullopt));
  return Outcome::kKept;
}

// Whether every row that takes one of the unique keys is this person's own.
Result<bool> RuleWriter::is_own_row(const BoundRule& rule, const MappedRow& row) {
  const std::vector<std::string> columns = {std::string(rule.subject_column)};
  bool own = false;
  for (const std::vector<std::string>& key : rule.table->unique_keys) {
    const auto cells = key_cells(key, row.cells);
    if (rule.subject_column.empty() || !cells) {
      continue;
    }
    HOLDALL_ASSIGN(const std::optional<StoredRow> found, transaction_.find(rule.table->name, columns, *cells));
    if (!found) {
      continue;
    }
    if (!same_content(found->front().view(), subject_.key)) {
      return false;
    }
    own = true;
  }
  return own;
}

Result<Outcome> RuleWriter::update(const Place& place, const MappedRow& row) {
  const StoreTable& table = *place.rule.table;
  const Cell row_key = Cell::integer(*place.earlier->row_key);
  const std::array where = {NamedCell{table.row_key, row_key}};
  HOLDALL_ASSIGN(const std::optional<StoredRow> now, transaction_.find(table.name, names_of(row.content), where));
  // Content decides, not the row key: a key may have gone to another row, and the receiver may have edited ours.
  if (!now || content_digest(under_names(row.content, *now)) != place.earlier->digest) {
    return Outcome::kConflict;
  }
  HOLDALL_ASSIGN(const std::optional<std::uint64_t> changed, transaction_.update(table.name, row.cells, where));
  if (changed != std::uint64_t{1}) {
    return Outcome::kConflict;
  }
  HOLDALL_TRY(remember(place, place.earlier->row_key));
  return Outcome::kUpdated;
}

// Only what the receiver does not know yet; what it knows is its own.
Result<Outcome> RuleWriter::fill(const Place& place, const MappedRow& row) {
  const StoreTable& table = *place.rule.table;
  const std::array where = {NamedCell{table.row_key, Cell::integer(subject_.row_key)}};
  HOLDALL_ASSIGN(const std::optional<StoredRow> now, transaction_.find(table.name, names_of(row.cells), where));
  if (!now) {
    return Error{ErrorCode::kBackend, "the subject's row is gone", {}};
  }
  std::vector<NamedCell> missing;
  bool differs = false;
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    const NamedCell& wanted = row.cells[i];
    const Cell present = now->at(i).view();
    if (present.is_absent() && !wanted.cell.is_absent()) {
      missing.push_back(wanted);
    }
    differs = differs || !(present.is_absent() || same_content(present, wanted.cell));
  }
  if (missing.empty()) {
    return place.earlier && differs ? Outcome::kConflict : Outcome::kKept;
  }
  HOLDALL_ASSIGN(const std::optional<std::uint64_t> changed, transaction_.update(table.name, missing, where));
  if (changed != std::uint64_t{1}) {
    return Outcome::kRejected;  // another person has this nickname
  }
  HOLDALL_TRY(remember(place, subject_.row_key));
  return Outcome::kStored;
}

Result<void> RuleWriter::remember(const Place& place, std::optional<std::int64_t> row_key) {
  const ImportLedger::RecordName name{place.rule.rule->from, place.record, place.rule.rule->key,
                                      place.rule.table->name};
  const bool counted = place.earlier && place.earlier->row_key && place.earlier->batch == batch_;
  if (row_key && !counted) {
    ++written_[place.rule.table->name];
  }
  return ledger_.put_record(name, {place.digest, row_key, batch_}, place.earlier.has_value());
}

}  // namespace holdall
