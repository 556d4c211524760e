// Keys of age files: recipients, to whom one encrypts, and identities, who can decrypt (C2SP age v1, X25519).
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/clock.h"
#include "holdall/core/base/result.h"
#include "holdall/core/base/secret.h"

namespace holdall {

// A public key, `age1…`.
class AgeRecipient {
 public:
  // In its one spelling. Errors: kKeyUnfit, also for a key of low order and for kinds of keys that are not X25519.
  static Result<AgeRecipient> parse(std::string_view text);
  [[nodiscard]] std::string text() const;
  [[nodiscard]] std::span<const std::byte, 32> bytes() const { return bytes_; }

 private:
  friend class AgeIdentity;
  AgeRecipient() = default;
  std::array<std::byte, 32> bytes_{};
};

// A private key, `AGE-SECRET-KEY-1…`.
class AgeIdentity {
 public:
  static AgeIdentity generate(Random& random);
  // In its one spelling. Errors: kKeyUnfit.
  static Result<AgeIdentity> parse(std::string_view text);
  [[nodiscard]] const AgeRecipient& recipient() const { return recipient_; }
  [[nodiscard]] const Secret& scalar() const { return scalar_; }  // 32 bytes
  [[nodiscard]] Secret text() const;                              // one line without its end

 private:
  explicit AgeIdentity(Secret scalar);
  Secret scalar_;
  AgeRecipient recipient_;
};

// What may open an encrypted file.
struct AgeKeys {
  std::vector<AgeIdentity> identities;
  std::optional<Secret> passphrase;
  [[nodiscard]] bool empty() const { return identities.empty() && !passphrase; }
};

// Who shall be able to open one: recipients, or whoever knows a passphrase. Never both: the format has a passphrase
// only alone.
struct AgeTarget {
  std::vector<AgeRecipient> recipients;
  std::optional<Secret> passphrase;
  unsigned work_factor = 18;  // of scrypt, as a power of two: 256 MiB, about a second
  bool armor = false;         // text instead of bytes
};

// The keys in a file, as age-keygen writes it: one a line, blank lines and lines that begin with `#` aside. Errors:
// kKeyUnfit, with the line's number, and where there is none; kPathUnsafe where others can read identities or change
// recipients; kNotFound, kLimit, kIo.
Result<std::vector<AgeIdentity>> load_age_identities(const std::string& path);
Result<std::vector<AgeRecipient>> load_age_recipients(const std::string& path);

}  // namespace holdall
