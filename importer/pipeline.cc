// import_bundle() reads like the arrows; the functions above it are its steps.
#include "holdall/importer/pipeline.h"

#include <charconv>
#include <optional>
#include <string>
#include <vector>

#include "holdall/core/base/text.h"
#include "holdall/core/json/canonical.h"
#include "holdall/importer/facts.h"
#include "holdall/importer/ledger.h"
#include "holdall/importer/plan.h"
#include "holdall/importer/read_back.h"
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
  HOLDALL_ASSIGN(const std::vector<StoredRow> rows, transaction.find({table.name, columns, {&where, 1}}));
  // The database may compare by a looser rule (letter case); a person is named exactly.
  if (rows.empty() || !same_content(rows.front().front().view(), subject.key)) {
    return no_such_subject();
  }
  subject.row_key = rows.front().back().view().as_integer();
  return {};
}

Result<void> reconcile(const ImportReport& report, const SectionImporter& importer,
                       std::span<const SegmentInfo> segments) {
  for (const SegmentInfo& segment : segments) {
    HOLDALL_TRY(report.reconcile(segment.sha256, importer.is_counted(segment.section) ? segment.records : 0));
  }
  return {};
}

// Where the map lets no value be left out because it does not fit.
std::optional<Error> refusal_of(const ImportReport& report) {
  if (report.misfit_count() == 0) {
    return std::nullopt;
  }
  const MisfitLine& first = report.misfits().front();
  std::string message = "section " + printable(first.section) + ", record " + std::to_string(first.record) + ": " +
                        first.rule + ": " + printable(first.column) + (first.pointer.empty() ? "" : " from ") +
                        printable(first.pointer) + ": " + first.code;
  if (report.misfit_count() > 1) {
    message += " (and " + std::to_string(report.misfit_count() - 1) + " more)";
  }
  return Error{ErrorCode::kMapping, std::move(message), {}};
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
  ImportIdentity identity = identify(bundle, map, subject.text);
  HOLDALL_ASSIGN(const Written before, store.count_written({}, 0));
  identity.import = before.newest_import + 1;
  ImportLedger ledger(*transaction, identity);
  HOLDALL_ASSIGN(const std::vector<SegmentInfo> segments, accept_history(ledger, identity, bundle.segments()));
  ImportReport report = new_report(identity);
  if (segments.empty()) {
    report.status = ImportReport::Status::kAlreadyImported;
    return report;
  }
  const std::vector<std::string> facts = fact_texts(bundle.manifest(), identity, options.now);
  const std::vector<Cell> cells = fact_cells(facts);
  const RecordMapper mapper(subject.key, cells, files_of(bundle));
  RuleWriter writer(*transaction, ledger, subject, identity);
  SectionImporter importer(plan, map.unlisted(), mapper, writer, report);

  HOLDALL_TRY(importer.store_bundle_facts());
  for (const SegmentInfo& segment : segments) {
    HOLDALL_TRY(importer.import_segment(bundle, segment, options.progress));
    HOLDALL_TRY(ledger.add_segment(segment.sha256));
  }
  HOLDALL_TRY(importer.store_signal());
  report.refusal = refusal_of(report);
  if (report.refusal) {
    report.status = ImportReport::Status::kRefused;
    return report;  // the transaction is dropped
  }
  HOLDALL_TRY(importer.store_rejects());
  HOLDALL_TRY(reconcile(report, importer, segments));
  HOLDALL_TRY(ledger.close(options.now, canonical(report.to_value())));
  const std::vector<std::string> tables = plan.tables();
  HOLDALL_ASSIGN(const Written written, count_claimed(store, tables, identity.import, writer.written()));
  if (options.dry_run) {
    report.status = ImportReport::Status::kPlanned;
    return report;  // the transaction is dropped
  }
  HOLDALL_TRY(transaction->commit());
  HOLDALL_TRY(check_committed(store, tables, identity.import, written));
  return report;
}

}  // namespace holdall
