// A source read by lines and by pieces of an exact size. Private to core/crypto/age.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/stream/byte_stream.h"

namespace holdall::age_internal {

class BufferedSource {
 public:
  explicit BufferedSource(std::unique_ptr<ByteSource> source) : source_(std::move(source)), buffer_(kBuffer) {}

  // The next line with its LF, which the last one may lack; empty at the end. No more than `limit` bytes, however long
  // the line is. Errors: those of the source.
  Result<std::string> line(std::size_t limit);
  // Fills `out` as far as the source goes; less only at its end. Errors: those of the source.
  Result<std::size_t> read_full(std::span<std::byte> out);

 private:
  static constexpr std::size_t kBuffer = 65536;
  Result<bool> refill();  // whether there is something in the buffer
  std::unique_ptr<ByteSource> source_;
  std::vector<std::byte> buffer_;
  std::size_t at_ = 0;
  std::size_t end_ = 0;
};

}  // namespace holdall::age_internal
