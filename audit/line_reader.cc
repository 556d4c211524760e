#include "holdall/audit/line_reader.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "holdall/audit/files.h"

namespace holdall {
namespace {

constexpr std::size_t kBlock = 64U << 10;

}  // namespace

Result<void> AuditLineReader::fill() {
  block_.resize(static_cast<std::size_t>(std::min<std::uint64_t>(kBlock, size_ - next_)));
  at_ = 0;
  ssize_t size = 0;
  do {
    size = ::pread(fd_, block_.data(), block_.size(), static_cast<off_t>(next_));
  } while (size < 0 && errno == EINTR);
  if (size < 0) {
    return audit_file_error("read it");
  }
  if (size == 0) {
    return Error{ErrorCode::kAuditBroken, "audit file: it became shorter while it was read", {}};
  }
  block_.resize(static_cast<std::size_t>(size));
  next_ += block_.size();
  return {};
}

Result<const AuditLine*> AuditLineReader::next() {
  text_.clear();
  line_ = {line_.number + 1, line_.end, {}, false, false};
  while (!line_.is_ended) {
    if (at_ == block_.size()) {
      if (next_ == size_) {
        break;
      }
      HOLDALL_TRY(fill());
    }
    const std::string_view rest = std::string_view(block_).substr(at_);
    const std::size_t found = rest.find('\n');
    const std::string_view part = rest.substr(0, found);
    const std::size_t room = kLongestAuditLine - text_.size();
    line_.is_too_long = line_.is_too_long || part.size() > room;
    line_.is_ended = found != std::string_view::npos;
    text_.append(part.substr(0, room));
    const std::size_t taken = part.size() + (line_.is_ended ? 1 : 0);
    at_ += taken;
    line_.end += taken;
  }
  line_.text = text_;
  const bool is_line = line_.is_ended || !line_.text.empty();
  return is_line ? &line_ : nullptr;
}

}  // namespace holdall
