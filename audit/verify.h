// Whether a log is what was recorded, told in one pass.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "holdall/audit/files.h"
#include "holdall/audit/head.h"
#include "holdall/core/base/result.h"

namespace holdall {

struct AuditVerdict {
  AuditMark end;  // behind the last whole line
  AuditHead head;
  std::uint64_t unsigned_lines = 0;  // behind the head, as a crash leaves them
  std::uint64_t torn_bytes = 0;      // at the end, likewise
  std::uint64_t crashes = 0;         // lines that tell of one before them
};

// `kept`: the text of a head that was kept elsewhere; the log must still begin as it says. Errors: kAuditBroken with
// the number of the first line that is wrong, never with what it says; kNotFound where nothing was recorded yet; kIo,
// kPathUnsafe, kKeyUnfit.
Result<AuditVerdict> verify_audit(const std::string& log, const AuditSnapshot& snapshot,
                                  const std::optional<std::string>& kept = std::nullopt);

}  // namespace holdall
