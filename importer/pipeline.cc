// import_bundle() reads like the arrows; the functions above it are its steps.
#include "holdall/importer/pipeline.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "holdall/core/base/text.h"
#include "holdall/importer/ledger.h"
#include "holdall/importer/plan.h"
#include "holdall/importer/record_mapper.h"
#include "holdall/importer/rule_writer.h"
#include "holdall/importer/section_importer.h"

namespace holdall {
namespace {

Error no_such_subject() {
  return {ErrorCode::kSubjectMismatch, "there is no such local subject", "name a row of the map's subject table"};
}

// The receiver's own row of the person. `subject` must stay where it is: its key views its text.
Result<void> find_subject(const ImportPlan& plan, const LocalSubject& key, StoreTransaction& transaction,
                          const std::string& given, SubjectRow& subject) {
  subject.text = given;
  subject.key = Cell::text(subject.text);
  if (key.is_integer) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), number);
    if (error != std::errc() || end != given.data() + given.size()) {
      return no_such_subject();
    }
    subject.text = std::to_string(number);
    subject.key = Cell::integer(number);
  }
  const StoreTable& table = plan.subject_table();
  const std::vector<std::string> columns = {key.column, table.row_key};
  const NamedCell where{key.column, subject.key};
  HOLDALL_ASSIGN(const std::optional<StoredRow> row, transaction.find(table.name, columns, {&where, 1}));
  // The database may compare by a looser rule (letter case); a person is named exactly.
  if (!row || !same_content(row->front().view(), subject.key)) {
    return no_such_subject();
  }
  subject.row_key = row->at(1).view().as_integer();
  return {};
}

std::string join(const std::vector<std::string>& list) {
  std::string joined;
  for (const std::string& item : list) {
    joined.append(joined.empty() ? "" : " ").append(item);
  }
  return joined;
}

// The texts of bundle_facts(), in its order.
std::vector<std::string> fact_texts(const Manifest& manifest, const ImportIdentity& identity, Timestamp now) {
  return {manifest.id,
          manifest.iss,
          identity.manifest_sha256,
          format_timestamp(manifest.issued),
          format_timestamp(now),
          format_timestamp(add_months(now, 1)),  // GDPR Art. 14(3)(a)
          join(manifest.audience),
          manifest.right,
          manifest.mode == Mode::kCopy ? "copy" : "transfer",
          identity.batch};
}

std::vector<Cell> fact_cells(const std::vector<std::string>& texts) {
  HOLDALL_CHECK(texts.size() == bundle_facts().size());
  std::vector<Cell> cells;
  cells.reserve(texts.size());
  for (const std::string& text : texts) {
    cells.push_back(text.empty() ? Cell::absent() : Cell::text(text));
  }
  return cells;
}

using TableCounts = std::map<std::string, std::uint64_t, std::less<>>;

// Whether the tables have what the writer says it wrote.
Result<void> check_written(std::span<const std::string> tables, const Written& before, const Written& after,
                           const TableCounts& claims) {
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const auto claim = claims.find(tables[i]);
    if (after.rows[i] != before.rows[i] + (claim == claims.end() ? 0 : claim->second)) {
      return Error{ErrorCode::kSelfCheck, printable(tables[i]) + ": not all rows that were written are there", {}};
    }
  }
  return {};
}

Error outcome_unknown(const std::string& why) {
  return {ErrorCode::kOutcomeUnknown, "the import was committed, and cannot be confirmed: " + why,
          "import the bundle again: what is there is not written twice"};
}

// Reads back what was `expected` within the transaction. COMMIT is past: no error here means "rolled back".
Result<void> check_committed(Store& store, std::span<const std::string> tables, std::string_view batch,
                             const Written& expected) {
  const auto found = store.count_written(tables, batch);
  if (!found.ok()) {
    return outcome_unknown(found.error().message);
  }
  if (found.value().newest_import > expected.newest_import) {
    return {};  // another import has come in since, after ours, and may have brought our rows up to date
  }
  if (found.value().newest_import != expected.newest_import || found.value().rows != expected.rows) {
    return outcome_unknown("not all rows that were written are there");
  }
  return {};
}

Result<void> reconcile(const ImportReport& report, const SectionImporter& importer,
                       std::span<const SegmentInfo> segments) {
  std::map<std::string_view, std::uint64_t> expected;
  for (const SegmentInfo& segment : segments) {
    expected[segment.section] += importer.is_counted(segment.section) ? segment.records : 0;
  }
  for (const auto& [section, records] : expected) {
    HOLDALL_TRY(report.reconcile(section, records));
  }
  return {};
}

// What one cell may hold of an attachment.
constexpr std::uint64_t kMaxFileBytes = 64ULL << 20U;

// Reads attachments of the bundle, which must outlive it, hashing again.
ReadFile files_of(const VerifiedBundle& bundle) {
  return [&bundle](std::string_view sha256) -> Result<std::optional<std::string>> {
    const auto files = bundle.attachments();
    const auto found = std::ranges::find(files, sha256, &AttachmentInfo::sha256);
    if (found == files.end()) {
      return Error{ErrorCode::kSelfCheck, "an attachment is not where it was verified to be", {}};
    }
    if (found->bytes > kMaxFileBytes) {
      return std::optional<std::string>();
    }
    HOLDALL_ASSIGN(const std::unique_ptr<ByteSource> source, bundle.read(*found));
    HOLDALL_ASSIGN(std::string bytes, read_all(*source, found->bytes));
    return std::optional(std::move(bytes));
  };
}

ImportReport new_report(const ImportIdentity& identity) {
  ImportReport report;
  report.batch = identity.batch;
  report.manifest_sha256 = identity.manifest_sha256;
  report.iss = identity.iss;
  return report;
}

}  // namespace

Result<ImportReport> import_bundle(const VerifiedBundle& bundle, const ImportMap& map, Store& store,
                                   const ImportOptions& options) {
  HOLDALL_TRY(accept_manifest(bundle, map, options));
  HOLDALL_ASSIGN(const ImportPlan plan, ImportPlan::compile(map, store));
  HOLDALL_ASSIGN(const std::unique_ptr<StoreTransaction> transaction, store.begin());
  SubjectRow subject;
  HOLDALL_TRY(find_subject(plan, map.subject(), *transaction, options.subject, subject));
  const ImportIdentity identity = identify(bundle, map, subject.text);
  ImportLedger ledger(*transaction, identity);
  HOLDALL_ASSIGN(const std::vector<SegmentInfo> segments, accept_history(ledger, identity, bundle.segments()));
  ImportReport report = new_report(identity);
  if (segments.empty()) {
    report.status = ImportReport::Status::kAlreadyImported;
    return report;
  }
  const std::vector<std::string> tables = plan.tables();
  HOLDALL_ASSIGN(const Written before, store.count_written(tables, identity.batch));
  const std::vector<std::string> facts = fact_texts(bundle.manifest(), identity, options.now);
  const std::vector<Cell> cells = fact_cells(facts);
  const RecordMapper mapper(subject.key, cells, files_of(bundle));
  RuleWriter writer(*transaction, ledger, subject, identity.batch);
  SectionImporter importer(plan, map.unlisted(), mapper, writer, report);

  HOLDALL_TRY(importer.store_bundle_facts());
  for (const SegmentInfo& segment : segments) {
    HOLDALL_TRY(importer.import_segment(bundle, segment, options.progress));
    HOLDALL_TRY(ledger.add_segment(segment.sha256));
  }
  HOLDALL_TRY(importer.store_rejects());
  HOLDALL_TRY(reconcile(report, importer, segments));
  HOLDALL_TRY(ledger.close(options.now, report.rows_written()));
  HOLDALL_ASSIGN(const Written after, store.count_written(tables, identity.batch));
  HOLDALL_TRY(check_written(tables, before, after, writer.written()));
  if (options.dry_run) {
    report.status = ImportReport::Status::kPlanned;
    return report;  // the transaction is dropped
  }
  HOLDALL_TRY(transaction->commit());
  HOLDALL_TRY(check_committed(store, tables, identity.batch, after));
  return report;
}

}  // namespace holdall
