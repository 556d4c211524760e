#include <set>

#include "cli/bundle_input.h"
#include "cli/commands.h"
#include "holdall/formats/bundle/forms.h"
#include "holdall/schemas/record_types.h"

namespace holdall::cli {
namespace {

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
    chosen.erase(std::string(kLedgerSection));
    for (const std::string& section : arguments.without) {
      if (!here.contains(section)) {
        return Error{ErrorCode::kNotFound, "the bundle has no section `" + printable(section) + "`", "holdall inspect"};
      }
      chosen.erase(section);
    }
  }
  if (arguments.with_ledger) {
    chosen.insert(std::string(kLedgerSection));
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
  std::uint64_t kept = 0;
  for (const SegmentInfo& segment : input.bundle.segments()) {
    kept += chosen.contains(segment.section) ? 1U : 0U;
  }
  const std::uint64_t withheld = input.bundle.manifest().sections.size() - kept;
  std::string shown;
  for (const std::string& section : chosen) {
    shown += (shown.empty() ? "" : ", ") + section;
  }
  Value value = input_value(input, arguments);
  value.set("form", form_name(form));
  value.set("sections", Value::Array(chosen.begin(), chosen.end()));
  value.set("withheld_now", withheld);
  return Report{std::move(value), input_lines(input, "disclosed " + arguments.output)
                                      .line("sections", shown)
                                      .line("withheld now", std::to_string(withheld))
                                      .text()};
}

}  // namespace holdall::cli
