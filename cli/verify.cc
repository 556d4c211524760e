#include "holdall/formats/bundle/verify.h"

#include "cli/bundle_input.h"
#include "cli/commands.h"
#include "cli/encryption.h"
#include "cli/progress.h"
#include "holdall/core/base/io.h"
#include "holdall/exporter/earlier_decision.h"

namespace holdall::cli {
namespace {

std::string_view encryption(const VerifiedBundle& bundle) {
  return bundle.encrypted() ? "age" : "none";
}

Value verdict_value(const VerifiedBundle& bundle, const std::string& path) {
  const Manifest& manifest = bundle.manifest();
  Value::Array sections;
  for (const SegmentInfo& segment : bundle.segments()) {
    Value section(
        Value::Object{{"records", segment.records}, {"section", segment.section}, {"sha256", segment.sha256}});
    if (segment.number) {
      section.set("segment", *segment.number);
    }
    if (segment.partial) {
      section.set("partial", true);
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
                            {"encryption", encryption(bundle)},
                            {"subject_binding", "not checked"},
                            {"form", form_name(bundle.form())},
                            {"attachments", std::uint64_t{bundle.attachments().size()}},
                            {"sections", std::move(sections)}});
  if (manifest.holder) {
    value.set("holder", manifest.holder->thumbprint());
  }
  if (const auto& presentation = bundle.presentation()) {
    value.set("presentation", Value::Object{{"aud", presentation->audience},
                                            {"iat", format_timestamp(presentation->made)},
                                            {"nonce", presentation->nonce}});
  }
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
                (segment.number ? "/" + std::to_string(*segment.number) : "") + " " + std::to_string(segment.records) +
                (segment.partial ? " alone" : "");
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
  if (manifest.holder) {
    lines.line("holder", manifest.holder->thumbprint());
  }
  if (const auto& presentation = bundle.presentation()) {
    lines.line("presented", "to " + presentation->audience + ", " + format_timestamp(presentation->made));
  }
  return lines.line("sections", sections)
      .line("withheld", std::to_string(bundle.withheld()))
      .line("ledger", bundle.has_ledger() ? "present, reconciles" : "withheld")
      .line("encryption", encryption(bundle))
      .line("subject", "not checked: import binds a transfer to a local person")
      .text();
}

// What a file turned out to be, and the report of it.
struct Verified {
  Value value;
  std::string text;
};

// A file that is no bundle may be the record of a decision, a compact JWS.
Result<Verified> verify_record(const std::string& path, const TrustStore& trust, Timestamp now, Error no_bundle) {
  const auto text = path == "-" ? Result<std::string>(no_bundle) : read_document(path, kLongestDecision);
  if (!text.ok() || !text.value().starts_with("eyJ")) {
    return no_bundle;
  }
  HOLDALL_ASSIGN(Value decision, verify_decision(text.value(), trust, now));
  Lines lines("DECISION  " + path);
  for (const char* member : {"iss", "request", "profile", "at", "outcome", "done"}) {
    lines.line(member, decision.at(member).text());
  }
  return Verified{
      Value::Object{{"record", path_value(path)}, {"signature", "valid"}, {"decision", std::move(decision)}},
      lines.text()};
}

Result<VerifiedBundle> verify_file(const std::string& path, const TrustStore& trust, const Decryption& decryption,
                                   const VerifyOptions& options) {
  HOLDALL_ASSIGN(const OpenedBundle opened, open_bundle(path, decryption.keys, decryption.limits));
  return verify(opened, trust, options);
}

Result<Verified> verify_any(const std::string& path, const TrustStore& trust, const Decryption& decryption,
                            const VerifyOptions& options) {
  auto bundle = verify_file(path, trust, decryption, options);
  if (bundle.ok()) {
    return Verified{verdict_value(bundle.value(), path), verdict_text(bundle.value(), path)};
  }
  return bundle.error().code == ErrorCode::kNotABundle
             ? verify_record(path, trust, options.now, std::move(bundle).error())
             : Result<Verified>(std::move(bundle).error());
}

}  // namespace

// Every bundle or record is looked at; the first failure, if any, is the command's.
Result<Report> run_verify(const VerifyArguments& arguments, const Context& context) {
  HOLDALL_ASSIGN(const TrustStore trust, TrustStore::load(arguments.trust));
  HOLDALL_ASSIGN(const Decryption decryption, read_decryption(arguments.decryption));
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
    auto verified = verify_any(path, trust, decryption, options);
    if (verified.ok()) {
      verdicts.push_back(std::move(verified.value().value));
      text += verified.value().text;
      continue;
    }
    Error error = std::move(verified).error();
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
