#include "cli/report.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>

#include "cli/commands.h"
#include "holdall/core/base/text.h"
#include "holdall/core/json/canonical.h"

namespace holdall::cli {
namespace {

constexpr std::size_t kLabelWidth = 12;
constexpr std::size_t kLineWidth = 2000;

void print_line(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
}

}  // namespace

std::string json_line(const Value& value) {
  return printable_json(canonical(value)) + "\n";
}

std::string printable_json(std::string_view text) {
  std::string out;
  for (std::string_view rest = text; !rest.empty();) {
    const auto point = decode_utf8(rest);
    HOLDALL_CHECK(point.has_value());
    if (is_printable(point->value) || rest.front() == '\n') {
      out.append(rest.substr(0, point->size));
    } else {
      const auto unit = [&out](std::uint32_t code) {
        std::array<char, 8> escaped{};
        std::snprintf(escaped.data(), escaped.size(), "\\u%04x", code & 0xFFFFU);
        out.append(escaped.data());
      };
      const std::uint32_t code = point->value;
      if (code > 0xFFFF) {
        unit(0xD800U + ((code - 0x10000U) >> 10U));
      }
      unit(code > 0xFFFF ? 0xDC00U + ((code - 0x10000U) & 0x3FFU) : code);
    }
    rest.remove_prefix(point->size);
  }
  return out;
}

Lines::Lines(std::string_view headline) : text_(printable(headline, kLineWidth) + "\n") {}

Lines& Lines::line(std::string_view label, std::string_view value) {
  std::string padded(label);
  padded.resize(std::max(kLabelWidth, label.size() + 1), ' ');
  text_ += "  " + padded + printable(value, kLineWidth) + "\n";
  return *this;
}

Result<void> print_output(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
    return Error{ErrorCode::kIo, "cannot write standard output", {}};
  }
  return {};
}

Result<void> print_report(const Report& report, const Context& context) {
  if (report.value.is_null()) {
    return {};
  }
  if (context.json) {
    return print_output(json_line(report.value));
  }
  return context.quiet ? Result<void>() : print_output(report.text);
}

Value path_value(const std::string& path) {
  return is_ijson_text(path) ? path : printable(path, kLineWidth);
}

int exit_code(const Error& error) {
  return error_info(error.code).exit_code;
}

Value error_value(const Error& error) {
  const ErrorInfo& info = error_info(error.code);
  Value value(Value::Object{
      {"exit", info.exit_code}, {"message", printable(error.message, kLineWidth)}, {"token", info.token}});
  if (!info.law.empty()) {
    value.set("code", info.law);
  }
  if (!error.hint.empty()) {
    value.set("hint", error.hint);
  }
  return value;
}

void print_error(const Error& error, bool json) {
  const ErrorInfo& info = error_info(error.code);
  std::string text;
  if (json) {
    text = json_line(Value::Object{{"error", error_value(error)}});
  } else {
    text = "holdall: error[X" + std::to_string(info.exit_code) + "/" + std::string(info.token) +
           "]: " + printable(error.message, kLineWidth) + "\n";
    if (!error.hint.empty()) {
      text += "hint: " + printable(error.hint, kLineWidth) + "\n";
    }
  }
  print_line(text);
}

void print_warning(std::string_view message, bool json) {
  const std::string text = printable(message, kLineWidth);
  print_line(json ? json_line(Value::Object{{"warning", text}}) : "holdall: warning: " + text + "\n");
}

}  // namespace holdall::cli
