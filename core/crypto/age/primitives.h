// What the age format is made of (RFC 5869, 7914, 8439, 7748, 4648), on libsodium. Private to core/crypto/age.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/error.h"
#include "holdall/core/base/secret.h"

namespace holdall::age_internal {

inline constexpr std::size_t kFileKeyBytes = 16;
inline constexpr std::size_t kKeyBytes = 32;  // of X25519, ChaCha20-Poly1305, SHA-256
inline constexpr std::size_t kTagBytes = 16;
inline constexpr std::size_t kNonceBytes = 12;
inline constexpr std::size_t kPayloadNonceBytes = 16;  // what the payload begins with

using Nonce = std::array<std::byte, kNonceBytes>;
using Bytes32 = std::array<std::byte, kKeyBytes>;

// The one code of everything that keeps a file from being decrypted.
Error cannot_decrypt(std::string why, std::string hint = {});

// HKDF-SHA-256 to 32 bytes. An empty salt is one of zeros (RFC 5869 §2.2).
Secret hkdf(std::span<const std::byte> key, std::span<const std::byte> salt, std::string_view info);

// ChaCha20-Poly1305. Requires: out is kTagBytes longer than `plain`.
void seal(const Secret& key, const Nonce& nonce, std::span<const std::byte> plain, std::span<std::byte> out);
// Whether it is authentic; only then `out` is the plaintext. Requires: `sealed` is kTagBytes longer than `out`.
bool unseal(const Secret& key, const Nonce& nonce, std::span<const std::byte> sealed, std::span<std::byte> out);

// X25519. Nothing where the result is all zeros: the point is of low order (RFC 7748 §6.1).
std::optional<Secret> x25519(const Secret& scalar, std::span<const std::byte> point);
Bytes32 x25519_base(const Secret& scalar);

// scrypt with r = 8, p = 1 and N = 2^log_n, to 32 bytes; needs 2^(log_n + 10) bytes of memory, and gives nothing where
// they are not to be had.
std::optional<Secret> scrypt(const Secret& passphrase, std::span<const std::byte> salt, unsigned log_n);

// base64 (RFC 4648 §4) in its one spelling; without padding in headers, with it in armor.
enum class Padding : std::uint8_t { kNone, kFull };
std::string base64(std::span<const std::byte> bytes, Padding padding = Padding::kNone);
std::optional<std::vector<std::byte>> unbase64(std::string_view text, Padding padding = Padding::kNone);

}  // namespace holdall::age_internal
