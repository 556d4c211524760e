#include "holdall/core/base/secret.h"

#include <sodium.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <new>
#include <ostream>
#include <utility>

#include "holdall/core/base/result.h"

namespace holdall {
namespace {

std::atomic<bool> has_unlocked = false;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables): of the process

std::byte* allocate(std::size_t size) {
  HOLDALL_CHECK(sodium_init() >= 0);
  void* bytes = sodium_malloc(size);
  if (bytes == nullptr) {
    throw std::bad_alloc();
  }
  if (sodium_mlock(bytes, size) != 0) {  // sodium_malloc did it already, but does not tell
    has_unlocked = true;
  }
  std::memset(bytes, 0, size);
  return static_cast<std::byte*>(bytes);
}

}  // namespace

Secret::Secret(std::size_t size) : bytes_(size == 0 ? nullptr : allocate(size)), size_(size) {}

Secret::Secret(std::vector<std::byte> bytes) : Secret(bytes.size()) {
  std::copy(bytes.begin(), bytes.end(), change().begin());
  wipe_bytes(bytes);
}

Secret::Secret(Secret&& other) noexcept
    : bytes_(std::exchange(other.bytes_, nullptr)), size_(std::exchange(other.size_, 0)) {}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this != &other) {
    bytes_ = std::exchange(other.bytes_, nullptr);
    size_ = std::exchange(other.size_, 0);
  }
  return *this;
}

void Secret::WipeAndFree::operator()(std::byte* bytes) const noexcept {
  sodium_free(bytes);  // wipes, and aborts if something wrote past the end
}

std::ostream& operator<<(std::ostream& out, const Secret& /*secret*/) {
  return out << "<redacted>";
}

bool all_secrets_are_locked() noexcept {
  return !has_unlocked;
}

void wipe_bytes(std::span<std::byte> bytes) noexcept {
  if (!bytes.empty()) {  // explicit_bzero takes no null
    explicit_bzero(bytes.data(), bytes.size());
  }
}

}  // namespace holdall
