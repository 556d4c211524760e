// Bytes in motion. A source ends cleanly or fails; a sink's bytes count only after finish().
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "holdall/core/base/result.h"

namespace holdall {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // Fills a part of `out` and returns how much; 0 means the input ended cleanly. Truncation, a wrong checksum or size
  // are errors, never 0. Requires: !out.empty().
  virtual Result<std::size_t> read(std::span<std::byte> out) = 0;
};

class ByteSink {
 public:
  virtual ~ByteSink() = default;  // without finish(): what was written is discarded
  virtual Result<void> write(std::span<const std::byte> bytes) = 0;
  virtual Result<void> finish() = 0;
};

// Bytes in memory.
class BytesSource final : public ByteSource {
 public:
  explicit BytesSource(std::string_view bytes) : rest_(bytes) {}  // which outlive it
  explicit BytesSource(std::string&& bytes) : own_(std::move(bytes)), rest_(own_) {}
  BytesSource(const BytesSource&) = delete;
  BytesSource& operator=(const BytesSource&) = delete;
  ~BytesSource() override = default;
  Result<std::size_t> read(std::span<std::byte> out) override;

 private:
  std::string own_;
  std::string_view rest_;
};

// All bytes of `source`. Errors: kLimit where there are more than `limit`.
Result<std::string> read_all(ByteSource& source, std::size_t limit);

}  // namespace holdall
