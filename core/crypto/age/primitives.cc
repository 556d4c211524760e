#include "holdall/core/crypto/age/primitives.h"

#include <sodium.h>

#include <algorithm>

#include "holdall/core/base/result.h"
#include "holdall/core/base/text.h"
#include "holdall/core/crypto/digest.h"

namespace holdall::age_internal {
namespace {

// Never null, also where there are no bytes: libsodium asks for that.
const unsigned char* raw(std::span<const std::byte> bytes) {
  static constexpr unsigned char kNothing = 0;
  return bytes.empty() ? &kNothing : reinterpret_cast<const unsigned char*>(bytes.data());  // NOLINT: C interface
}
unsigned char* raw_out(std::span<std::byte> bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());  // NOLINT: C interface
}

int variant(Padding padding) {
  return padding == Padding::kFull ? sodium_base64_VARIANT_ORIGINAL : sodium_base64_VARIANT_ORIGINAL_NO_PADDING;
}

// libsodium 1.0.18 takes some bytes above 0x7F for letters.
bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

Secret as_secret(Sha256Digest& digest) {
  Secret secret(std::vector<std::byte>(digest.begin(), digest.end()));
  wipe_bytes(digest);
  return secret;
}

}  // namespace

Error cannot_decrypt(std::string why, std::string hint) {
  return {ErrorCode::kCannotDecrypt, std::move(why), std::move(hint)};
}

Secret hkdf(std::span<const std::byte> key, std::span<const std::byte> salt, std::string_view info) {
  constexpr Bytes32 kZeros{};
  Sha256Digest extracted = hmac_sha256(salt.empty() ? std::span<const std::byte>(kZeros) : salt, key);
  const std::string first = std::string(info) + '\x01';
  Sha256Digest expanded = hmac_sha256(extracted, as_bytes(first));
  wipe_bytes(extracted);
  return as_secret(expanded);
}

void seal(const Secret& key, const Nonce& nonce, std::span<const std::byte> plain, std::span<std::byte> out) {
  HOLDALL_CHECK(out.size() == plain.size() + kTagBytes && key.reveal().size() == kKeyBytes);
  HOLDALL_CHECK(crypto_aead_chacha20poly1305_ietf_encrypt(raw_out(out), nullptr, raw(plain), plain.size(), nullptr, 0,
                                                          nullptr, raw(nonce), raw(key.reveal())) == 0);
}

bool unseal(const Secret& key, const Nonce& nonce, std::span<const std::byte> sealed, std::span<std::byte> out) {
  HOLDALL_CHECK(sealed.size() == out.size() + kTagBytes && key.reveal().size() == kKeyBytes);
  return crypto_aead_chacha20poly1305_ietf_decrypt(raw_out(out), nullptr, nullptr, raw(sealed), sealed.size(), nullptr,
                                                   0, raw(nonce), raw(key.reveal())) == 0;
}

std::optional<Secret> x25519(const Secret& scalar, std::span<const std::byte> point) {
  HOLDALL_CHECK(sodium_init() >= 0);
  HOLDALL_CHECK(scalar.reveal().size() == kKeyBytes && point.size() == kKeyBytes);
  std::vector<std::byte> shared(kKeyBytes);
  const bool is_sound = crypto_scalarmult(raw_out(shared), raw(scalar.reveal()), raw(point)) == 0;
  Secret secret(std::move(shared));
  return is_sound ? std::optional(std::move(secret)) : std::nullopt;
}

Bytes32 x25519_base(const Secret& scalar) {
  HOLDALL_CHECK(sodium_init() >= 0);
  HOLDALL_CHECK(scalar.reveal().size() == kKeyBytes);
  Bytes32 point{};
  HOLDALL_CHECK(crypto_scalarmult_base(raw_out(point), raw(scalar.reveal())) == 0);
  return point;
}

std::optional<Secret> scrypt(const Secret& passphrase, std::span<const std::byte> salt, unsigned log_n) {
  HOLDALL_CHECK(sodium_init() >= 0);
  HOLDALL_CHECK(log_n >= 1 && log_n < 32);
  std::vector<std::byte> key(kKeyBytes);
  const int done =
      crypto_pwhash_scryptsalsa208sha256_ll(raw(passphrase.reveal()), passphrase.reveal().size(), raw(salt),
                                            salt.size(), 1ULL << log_n, 8, 1, raw_out(key), key.size());
  Secret secret(std::move(key));
  return done == 0 ? std::optional(std::move(secret)) : std::nullopt;
}

std::string base64(std::span<const std::byte> bytes, Padding padding) {
  std::string text(sodium_base64_encoded_len(bytes.size(), variant(padding)), '\0');
  sodium_bin2base64(text.data(), text.size(), raw(bytes), bytes.size(), variant(padding));
  text.pop_back();  // its NUL
  return text;
}

std::optional<std::vector<std::byte>> unbase64(std::string_view text, Padding padding) {
  std::vector<std::byte> bytes(text.size() / 4 * 3 + 3);
  std::size_t size = 0;
  if (!is_ascii(text) || sodium_base642bin(raw_out(bytes), bytes.size(), text.data(), text.size(), nullptr, &size,
                                           nullptr, variant(padding)) != 0) {
    return std::nullopt;
  }
  bytes.resize(size);
  return bytes;
}

}  // namespace holdall::age_internal
