// What every fuzz target shares: the entry point and its input as text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "holdall/core/base/result.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace holdall {

inline std::string_view fuzz_text(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};  // NOLINT: bytes are chars
}

}  // namespace holdall
