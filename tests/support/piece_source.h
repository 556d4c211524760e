// Gives a text in pieces of `step` bytes, as a slow reader would see it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <span>
#include <string_view>

#include "holdall/core/stream/byte_stream.h"

namespace holdall {

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

}  // namespace holdall
