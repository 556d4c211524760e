#include "cli/audit.h"
#include "cli/commands.h"
#include "cli/progress.h"
#include "holdall/core/base/io.h"
#include "holdall/formats/bundle/verify.h"
#include "holdall/importer/pipeline.h"
#include "holdall/importer/store/open_store.h"

namespace holdall::cli {
namespace {

std::string headline(const ImportReport& report, const ImportArguments& arguments) {
  switch (report.status) {
    case ImportReport::Status::kImported:
      return "imported " + arguments.bundle;
    case ImportReport::Status::kPlanned:
      return "plan for " + arguments.bundle + ": nothing was written";
    case ImportReport::Status::kRefused:
      return "refused " + arguments.bundle + ": nothing was written";
    case ImportReport::Status::kAlreadyImported:
      break;
  }
  return "already imported: " + arguments.bundle;
}

// "12 stored, 3 rejected"
std::string counts_text(const ImportReport::Counts& counts) {
  std::string text;
  for (std::size_t i = kOutcomes; i-- > 0;) {
    if (counts.at(i) != 0) {
      text += (text.empty() ? "" : ", ") + std::to_string(counts.at(i)) + " " +
              std::string(outcome_name(static_cast<Outcome>(i)));
    }
  }
  return text.empty() ? "no records" : text;
}

Report import_report(const ImportReport& report, const ImportArguments& arguments) {
  Lines lines(headline(report, arguments));
  lines.line("issuer", report.iss).line("batch", report.batch);
  for (const ImportReport::Segment& segment : report.segments()) {
    lines.line(segment.section, std::to_string(segment.read) + " read: " + counts_text(segment.records));
  }
  for (const auto& entry : report.rules()) {
    lines.line("into", entry.second.into + " from " + entry.second.from + ": " + counts_text(entry.second.rows));
  }
  for (const Reject& reject : report.rejects()) {
    lines.line("not stored", reject.item + " (" + std::to_string(reject.n) + "): " + reject.code);
  }
  return {report.to_value(), lines.text()};
}

// Nothing is opened for writing before the bundle is verified (P4).
Result<Report> import_audited(const ImportArguments& arguments, const Context& context, AuditAttempt& audit) {
  HOLDALL_ASSIGN(const std::string map_text, read_document(arguments.map));
  HOLDALL_ASSIGN(const ImportMap map, in_file(arguments.map, ImportMap::parse(map_text)));
  HOLDALL_ASSIGN(const TrustStore trust, TrustStore::load(arguments.trust));
  audit.note("map_sha256", map.sha256());
  audit.note("dry_run", arguments.dry_run);
  audit.note("accept_copy", arguments.accept_copy);
  audit.note("allow_partial", arguments.allow_partial);
  HOLDALL_ASSIGN(const OpenedBundle opened, open_bundle(arguments.bundle));
  VerifyOptions verification;
  verification.now = context.time();
  verification.audience = arguments.audience;
  ProgressDisplay progress(context);
  verification.progress = progress.callback("verify");
  HOLDALL_ASSIGN(const VerifiedBundle bundle, verify(opened, trust, verification));
  audit.note("bundle", bundle.manifest().id);
  audit.note("manifest_sha256", bundle.manifest_sha256());
  HOLDALL_ASSIGN(const std::unique_ptr<Store> store, open_store(arguments.store));
  ImportOptions options;
  options.subject = arguments.subject;
  options.now = context.time();
  options.accept_copy = arguments.accept_copy;
  options.allow_partial = arguments.allow_partial;
  options.dry_run = arguments.dry_run;
  options.progress = progress.callback("import");
  HOLDALL_ASSIGN(const ImportReport report, import_bundle(bundle, map, *store, options));
  if (report.refusal) {
    HOLDALL_TRY(print_report(import_report(report, arguments), context));
    return *report.refusal;
  }
  return import_report(report, arguments);
}

}  // namespace

Result<Report> run_import(const ImportArguments& arguments, const Context& context) {
  return audited(context, "import", [&](AuditAttempt& audit) { return import_audited(arguments, context, audit); });
}

}  // namespace holdall::cli
