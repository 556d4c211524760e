// Bytes that must not be seen: in guarded pages that are locked and not dumped (libsodium), wiped when dropped, printed
// as <redacted>, moved but never copied.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <memory>
#include <span>
#include <vector>

namespace holdall {

class Secret {
 public:
  Secret() = default;
  // Zeros, to be filled through change(). Throws std::bad_alloc.
  explicit Secret(std::size_t size);
  // Takes the bytes over: where they stood is wiped. Bytes that stood elsewhere before are the caller's matter.
  explicit Secret(std::vector<std::byte> bytes);
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  ~Secret() = default;

  // The two doors to the bytes; grep for them.
  [[nodiscard]] std::span<const std::byte> reveal() const { return {bytes_.get(), size_}; }
  [[nodiscard]] std::span<std::byte> change() { return {bytes_.get(), size_}; }

 private:
  struct WipeAndFree {
    void operator()(std::byte* bytes) const noexcept;
  };
  std::unique_ptr<std::byte, WipeAndFree> bytes_;
  std::size_t size_ = 0;
};

std::ostream& operator<<(std::ostream& out, const Secret& secret);

// Whether every secret so far could be kept from the swap. Where the system's limit of locked memory is too low, they
// are held all the same. Any thread.
bool all_secrets_are_locked() noexcept;

// Overwrites a buffer in a way that no optimiser removes.
void wipe_bytes(std::span<std::byte> bytes) noexcept;

}  // namespace holdall
