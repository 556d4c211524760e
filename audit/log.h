// Appending to an audit: for each attempt a line before the work and a line after it, chained, numbered, and covered by
// a signed head before the append returns.
//
// A line holds ids of requests and bundles, and nothing about a person but a keyed digest (key.h). The cost of an
// append does not depend on the size of the log, unless log and head do not fit together.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "holdall/core/base/result.h"
#include "holdall/core/json/value.h"
#include "holdall/core/model/timestamp.h"

namespace holdall {

// Appends the members of `facts` as one line, at that time; the files are made 0600 where they are not there. Where log
// and head contradict each other the line is appended all the same and says so. Errors: kIo, kPathUnsafe, kKeyUnfit;
// kLimit for a line that is too long. After one, the line is not in the log, or it is there without a head.
Result<void> append_audit(const std::string& log, Value facts, Timestamp at);

// One attempt.
class AuditAttempt {
 public:
  // Appends the line `"event":"begin"`: what cannot be recorded is not done. `now`: the time that the attempt assumes.
  // Errors: those of append_audit.
  static Result<AuditAttempt> begin(std::string log, std::string_view command, std::optional<Timestamp> now);

  // Adds a fact to the line that end() writes: an id, a digest. What metrics read is told in docs/audit.md#lines.
  void note(std::string_view member, Value value) { facts_.set(member, std::move(value)); }
  // Appends the line `"event":"end"` with the outcome's token and exit code. Errors: those of append_audit; the work is
  // done all the same.
  Result<void> end(std::string_view outcome, int exit_code);

 private:
  AuditAttempt(std::string log, Value facts) : log_(std::move(log)), facts_(std::move(facts)) {}
  std::string log_;
  Value facts_;
};

}  // namespace holdall
