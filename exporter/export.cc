#include "holdall/exporter/export.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "holdall/core/crypto/digest.h"
#include "holdall/exporter/attacher.h"
#include "holdall/exporter/collector.h"
#include "holdall/exporter/disclosure_summary.h"
#include "holdall/exporter/document_rows.h"
#include "holdall/exporter/notices.h"
#include "holdall/exporter/owner_check.h"
#include "holdall/exporter/record_fold.h"
#include "holdall/exporter/request_section.h"
#include "holdall/exporter/rights/person_check.h"
#include "holdall/exporter/secret_guard.h"
#include "holdall/exporter/subject.h"
#include "holdall/exporter/subject_facts.h"
#include "holdall/schemas/record_types.h"

namespace holdall {
namespace {

// What the parts of an export share while it runs.
struct Run {
  const AuthorisedRequest& request;
  const DataMap& map;
  Source& source;
  const ExportOptions& options;
  BundleWriter& bundle;
  Value subject;
  SubjectFacts person;
  IdScope ids;
  OwnerCheck owners;
  KnownPeople people;
  RedactionLog redactions;
  Tally tally;
  DisclosureSummary disclosures;
  std::vector<SectionCount> sections;
};

IdScope id_scope(const AuthorisedRequest& request, const DataMap& map, const PrivateKey& key) {
  const auto& sub = request.request().sub;
  const std::string reference = !sub.has_value() ? std::string() : (sub->id.empty() ? sub->token : sub->id);
  return IdScope{key.derive("holdall-id/1"), map.controller().iss, reference};
}

void add_section(Run& run, std::string_view name, std::string schema, std::uint64_t records) {
  run.sections.push_back(SectionCount{std::string(name), std::move(schema), records});
}

// Every row that the source returned is in a record that was written, or had nothing that may leave.
Result<void> check_part(const Part& part, std::uint64_t written, const Collector& collector, const Scope& scope,
                        const RecordFold& fold) {
  const bool rows_agree = collector.rows() == scope.passed_over() + fold.rows();
  const bool records_agree = written == fold.records() && (part.is_grouped() || fold.records() == fold.rows());
  if (!rows_agree || !records_agree) {
    return Error{ErrorCode::kSelfCheck, part.query.pointer + ": what was written is not what was read", {}};
  }
  return {};
}

Result<void> export_part(Run& run, const MappedSection& section, const Part& part, RowWriter& writer) {
  HOLDALL_ASSIGN(auto rows, run.source.read(part.query, run.subject));
  auto collector = std::make_unique<Collector>(part, run.ids, run.subject, run.owners.taken_by(part), std::move(rows));
  const Collector& collected = *collector;
  const PartRules rules{section.name, part, run.map, run.request.scope(), run.person};
  auto scope = std::make_unique<Scope>(rules, run.tally, std::move(collector),
                                       MaskTools{&run.people, &run.redactions, &run.ids});
  const Scope& scoped = *scope;
  auto guard = std::make_unique<SecretGuard>(part, collected, std::move(scope));
  auto attacher = std::make_unique<Attacher>(part, run.options.folder, run.bundle, collected, std::move(guard));
  HOLDALL_ASSIGN(auto fold, RecordFold::create(part, section.layout, std::move(attacher)));
  const RecordFold& folded = *fold;
  const auto records = with_progress(std::move(fold), section.name, run.options.progress);
  HOLDALL_ASSIGN(const std::uint64_t written, copy_rows(*records, writer, run.options.stopped));
  return check_part(part, written, collected, scoped, folded);
}

Result<void> export_parts(Run& run, const MappedSection& section, RowWriter& writer) {
  for (const Part& part : section.parts) {
    auto exported = export_part(run, section, part, writer);
    if (!exported.ok()) {
      return std::move(exported).error().within("section " + section.name + ", part " + part.name);
    }
  }
  return writer.finish();
}

// Of an account of categories nothing is written; whatever else would come out of a section is a bug.
class NoRecords final : public RowWriter {
 public:
  Result<void> write(Row /*row*/) override {
    return Error{ErrorCode::kSelfCheck, "a record would leave under a right to categories alone", {}};
  }
  Result<void> finish() override { return {}; }
};

Result<void> account_for_section(Run& run, const MappedSection& section) {
  NoRecords none;
  SummarisingWriter summary(run.disclosures, section.layout, nullptr);
  return export_parts(run, section, section.name == "disclosures" ? static_cast<RowWriter&>(summary) : none);
}

Result<void> export_section(Run& run, const MappedSection& section) {
  if (run.request.scope().tells_categories()) {
    return account_for_section(run, section);
  }
  const Disclosure disclosure = section.disclosable ? Disclosure::kRecords : Disclosure::kSections;
  HOLDALL_ASSIGN(const auto writer, run.bundle.section(section.name, section.layout, section.schema_text, disclosure));
  SummarisingWriter summary(run.disclosures, section.layout, writer.get());
  const bool summarises = section.name == "disclosures";
  HOLDALL_TRY(export_parts(run, section, summarises ? static_cast<RowWriter&>(summary) : *writer));
  add_section(run, section.name, section.schema, writer->records());
  return {};
}

Result<void> export_request(Run& run, const PrivateKey& key) {
  const Value record = request_record(run.request, key);
  HOLDALL_TRY(check_document_for_secrets(record, "the request"));
  HOLDALL_ASSIGN(const std::uint64_t records, write_documents(run.bundle, "request", std::span(&record, 1)));
  add_section(run, "request", schema_iri("request"), records);
  return {};
}

// What was blackened where; no section where nothing was.
Result<void> export_redactions(Run& run) {
  if (run.redactions.size() == 0) {
    return {};
  }
  HOLDALL_ASSIGN(const std::uint64_t records,
                 write_documents(run.bundle, kRedactionSection, [&] { return run.redactions.next(); }));
  add_section(run, kRedactionSection, schema_iri(kRedactionSection), records);
  return {};
}

// Whether the profile wants to know who received which categories.
bool tells_recipients(const AuthorisedRequest& request) {
  return std::ranges::any_of(request.profiles(), [](const Profile& profile) {
    const auto accompany = profile.texts("accompany");
    return profile.kind() == ProfileKind::kCategories ||
           std::ranges::find(accompany, "sold_or_shared_by_category") != accompany.end();
  });
}

Result<void> export_ledger(Run& run, Timestamp snapshot) {
  std::vector<Value> lines = ledger_records(run.map, run.request.scope(), run.person, run.tally, run.sections);
  const bool by_category = tells_recipients(run.request);
  for (Value& notice : notice_lines({run.request, run.map, run.person, run.tally, snapshot},
                                    by_category ? run.disclosures.notices() : std::vector<Value>())) {
    lines.push_back(std::move(notice));
  }
  for (const Value& line : lines) {
    HOLDALL_TRY(check_document_for_secrets(line, "the ledger"));
  }
  HOLDALL_ASSIGN(const std::uint64_t records, write_documents(run.bundle, kLedgerSection, lines));
  add_section(run, kLedgerSection, schema_iri(kLedgerSection), records);
  return {};
}

// Items of which the person has values that nobody has decided about.
std::vector<std::string> find_undecided(const Run& run) {
  std::vector<std::string> undecided;
  for (std::size_t i = 0; i < run.map.items().size(); ++i) {
    if (std::ranges::any_of(run.tally.of(i),
                            [](const Share& share) { return share.outcome == "review" && share.count > 0; })) {
      undecided.push_back(run.map.items()[i].id);
    }
  }
  return undecided;
}

// In part: an item the person asked for by name stays away, or a person of the controller kept one back.
bool is_partial(const Run& run) {
  const RequestScope& rights = run.request.scope();
  for (std::size_t i = 0; i < run.map.items().size(); ++i) {
    const DataItem& item = run.map.items()[i];
    const bool by_name = rights.has_choice() && rights.is_wanted(item.id);
    const bool by_person = rights.decisions().items.contains(item.id);
    for (const Share& share : outcomes_of(item, rights, run.tally.of(i))) {
      const bool is_back = share.outcome == "withheld" || share.outcome == "elsewhere" || share.outcome == "existence";
      if (is_back && (by_name || by_person)) {
        return true;
      }
    }
  }
  return false;
}

ExportReport report_on(const Run& run) {
  ExportReport report;
  report.ruling = run.request.ruling();
  report.sections = run.sections;
  report.purge_waits_until = run.person.purge_waits_until(run.request.request().received, report.ruling.dates.due);
  for (std::size_t i = 0; i < run.map.items().size(); ++i) {
    const DataItem& item = run.map.items()[i];
    for (const Share& share : outcomes_of(item, run.request.scope(), run.tally.of(i))) {
      report.items.push_back(ItemOutcome{item.id, share.outcome, share.code, share.count});
    }
  }
  return report;
}

// The person's age and earlier requests, which may stand in the way.
Result<bool> check_person(const AuthorisedRequest& request, const Value& subject, const SubjectFacts& person,
                          RequestHistory* history) {
  HOLDALL_TRY(check_age(request, person.birth));
  if (history == nullptr) {
    return false;
  }
  HOLDALL_TRY(history->meet(subject));
  if (!counts_requests(request)) {
    return false;
  }
  HOLDALL_ASSIGN(const std::vector<PastAnswer> answers, history->of(subject));
  HOLDALL_TRY(check_frequency(request, answers));
  return may_ask_fee(request, answers);
}

}  // namespace

Result<ExportReport> export_bundle(const AuthorisedRequest& request, const DataMap& map, Source& source,
                                   const PrivateKey& key, const ExportOptions& options) {
  HOLDALL_CHECK(options.clock != nullptr && options.random != nullptr && !request.is_action());
  if (request.map_digest() != map.digest()) {
    return Error{ErrorCode::kUsage, "the request was checked with another data map", {}};
  }
  HOLDALL_ASSIGN(BundleWriter bundle, BundleWriter::create(options.output, options.bundle, *options.random));
  HOLDALL_TRY(source.snapshot());
  const Timestamp snapshot = options.clock->now();
  HOLDALL_TRY(check_map(map, source));
  HOLDALL_ASSIGN(Value subject, find_subject(request.request().subject, map.subject(), source));
  HOLDALL_ASSIGN(SubjectFacts person, read_subject_facts(map, source, subject, request.request().received));
  HOLDALL_ASSIGN(const bool fee_allowed, check_person(request, subject, person, options.history));
  KnownPeople people(source, map.subject(), subject, person.own_names,
                     Pseudonyms(key.derive("holdall-pseudonym/1"), map.controller().iss, subject));
  Run run{request,
          map,
          source,
          options,
          bundle,
          std::move(subject),
          std::move(person),
          id_scope(request, map, key),
          OwnerCheck(map, *options.random),
          std::move(people),
          RedactionLog(options.output),
          Tally(map.items().size()),
          DisclosureSummary(map),
          {}};
  HOLDALL_TRY(export_request(run, key));
  for (const MappedSection& section : map.sections()) {
    HOLDALL_TRY(export_section(run, section));
  }
  HOLDALL_TRY(run.owners.agree(source, run.subject));
  if (std::vector<std::string> undecided = find_undecided(run); !undecided.empty()) {
    ExportReport report = report_on(run);
    report.ruling = report.ruling.refused(
        Error{ErrorCode::kReviewPending, "a person must decide first, about what `review` lists", {}}, false);
    report.ruling.review = std::move(undecided);
    return report;
  }
  HOLDALL_TRY(export_redactions(run));
  HOLDALL_TRY(export_ledger(run, snapshot));
  HOLDALL_TRY(check_stopped(options.stopped));
  const Manifest manifest =
      manifest_for(request, map.controller().iss, new_uuid_urn(*options.random), options.clock->now());
  HOLDALL_ASSIGN(const Manifest sealed, bundle.seal(manifest, key));
  ExportReport report = report_on(run);
  report.ruling.state =
      report.ruling.state == RequestState::kFulfil && is_partial(run) ? RequestState::kPartial : report.ruling.state;
  report.fee_allowed = fee_allowed;
  report.missing_notices = missing_notices(request, map);
  report.id = sealed.id;
  report.manifest_sha256 = sha256_hex(write_manifest(sealed));
  report.right = sealed.right;
  report.issued = sealed.issued;
  return report;
}

Value ExportReport::to_value() const {
  Value::Array section_list;
  for (const SectionCount& section : sections) {
    Value entry{Value::Object{}};
    entry.set("section", section.section);
    entry.set("records", section.records);
    section_list.push_back(std::move(entry));
  }
  Value::Array item_list;
  for (const ItemOutcome& item : items) {
    Value entry{Value::Object{}};
    entry.set("item", item.item);
    entry.set("outcome", item.outcome);
    entry.set("count", item.count);
    if (!item.code.empty()) {
      entry.set("code", item.code);
    }
    item_list.push_back(std::move(entry));
  }
  Value report = ruling.to_value();
  if (fee_allowed) {
    report.set("fee_allowed", true);
  }
  if (purge_waits_until.has_value()) {
    report.set("purge_waits_until", format_date(*purge_waits_until));
  }
  if (!missing_notices.empty()) {
    report.set("missing_notices", Value::Array(missing_notices.begin(), missing_notices.end()));
  }
  report.set("id", id);
  report.set("manifest_sha256", manifest_sha256);
  report.set("right", right);
  report.set("issued", format_timestamp(issued));
  report.set("sections", std::move(section_list));
  report.set("items", std::move(item_list));
  return report;
}

}  // namespace holdall
