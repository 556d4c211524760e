#include "holdall/core/base/clock.h"

#include <array>
#include <chrono>

#include "holdall/core/base/text.h"

namespace holdall {

Timestamp SystemClock::now() const {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  const auto seconds = std::chrono::floor<std::chrono::seconds>(since);
  const auto rest = std::chrono::duration_cast<std::chrono::nanoseconds>(since - seconds);
  return {seconds.count(), static_cast<std::uint32_t>(rest.count())};
}

std::string new_uuid_urn(Random& random) {
  std::array<std::byte, 16> bytes{};
  random.fill(bytes);
  bytes[6] = (bytes[6] & std::byte{0x0F}) | std::byte{0x40};  // version 4
  bytes[8] = (bytes[8] & std::byte{0x3F}) | std::byte{0x80};  // variant 10
  std::string uuid = hex_encode(bytes);
  for (const std::size_t dash : {20U, 16U, 12U, 8U}) {
    uuid.insert(dash, 1, '-');
  }
  return "urn:uuid:" + uuid;
}

}  // namespace holdall
