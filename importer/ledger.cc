// The ledger's rows, read and written through the store's own door.
#include "holdall/importer/ledger.h"

#include <algorithm>
#include <array>
#include <map>

#include "holdall/core/crypto/digest.h"
#include "holdall/importer/store/ledger_tables.h"

namespace holdall {
namespace {

NamedCell named(std::string_view column, std::string_view text) {
  return {column, Cell::text(text)};
}

NamedCell optional_text(std::string_view column, std::string_view text) {
  return {column, text.empty() ? Cell::absent() : Cell::text(text)};
}

std::string text_of(const StoredCell& cell) {
  const Cell view = cell.view();
  return view.kind() == Cell::Kind::kText ? std::string(view.as_text()) : std::string();
}

LedgerEntry entry_of(const StoredCell& digest, const StoredCell& row_key, const StoredCell& import) {
  LedgerEntry entry{text_of(digest), std::nullopt, import.view().as_integer()};
  if (const Cell key = row_key.view(); key.kind() == Cell::Kind::kInteger) {
    entry.row_key = key.as_integer();
  }
  return entry;
}

Cell row_key_cell(const LedgerEntry& entry) {
  return entry.row_key ? Cell::integer(*entry.row_key) : Cell::absent();
}

Error broken(std::string_view table) {
  return {ErrorCode::kSelfCheck, std::string(table) + ": a row of the ledger is not there, or there twice", {}};
}

// The lines of one rule about one person.
std::array<NamedCell, 4> lines_of(const ImportIdentity& identity, const LedgerPlace& place) {
  return {named("iss", identity.iss), named("subject", identity.subject), named("section", place.section),
          named("rule", place.rule)};
}

std::array<NamedCell, 5> line_of(const ImportIdentity& identity, const LedgerPlace& place, std::string_view record) {
  return {named("iss", identity.iss), named("subject", identity.subject), named("section", place.section),
          named("rule", place.rule), named("record", record)};
}

}  // namespace

std::string ledger_record(std::string_view id) {
  constexpr std::size_t kLongest = 512;  // bytes
  return id.size() <= kLongest ? std::string(id) : "sha256:" + sha256_hex(id);
}

Result<std::vector<ImportLedger::Earlier>> ImportLedger::find_imports(std::string_view column, std::string_view value) {
  const std::array<std::string, 8> columns = {"import",  "bundle_id", "manifest_sha256", "sub",
                                              "subject", "issued",    "map_sha256",      "note"};
  const std::array where = {named("iss", identity_.iss), named(column, value)};
  HOLDALL_ASSIGN(const std::vector<StoredRow> rows, transaction_.find({ledger::kImport, columns, where}));
  std::vector<Earlier> imports;
  for (const StoredRow& row : rows) {
    const auto issued = parse_timestamp(text_of(row[5]));
    if (!issued) {
      return Error{ErrorCode::kBackend, "holdall_import.issued is not a timestamp", {}};
    }
    imports.push_back({row[0].view().as_integer(), text_of(row[1]), text_of(row[2]), text_of(row[3]), text_of(row[4]),
                       *issued, text_of(row[6]), text_of(row[7])});
  }
  return imports;
}

Result<std::vector<ImportLedger::Earlier>> ImportLedger::of_bundle() {
  return find_imports("bundle_id", identity_.bundle_id);
}

Result<std::vector<ImportLedger::Earlier>> ImportLedger::of_subject() {
  return find_imports("subject", identity_.subject);
}

Result<std::vector<ImportLedger::Earlier>> ImportLedger::of_sub() {
  return find_imports("sub", identity_.sub);
}

Result<bool> ImportLedger::has_segment(std::string_view sha256) {
  const std::array<std::string, 1> columns = {"import"};
  const std::array where = {named("iss", identity_.iss), named("manifest_sha256", identity_.manifest_sha256),
                            named("segment_sha256", sha256), named("map_sha256", identity_.map_sha256)};
  HOLDALL_ASSIGN(const std::vector<StoredRow> rows, transaction_.find({ledger::kSegment, columns, where}));
  return !rows.empty();
}

Result<std::vector<std::optional<LedgerEntry>>> ImportLedger::find(const LedgerPlace& place,
                                                                   std::span<const std::string_view> records) {
  const std::array<std::string, 4> columns = {"record", "digest", "row_key", "import"};
  std::vector<Cell> ids;
  ids.reserve(records.size());
  for (const std::string_view record : records) {
    ids.push_back(Cell::text(record));
  }
  std::vector<std::optional<LedgerEntry>> entries(records.size());
  if (ids.empty()) {
    return entries;
  }
  const auto where = lines_of(identity_, place);
  HOLDALL_ASSIGN(const std::vector<StoredRow> rows,
                 transaction_.find({ledger::kRecord, columns, where, "record", ids}));
  std::map<std::string_view, const StoredRow*> by_record;
  for (const StoredRow& row : rows) {
    by_record.emplace(row[0].view().as_text(), &row);
  }
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (const auto found = by_record.find(records[i]); found != by_record.end()) {
      const StoredRow& row = *found->second;
      entries[i] = entry_of(row[1], row[2], row[3]);
    }
  }
  return entries;
}

Result<std::vector<ImportedRecord>> ImportLedger::lines(const LedgerPlace& place) {
  const std::array<std::string, 4> columns = {"record", "digest", "row_key", "import"};
  const auto where = lines_of(identity_, place);
  HOLDALL_ASSIGN(const std::vector<StoredRow> rows, transaction_.find({ledger::kRecord, columns, where}));
  std::vector<ImportedRecord> lines;
  lines.reserve(rows.size());
  for (const StoredRow& row : rows) {
    lines.push_back({text_of(row[0]), entry_of(row[1], row[2], row[3])});
  }
  return lines;
}

Result<void> ImportLedger::add(const LedgerPlace& place, std::span<const NewLine> lines) {
  static constexpr auto kColumns = std::to_array<std::string_view>(
      {"iss", "subject", "section", "record", "rule", "digest", "stored_in", "row_key", "import"});
  std::vector<Cell> cells;
  cells.reserve(lines.size() * kColumns.size());
  for (const NewLine& line : lines) {
    for (const std::string_view text :
         {std::string_view(identity_.iss), std::string_view(identity_.subject), place.section, line.record, place.rule,
          std::string_view(line.entry.digest), place.table}) {
      cells.push_back(Cell::text(text));
    }
    cells.push_back(row_key_cell(line.entry));
    cells.push_back(Cell::integer(line.entry.import));
  }
  HOLDALL_ASSIGN(const std::vector<Inserted> inserted,
                 transaction_.insert(ledger::kRecord, {kColumns, cells}, StoreTransaction::Keys::kNotWanted));
  const auto is_there = [](const Inserted& each) { return each.refusal == Refusal::kNone; };
  return std::ranges::all_of(inserted, is_there) ? Result<void>() : broken(ledger::kRecord);
}

Result<void> ImportLedger::change(const LedgerPlace& place, const NewLine& line) {
  const std::array set = {named("digest", line.entry.digest), named("stored_in", place.table),
                          NamedCell{"row_key", row_key_cell(line.entry)},
                          NamedCell{"import", Cell::integer(line.entry.import)}};
  HOLDALL_ASSIGN(const Changed changed,
                 transaction_.update(ledger::kRecord, set, line_of(identity_, place, line.record)));
  return changed.rows == 1 ? Result<void>() : broken(ledger::kRecord);
}

Result<void> ImportLedger::erase(const LedgerPlace& place, std::string_view record) {
  HOLDALL_ASSIGN(const Changed changed, transaction_.erase(ledger::kRecord, line_of(identity_, place, record)));
  return changed.rows == 1 ? Result<void>() : broken(ledger::kRecord);
}

Result<bool> ImportLedger::is_taken_over(const LedgerPlace& place, std::string_view record, const LedgerEntry& entry) {
  const std::array<std::string, 6> columns = {"import", "iss", "subject", "section", "rule", "record"};
  const std::array where = {named("stored_in", place.table), NamedCell{"row_key", row_key_cell(entry)}};
  HOLDALL_ASSIGN(const std::vector<StoredRow> rows, transaction_.find({ledger::kRecord, columns, where}));
  const std::array<std::string_view, 5> own = {identity_.iss, identity_.subject, place.section, place.rule, record};
  const auto is_later = [&](const StoredRow& row) {
    bool is_own = true;
    for (std::size_t i = 0; i < own.size(); ++i) {
      is_own = is_own && text_of(row[i + 1]) == own.at(i);
    }
    return !is_own && row[0].view().as_integer() >= entry.import;
  };
  return std::ranges::any_of(rows, is_later);
}

Result<void> ImportLedger::add_segment(std::string_view sha256) {
  const std::array row = {named("iss", identity_.iss), named("manifest_sha256", identity_.manifest_sha256),
                          named("segment_sha256", sha256), named("map_sha256", identity_.map_sha256),
                          NamedCell{"import", Cell::integer(identity_.import)}};
  return insert_row(transaction_, ledger::kSegment, row);
}

Result<void> ImportLedger::close(Timestamp now, std::string_view note) {
  const std::string issued = format_timestamp(identity_.issued);
  const std::string imported = format_timestamp(now);
  const std::array row = {NamedCell{"import", Cell::integer(identity_.import)},
                          named("iss", identity_.iss),
                          named("bundle_id", identity_.bundle_id),
                          named("manifest_sha256", identity_.manifest_sha256),
                          named("issued", issued),
                          optional_text("sub", identity_.sub),
                          named("subject", identity_.subject),
                          named("map_sha256", identity_.map_sha256),
                          named("imported", imported),
                          named("note", note)};
  return insert_row(transaction_, ledger::kImport, row);
}

}  // namespace holdall
