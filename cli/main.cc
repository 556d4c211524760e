// The command `holdall`: parses its arguments, runs one command, prints its report or its error, exits with its code.
#include <csignal>
#include <cstdio>
#include <exception>

#include "cli/arguments.h"
#include "cli/report.h"

namespace {

int run(int argc, char** argv) {
  using namespace holdall::cli;  // NOLINT(google-build-using-namespace): the file is the command
  const Invocation invocation = parse_arguments(argc, argv);
  if (!invocation.run) {
    return invocation.exit_code;
  }
  auto report = invocation.run(invocation.context);
  if (report.ok()) {
    auto printed = print_report(report.value(), invocation.context);
    if (printed.ok()) {
      return 0;
    }
    report = std::move(printed).error();
  }
  print_error(report.error(), invocation.context.json);
  return exit_code(report.error());
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an error of exit 9, not a death
  try {
    return run(argc, argv);
  } catch (const std::exception&) {  // what() may quote what it must not
    holdall::cli::print_error({holdall::ErrorCode::kInternal, "an unexpected exception", {}}, false);
    return 1;
  }
}
