#include "cli/bundle_input.h"
#include "cli/commands.h"
#include "cli/signing_key.h"
#include "holdall/formats/bundle/forms.h"

namespace holdall::cli {

Result<Report> run_present(const FormArguments& arguments, const Context& context) {
  HOLDALL_ASSIGN(const BundleInput input, read_bundle(arguments, context));
  HOLDALL_ASSIGN(const PrivateKey holder, load_signing_key(arguments.holder));
  const Form form = arguments.form.empty() ? input.bundle.form() : form_named(arguments.form);
  HOLDALL_TRY(present_bundle(
      input.bundle, holder, {arguments.audience, arguments.nonce, context.time()},
      {.output = arguments.output, .form = form, .compression = compression_named(arguments.compression)}));
  if (arguments.output == "-") {
    return Report();
  }
  Value value = input_value(input, arguments);
  value.set("form", form_name(form));
  value.set("audience", arguments.audience);
  value.set("holder", holder.public_key().thumbprint());
  return Report{std::move(value), input_lines(input, "presented " + arguments.output)
                                      .line("to", arguments.audience)
                                      .line("by the key", holder.public_key().thumbprint())
                                      .text()};
}

}  // namespace holdall::cli
