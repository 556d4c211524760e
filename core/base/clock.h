// Time and chance are handed in, never taken: a bundle made with the same clock and randomness is the same bundle.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "holdall/core/model/timestamp.h"

namespace holdall {

class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Timestamp now() const = 0;  // UTC
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] Timestamp now() const override;
};

class FixedClock final : public Clock {
 public:
  explicit FixedClock(Timestamp at) : at_(at) {}
  [[nodiscard]] Timestamp now() const override { return at_; }

 private:
  Timestamp at_;
};

class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::byte> out) = 0;  // unpredictable bytes; cannot fail
};

// "urn:uuid:…", version 4 (RFC 9562 §5.4).
std::string new_uuid_urn(Random& random);

}  // namespace holdall
