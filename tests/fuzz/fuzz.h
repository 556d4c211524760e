// What every fuzz target shares: the entry point, its input as text, and ways to hand it on.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

#include "../support/piece_source.h"
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
