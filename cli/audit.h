// The audit of the command's attempts to export, to import, to bind and to change whom it trusts: which file, and
// around what.
// The library does the rest (holdall/audit/log.h).
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "cli/commands.h"
#include "cli/interrupt.h"
#include "holdall/audit/log.h"
#include "holdall/core/base/result.h"

namespace holdall::cli {

// The file named on the command line, else the user's. Errors: kIo.
Result<std::string> audit_path(const Context& context);
// As audit_path, and the user's folder is there (0700).
Result<std::string> audit_path_to_write(const Context& context);

inline constexpr int kSignalled = 128;  // and the signal's number: the exit code that a shell tells

// Runs `work`, which may note facts, between the two lines. How the work ended decides, not whether that was recorded:
// a missing end line is told beside a success.
template <typename Work>
Result<Report> audited(const Context& context, std::string_view command, Work work) {
  HOLDALL_ASSIGN(std::string log, audit_path_to_write(context));
  HOLDALL_ASSIGN(AuditAttempt audit, AuditAttempt::begin(std::move(log), command, context.now));
  Result<Report> report = work(audit);
  const bool ok = report.ok();
  const auto recorded = ok ? audit.end("done", 0)
                        : interrupt() != 0
                            ? audit.end("interrupted", kSignalled + interrupt())
                            : audit.end(error_info(report.error().code).token, exit_code(report.error()));
  if (!recorded.ok()) {
    print_warning((ok ? "done, but " : "refused, and ") + recorded.error().message, context.json);
  }
  return report;
}

}  // namespace holdall::cli
