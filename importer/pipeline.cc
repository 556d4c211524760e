// import_bundle() reads like the arrows; the functions above it are its steps.
#include "holdall/importer/pipeline.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "holdall/core/base/text.h"
#include "holdall/core/json/canonical.h"
#include "holdall/importer/binding.h"
#include "holdall/importer/completeness.h"
#include "holdall/importer/earlier_signals.h"
#include "holdall/importer/facts.h"
#include "holdall/importer/gone.h"
#include "holdall/importer/import_note.h"
#include "holdall/importer/ledger.h"
#include "holdall/importer/local_subject.h"
#include "holdall/importer/plan.h"
#include "holdall/importer/policy.h"
#include "holdall/importer/read_back.h"
#include "holdall/importer/record_mapper.h"
#include "holdall/importer/row_finder.h"
#include "holdall/importer/rule_writer.h"
#include "holdall/importer/section_importer.h"

namespace holdall {
namespace {

Result<void> reconcile(const ImportReport& report, const SectionImporter& importer,
                       std::span<const SegmentInfo> segments) {
  for (const SegmentInfo& segment : segments) {
    HOLDALL_TRY(report.reconcile(segment.sha256, importer.is_counted(segment.section) ? segment.records : 0));
  }
  return {};
}

// Earlier imports, as their notes tell of them.
struct History {
  std::map<std::int64_t, ImportNote> of_person;  // by number
  std::vector<ImportNote> of_bundle;             // by this map, in their order
  std::set<std::int64_t> numbers_of_bundle;      // by whatever map
};

Result<History> read_history(ImportLedger& ledger, const ImportIdentity& identity) {
  History history;
  HOLDALL_ASSIGN(std::vector<ImportLedger::Earlier> imports, ledger.of_subject());
  std::ranges::sort(imports, {}, &ImportLedger::Earlier::import);
  for (const ImportLedger::Earlier& earlier : imports) {
    HOLDALL_ASSIGN(ImportNote note, ImportNote::parse(earlier.note));
    if (earlier.manifest_sha256 == identity.manifest_sha256) {
      history.numbers_of_bundle.insert(earlier.import);
    }
    if (earlier.manifest_sha256 == identity.manifest_sha256 && earlier.map_sha256 == identity.map_sha256) {
      history.of_bundle.push_back(note);
    }
    history.of_person.emplace(earlier.import, std::move(note));
  }
  return history;
}

ImportReport new_report(const ImportIdentity& identity) {
  ImportReport report;
  report.batch = identity.batch;
  report.manifest_sha256 = identity.manifest_sha256;
  report.iss = identity.iss;
  return report;
}

ImportReport already_imported(ImportReport report, const VerifiedBundle& bundle, const History& history) {
  report.status = ImportReport::Status::kAlreadyImported;
  report.outcomes = outcomes_of(bundle.segments(), report, history.of_bundle);
  return report;
}

std::string right_of(const Manifest& manifest) {
  return manifest.right.substr(0, manifest.right.find('/'));
}

// Whether all segments of a section that is here whole went through the rules this time.
bool is_read_whole(const VerifiedBundle& bundle, std::string_view section, std::span<const SegmentInfo> read) {
  const auto of_section = [&](const SegmentInfo& segment) { return segment.section == section; };
  return bundle.is_whole(section) &&
         std::ranges::count_if(read, of_section) == std::ranges::count_if(bundle.segments(), of_section);
}

// Everything an import does within its transaction.
struct Run {
  const VerifiedBundle& bundle;
  const ImportPlan& plan;
  const ImportOptions& options;
  const History& history;
  ImportLedger& ledger;
  RuleWriter& writer;
  SectionImporter& importer;
  ImportReport& report;
};

// Sections whose rows others refer to come first; those without rules last.
std::vector<SegmentInfo> in_order(const ImportPlan& plan, std::span<const SegmentInfo> segments) {
  std::vector<SegmentInfo> ordered(segments.begin(), segments.end());
  std::ranges::stable_sort(ordered, {}, [&](const SegmentInfo& segment) {
    return std::ranges::find(plan.order(), segment.section) - plan.order().begin();
  });
  return ordered;
}

Result<void> import_segments(Run& run, std::span<const SegmentInfo> segments) {
  HOLDALL_TRY(run.importer.store_bundle_facts());
  for (const SegmentInfo& segment : in_order(run.plan, segments)) {
    HOLDALL_TRY(run.importer.import_segment(run.bundle, segment, run.options.progress, run.options.stopped));
    HOLDALL_TRY(run.ledger.add_segment(segment.sha256));
  }
  return run.importer.store_signal();
}

Result<void> erase_what_is_gone(Run& run, std::span<const SegmentInfo> segments, const Completeness& completeness) {
  const std::string right = right_of(run.bundle.manifest());
  std::set<std::string_view> sections;
  for (const SegmentInfo& segment : segments) {
    sections.insert(segment.section);
  }
  for (const std::string_view section : sections) {
    for (const BoundRule& rule : run.plan.section(section).storing) {
      if (rule.rule->gone == WhenGone::kDelete && run.options.selection.takes(*rule.rule) &&
          is_read_whole(run.bundle, section, segments)) {
        HOLDALL_TRY(erase_gone(rule, run.importer.seen(section), completeness, right, run.history.of_person, run.ledger,
                               run.writer, run.report));
      }
    }
  }
  return {};
}

}  // namespace

Result<ImportReport> import_bundle(const VerifiedBundle& bundle, const ImportMap& map, Store& store,
                                   const ImportOptions& options) {
  HOLDALL_TRY(accept_manifest(bundle, map, options));
  HOLDALL_ASSIGN(const ImportPlan plan, ImportPlan::compile(map, store));
  HOLDALL_ASSIGN(const std::unique_ptr<StoreTransaction> transaction, store.begin());
  SubjectRow subject;
  HOLDALL_TRY(find_subject(plan.subject_table(), map.subject(), *transaction, options.subject, subject));
  ImportIdentity identity = identify(bundle, options.selection.digest(map), subject.text);
  HOLDALL_ASSIGN(const Written before, store.count_written({}, 0));
  identity.import = before.newest_import + 1;
  ImportLedger ledger(*transaction, identity);
  HOLDALL_TRY(accept_expiry(ledger, bundle.manifest(), options.now));
  HOLDALL_TRY(accept_subject(*transaction, bundle.manifest(), subject.text, options.now));
  HOLDALL_ASSIGN(const std::vector<SegmentInfo> segments, accept_history(ledger, identity, bundle.segments()));
  HOLDALL_ASSIGN(const History history, read_history(ledger, identity));
  ImportReport report = new_report(identity);
  if (segments.empty()) {
    return already_imported(std::move(report), bundle, history);
  }
  HOLDALL_TRY(check_unexpired(bundle.manifest(), options.now));
  const std::vector<std::string> facts = fact_texts(bundle.manifest(), identity, options.now);
  const std::vector<Cell> cells = fact_cells(facts);
  RowFinder rows(plan, *transaction, ledger, subject.key);
  const RecordMapper mapper(subject.key, cells, files_of(bundle),
                            [&](const BoundColumn& column, std::string_view id) { return rows.find(column, id); });
  RuleWriter writer(*transaction, ledger, subject, identity);
  EarlierSignals signals(ledger, writer, history.numbers_of_bundle);
  SectionImporter importer(plan, options.selection, map.unlisted(), mapper, rows, writer, signals, report);

  Run run{bundle, plan, options, history, ledger, writer, importer, report};

  HOLDALL_TRY(import_segments(run, segments));
  report.refusal = refusal_by_policy(report, map);
  if (report.refusal) {
    report.status = ImportReport::Status::kRefused;
    return report;  // the transaction is dropped
  }
  HOLDALL_ASSIGN(const Completeness completeness, read_completeness(bundle));
  HOLDALL_TRY(erase_what_is_gone(run, segments, completeness));
  HOLDALL_TRY(importer.store_rejects());
  HOLDALL_TRY(reconcile(report, importer, segments));
  report.outcomes = outcomes_of(bundle.segments(), report, history.of_bundle);
  const ImportNote note{right_of(bundle.manifest()), report.outcomes, completeness.items};
  HOLDALL_TRY(ledger.close(options.now, canonical(note.to_value())));
  const std::vector<std::string> tables = plan.tables();
  HOLDALL_ASSIGN(const Written written, count_claimed(store, tables, identity.import, writer.written()));
  if (options.approve) {
    HOLDALL_TRY(options.approve(report));
  }
  if (options.dry_run) {
    report.status = ImportReport::Status::kPlanned;
    return report;  // the transaction is dropped
  }
  HOLDALL_TRY(check_stopped(options.stopped));
  HOLDALL_TRY(transaction->commit());
  HOLDALL_TRY(check_committed(store, tables, identity.import, written));
  return report;
}

}  // namespace holdall
