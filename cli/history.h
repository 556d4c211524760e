// The history of requests as the audit tells it: exports that ended well, by a keyed digest of the person
// (holdall/audit/key.h).
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "holdall/exporter/rights/history.h"

namespace holdall::cli {

class AuditHistory final : public RequestHistory {
 public:
  // `iss`: the controller whose internal keys these are.
  AuditHistory(const Context& context, std::string iss) : context_(context), iss_(std::move(iss)) {}

  // Where the audit has no key yet, nobody was met. Errors: kIo, kPathUnsafe where others can use it; kKeyUnfit.
  Result<void> meet(const Value& subject) override;
  // From the lines that have `request`, `right`, `received` and this person; a line that is torn, too long or not the
  // audit's is passed over. Errors: those of meet(); kIo, kPathUnsafe of the audit file.
  Result<std::vector<PastAnswer>> of(const Value& subject) override;
  // Whom it met last, as the member `person` of an export's lines has it. Empty before.
  [[nodiscard]] const std::string& met() const { return met_; }

 private:
  const Context& context_;
  std::string iss_;
  std::string met_;
};

}  // namespace holdall::cli
