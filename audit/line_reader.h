// The one reader of an audit's lines: in order, each bounded, the memory of one line whatever the size of the log.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "holdall/core/base/io.h"
#include "holdall/core/base/result.h"

namespace holdall {

// No line is longer, in bytes without its LF.
inline constexpr std::size_t kLongestAuditLine = 16U << 10;

struct AuditLine {
  std::uint64_t number = 0;  // from 1
  std::uint64_t end = 0;     // offset behind it, its LF counted
  std::string_view text;     // without LF; of one that is too long, its first bytes
  bool is_ended = false;     // with LF
  bool is_too_long = false;
};

class AuditLineReader {
 public:
  // Reads the bytes of `fd` before `size`, from `offset`, before which `lines` lines end. `fd` stays the caller's; an
  // invalid one has no lines.
  AuditLineReader(const UniqueFd& fd, std::uint64_t size, std::uint64_t offset = 0, std::uint64_t lines = 0)
      : fd_(fd.get()), size_(fd.valid() ? size : 0), next_(offset), line_{lines, offset, {}, false, false} {}

  // The next line, until the call after; nullptr at the end. Errors: kIo; kAuditBroken where the file becomes shorter.
  Result<const AuditLine*> next();

 private:
  Result<void> fill();
  int fd_;
  std::uint64_t size_;
  std::uint64_t next_;  // offset of what is not in the block yet
  std::string block_;
  std::size_t at_ = 0;  // in the block
  std::string text_;
  AuditLine line_;
};

}  // namespace holdall
