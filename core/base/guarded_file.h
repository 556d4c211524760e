// Files that count as much as what they hold: private keys, passphrases, the trust store. Who may read or change them
// is looked at on the open handle (docs/keys.md#files).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "holdall/core/base/io.h"
#include "holdall/core/base/limits.h"
#include "holdall/core/base/result.h"
#include "holdall/core/base/secret.h"

namespace holdall {

enum class Privacy : std::uint8_t { kPrivateKey, kTrustStore };

inline constexpr std::size_t kSecretFileBytes = 16U << 10U;  // what is read into locked memory at most, by default

class GuardedFile {
 public:
  // Opens a path, `-` for standard input, or `fd:N` for a descriptor that the caller of the program left open. A file
  // called fd:N is ./fd:N. Errors: kNotFound, kIo, kPathUnsafe (a folder).
  static Result<GuardedFile> open(const std::string& path);
  // Whether the owner is the caller or root, nobody else can write the file and, for a private key, nobody else can
  // read it. A file without a name (memfd) is whose handle it is, and so is a pipe that came as a descriptor. Errors:
  // kPathUnsafe.
  [[nodiscard]] Result<void> check(Privacy privacy) const;
  // From where it stands to its end, in guarded memory all the way. Errors: kLimit, kIo.
  [[nodiscard]] Result<Secret> read_secret(std::size_t limit = kSecretFileBytes) const;
  [[nodiscard]] Result<std::string> read_text(std::size_t limit = Limits{}.document_bytes) const;

 private:
  GuardedFile(UniqueFd fd, std::string shown, bool is_handed)
      : fd_(std::move(fd)), shown_(std::move(shown)), is_handed_(is_handed) {}
  UniqueFd fd_;
  std::string shown_;  // as a message names it
  bool is_handed_;     // it came as a descriptor
};

// Opens, checks and reads. Errors: those of the three.
Result<Secret> read_guarded(const std::string& path, Privacy privacy, std::size_t limit = kSecretFileBytes);

}  // namespace holdall
