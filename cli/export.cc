#include "holdall/exporter/export.h"

#include <sys/stat.h>

#include <algorithm>

#include "cli/audit.h"
#include "cli/bundle_input.h"
#include "cli/commands.h"
#include "cli/encryption.h"
#include "cli/history.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/rights.h"
#include "holdall/core/base/io.h"
#include "holdall/core/base/text.h"
#include "holdall/core/json/canonical.h"
#include "holdall/exporter/decision_record.h"
#include "holdall/exporter/request_section.h"
#include "holdall/formats/bundle/verify.h"

namespace holdall::cli {
namespace {

// What a run of the command has beside its arguments and its request.
struct Own {
  const PrivateKey& key;
  const std::optional<AgeTarget>& encryption;
  Timestamp now;
};

// Whether the output is there already and answers this very request under our own key. What is encrypted to others we
// cannot tell.
Result<bool> is_exported(const std::string& path, const AuthorisedRequest& request, const Controller& controller,
                         const Own& own) {
  struct stat status {};
  if (path == "-" || ::lstat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) {
    return false;
  }
  TrustStore self;
  HOLDALL_TRY(self.add(controller.iss, controller.name, own.key.public_key()));
  const AgeKeys keys = own.encryption ? own_keys(*own.encryption) : AgeKeys{};
  HOLDALL_ASSIGN(const OpenedBundle opened, open_bundle(path, keys));
  if (opened.encrypted() != own.encryption.has_value()) {
    return false;
  }
  VerifyOptions options;
  options.now = own.now;
  HOLDALL_ASSIGN(const VerifiedBundle bundle, verify(opened, self, options));
  if (!answers(bundle.manifest(), request, controller.iss)) {
    return false;
  }
  HOLDALL_ASSIGN(const Layout whole, Layout::compile({""}));
  for (const SegmentInfo& segment : bundle.segments()) {
    if (segment.section == "request") {
      HOLDALL_ASSIGN(const std::unique_ptr<RowReader> records, bundle.read(segment, whole));
      Row row;
      HOLDALL_ASSIGN(const Read read, records->next(row));
      return read == Read::kRow && row[0].as_text() == canonical(request_record(request, own.key));
    }
  }
  return false;
}

Report export_report(const std::string& path, const ExportReport& report) {
  std::uint64_t records = 0;
  for (const SectionCount& section : report.sections) {
    records += section.records;
  }
  Lines lines("exported " + path);
  lines.line("id", report.id)
      .line("right", report.right)
      .line("outcome", state_name(report.ruling.state))
      .line("issued", format_timestamp(report.issued))
      .line("records", std::to_string(records) + " in " + std::to_string(report.sections.size()) + " sections");
  for (const ItemOutcome& item : report.items) {
    if (!item.code.empty()) {
      lines.line(item.outcome, item.item + " (" + std::to_string(item.count) + "): " + item.code);
    }
  }
  for (const std::string& word : report.missing_notices) {
    lines.line("missing", word + ": the right asks for a notice that the map does not have");
  }
  Value value = report.to_value();
  value.set("output", path_value(path));
  return {std::move(value), lines.text()};
}

// Everything that a bundle is made of, read and checked.
struct Ingredients {
  const AuthorisedRequest& request;
  const DataMap& map;
  const ProfileSet& profiles;
  const PrivateKey& key;
  const std::optional<AgeTarget>& encryption;
};

// Without the recipients: they are people's.
std::string_view encryption_name(const std::optional<AgeTarget>& encryption) {
  return !encryption ? "none" : encryption->passphrase ? "passphrase" : "recipients";
}

void note_person(AuditAttempt& audit, const AuditHistory& history) {
  if (!history.met().empty()) {
    audit.note("person", history.met());
  }
}

Result<ExportReport> write_bundle(const ExportArguments& arguments, const Context& context, const Ingredients& from,
                                  AuditAttempt& audit) {
  HOLDALL_ASSIGN(const std::unique_ptr<Source> source, open_source(arguments.source));
  const FixedClock clock(context.time());
  SystemRandom random;
  ProgressDisplay progress(context);
  ExportOptions options;
  options.output = arguments.output;
  options.bundle.form = form_named(arguments.form);
  options.bundle.compression = compression_named(arguments.compression);
  options.bundle.encryption = from.encryption ? &*from.encryption : nullptr;
  options.folder = folder_of(arguments.map);
  options.clock = &clock;
  options.random = &random;
  options.progress = progress.callback("export");
  AuditHistory history(context, from.map.controller().iss);
  options.history = &history;
  options.stopped = note_interrupts();
  auto report = export_bundle(from.request, from.map, *source, from.key, options);
  note_person(audit, history);
  if (!report.ok()) {
    return std::move(report).error();
  }
  if (report.value().is_sealed()) {
    audit.note("bundle", report.value().id);
    audit.note("manifest_sha256", report.value().manifest_sha256);
    audit.note("encryption", encryption_name(from.encryption));
  }
  return report;
}

Report already(const std::string& path, AuditAttempt& audit) {
  audit.note("already", true);
  return Report{Value::Object{{"already", true}, {"output", path_value(path)}},
                Lines("already exported: " + path + " answers this request").text()};
}

Error refusal_of(const Ruling& ruling) {
  const ErrorInfo* info = find_law(ruling.code);
  return Error{info == nullptr ? ErrorCode::kInternal : info->code, ruling.reason, {}};
}

// What a request got, as metrics count it.
void note_ruling(AuditAttempt& audit, const Ruling& ruling) {
  audit.note("state", state_name(ruling.state));
  if (!ruling.code.empty()) {
    audit.note("code", ruling.code);
  }
}

// What was asked for, by its number and its right; where there is no such right, what it was called may be any text.
void note_request(AuditAttempt& audit, const Judgement& judgement) {
  audit.note("request", judgement.request.id);
  audit.note("received", format_timestamp(judgement.request.received));
  Value::Array jurisdictions;
  for (const Profile& profile : judgement.profiles) {
    const auto places = profile.jurisdictions();
    jurisdictions.insert(jurisdictions.end(), places.begin(), places.end());
  }
  if (!judgement.profiles.empty()) {
    audit.note("right", judgement.ruling.profile);
    audit.note("kind", judgement.profiles.front().document().text_or("right", ""));
    audit.note("jurisdictions", std::move(jurisdictions));
    if (judgement.ruling.dates.due.has_value()) {  // it runs on, whatever becomes of this attempt
      audit.note("due", format_date(*judgement.ruling.dates.due));
    }
  }
}

// A request that is not answered with data: the ruling on standard output, for the workflow to send on.
Error refuse(const Ruling& ruling, const Error& error, AuditAttempt& audit) {
  note_ruling(audit, ruling);
  const auto printed = print_output(canonical(ruling.to_value()) + "\n");
  audit.note("decision", printed.ok() ? "printed" : "lost");
  return error;
}

Error refuse_request(const AuthorisedRequest& request, const Error& error, AuditAttempt& audit) {
  const bool asked_before = request.request().find_evidence("asked_once") != nullptr;
  return refuse(request.ruling().refused(error, asked_before), error, audit);
}

// Whether the file is our own answer to this very request, whenever it was given.
bool is_answered(const std::string& path, const Value& decision, const PrivateKey& key) {
  const auto text = read_document(path);
  return text.ok() && is_same_decision(text.value(), decision, key.public_key());
}

// A right without data is answered by what was decided, signed.
Result<Report> write_decision(const ExportArguments& arguments, const Context& context, const Ingredients& from,
                              AuditAttempt& audit) {
  HOLDALL_ASSIGN(const std::unique_ptr<Source> source, open_source(arguments.source));
  AuditHistory history(context, from.map.controller().iss);
  auto decided = decision_of({from.request, from.map, from.profiles, *source, from.key, &history});
  note_person(audit, history);
  if (!decided.ok()) {
    return exit_code(decided.error()) == 5 ? refuse_request(from.request, decided.error(), audit)
                                           : std::move(decided).error();
  }
  Value value = std::move(decided).value();
  note_ruling(audit, from.request.ruling());
  audit.note("state", value.at("outcome").text());  // what a person decided, where one did
  audit.note("done", value.at("done").text());
  if (const Value* code = value.find("code")) {
    audit.note("code", *code);
  }
  auto written = write_file(arguments.output, signed_decision(value, from.key));
  if (!written.ok()) {
    return written.error().code == ErrorCode::kPathExists && is_answered(arguments.output, value, from.key)
               ? already(arguments.output, audit)
               : Result<Report>(std::move(written).error());
  }
  audit.note("decision", "written");
  value.set("output", path_value(arguments.output));
  Lines lines("answered " + arguments.output + ", a signed decision; this right gives no data");
  lines.line("right", from.request.right())
      .line("outcome", value.at("outcome").text())
      .line("done", value.at("done").text());
  return Report{std::move(value), lines.text()};
}

// The same request again, even at the same moment, is done when the output answers it.
Result<Report> export_to(const ExportArguments& arguments, const Context& context, const JudgedRequest& judged,
                         AuditAttempt& audit) {
  const AuthorisedRequest& request = *judged.judgement.authorised;
  const DataMap& map = judged.map;
  HOLDALL_ASSIGN(const PrivateKey key, load_signing_key(arguments.key));
  HOLDALL_ASSIGN(const std::optional<AgeTarget> encryption, read_encryption(arguments.encryption));
  const Ingredients from{request, map, judged.profiles, key, encryption};
  if (request.is_action()) {
    if (encryption) {
      return Error{ErrorCode::kUsage, "this right is answered by a signed decision, which is not encrypted", {}};
    }
    return write_decision(arguments, context, from, audit);
  }
  const auto report = write_bundle(arguments, context, from, audit);
  if (report.ok() && report.value().is_sealed()) {
    note_ruling(audit, report.value().ruling);
    return arguments.output == "-" ? Report() : export_report(arguments.output, report.value());
  }
  if (report.ok()) {
    const Ruling& ruling = report.value().ruling;
    return refuse(ruling, refusal_of(ruling), audit);
  }
  if (report.error().code == ErrorCode::kPathExists) {
    const auto exported = is_exported(arguments.output, request, map.controller(), {key, encryption, context.time()});
    if (exported.ok() && exported.value()) {
      return already(arguments.output, audit);
    }
  }
  if (exit_code(report.error()) == 5) {
    return refuse_request(request, report.error(), audit);
  }
  return report.error();
}

Result<Report> export_audited(const ExportArguments& arguments, const Context& context, AuditAttempt& audit) {
  HOLDALL_ASSIGN(const JudgedRequest judged, judge(arguments.request, arguments.map, arguments.decisions, context));
  const Judgement& judgement = judged.judgement;
  note_request(audit, judgement);
  audit.note("map_sha256", judged.map.digest());
  if (judgement.scope != nullptr && !judgement.scope->decisions().sha256.empty()) {
    audit.note("decisions_sha256", judgement.scope->decisions().sha256);
  }
  if (judgement.refusal.has_value()) {
    return refuse(judgement.ruling, *judgement.refusal, audit);
  }
  return export_to(arguments, context, judged, audit);
}

}  // namespace

Result<Report> run_export(const ExportArguments& arguments, const Context& context) {
  return audited(context, "export", [&](AuditAttempt& audit) { return export_audited(arguments, context, audit); });
}

}  // namespace holdall::cli
