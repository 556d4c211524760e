// The command `holdall`: parses its arguments, runs one command, prints its report or its error, exits with its code.
#include <csignal>
#include <cstdio>
#include <exception>

#include "cli/arguments.h"
#include "cli/interrupt.h"
#include "cli/private_memory.h"
#include "cli/report.h"
#include "cli/standard_descriptors.h"

namespace {

int run(const holdall::cli::Invocation& invocation) {
  using namespace holdall::cli;  // NOLINT(google-build-using-namespace): the file is the command
  if (!invocation.run) {
    return invocation.exit_code;
  }
  auto report = invocation.run(invocation.context);
  warn_of_unlocked_memory(invocation.context.json);
  if (!report.ok()) {
    die_of_interrupt();
  }
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
  holdall::cli::keep_memory_private();
  holdall::cli::fill_standard_descriptors();
  // A closed pipe and a file size limit are errors of exit 9, not deaths.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  bool json = false;
  try {
    const holdall::cli::Invocation invocation = holdall::cli::parse_arguments(argc, argv);
    json = invocation.context.json;
    return run(invocation);
  } catch (const std::exception&) {  // what() may quote what it must not
    holdall::cli::print_error({holdall::ErrorCode::kInternal, "an unexpected exception", {}}, json);
    return 1;
  }
}
