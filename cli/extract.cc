#include "cli/bundle_input.h"
#include "cli/commands.h"
#include "holdall/formats/bundle/forms.h"

namespace holdall::cli {

Result<Report> run_extract(const FormArguments& arguments, const Context& context) {
  if (arguments.output == "-") {
    return Error{ErrorCode::kUsage, "a folder cannot be standard output", {}};
  }
  HOLDALL_ASSIGN(const BundleInput input, read_bundle(arguments, context));
  HOLDALL_ASSIGN(const std::vector<std::string> files, extract_bundle(input.bundle, arguments.output));
  Lines lines = input_lines(input, "extracted to " + arguments.output);
  for (const std::string& file : files) {
    lines.line("file", file);
  }
  Value value = input_value(input, arguments);
  value.set("files", Value::Array(files.begin(), files.end()));
  return Report{std::move(value), lines.text()};
}

}  // namespace holdall::cli
