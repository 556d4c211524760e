#include "holdall/exporter/export.h"

#include <memory>
#include <utility>

#include "holdall/core/crypto/digest.h"
#include "holdall/exporter/attacher.h"
#include "holdall/exporter/collector.h"
#include "holdall/exporter/document_rows.h"
#include "holdall/exporter/record_fold.h"
#include "holdall/exporter/request_section.h"
#include "holdall/exporter/subject.h"
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
  IdScope ids;
  Tally tally;
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
  auto collector = std::make_unique<Collector>(part, run.ids, run.subject, std::move(rows));
  const Collector& collected = *collector;
  HOLDALL_ASSIGN(PartScope rules, PartScope::compile(section.name, part, run.map, run.request.decisions(), run.tally));
  auto scope = std::make_unique<Scope>(std::move(rules), run.tally, std::move(collector));
  const Scope& scoped = *scope;
  auto attacher = std::make_unique<Attacher>(part, run.options.folder, run.bundle, collected, std::move(scope));
  HOLDALL_ASSIGN(auto fold, RecordFold::create(part, section.layout, std::move(attacher)));
  const RecordFold& folded = *fold;
  const auto records = with_progress(std::move(fold), section.name, run.options.progress);
  HOLDALL_ASSIGN(const std::uint64_t written, copy_rows(*records, writer));
  return check_part(part, written, collected, scoped, folded);
}

Result<void> export_section(Run& run, const MappedSection& section) {
  HOLDALL_ASSIGN(const auto writer, run.bundle.section(section.name, section.layout, section.schema_text));
  for (const Part& part : section.parts) {
    auto exported = export_part(run, section, part, *writer);
    if (!exported.ok()) {
      return std::move(exported).error().within("section " + section.name + ", part " + part.name);
    }
  }
  HOLDALL_TRY(writer->finish());
  add_section(run, section.name, section.schema, writer->records());
  return {};
}

Result<void> export_request(Run& run, const PrivateKey& key) {
  const Value record = request_record(run.request, key);
  HOLDALL_ASSIGN(const std::uint64_t records, write_documents(run.bundle, "request", std::span(&record, 1)));
  add_section(run, "request", schema_iri("request"), records);
  return {};
}

Result<void> export_ledger(Run& run) {
  const std::vector<Value> lines = ledger_records(run.map, run.tally, run.sections);
  HOLDALL_ASSIGN(const std::uint64_t records, write_documents(run.bundle, kLedgerSection, lines));
  add_section(run, kLedgerSection, schema_iri(kLedgerSection), records);
  return {};
}

ExportReport report_on(const Run& run, const Manifest& manifest) {
  ExportReport report{manifest.id, sha256_hex(write_manifest(manifest)), manifest.right, manifest.issued, run.sections,
                      {}};
  for (std::size_t i = 0; i < run.map.items().size(); ++i) {
    const DataItem& item = run.map.items()[i];
    for (const Share& share : outcomes_of(item, run.tally.of(i))) {
      report.items.push_back(ItemOutcome{item.id, share.outcome, share.code, share.count});
    }
  }
  return report;
}

}  // namespace

Result<ExportReport> export_bundle(const AuthorisedRequest& request, const DataMap& map, Source& source,
                                   const PrivateKey& key, const ExportOptions& options) {
  HOLDALL_CHECK(options.clock != nullptr && options.random != nullptr);
  if (request.map_digest() != map.digest()) {
    return Error{ErrorCode::kUsage, "the request was checked with another data map", {}};
  }
  HOLDALL_ASSIGN(BundleWriter bundle, BundleWriter::create(options.output, options.bundle, *options.random));
  HOLDALL_TRY(source.snapshot());
  HOLDALL_TRY(check_map(map, source));
  HOLDALL_ASSIGN(Value subject, find_subject(request.request().subject, map.subject(), source));
  Run run{
      request, map, source, options, bundle, std::move(subject), id_scope(request, map, key), Tally(map.items().size()),
      {}};
  HOLDALL_TRY(export_request(run, key));
  for (const MappedSection& section : map.sections()) {
    HOLDALL_TRY(export_section(run, section));
  }
  HOLDALL_TRY(export_ledger(run));
  const Manifest manifest =
      manifest_for(request, map.controller().iss, new_uuid_urn(*options.random), options.clock->now());
  HOLDALL_ASSIGN(const Manifest sealed, bundle.seal(manifest, key));
  return report_on(run, sealed);
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
  Value report{Value::Object{}};
  report.set("id", id);
  report.set("manifest_sha256", manifest_sha256);
  report.set("right", right);
  report.set("issued", format_timestamp(issued));
  report.set("sections", std::move(section_list));
  report.set("items", std::move(item_list));
  return report;
}

}  // namespace holdall
