#include "cli/bundle_input.h"
#include "cli/commands.h"
#include "holdall/formats/bundle/forms.h"

namespace holdall::cli {

Result<Report> run_convert(const FormArguments& arguments, const Context& context) {
  HOLDALL_ASSIGN(const BundleInput input, read_bundle(arguments, context));
  HOLDALL_TRY(convert_bundle(input.bundle, {.output = arguments.output,
                                            .form = form_named(arguments.form),
                                            .compression = compression_named(arguments.compression)}));
  if (arguments.output == "-") {
    return Report();
  }
  Value value = input_value(input, arguments);
  value.set("form", arguments.form);
  return Report{std::move(value),
                input_lines(input, "converted to " + arguments.form + ": " + arguments.output).text()};
}

}  // namespace holdall::cli
