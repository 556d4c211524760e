// The audit file: for each attempt to export or import, refused ones too, a line before the work and a line after it.
//
// Lines are canonical JSON, each with the digest of the line before: a change in the middle shows, a shortened end does
// not (signing the head comes later). They hold ids of requests and bundles, and no personal data; a person stands in
// them as a keyed digest (history.h).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "cli/commands.h"
#include "holdall/core/base/result.h"
#include "holdall/core/json/value.h"

namespace holdall::cli {

// No line is longer, in bytes without its LF.
inline constexpr std::size_t kLongestAuditLine = 16U << 10;

// The file named on the command line, else the user's, whose folder is created. Errors: kIo.
Result<std::string> audit_path(const Context& context);

class Audit {
 public:
  // Writes the line `"event":"begin"` to the file (created 0600, its folder 0700): what cannot be recorded is not done.
  // Errors: kIo, kPathUnsafe.
  static Result<Audit> begin(const Context& context, std::string_view command);

  // Adds a fact to the line that end() writes: an id, a digest. Of an export that may count against a later one:
  // `request`, `right`, `received` and `person`.
  void note(std::string_view member, Value value) { facts_.set(member, std::move(value)); }
  // Writes the line `"event":"end"` with the outcome's token and exit code. Errors: kIo; the work is done all the same.
  Result<void> end(std::string_view outcome, int exit_code);

 private:
  Audit(std::string path, Value facts) : path_(std::move(path)), facts_(std::move(facts)) {}
  std::string path_;
  Value facts_;
};

// Runs `work`, which may note facts, between the two lines. How the work ended decides, not whether that was recorded:
// a missing end line is told beside a success.
template <typename Work>
Result<Report> audited(const Context& context, std::string_view command, Work work) {
  HOLDALL_ASSIGN(Audit audit, Audit::begin(context, command));
  Result<Report> report = work(audit);
  const bool ok = report.ok();
  const auto recorded =
      audit.end(ok ? "done" : error_info(report.error().code).token, ok ? 0 : exit_code(report.error()));
  if (ok && !recorded.ok()) {
    print_warning("done, but " + recorded.error().message, context.json);
  }
  return report;
}

}  // namespace holdall::cli
