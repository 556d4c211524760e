// Ed25519 keys as JWK (RFC 7517, RFC 8037), checked once, when loaded (libsodium).
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "holdall/core/base/clock.h"
#include "holdall/core/base/result.h"
#include "holdall/core/base/secret.h"
#include "holdall/core/json/value.h"

namespace holdall {

// The operating system's randomness.
class SystemRandom final : public Random {
 public:
  void fill(std::span<std::byte> out) override;
};

// A public key that lies on the curve, in the main subgroup, canonically encoded.
class PublicKey {
 public:
  // From {"crv":"Ed25519","kty":"OKP","x":…}; `kid` may be there and must then be the thumbprint; with
  // `allow_store_members`, nbf, exp and revoked are left to the caller. Errors: kKeyUnfit.
  static Result<PublicKey> from_jwk(const Value& jwk, bool allow_store_members = false);

  [[nodiscard]] const std::string& thumbprint() const { return thumbprint_; }  // RFC 7638, base64url SHA-256
  [[nodiscard]] Value jwk() const;                                             // crv, kid, kty, x
  [[nodiscard]] bool verify(std::string_view message, std::span<const std::byte> signature) const;
  bool operator==(const PublicKey& other) const { return bytes_ == other.bytes_; }

 private:
  friend class PrivateKey;
  static Result<PublicKey> from_bytes(std::span<const std::byte> bytes);
  std::array<std::byte, 32> bytes_{};
  std::string thumbprint_;
};

// Its bytes stand in guarded memory alone (core/base/secret.h), from the file to the signature.
class PrivateKey {
 public:
  static PrivateKey generate(Random& random);
  // Requires: 32 bytes.
  static PrivateKey from_seed(Secret seed);
  // From the text of {"crv","d","kty","x"[,"kid"]}, read where it stands: one object of texts that need no escapes. x
  // must be the public key of d. Errors: kKeyUnfit.
  static Result<PrivateKey> from_jwk_text(std::string_view text);

  [[nodiscard]] const PublicKey& public_key() const { return public_; }
  [[nodiscard]] std::array<std::byte, 64> sign(std::string_view message) const;
  // A key for another purpose, bound to `label`: HMAC-SHA-256(seed, label).
  [[nodiscard]] Secret derive(std::string_view label) const;
  // The private JWK as text to be written 0600.
  [[nodiscard]] Secret to_jwk_text() const;
  // The 32 bytes themselves, to be encrypted (key_file.h).
  [[nodiscard]] const Secret& seed() const { return seed_; }

 private:
  PrivateKey() = default;
  Secret seed_;    // 32 bytes
  Secret secret_;  // libsodium's 64-byte secret key
  PublicKey public_;
};

}  // namespace holdall
