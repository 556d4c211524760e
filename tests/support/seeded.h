// A clock that stands and a randomness that repeats: what tests inject.
#pragma once

#include <cstdint>

#include "holdall/core/base/clock.h"

namespace holdall::test {

class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed = 1) : state_(seed) {}
  void fill(std::span<std::byte> out) override {
    for (std::byte& byte : out) {  // SplitMix64
      state_ += 0x9E3779B97F4A7C15ULL;
      std::uint64_t z = state_;
      z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
      z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
      byte = static_cast<std::byte>((z >> 31U) & 0xFFU);
    }
  }

 private:
  std::uint64_t state_;
};

}  // namespace holdall::test
