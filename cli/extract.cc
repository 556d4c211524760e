#include "cli/bundle_input.h"
#include "cli/commands.h"
#include "cli/interrupt.h"
#include "holdall/formats/bundle/forms.h"

namespace holdall::cli {
namespace {

std::vector<std::string> partial_sections(const CheckedBundle& bundle) {
  std::vector<std::string> partial;
  for (const SegmentInfo& segment : bundle.segments()) {
    if (!bundle.is_whole(segment.section) && (partial.empty() || partial.back() != segment.section)) {
      partial.push_back(segment.section);
    }
  }
  return partial;
}

}  // namespace

Result<Report> run_extract(const FormArguments& arguments, const Context& context) {
  if (arguments.output == "-") {
    return Error{ErrorCode::kUsage, "a folder cannot be standard output", {}};
  }
  HOLDALL_ASSIGN(const BundleInput input, read_bundle(arguments, context));
  HOLDALL_ASSIGN(const std::vector<std::string> files,
                 extract_bundle(input.bundle, arguments.output, note_interrupts()));
  const std::vector<std::string> partial = partial_sections(input.bundle);
  Lines lines = input_lines(input, "extracted to " + arguments.output);
  for (const std::string& file : files) {
    lines.line("file", file);
  }
  for (const std::string& section : partial) {
    lines.line("partial", section + ": not all of it is here");
  }
  Value value = input_value(input, arguments);
  value.set("partial_sections", Value::Array(partial.begin(), partial.end()));
  value.set("files", Value::Array(files.begin(), files.end()));
  return Report{std::move(value), lines.text()};
}

}  // namespace holdall::cli
