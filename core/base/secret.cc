#include "holdall/core/base/secret.h"

#include <cstring>
#include <ostream>
#include <utility>

namespace holdall {

Secret::Secret(Secret&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this != &other) {
    wipe();
    bytes_ = std::exchange(other.bytes_, {});
  }
  return *this;
}

Secret::~Secret() {
  wipe();
}

void Secret::wipe() noexcept {
  wipe_bytes(bytes_);
  bytes_.clear();
}

std::ostream& operator<<(std::ostream& out, const Secret& /*secret*/) {
  return out << "<redacted>";
}

void wipe_bytes(std::span<std::byte> bytes) noexcept {
  if (!bytes.empty()) {  // explicit_bzero takes no null
    explicit_bzero(bytes.data(), bytes.size());
  }
}

}  // namespace holdall
