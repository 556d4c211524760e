// Insert, update, fill: each ends with a line in the ledger, or changes nothing.
#include "holdall/importer/rule_writer.h"

#include <algorithm>
#include <array>
#include <set>

namespace holdall {

// Where one record goes under one rule, and what the ledger knows of it.
struct RuleWriter::Place {
  const BoundRule* rule = nullptr;
  PendingRow* pending = nullptr;
  std::string digest;
  std::optional<LedgerEntry> earlier;
  std::optional<std::int64_t> row_key = {};  // of the row that was written
};

namespace {

std::string_view code_of(Refusal refusal) {
  switch (refusal) {
    case Refusal::kMissing:
      return "REQUIRED_COLUMN";
    case Refusal::kCheck:
      return "CHECK_FAILED";
    case Refusal::kNoParent:
      return "NO_PARENT_ROW";
    case Refusal::kOutOfRange:
      return "OUT_OF_RANGE";
    case Refusal::kType:
      return "WRONG_TYPE";
    case Refusal::kNone:
    case Refusal::kTaken:
      break;
  }
  return kConflictCode;
}

void reject(PendingRow& pending, std::string_view code, bool misfit = false) {
  pending.outcome = Outcome::kRejected;
  pending.code = code;
  pending.misfit = misfit;
}

LedgerPlace place_of(const BoundRule& rule) {
  return {rule.rule->from, rule.rule->key, rule.table->name};
}

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

// How many rows from the first on are of different records.
std::size_t distinct(std::span<const PendingRow> rows) {
  std::set<std::string_view> records;
  const auto is_new = [&](const PendingRow& row) { return records.insert(row.record).second; };
  return static_cast<std::size_t>(std::ranges::find_if_not(rows, is_new) - rows.begin());
}

}  // namespace

Result<void> RuleWriter::write(const BoundRule& rule, std::span<PendingRow> rows) {
  while (!rows.empty()) {
    const std::size_t count = distinct(rows);
    HOLDALL_TRY(write_wave(rule, rows.first(count)));
    rows = rows.subspan(count);
  }
  return {};
}

Result<void> RuleWriter::write_wave(const BoundRule& rule, std::span<PendingRow> rows) {
  std::vector<std::string_view> records;
  for (const PendingRow& row : rows) {
    records.push_back(row.record);
  }
  HOLDALL_ASSIGN(std::vector<std::optional<LedgerEntry>> entries, ledger_.find(place_of(rule), records));
  std::vector<Place> inserts;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Place place{&rule, &rows[i], content_digest(rows[i].row.content), std::move(entries[i])};
    const bool is_data = rule.rule->kind == RuleKind::kData;
    if (place.earlier && place.earlier->digest == place.digest) {
      rows[i].outcome = Outcome::kUnchanged;
    } else if (place.earlier && place.earlier->import == import_ && is_data) {
      reject(rows[i], kDuplicateCode);
    } else if (rule.rule->mode == RuleMode::kFill || (is_data && place.earlier && place.earlier->row_key)) {
      HOLDALL_TRY(write_changed(place));
    } else {
      inserts.push_back(std::move(place));
    }
  }
  return inserts.empty() ? Result<void>() : insert(rule, inserts);
}

Result<void> RuleWriter::write_changed(const Place& place) {
  return place.rule->rule->mode == RuleMode::kFill ? fill(place) : update(place);
}

Result<void> RuleWriter::insert(const BoundRule& rule, std::span<const Place> places) {
  std::vector<std::string_view> columns;
  for (const NamedCell& named : places.front().pending->row.cells) {
    columns.push_back(named.column);
  }
  std::vector<Cell> cells;
  for (const Place& place : places) {
    for (const NamedCell& named : place.pending->row.cells) {
      cells.push_back(named.cell);
    }
  }
  HOLDALL_ASSIGN(const std::vector<Inserted> inserted,
                 transaction_.insert(rule.table->name, {columns, cells}, StoreTransaction::Keys::kWanted));
  std::vector<Place> there;
  for (std::size_t i = 0; i < places.size(); ++i) {
    PendingRow& pending = *places[i].pending;
    if (inserted[i].refusal == Refusal::kTaken) {
      HOLDALL_TRY(settle_taken(rule, pending));
    } else if (inserted[i].refusal != Refusal::kNone) {
      reject(pending, code_of(inserted[i].refusal), true);
    } else {
      pending.outcome = Outcome::kStored;
    }
    if (pending.outcome != Outcome::kRejected) {
      there.push_back(places[i]);
      there.back().row_key = pending.outcome == Outcome::kStored ? std::optional(inserted[i].row_key) : std::nullopt;
    }
  }
  return remember(rule, there);
}

// A unique key is taken: kept where every row that takes one is this person's own, and a suppression says no as well.
Result<void> RuleWriter::settle_taken(const BoundRule& rule, PendingRow& pending) {
  std::vector<std::string> columns = {std::string(rule.subject_column)};
  std::vector<NamedCell> fixed;  // what makes a row of this rule a suppression, whatever record it is of
  for (std::size_t i = 0; i < rule.columns.size() && rule.rule->always(); ++i) {
    if (rule.columns[i].source->kind == ColumnSource::Kind::kConst) {
      columns.push_back(rule.columns[i].source->column);
      fixed.push_back(pending.row.cells[i]);
    }
  }
  bool own = false;
  for (const std::vector<std::string>& key : rule.table->unique_keys) {
    const auto cells = key_cells(key, pending.row.cells);
    if (rule.subject_column.empty() || !cells) {
      continue;
    }
    HOLDALL_ASSIGN(const std::vector<StoredRow> found, transaction_.find({rule.table->name, columns, *cells}));
    for (const StoredRow& row : found) {
      bool same = same_content(row.front().view(), subject_.key);
      for (std::size_t i = 0; i < fixed.size(); ++i) {
        same = same && same_content(row[i + 1].view(), fixed[i].cell);
      }
      if (!same) {
        reject(pending, kConflictCode);
        return {};
      }
      own = true;
    }
  }
  if (own) {
    pending.outcome = Outcome::kKept;
  } else {
    reject(pending, kConflictCode);
  }
  return {};
}

// The row that an earlier import wrote, if it still is what was written: a row key may have gone to another row, and
// the receiver may have edited ours. Where a row says whose it is, its content alone decides, and one that has only
// moved is found by a unique key; elsewhere another person's row may have the same content, so it is at its row key or
// nowhere.
Result<std::optional<std::int64_t>> RuleWriter::find_written(const BoundRule& rule, NamedCells content,
                                                             std::string_view record, const LedgerEntry& earlier) {
  const StoreTable& table = *rule.table;
  const bool says_whose = !rule.subject_column.empty();
  if (!says_whose) {
    HOLDALL_ASSIGN(const bool is_anothers, ledger_.is_taken_over(place_of(rule), record, earlier));
    if (is_anothers) {
      return std::optional<std::int64_t>();
    }
  }
  std::vector<std::string> columns = names_of(content);
  columns.push_back(table.row_key);
  std::vector<std::vector<NamedCell>> ways = {{{table.row_key, Cell::integer(*earlier.row_key)}}};
  for (const std::vector<std::string>& key : table.unique_keys) {
    if (auto cells = says_whose ? key_cells(key, content) : std::nullopt) {
      ways.push_back(std::move(*cells));
    }
  }
  for (const std::vector<NamedCell>& where : ways) {
    HOLDALL_ASSIGN(const std::vector<StoredRow> rows, transaction_.find({table.name, columns, where}));
    for (const StoredRow& row : rows) {
      if (content_digest(under_names(content, row)) == earlier.digest) {
        return std::optional(row.back().view().as_integer());
      }
    }
  }
  return std::optional<std::int64_t>();
}

Result<void> RuleWriter::update(const Place& place) {
  const StoreTable& table = *place.rule->table;
  PendingRow& pending = *place.pending;
  HOLDALL_ASSIGN(const auto row_key, find_written(*place.rule, pending.row.content, pending.record, *place.earlier));
  pending.outcome = Outcome::kConflict;
  if (!row_key) {
    return {};
  }
  const std::array where = {NamedCell{table.row_key, Cell::integer(*row_key)}};
  HOLDALL_ASSIGN(const Changed changed, transaction_.update(table.name, pending.row.cells, where));
  if (changed.refusal != Refusal::kNone && changed.refusal != Refusal::kTaken) {
    reject(pending, code_of(changed.refusal), true);
  }
  if (changed.rows != 1) {
    return {};
  }
  pending.outcome = Outcome::kUpdated;
  Place there = place;
  there.row_key = changed.row_key;
  return remember(*place.rule, {&there, 1});
}

// Only what the receiver does not know yet; what it knows is its own.
Result<void> RuleWriter::fill(const Place& place) {
  const StoreTable& table = *place.rule->table;
  PendingRow& pending = *place.pending;
  const std::array where = {NamedCell{subject_.column, subject_.key}};
  const std::vector<std::string> columns = names_of(pending.row.cells);
  HOLDALL_ASSIGN(const std::vector<StoredRow> rows, transaction_.find({table.name, columns, where}));
  if (rows.size() != 1) {
    return Error{ErrorCode::kBackend, "the subject's row is gone", {}};
  }
  std::vector<NamedCell> missing;
  bool differs = false;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const NamedCell& wanted = pending.row.cells[i];
    const Cell present = rows.front()[i].view();
    if (present.is_absent() && !wanted.cell.is_absent()) {
      missing.push_back(wanted);
    }
    differs = differs || !(present.is_absent() || same_content(present, wanted.cell));
  }
  if (missing.empty()) {
    pending.outcome = place.earlier && differs ? Outcome::kConflict : Outcome::kKept;
    return {};
  }
  HOLDALL_ASSIGN(const Changed changed, transaction_.update(table.name, missing, where));
  if (changed.rows != 1) {
    reject(pending, code_of(changed.refusal), changed.refusal != Refusal::kTaken);
    return {};
  }
  pending.outcome = Outcome::kStored;
  return remember(*place.rule, {&place, 1});  // without a row key: the row is the receiver's own
}

Result<void> RuleWriter::remember(const BoundRule& rule, std::span<const Place> places) {
  std::vector<ImportLedger::NewLine> lines;
  for (const Place& place : places) {
    const ImportLedger::NewLine line{place.pending->record, {place.digest, place.row_key, import_}};
    const bool counted = place.earlier && place.earlier->row_key && place.earlier->import == import_;
    if (place.row_key && !counted) {
      ++written_[rule.table->name];
    }
    if (place.earlier) {
      HOLDALL_TRY(ledger_.change(place_of(rule), line));
    } else {
      lines.push_back(line);
    }
  }
  return lines.empty() ? Result<void>() : ledger_.add(place_of(rule), lines);
}

// The row of a line, if it still is what was written; nothing also where the receiver had the row before.
Result<std::optional<std::int64_t>> RuleWriter::find_line(const BoundRule& rule, const ImportedRecord& line) {
  if (!line.entry.row_key) {
    return std::optional<std::int64_t>();
  }
  std::vector<NamedCell> content;
  for (const BoundColumn& column : rule.columns) {
    if (column.source->kind != ColumnSource::Kind::kBundle) {
      content.push_back({column.source->column, Cell::absent()});
    }
  }
  return find_written(rule, content, line.record, line.entry);
}

Result<bool> RuleWriter::is_as_written(const BoundRule& rule, const ImportedRecord& line) {
  HOLDALL_ASSIGN(const auto row_key, find_line(rule, line));
  return row_key.has_value();
}

Result<std::vector<std::string>> RuleWriter::digests_of(const BoundRule& rule,
                                                        std::span<const std::string_view> records) {
  HOLDALL_ASSIGN(const auto entries, ledger_.find(place_of(rule), records));
  std::vector<std::string> digests;
  for (const std::optional<LedgerEntry>& entry : entries) {
    digests.push_back(entry ? entry->digest : "");
  }
  return digests;
}

Result<bool> RuleWriter::erase(const BoundRule& rule, const ImportedRecord& line) {
  HOLDALL_ASSIGN(const auto row_key, find_line(rule, line));
  if (!row_key) {
    return false;
  }
  const std::array where = {NamedCell{rule.table->row_key, Cell::integer(*row_key)}};
  HOLDALL_ASSIGN(const Changed changed, transaction_.erase(rule.table->name, where));
  if (changed.rows != 1) {
    return false;  // other rows depend on it
  }
  HOLDALL_TRY(ledger_.erase(place_of(rule), line.record));
  return true;
}

}  // namespace holdall
