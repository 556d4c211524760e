#include "cli/bundle_input.h"

#include "cli/encryption.h"
#include "cli/progress.h"

namespace holdall::cli {
namespace {

std::string_view signature_verdict(const BundleInput& input) {
  return input.verified ? "valid" : "unchecked";
}

}  // namespace

Form form_named(std::string_view name) {
  return name == "json" ? Form::kJson : name == "xml" ? Form::kXml : Form::kZip;
}

std::string_view form_name(Form form) {
  return form == Form::kJson ? "json" : form == Form::kXml ? "xml" : "zip";
}

Compression compression_named(std::string_view name) {
  return name == "store" ? Compression::kStore : name == "small" ? Compression::kSmall : Compression::kFast;
}

Result<BundleInput> read_bundle(const FormArguments& arguments, const Context& context) {
  ProgressDisplay display(context);
  const Progress progress = display.callback("check");
  if (arguments.trust.empty()) {
    HOLDALL_ASSIGN(const OpenedBundle opened, open_bundle(arguments.bundle, arguments.decryption));
    HOLDALL_ASSIGN(CheckedBundle bundle, check_bundle(opened, progress));
    return BundleInput{std::move(bundle), false};
  }
  HOLDALL_ASSIGN(const TrustStore trust, TrustStore::load(arguments.trust));
  HOLDALL_ASSIGN(const OpenedBundle opened, open_bundle(arguments.bundle, arguments.decryption));
  VerifyOptions options;
  options.now = context.time();
  options.progress = progress;
  HOLDALL_ASSIGN(VerifiedBundle bundle, verify(opened, trust, options));
  return BundleInput{std::move(bundle), true};
}

Value input_value(const BundleInput& input, const FormArguments& arguments) {
  return Value::Object{{"bundle", path_value(arguments.bundle)},
                       {"output", path_value(arguments.output)},
                       {"id", input.bundle.manifest().id},
                       {"iss", input.bundle.manifest().iss},
                       {"signature", signature_verdict(input)},
                       {"verdict", input.bundle.complete() ? "COMPLETE" : "PARTIAL"},
                       {"withheld", std::uint64_t{input.bundle.withheld()}}};
}

Lines input_lines(const BundleInput& input, std::string_view headline) {
  Lines lines(headline);
  lines.line("id", input.bundle.manifest().id)
      .line("signature", input.verified ? "valid" : "not looked up: no --trust; holdall verify tells whose it is");
  if (!input.bundle.complete()) {
    lines.line("withheld", std::to_string(input.bundle.withheld()) + " segments were withheld from this bundle before");
  }
  return lines;
}

}  // namespace holdall::cli
