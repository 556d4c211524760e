#include "holdall/formats/package/text_cursor.h"

#include <algorithm>

namespace holdall {
namespace {

constexpr std::size_t kChunk = std::size_t{64} << 10U;

}  // namespace

Error TextCursor::unexpected() const {
  return {ErrorCode::kContainer, "not what this form has at byte " + std::to_string(position()), {}};
}

Result<std::string_view> TextCursor::peek(std::size_t size) {
  if (buffer_.size() - begin_ < size && offset_ + buffer_.size() < end_) {
    buffer_.erase(0, begin_);
    offset_ += begin_;
    begin_ = 0;
    const std::size_t kept = buffer_.size();
    const std::uint64_t rest = end_ - offset_ - kept;
    const auto more = static_cast<std::size_t>(std::min<std::uint64_t>(rest, std::max(size - kept, kChunk)));
    buffer_.resize(kept + more);
    HOLDALL_TRY(file_->read_at(offset_ + kept, std::as_writable_bytes(std::span(buffer_).subspan(kept))));
  }
  return std::string_view(buffer_).substr(begin_);
}

Result<bool> TextCursor::at(std::string_view literal) {
  HOLDALL_ASSIGN(const std::string_view text, peek(literal.size()));
  return text.starts_with(literal);
}

Result<bool> TextCursor::accept(std::string_view literal) {
  HOLDALL_ASSIGN(const bool is_here, at(literal));
  begin_ += is_here ? literal.size() : 0;
  return is_here;
}

Result<void> TextCursor::expect(std::string_view literal) {
  HOLDALL_ASSIGN(const bool is_here, accept(literal));
  return is_here ? Result<void>() : unexpected();
}

Result<std::string_view> TextCursor::until(char stop) {
  std::size_t searched = 0;
  while (true) {
    HOLDALL_ASSIGN(const std::string_view text, peek(searched + 1));
    const std::size_t found = text.find(stop, searched);
    if (std::min(found, text.size()) >= max_line_) {
      return Error{ErrorCode::kLimit, "a line is longer than " + std::to_string(max_line_) + " bytes", {}};
    }
    if (found != std::string_view::npos) {
      begin_ += found + 1;
      return text.substr(0, found);
    }
    if (text.size() == searched) {
      return Error{ErrorCode::kTruncated, "the text ends early", {}};
    }
    searched = text.size();
  }
}

Result<std::string_view> TextCursor::take(std::size_t size) {
  HOLDALL_ASSIGN(const std::string_view text, peek(size));
  if (text.size() < size) {
    return Error{ErrorCode::kTruncated, "the text ends early", {}};
  }
  begin_ += size;
  return text.substr(0, size);
}

Result<std::uint64_t> TextCursor::skip_base64url() {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  for (std::uint64_t size = 0;;) {
    HOLDALL_ASSIGN(const std::string_view text, peek(1));
    const std::size_t run = std::min(text.find_first_not_of(kAlphabet), text.size());
    begin_ += run;
    size += run;
    if (run == 0 || run < text.size()) {
      return size;
    }
  }
}

}  // namespace holdall
