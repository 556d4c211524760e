// Key files: a public JWK, a private one, or a private one under a passphrase (docs/format.md#key-files).
//
//   file or descriptor → guarded memory → public half, known at once → unlock(passphrase) → PrivateKey
//
// Under a passphrase: Argon2id (version 1.3, one lane) makes the key of XChaCha20-Poly1305, which encrypts the 32 bytes
// and authenticates everything else in the file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "holdall/core/base/result.h"
#include "holdall/core/base/secret.h"
#include "holdall/core/crypto/keys.h"
#include "holdall/core/json/value.h"

namespace holdall {

// What guessing a passphrase costs, and opening the file once.
struct PassphraseCost {
  std::uint64_t passes = 3;
  std::uint64_t memory = 256ULL << 20U;  // bytes
};

inline constexpr std::size_t kLongestPassphrase = 1024;  // bytes

class KeyFile {
 public:
  // Opens `path` as GuardedFile does. Errors: kPathUnsafe where it holds a private key, encrypted or not, that others
  // can use; those of parse(); kNotFound, kIo.
  static Result<KeyFile> load(const std::string& path);
  // Errors: kKeyUnfit; kLimit where opening it would cost too much.
  static Result<KeyFile> parse(std::string_view text);

  [[nodiscard]] const PublicKey& public_key() const;
  [[nodiscard]] bool is_private() const { return !std::holds_alternative<PublicKey>(key_); }
  [[nodiscard]] bool is_encrypted() const { return std::holds_alternative<Sealed>(key_); }
  // Requires: is_encrypted(). Errors: kCannotDecrypt, whether the passphrase is wrong or the file is damaged; kIo where
  // there is not enough memory.
  [[nodiscard]] Result<PrivateKey> unlock(const Secret& passphrase) const;
  // Requires: is_private(), !is_encrypted().
  [[nodiscard]] PrivateKey take_private() &&;

 private:
  struct Sealed {
    PublicKey half;
    Value file;  // checked
  };
  using Key = std::variant<PublicKey, PrivateKey, Sealed>;
  explicit KeyFile(Key key) : key_(std::move(key)) {}
  static Result<KeyFile> parse_sealed(Value file);
  Key key_;
};

// The text of a key file under a passphrase, with LF. Requires: a passphrase of 1 to kLongestPassphrase bytes, a cost
// that a reader accepts. Errors: kIo where there is not enough memory.
Result<std::string> sealed_key_text(const PrivateKey& key, const Secret& passphrase, Random& random,
                                    const PassphraseCost& cost = {});

// The private key of a file that has no passphrase. Errors: those of KeyFile::load; kKeyUnfit where it holds no private
// key, or one under a passphrase.
Result<PrivateKey> load_private_key(const std::string& path);
// The public half of any key file. Errors: those of KeyFile::load.
Result<PublicKey> load_public_key(const std::string& path);

}  // namespace holdall
