// A bundle as the commands that rewrite it take it: checked, and verified where a trust store is given; and the names
// of forms and codecs.
#pragma once

#include <string>
#include <string_view>

#include "cli/commands.h"
#include "holdall/core/base/result.h"
#include "holdall/core/json/value.h"
#include "holdall/formats/bundle/verify.h"
#include "holdall/formats/zip/writer.h"

namespace holdall::cli {

Form form_named(std::string_view name);  // Requires: zip, json or xml
std::string_view form_name(Form form);
Compression compression_named(std::string_view name);  // Requires: fast, small or store

struct BundleInput {
  CheckedBundle bundle;
  bool verified = false;
};
// Errors: those of open_bundle, and of verify() or check_bundle().
Result<BundleInput> read_bundle(const FormArguments& arguments, const Context& context);

// What all of those commands report about what they read. `output`: what was written, if not standard output.
Value input_value(const BundleInput& input, const FormArguments& arguments);
Lines input_lines(const BundleInput& input, std::string_view headline);

}  // namespace holdall::cli
