// The audit file: one canonical JSON line for each attempt to export or import, refusals too, chained by digest so that
// a line cannot be dropped or changed unnoticed. It holds ids of requests and bundles, and no personal data.
#pragma once

#include <string>
#include <string_view>

#include "cli/commands.h"
#include "holdall/core/base/result.h"
#include "holdall/core/json/value.h"

namespace holdall::cli {

class Audit {
 public:
  // Opens (creating it 0600, its folder 0700) before any work is done: what cannot be recorded is not done.
  // Errors: kIo, kPathUnsafe.
  static Result<Audit> open(const Context& context, std::string_view command);

  // Adds a fact to the line: an id, a digest, a name of a map.
  void note(std::string_view member, Value value) { line_.set(member, std::move(value)); }
  // Appends the line with the outcome. Errors: kIo.
  Result<void> record(std::string_view outcome, int exit_code);

 private:
  Audit(std::string path, Value line) : path_(std::move(path)), line_(std::move(line)) {}
  std::string path_;
  Value line_;
};

// Runs `work`, which may note facts, and records how it ended.
template <typename Work>
Result<Report> audited(const Context& context, std::string_view command, Work work) {
  HOLDALL_ASSIGN(Audit audit, Audit::open(context, command));
  Result<Report> report = work(audit);
  const bool ok = report.ok();
  HOLDALL_TRY(audit.record(ok ? "done" : error_info(report.error().code).token, ok ? 0 : exit_code(report.error())));
  return report;
}

}  // namespace holdall::cli
