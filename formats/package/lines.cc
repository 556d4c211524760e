#include "holdall/formats/package/lines.h"

namespace holdall {
namespace {

constexpr std::size_t kChunk = 64U << 10;

}  // namespace

Result<bool> LineReader::fill() {
  buffer_.erase(0, begin_);
  begin_ = 0;
  const std::size_t kept = buffer_.size();
  buffer_.resize(kept + kChunk);
  const auto room = std::as_writable_bytes(std::span(buffer_).subspan(kept));
  HOLDALL_ASSIGN(const std::size_t size, source_->read(room));
  hash_.update(room.first(size));
  bytes_ += size;
  buffer_.resize(kept + size);
  return size > 0;
}

Result<std::optional<std::string_view>> LineReader::next() {
  std::size_t searched = 0;  // bytes of the unread part that hold no LF
  while (true) {
    const std::string_view rest = std::string_view(buffer_).substr(begin_);
    const auto end = rest.find('\n', searched);
    if (std::min(end, rest.size()) >= max_line_) {
      return Error{ErrorCode::kLimit, "a line is longer than " + std::to_string(max_line_) + " bytes", {}};
    }
    if (end != std::string_view::npos) {
      begin_ += end + 1;
      return std::optional(rest.substr(0, end));
    }
    searched = rest.size();
    HOLDALL_ASSIGN(const bool more, fill());
    if (!more && begin_ < buffer_.size()) {
      return Error{ErrorCode::kSegment, "the last line does not end in LF", {}};
    }
    if (!more) {
      return std::optional<std::string_view>();
    }
  }
}

}  // namespace holdall
