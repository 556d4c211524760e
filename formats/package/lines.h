// Lines of a byte source, one at a time, in bounded memory.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "holdall/core/base/result.h"
#include "holdall/core/crypto/digest.h"
#include "holdall/core/stream/byte_stream.h"

namespace holdall {

// Splits at LF only, hashes everything it reads.
class LineReader {
 public:
  LineReader(std::unique_ptr<ByteSource> source, std::size_t max_line)
      : source_(std::move(source)), max_line_(max_line) {}

  // The next line without its LF, valid until the next call; nothing at the end. Errors: kSegment if the last line has
  // no LF; kLimit; those of the source.
  Result<std::optional<std::string_view>> next();
  // Requires: next() returned nothing. SHA-256 of all bytes.
  Sha256Digest digest() { return hash_.finish(); }
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

 private:
  // false at the end of the source.
  Result<bool> fill();

  std::unique_ptr<ByteSource> source_;
  std::size_t max_line_;
  std::string buffer_;
  std::size_t begin_ = 0;  // of the unread part of buffer_
  Sha256 hash_;
  std::uint64_t bytes_ = 0;
};

}  // namespace holdall
