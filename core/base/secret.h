// Bytes that must not be seen: wiped when dropped, printed as <redacted>, moved but never copied.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <span>
#include <vector>

namespace holdall {

class Secret {
 public:
  Secret() = default;
  explicit Secret(std::vector<std::byte> bytes) : bytes_(std::move(bytes)) {}
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  ~Secret();

  // The one door to the bytes; grep for it.
  [[nodiscard]] std::span<const std::byte> reveal() const { return bytes_; }

 private:
  void wipe() noexcept;
  std::vector<std::byte> bytes_;
};

std::ostream& operator<<(std::ostream& out, const Secret& secret);

// Overwrites a buffer in a way that no optimiser removes.
void wipe_bytes(std::span<std::byte> bytes) noexcept;

}  // namespace holdall
