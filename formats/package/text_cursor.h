// Reads a text form of a bundle from front to back: literals, lines and runs, in bounded memory.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "holdall/core/base/io.h"
#include "holdall/core/base/result.h"

namespace holdall {

class TextCursor {
 public:
  // Reads [begin, end) of `file`. Errors of all calls: kContainer where the text is not as it must be, kLimit, kIo.
  TextCursor(std::shared_ptr<const InputFile> file, std::uint64_t begin, std::uint64_t end, std::size_t max_line)
      : file_(std::move(file)), offset_(begin), end_(end), max_line_(max_line) {}

  [[nodiscard]] std::uint64_t position() const { return offset_ + begin_; }
  [[nodiscard]] bool at_end() const { return position() == end_; }
  // Whether `literal` stands here.
  Result<bool> at(std::string_view literal);
  // The same, and then it is passed over.
  Result<bool> accept(std::string_view literal);
  Result<void> expect(std::string_view literal);
  // Up to the next `stop`, which is passed over too; valid until the next call. Requires: fewer than max_line bytes.
  Result<std::string_view> until(char stop);
  // The next `size` bytes; valid until the next call. Requires: at most 64 KiB.
  Result<std::string_view> take(std::size_t size);
  Result<std::string_view> line() { return until('\n'); }
  // How many bytes of base64url stand here; they are passed over, however many.
  Result<std::uint64_t> skip_base64url();
  // The error for whatever else stands here.
  [[nodiscard]] Error unexpected() const;

 private:
  // Tries to have `size` bytes in the buffer; fewer at the end.
  Result<std::string_view> peek(std::size_t size);

  std::shared_ptr<const InputFile> file_;
  std::uint64_t offset_;  // of the buffer's first byte
  std::uint64_t end_;
  std::size_t max_line_;
  std::string buffer_;
  std::size_t begin_ = 0;  // of the unread part of buffer_
};

}  // namespace holdall
