#include <set>

#include "cli/bundle_input.h"
#include "cli/commands.h"
#include "holdall/formats/bundle/forms.h"
#include "holdall/schemas/record_types.h"

namespace holdall::cli {
namespace {

// The sections that are to stay. The ledger, which tells about the others, stays only when it is asked for.
Result<std::set<std::string>> choose_sections(const FormArguments& arguments, const CheckedBundle& bundle) {
  std::set<std::string> chosen(arguments.sections.begin(), arguments.sections.end());
  if (!arguments.without.empty()) {
    for (const SegmentInfo& segment : bundle.segments()) {
      chosen.insert(segment.section);
    }
    chosen.erase(std::string(kLedgerSection));
    for (const std::string& section : arguments.without) {
      if (section != kLedgerSection && chosen.erase(section) == 0) {
        return Error{ErrorCode::kNotFound, "the bundle has no section `" + printable(section) + "`", "holdall inspect"};
      }
    }
  }
  if (arguments.with_ledger) {
    chosen.insert(std::string(kLedgerSection));
  }
  return chosen;
}

Result<Choice> choose(const FormArguments& arguments, const CheckedBundle& bundle) {
  if (arguments.sections.empty() && arguments.without.empty() && arguments.records.empty()) {
    return Error{ErrorCode::kUsage, "neither --section nor --without nor --record", "holdall disclose --help"};
  }
  Choice choice;
  HOLDALL_ASSIGN(choice.sections, choose_sections(arguments, bundle));
  for (const std::string& record : arguments.records) {
    const std::size_t slash = record.find('/');
    if (slash == std::string::npos || slash == 0 || slash + 1 == record.size()) {
      return Error{ErrorCode::kUsage, "--record names SECTION/ID", {}};
    }
    choice.records[record.substr(0, slash)].insert(record.substr(slash + 1));
  }
  return choice;
}

}  // namespace

Result<Report> run_disclose(const FormArguments& arguments, const Context& context) {
  HOLDALL_ASSIGN(const BundleInput input, read_bundle(arguments, context));
  HOLDALL_ASSIGN(const Choice choice, choose(arguments, input.bundle));
  const Form form = arguments.form.empty() ? input.bundle.form() : form_named(arguments.form);
  HOLDALL_TRY(
      disclose(input.bundle, choice,
               {.output = arguments.output, .form = form, .compression = compression_named(arguments.compression)}));
  if (arguments.output == "-") {
    return Report();
  }
  std::uint64_t kept = 0;
  for (const SegmentInfo& segment : input.bundle.segments()) {
    kept += choice.sections.contains(segment.section) && !segment.partial ? 1U : 0U;
  }
  const std::uint64_t withheld = input.bundle.manifest().sections.size() - kept;
  std::string shown;
  for (const std::string& section : choice.sections) {
    shown += (shown.empty() ? "" : ", ") + section;
  }
  std::uint64_t records = 0;
  for (const auto& chosen : choice.records) {
    records += chosen.second.size();
  }
  Value value = input_value(input, arguments);
  value.set("form", form_name(form));
  value.set("sections", Value::Array(choice.sections.begin(), choice.sections.end()));
  value.set("records", records);
  value.set("withheld_now", withheld);
  Lines lines = input_lines(input, "disclosed " + arguments.output);
  if (records > 0) {
    lines.line("records", std::to_string(records) + " alone");
  }
  return Report{std::move(value), lines.line("sections", shown).line("withheld now", std::to_string(withheld)).text()};
}

}  // namespace holdall::cli
