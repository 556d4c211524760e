// The files of an audit. FILE has the lines; FILE.key the secret under which persons and heads stand (key.h); FILE.head
// what the last append signed (head.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "holdall/core/base/io.h"
#include "holdall/core/base/result.h"

namespace holdall {

inline std::string audit_key_path(const std::string& log) {
  return log + ".key";
}
inline std::string audit_head_path(const std::string& log) {
  return log + ".head";
}

// The log, made 0600 whatever the umask where it is not there, and held against every other append and snapshot until
// the descriptor is dropped. Errors: kIo; kPathUnsafe for anything but a regular file that only its owner can change.
Result<UniqueFd> hold_audit_log(const std::string& log);
// The text of the head, if there is one. Errors: kIo, kPathUnsafe, kLimit.
Result<std::optional<std::string>> read_audit_head(const std::string& log);
// Puts `text` in its place, durably. Requires: the log is held. Errors: kIo; the old head or the new one is there.
Result<void> write_audit_head(const std::string& log, std::string_view text);

// The log as it was at one moment: appends go on behind `size`.
struct AuditSnapshot {
  UniqueFd fd;  // invalid where there is no log
  std::uint64_t size = 0;
  std::optional<std::string> head;  // its text, of the same moment
  bool has_key = false;             // there was one before: so a head should be there
};
// Waits for an append that is under way. Errors: kIo, kPathUnsafe, kLimit.
Result<AuditSnapshot> snapshot_audit(const std::string& log);

// What went wrong with a file of the audit, as errno tells it.
Error audit_file_error(const char* what);

}  // namespace holdall
