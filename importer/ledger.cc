// The ledger's rows, read and written through the store's own door.
#include "holdall/importer/ledger.h"

#include <array>
#include <vector>

#include "holdall/importer/store/ledger_tables.h"

namespace holdall {
namespace {

NamedCell named(std::string_view column, std::string_view text) {
  return {column, Cell::text(text)};
}

std::string text_of(const StoredCell& cell) {
  const Cell view = cell.view();
  return view.kind() == Cell::Kind::kText ? std::string(view.as_text()) : std::string();
}

NamedCell optional_text(std::string_view column, std::string_view text) {
  return {column, text.empty() ? Cell::absent() : Cell::text(text)};
}

// Inserts a row that nobody else can have written in this transaction.
Result<void> insert_new(StoreTransaction& transaction, std::string_view table, NamedCells row) {
  HOLDALL_ASSIGN(const Inserted inserted, transaction.insert(table, row));
  if (inserted.conflict) {
    return Error{ErrorCode::kSelfCheck, std::string(table) + ": the row is there already", {}};
  }
  return {};
}

Result<void> update_one(StoreTransaction& transaction, std::string_view table, NamedCells set, NamedCells where) {
  HOLDALL_ASSIGN(const std::optional<std::uint64_t> changed, transaction.update(table, set, where));
  if (changed != std::uint64_t{1}) {
    return Error{ErrorCode::kSelfCheck, std::string(table) + ": the row cannot be updated", {}};
  }
  return {};
}

}  // namespace

Result<std::optional<Binding>> ImportLedger::find_binding(std::string_view column, std::string_view value) {
  const std::array<std::string, 3> columns = {"subject", "sub", "last_issued"};
  const std::array where = {named("iss", identity_.iss), named(column, value)};
  HOLDALL_ASSIGN(const std::optional<StoredRow> row, transaction_.find(ledger::kBinding, columns, where));
  if (!row) {
    return std::optional<Binding>();
  }
  const auto issued = parse_timestamp(text_of(row->at(2)));
  if (!issued) {
    return Error{ErrorCode::kBackend, "holdall_binding.last_issued is not a timestamp", {}};
  }
  return std::optional(Binding{text_of(row->at(0)), text_of(row->at(1)), *issued});
}

Result<std::optional<Binding>> ImportLedger::binding_of_subject() {
  return find_binding("subject", identity_.subject);
}

Result<std::optional<Binding>> ImportLedger::binding_of_sub() {
  return find_binding("sub", identity_.sub);
}

Result<std::optional<ImportLedger::Earlier>> ImportLedger::earlier_import() {
  const std::array<std::string, 2> columns = {"manifest_sha256", "subject"};
  const std::array where = {named("iss", identity_.iss), named("bundle_id", identity_.bundle_id)};
  HOLDALL_ASSIGN(const std::optional<StoredRow> row, transaction_.find(ledger::kImport, columns, where));
  return row ? std::optional(Earlier{text_of(row->at(0)), text_of(row->at(1))}) : std::nullopt;
}

Result<bool> ImportLedger::has_segment(std::string_view sha256) {
  const std::array<std::string, 1> columns = {"subject"};
  const std::array where = {named("iss", identity_.iss), named("manifest_sha256", identity_.manifest_sha256),
                            named("segment_sha256", sha256), named("map_sha256", identity_.map_sha256)};
  HOLDALL_ASSIGN(const std::optional<StoredRow> row, transaction_.find(ledger::kSegment, columns, where));
  return row.has_value();
}

Result<std::optional<LedgerEntry>> ImportLedger::find_record(std::string_view section, std::string_view record,
                                                             std::string_view rule) {
  const std::array<std::string, 3> columns = {"digest", "row_key", "batch"};
  const std::array where = {named("iss", identity_.iss), named("subject", identity_.subject), named("section", section),
                            named("record", record), named("rule", rule)};
  HOLDALL_ASSIGN(const std::optional<StoredRow> row, transaction_.find(ledger::kRecord, columns, where));
  if (!row) {
    return std::optional<LedgerEntry>();
  }
  LedgerEntry entry{text_of(row->at(0)), std::nullopt, text_of(row->at(2))};
  if (const Cell key = row->at(1).view(); key.kind() == Cell::Kind::kInteger) {
    entry.row_key = key.as_integer();
  }
  return std::optional(std::move(entry));
}

Result<void> ImportLedger::put_record(const RecordName& name, const LedgerEntry& entry, bool exists) {
  const std::array where = {named("iss", identity_.iss), named("subject", identity_.subject),
                            named("section", name.section), named("record", name.record), named("rule", name.rule)};
  const std::array set = {named("digest", entry.digest), named("stored_in", name.table),
                          NamedCell{"row_key", entry.row_key ? Cell::integer(*entry.row_key) : Cell::absent()},
                          named("batch", entry.batch)};
  if (exists) {
    return update_one(transaction_, ledger::kRecord, set, where);
  }
  std::vector<NamedCell> row(where.begin(), where.end());
  row.insert(row.end(), set.begin(), set.end());
  return insert_new(transaction_, ledger::kRecord, row);
}

Result<void> ImportLedger::add_segment(std::string_view sha256) {
  const std::array row = {named("iss", identity_.iss), named("manifest_sha256", identity_.manifest_sha256),
                          named("segment_sha256", sha256), named("map_sha256", identity_.map_sha256),
                          named("subject", identity_.subject)};
  return insert_new(transaction_, ledger::kSegment, row);
}

Result<void> ImportLedger::close(Timestamp now, std::uint64_t rows) {
  const std::string issued = format_timestamp(identity_.issued);
  const std::string imported = format_timestamp(now);
  HOLDALL_ASSIGN(const std::optional<Binding> bound, binding_of_subject());
  const std::array where = {named("iss", identity_.iss), named("subject", identity_.subject)};
  const std::string sub = !identity_.sub.empty() ? identity_.sub : bound ? bound->sub : std::string();
  const std::array set = {optional_text("sub", sub), named("last_issued", issued)};
  if (bound) {
    HOLDALL_TRY(update_one(transaction_, ledger::kBinding, set, where));
  } else {
    HOLDALL_TRY(insert_new(transaction_, ledger::kBinding, std::array{where[0], where[1], set[0], set[1]}));
  }
  const std::array row = {named("iss", identity_.iss),
                          named("bundle_id", identity_.bundle_id),
                          named("manifest_sha256", identity_.manifest_sha256),
                          named("issued", issued),
                          optional_text("sub", identity_.sub),
                          named("subject", identity_.subject),
                          named("map_sha256", identity_.map_sha256),
                          named("batch", identity_.batch),
                          named("imported", imported),
                          NamedCell{"record_rows", Cell::integer(static_cast<std::int64_t>(rows))}};
  return insert_new(transaction_, ledger::kImport, row);
}

}  // namespace holdall
