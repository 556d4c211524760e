// What every fuzz target shares: the entry point, its input as text, and ways to hand it on.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

#include "holdall/core/base/io.h"
#include "holdall/core/base/result.h"
#include "holdall/core/stream/byte_stream.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace holdall {

inline std::string_view fuzz_text(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};  // NOLINT: bytes are chars
}

inline std::shared_ptr<const InputFile> fuzz_file(std::string_view text) {
  auto file = InputFile::from_bytes(text);
  HOLDALL_CHECK(file.ok());
  return std::make_shared<const InputFile>(std::move(file).value());
}

// Gives a text in pieces of `step` bytes.
class PieceSource final : public ByteSource {
 public:
  PieceSource(std::string_view text, std::size_t step) : text_(text), step_(step) {}
  Result<std::size_t> read(std::span<std::byte> out) override {
    const std::size_t size = std::min({out.size(), text_.size(), step_});
    std::memcpy(out.data(), text_.data(), size);
    text_.remove_prefix(size);
    return size;
  }

 private:
  std::string_view text_;
  std::size_t step_;
};

// Keeps what is written.
class TextCollector final : public ByteSink {
 public:
  Result<void> write(std::span<const std::byte> bytes) override {
    text_.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());  // NOLINT: bytes are chars
    return {};
  }
  Result<void> finish() override { return {}; }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace holdall
