#include "cli/audit.h"
#include "cli/commands.h"
#include "cli/encryption.h"
#include "cli/interrupt.h"
#include "cli/layout.h"
#include "cli/progress.h"
#include "holdall/core/base/io.h"
#include "holdall/formats/bundle/verify.h"
#include "holdall/importer/agreed_plan.h"
#include "holdall/importer/pipeline.h"
#include "holdall/importer/receipt.h"
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

Report plan_report(const ImportReport& report, const ImportMap& map, const PlanScope& scope, const Selection& selection,
                   const ImportArguments& arguments) {
  return {plan_document(report, map, scope, selection), import_report(report, arguments).text};
}

// What an import needs beside the bundle, all of it read before the store is opened.
struct Preparation {
  ImportMap map;
  TrustStore trust;
  Decryption decryption;
  std::optional<PrivateKey> receipt_key;
  std::unique_ptr<AtomicFile> receipt;  // its place is free
  std::unique_ptr<AtomicFile> plan;
};

Result<void> check_combination(const ImportArguments& arguments) {
  const auto refuse = [](const char* why) { return Error{ErrorCode::kUsage, why, {}}; };
  if (arguments.receipt.empty() != arguments.key.file.empty()) {
    return refuse("--receipt and --key belong together: a receipt is signed");
  }
  if (arguments.dry_run && !arguments.receipt.empty()) {
    return refuse("a dry run imports nothing, so there is no receipt");
  }
  if (!arguments.dry_run && !arguments.output.empty()) {
    return refuse("--output is where a --dry-run writes its plan");
  }
  return {};
}

Result<Preparation> prepare(const ImportArguments& arguments) {
  HOLDALL_TRY(check_combination(arguments));
  HOLDALL_ASSIGN(const std::string map_text, read_document(arguments.map));
  HOLDALL_ASSIGN(ImportMap map, in_file(arguments.map, ImportMap::parse(map_text)));
  HOLDALL_ASSIGN(TrustStore trust, TrustStore::load(arguments.trust));
  HOLDALL_ASSIGN(Decryption decryption, read_decryption(arguments.decryption));
  Preparation from{std::move(map), std::move(trust), std::move(decryption), std::nullopt, nullptr, nullptr};
  if (!arguments.receipt.empty()) {
    HOLDALL_ASSIGN(from.receipt_key, load_signing_key(arguments.key));
    HOLDALL_ASSIGN(from.receipt, AtomicFile::create(arguments.receipt));
  }
  if (!arguments.output.empty()) {
    HOLDALL_ASSIGN(from.plan, AtomicFile::create(arguments.output));
  }
  return from;
}

// The map as far as the plan, --only and --except leave it.
Result<Selection> select_groups(const ImportMap& map, const std::optional<AgreedPlan>& plan,
                                const ImportArguments& arguments) {
  std::vector<std::string> except = arguments.except;
  if (plan) {
    except.insert(except.end(), plan->left_out().begin(), plan->left_out().end());
  }
  return Selection::make(map, arguments.only, except);
}

Result<std::optional<AgreedPlan>> read_plan(const std::string& path, const ImportMap& map, const PlanScope& scope) {
  if (path.empty()) {
    return std::optional<AgreedPlan>();
  }
  HOLDALL_ASSIGN(const std::string text, read_document(path));
  HOLDALL_ASSIGN(AgreedPlan plan, in_file(path, AgreedPlan::parse(text, map, scope)));
  return std::optional(std::move(plan));
}

// The import is committed: what fails here is told so.
Result<void> write_receipt(const Preparation& from, const VerifiedBundle& bundle, const ImportReport& report,
                           const ImportArguments& arguments, Timestamp now) {
  if (!from.receipt) {
    return {};
  }
  const ImportReceipt receipt = make_receipt(bundle, report, arguments.audience, now);
  auto written = from.receipt->write(as_bytes(sign_receipt(receipt, *from.receipt_key)));
  written = written.ok() ? from.receipt->finish() : std::move(written);
  if (!written.ok()) {
    Error error = std::move(written).error().within("the import is done, but not its receipt");
    error.hint = "import again: the receipt will be written, and nothing twice";
    return error;
  }
  return {};
}

Result<VerifiedBundle> verify_for_import(const ImportArguments& arguments, const Preparation& from,
                                         const Context& context, ProgressDisplay& progress) {
  HOLDALL_ASSIGN(const OpenedBundle opened,
                 open_bundle(arguments.bundle, from.decryption.keys, from.decryption.limits));
  VerifyOptions verification;
  verification.now = context.time();
  verification.audience = arguments.audience;
  if (arguments.require_presentation) {
    verification.nonce = arguments.nonce;
  }
  verification.expired_too = true;  // whether that matters, the ledger tells
  verification.progress = progress.callback("verify");
  verification.stopped = note_interrupts();
  return verify(opened, from.trust, verification);
}

// Nothing is opened for writing before the bundle is verified (P4).
Result<Report> import_audited(const ImportArguments& arguments, const Context& context, AuditAttempt& audit,
                              bool& told) {
  HOLDALL_ASSIGN(const Preparation from, prepare(arguments));
  audit.note("map_sha256", from.map.sha256());
  audit.note("dry_run", arguments.dry_run);
  audit.note("accept_copy", arguments.accept_copy);
  audit.note("allow_partial", arguments.allow_partial);
  audit.note("require_presentation", arguments.require_presentation);
  ProgressDisplay progress(context);
  HOLDALL_ASSIGN(const VerifiedBundle bundle, verify_for_import(arguments, from, context, progress));
  audit.note("bundle", bundle.manifest().id);
  audit.note("manifest_sha256", bundle.manifest_sha256());
  const PlanScope scope{bundle.manifest().id, bundle.manifest().iss, bundle.manifest_sha256(), arguments.subject};
  HOLDALL_ASSIGN(const std::optional<AgreedPlan> plan, read_plan(arguments.plan, from.map, scope));
  ImportOptions options;
  HOLDALL_ASSIGN(options.selection, select_groups(from.map, plan, arguments));
  options.subject = arguments.subject;
  options.now = context.time();
  options.accept_copy = arguments.accept_copy;
  options.allow_partial = arguments.allow_partial;
  options.dry_run = arguments.dry_run;
  options.progress = progress.callback("import");
  options.stopped = note_interrupts();
  if (plan) {
    options.approve = [&](const ImportReport& done) { return plan->check(done, from.map, options.selection); };
  }
  HOLDALL_ASSIGN(const std::unique_ptr<Store> store, open_store(arguments.store));
  HOLDALL_ASSIGN(const ImportReport report, import_bundle(bundle, from.map, *store, options));
  if (report.refusal) {
    HOLDALL_TRY(print_report(import_report(report, arguments), context));
    told = true;
    return *report.refusal;
  }
  if (report.status != ImportReport::Status::kPlanned) {
    HOLDALL_TRY(write_receipt(from, bundle, report, arguments, options.now));
    return import_report(report, arguments);
  }
  Report planned = plan_report(report, from.map, scope, options.selection, arguments);
  if (from.plan) {
    HOLDALL_TRY(from.plan->write(as_bytes(laid_out(planned.value))));
    HOLDALL_TRY(from.plan->finish());
  }
  return planned;
}

// For scripts, a refusal has the shape of a report too. A store that failed, or whose answer is lost, has refused
// nothing.
bool is_refusal_of_bundle(const Error& error) {
  const int code = exit_code(error);
  return code >= 2 && code <= 7;
}

Value refused_value(const Error& error) {
  return Value::Object{{"state", Value("refused")},
                       {"stored", Value(Value::Object{})},
                       {"unchanged", Value(0)},
                       {"refused", Value(Value::Object{{std::string(error_info(error.code).token), Value(1)}})}};
}

}  // namespace

Result<Report> run_import(const ImportArguments& arguments, const Context& context) {
  bool told = false;  // a report of the refusal is printed
  auto report =
      audited(context, "import", [&](AuditAttempt& audit) { return import_audited(arguments, context, audit, told); });
  if (!report.ok() && !told && context.json && is_refusal_of_bundle(report.error())) {
    HOLDALL_TRY(print_report({refused_value(report.error()), ""}, context));
  }
  return report;
}

}  // namespace holdall::cli
