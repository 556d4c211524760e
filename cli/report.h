// What a command says: one JSON value or a few aligned lines on standard output, one line per error on standard error.
#pragma once

#include <string>
#include <string_view>

#include "holdall/core/base/error.h"
#include "holdall/core/base/result.h"
#include "holdall/core/base/text.h"
#include "holdall/core/json/value.h"

namespace holdall::cli {

// Nothing at all is printed where the value is null: standard output carries something else.
struct Report {
  Value value;       // for --json
  std::string text;  // for people; every line ends in LF
};

// Lines of `label  value` under a headline. Values are made printable.
class Lines {
 public:
  explicit Lines(std::string_view headline);
  Lines& line(std::string_view label, std::string_view value);
  [[nodiscard]] std::string text() const { return text_; }

 private:
  std::string text_;
};

// JSON whose every character, but for line feeds between tokens, a terminal shows as itself; still the same value.
// Requires: text is JSON.
std::string printable_json(std::string_view text);

struct Context;

// Canonical JSON whose every character a terminal shows as itself, with LF; still the same value.
std::string json_line(const Value& value);
// Errors: kIo where standard output is closed or full.
Result<void> print_output(std::string_view text);
// The report in the form that the context asks for; nothing when quiet. Errors: as print_output.
Result<void> print_report(const Report& report, const Context& context);
// `holdall: error[X4/sig-invalid]: …` and an optional hint, or one JSON object.
void print_error(const Error& error, bool json);
// One line that changes no exit code.
void print_warning(std::string_view message, bool json);
int exit_code(const Error& error);
// The result of reading a file, an error told with the file's name.
template <typename T>
Result<T> in_file(const std::string& path, Result<T> result) {
  if (!result.ok()) {
    return std::move(result).error().within("`" + printable(path) + "`");
  }
  return result;
}
// A path as JSON may carry it: paths are bytes, JSON is text.
Value path_value(const std::string& path);
Value error_value(const Error& error);

}  // namespace holdall::cli
