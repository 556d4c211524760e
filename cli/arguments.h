// The command line: every option of every command (CLI11's only home, besides the reference made from it).
#pragma once

#include <functional>

#include "cli/commands.h"

namespace holdall::cli {

struct Invocation {
  Context context;
  std::function<Result<Report>(const Context&)> run;  // empty: everything was said already
  int exit_code = 0;
};

// Prints help, version or a usage error itself.
Invocation parse_arguments(int argc, char** argv);

}  // namespace holdall::cli
