#include <set>

#include "cli/bundle_input.h"
#include "cli/commands.h"
#include "holdall/formats/bundle/forms.h"

namespace holdall::cli {
namespace {

constexpr std::string_view kLedger = "contents";

// The sections that are to stay. The ledger, which tells about the others, stays only when it is asked for.
Result<std::set<std::string>> choose(const FormArguments& arguments, const CheckedBundle& bundle) {
  std::set<std::string> here;
  for (const SegmentInfo& segment : bundle.segments()) {
    here.insert(segment.section);
  }
  std::set<std::string> chosen(arguments.sections.begin(), arguments.sections.end());
  if (arguments.sections.empty()) {
    if (arguments.without.empty()) {
      return Error{ErrorCode::kUsage, "neither --section nor --without", "holdall disclose --help"};
    }
    chosen = here;
    chosen.erase(std::string(kLedger));
    for (const std::string& section : arguments.without) {
      if (!here.contains(section)) {
        return Error{ErrorCode::kNotFound, "the bundle has no section of a name that was given", "holdall inspect"};
      }
      chosen.erase(section);
    }
  }
  if (arguments.with_ledger) {
    chosen.insert(std::string(kLedger));
  }
  return chosen;
}

}  // namespace

Result<Report> run_disclose(const FormArguments& arguments, const Context& context) {
  HOLDALL_ASSIGN(const BundleInput input, read_bundle(arguments, context));
  HOLDALL_ASSIGN(const std::set<std::string> chosen, choose(arguments, input.bundle));
  const Form form = arguments.form.empty() ? input.bundle.form() : form_named(arguments.form);
  HOLDALL_TRY(disclose_sections(
      input.bundle, chosen,
      {.output = arguments.output, .form = form, .compression = compression_named(arguments.compression)}));
  if (arguments.output == "-") {
    return Report();
  }
  std::string shown;
  for (const std::string& section : chosen) {
    shown += (shown.empty() ? "" : ", ") + section;
  }
  Value value = input_value(input, arguments);
  value.set("form", form_name(form));
  value.set("sections", Value::Array(chosen.begin(), chosen.end()));
  return Report{std::move(value), input_lines(input, "disclosed " + arguments.output).line("sections", shown).text()};
}

}  // namespace holdall::cli
