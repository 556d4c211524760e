#include "holdall/formats/bundle/verify.h"

#include "cli/bundle_input.h"
#include "cli/commands.h"
#include "cli/progress.h"

namespace holdall::cli {
namespace {

Value verdict_value(const VerifiedBundle& bundle, const std::string& path) {
  const Manifest& manifest = bundle.manifest();
  Value::Array sections;
  for (const SegmentInfo& segment : bundle.segments()) {
    Value section(
        Value::Object{{"records", segment.records}, {"section", segment.section}, {"sha256", segment.sha256}});
    if (segment.number) {
      section.set("segment", *segment.number);
    }
    sections.push_back(std::move(section));
  }
  Value value(Value::Object{{"bundle", path_value(path)},
                            {"verdict", bundle.complete() ? "COMPLETE" : "PARTIAL"},
                            {"signature", "valid"},
                            {"withheld", std::uint64_t{bundle.withheld()}},
                            {"ledger", bundle.has_ledger()},
                            {"issuer", manifest.iss},
                            {"issuer_name", bundle.issuer_name()},
                            {"kid", bundle.kid()},
                            {"id", manifest.id},
                            {"manifest_sha256", bundle.manifest_sha256()},
                            {"issued", format_timestamp(manifest.issued)},
                            {"mode", manifest.mode == Mode::kCopy ? "copy" : "transfer"},
                            {"right", manifest.right},
                            {"encryption", "none"},
                            {"subject_binding", "not checked"},
                            {"form", form_name(bundle.form())},
                            {"attachments", std::uint64_t{bundle.attachments().size()}},
                            {"sections", std::move(sections)}});
  if (manifest.mode == Mode::kTransfer) {
    value.set("aud", Value::Array(manifest.audience.begin(), manifest.audience.end()));
    value.set("expires", format_timestamp(*manifest.expires));
  }
  return value;
}

Value refusal_value(const std::string& path, const Error& error) {
  Value value(Value::Object{{"bundle", path_value(path)}, {"error", error_value(error)}, {"verdict", "REFUSED"}});
  if (error.code == ErrorCode::kUnknownKey) {
    value.set("signature", "unknown-key");
  } else if (error.code == ErrorCode::kSignatureInvalid || error.code == ErrorCode::kSignatureMalformed) {
    value.set("signature", "invalid");
  }
  return value;
}

std::string verdict_text(const VerifiedBundle& bundle, const std::string& path) {
  const Manifest& manifest = bundle.manifest();
  std::string sections;
  for (const SegmentInfo& segment : bundle.segments()) {
    sections += (sections.empty() ? "" : ", ") + segment.section +
                (segment.number ? "/" + std::to_string(*segment.number) : "") + " " + std::to_string(segment.records);
  }
  Lines lines(std::string(bundle.complete() ? "COMPLETE" : "PARTIAL") + "  " + path);
  lines.line("issuer", bundle.issuer_name() + ", " + manifest.iss)
      .line("key", bundle.kid())
      .line("id", manifest.id)
      .line("issued", format_timestamp(manifest.issued))
      .line("right", manifest.right);
  if (manifest.mode == Mode::kCopy) {
    lines.line("mode", "copy for the person");
  } else {
    lines.line("mode", "transfer, expires " + format_timestamp(*manifest.expires));
    for (const std::string& audience : manifest.audience) {
      lines.line("audience", audience);
    }
  }
  if (!bundle.attachments().empty()) {
    lines.line("attachments", std::to_string(bundle.attachments().size()));
  }
  return lines.line("sections", sections)
      .line("withheld", std::to_string(bundle.withheld()))
      .line("ledger", bundle.has_ledger() ? "present, reconciles" : "withheld")
      .line("encryption", "none")
      .line("subject", "not checked: import binds a transfer to a local person")
      .text();
}

Result<VerifiedBundle> verify_file(const std::string& path, const TrustStore& trust, const VerifyOptions& options) {
  HOLDALL_ASSIGN(const OpenedBundle opened, open_bundle(path));
  return verify(opened, trust, options);
}

}  // namespace

// Every bundle is looked at; the first failure, if any, is the command's.
Result<Report> run_verify(const VerifyArguments& arguments, const Context& context) {
  HOLDALL_ASSIGN(const TrustStore trust, TrustStore::load(arguments.trust));
  VerifyOptions options;
  options.now = context.time();
  options.audience = arguments.audience;
  options.require_complete = arguments.require_complete;
  ProgressDisplay progress(context);
  options.progress = progress.callback("verify");
  Value::Array verdicts;
  std::string text;
  std::optional<Error> first;
  const bool several = arguments.bundles.size() > 1;
  for (const std::string& path : arguments.bundles) {
    auto bundle = verify_file(path, trust, options);
    if (bundle.ok()) {
      verdicts.push_back(verdict_value(bundle.value(), path));
      text += verdict_text(bundle.value(), path);
      continue;
    }
    Error error = std::move(bundle).error();
    error = several ? std::move(error).within(path) : std::move(error);
    verdicts.push_back(refusal_value(path, error));
    text += Lines("REFUSED  " + path).line("because", error.message).text();
    if (!first) {
      first = std::move(error);
    }
  }
  Report report{several ? Value(std::move(verdicts)) : std::move(verdicts[0]), std::move(text)};
  if (!first) {
    return report;
  }
  if (several || context.json) {  // what did verify is worth telling beside the failure
    HOLDALL_TRY(print_report(report, context));
  }
  return *std::move(first);
}

}  // namespace holdall::cli
