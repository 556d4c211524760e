#include "cli/reference.h"

#include <CLI/CLI.hpp>

#include "holdall/core/base/error.h"

namespace holdall::cli {
namespace {

std::string names_of(const CLI::Option& option) {
  std::string names;
  for (const std::string& name : option.get_snames()) {
    names += (names.empty() ? "-" : ", -") + name;
  }
  for (const std::string& name : option.get_lnames()) {
    names += (names.empty() ? "--" : ", --") + name;
  }
  return names.empty() ? option.get_type_name() : names;
}

void append_options(std::string& out, const CLI::App& command) {
  out += "| option | | meaning |\n|---|---|---|\n";
  for (const CLI::Option* option : command.get_options()) {
    if (option->get_group().empty() || option->check_lname("help") || option->check_lname("help-all")) {
      continue;
    }
    const bool positional = option->get_lnames().empty() && option->get_snames().empty();
    std::string shape = positional || option->get_items_expected_max() == 0 ? "" : "`" + option->get_type_name() + "`";
    for (auto bar = shape.find('|'); bar != std::string::npos; bar = shape.find('|', bar + 2)) {
      shape.insert(bar, "\\");
    }
    out += "| `" + names_of(*option) + "` | " + shape + " | " + option->get_description() +
           (option->get_required() ? " (required)" : "") + " |\n";
  }
}

void append_command(std::string& out, const CLI::App& command, const std::string& path) {
  const auto below = command.get_subcommands([](const CLI::App*) { return true; });
  for (const CLI::App* inner : below) {  // two levels at most
    if (inner->get_subcommands([](const CLI::App*) { return true; }).empty()) {
      out += "\n## " + path + " " + inner->get_name() + "\n\n" + inner->get_description() + ".\n\n";
      append_options(out, *inner);
    } else {
      for (const CLI::App* leaf : inner->get_subcommands([](const CLI::App*) { return true; })) {
        out += "\n## " + path + " " + inner->get_name() + " " + leaf->get_name() + "\n\n" + leaf->get_description() +
               ".\n\n";
        append_options(out, *leaf);
      }
    }
  }
}

void append_errors(std::string& out) {
  out +=
      "\n## Exit codes and error tokens\n\n"
      "An error is one line on standard error, `holdall: error[X4/sig-invalid]: …`, and sometimes a `hint:` line. Exit "
      "0: "
      "done, or already done. Exit 128+n: ended by signal n; nothing was published or stored.\n\n"
      "| exit | token | request code | meaning |\n|---|---|---|---|\n";
  for (const ErrorInfo& info : error_table()) {
    out += "| " + std::to_string(info.exit_code) + " | `" + std::string(info.token) + "` | " +
           (info.law.empty() ? "" : "`" + std::string(info.law) + "`") + " | " + std::string(info.meaning) + " |\n";
  }
}

}  // namespace

std::string reference(const CLI::App& app) {
  std::string out =
      "# The command\n\nMade by `holdall --help-markdown`; a test holds the two together.\n\n## Every command\n\n";
  append_options(out, app);
  append_command(out, app, "holdall");
  append_errors(out);
  return out;
}

}  // namespace holdall::cli
