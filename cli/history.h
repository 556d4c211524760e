// The history of requests as the audit file tells it: exports that ended well, by a keyed digest of the person.
//
// The key stands beside the audit file, in AUDIT.key: without it nobody can tell from the audit file who asked, with it
// only whoever knows the internal key of a person can. Where the key is lost, so is the history.
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

  // Makes AUDIT.key (32 random bytes in base64url, 0600) where there is none. Errors: kIo, kPathUnsafe where others can
  // use it; kKeyUnfit where it is none.
  Result<void> meet(const Value& subject) override;
  // From the lines that have `request`, `right`, `received` and this person; a line that is torn, too long or not the
  // audit's is passed over. Errors: those of meet(); kIo, kPathUnsafe of the audit file.
  Result<std::vector<PastAnswer>> of(const Value& subject) override;
  // Whom it met last, as the member `person` of an export's lines has it: base64url of HMAC-SHA-256 over the
  // canonical [iss, internal key]. Empty before.
  [[nodiscard]] const std::string& met() const { return met_; }

 private:
  [[nodiscard]] Result<std::string> person(const Value& subject) const;
  const Context& context_;
  std::string iss_;
  std::string met_;
};

}  // namespace holdall::cli
