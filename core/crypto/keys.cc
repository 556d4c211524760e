#include "holdall/core/crypto/keys.h"

#include <sodium.h>

#include <algorithm>

#include "holdall/core/base/io.h"
#include "holdall/core/base/text.h"
#include "holdall/core/crypto/digest.h"
#include "holdall/core/json/canonical.h"

namespace holdall {
namespace {

Error unfit(std::string why) {
  return {ErrorCode::kKeyUnfit, std::move(why), {}};
}

const unsigned char* raw(std::span<const std::byte> bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());  // NOLINT: C interface
}
unsigned char* raw_out(std::span<std::byte> bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());  // NOLINT: C interface
}

std::vector<std::byte> copy(std::span<const std::byte> bytes) {
  return {bytes.begin(), bytes.end()};
}

// The 32 bytes of a base64url member.
Result<std::vector<std::byte>> key_bytes(const Value& jwk, std::string_view member) {
  const Value* found = jwk.find(member);
  if (found == nullptr || found->string() == nullptr) {
    return unfit("JWK: member `" + std::string(member) + "` is missing");
  }
  auto bytes = base64url_decode(*found->string());
  if (!bytes || bytes->size() != 32) {
    return unfit("JWK: member `" + std::string(member) + "` is not 32 bytes in base64url");
  }
  return *std::move(bytes);
}

Result<void> check_members(const Value& jwk, std::span<const std::string_view> allowed) {
  if (jwk.object() == nullptr) {
    return unfit("JWK: not a JSON object");
  }
  for (const Value::Member& member : jwk.members()) {
    if (std::find(allowed.begin(), allowed.end(), member.key) == allowed.end()) {
      return unfit("JWK: member `" + printable(member.key) + "` is not allowed");
    }
  }
  if (jwk.text_or("kty", "") != "OKP" || jwk.text_or("crv", "") != "Ed25519") {
    return unfit("JWK: not an Ed25519 key (kty OKP, crv Ed25519)");
  }
  return {};
}

Result<void> check_kid(const Value& jwk, const std::string& thumbprint) {
  const Value* kid = jwk.find("kid");
  if (kid != nullptr && (kid->string() == nullptr || *kid->string() != thumbprint)) {
    return unfit("JWK: kid is not the key's RFC 7638 thumbprint");
  }
  return {};
}

Result<Value> parse_jwk(std::string_view text) {
  auto jwk = parse_document(text);
  if (!jwk.ok()) {
    return unfit(std::move(jwk).error().message);
  }
  return std::move(jwk).value();
}

}  // namespace

void SystemRandom::fill(std::span<std::byte> out) {
  randombytes_buf(out.data(), out.size());
}

Result<PublicKey> PublicKey::from_bytes(std::span<const std::byte> bytes) {
  HOLDALL_CHECK(sodium_init() >= 0);
  if (crypto_core_ed25519_is_valid_point(raw(bytes)) != 1) {
    return unfit("JWK: x is not a point of the Ed25519 group in canonical form");
  }
  PublicKey key;
  std::copy(bytes.begin(), bytes.end(), key.bytes_.begin());
  const Value members(Value::Object{{"crv", "Ed25519"}, {"kty", "OKP"}, {"x", base64url_encode(bytes)}});
  key.thumbprint_ = base64url_encode(sha256(as_bytes(canonical(members))));  // RFC 7638 §3, RFC 8037 §2
  return key;
}

Result<PublicKey> PublicKey::from_jwk(const Value& jwk, bool allow_store_members) {
  constexpr std::array<std::string_view, 7> kMembers = {"crv", "kid", "kty", "x", "nbf", "exp", "revoked"};
  HOLDALL_TRY(check_members(jwk, std::span(kMembers).first(allow_store_members ? 7 : 4)));
  HOLDALL_ASSIGN(const std::vector<std::byte> x, key_bytes(jwk, "x"));
  HOLDALL_ASSIGN(PublicKey key, from_bytes(x));
  HOLDALL_TRY(check_kid(jwk, key.thumbprint_));
  return key;
}

Value PublicKey::jwk() const {
  return Value::Object{{"crv", "Ed25519"}, {"kid", thumbprint_}, {"kty", "OKP"}, {"x", base64url_encode(bytes_)}};
}

bool PublicKey::verify(std::string_view message, std::span<const std::byte> signature) const {
  return signature.size() == crypto_sign_BYTES &&
         crypto_sign_verify_detached(raw(signature), raw(as_bytes(message)), message.size(), raw(bytes_)) == 0;
}

PrivateKey PrivateKey::generate(Random& random) {
  std::vector<std::byte> seed(crypto_sign_SEEDBYTES);
  random.fill(seed);
  auto key = from_seed(Secret(std::move(seed)));
  HOLDALL_CHECK(key.ok());
  return std::move(key).value();
}

Result<PrivateKey> PrivateKey::from_seed(Secret seed) {
  HOLDALL_CHECK(sodium_init() >= 0);
  std::array<std::byte, crypto_sign_PUBLICKEYBYTES> x{};
  std::vector<std::byte> secret(crypto_sign_SECRETKEYBYTES);
  HOLDALL_CHECK(crypto_sign_seed_keypair(raw_out(x), raw_out(secret), raw(seed.reveal())) == 0);
  PrivateKey key;
  key.seed_ = std::move(seed);
  key.secret_ = Secret(std::move(secret));
  HOLDALL_ASSIGN(key.public_, PublicKey::from_bytes(x));
  return key;
}

Result<PrivateKey> PrivateKey::from_jwk(const Value& jwk) {
  constexpr std::array<std::string_view, 5> kMembers = {"crv", "d", "kid", "kty", "x"};
  HOLDALL_TRY(check_members(jwk, kMembers));
  HOLDALL_ASSIGN(std::vector<std::byte> seed, key_bytes(jwk, "d"));
  HOLDALL_ASSIGN(PrivateKey key, from_seed(Secret(std::move(seed))));
  if (jwk.text_or("x", "") != base64url_encode(key.public_.bytes_)) {
    return unfit("JWK: x is not the public key of d");
  }
  HOLDALL_TRY(check_kid(jwk, key.public_.thumbprint()));
  return key;
}

Result<PrivateKey> PrivateKey::load(const std::string& path) {
  HOLDALL_ASSIGN(const Secret text, read_guarded(path, Privacy::kPrivateKey));
  HOLDALL_ASSIGN(const Value jwk, parse_jwk(as_text(text.reveal())));
  if (jwk.find("d") == nullptr) {
    return unfit("`" + printable(path) + "` holds no private key");
  }
  return from_jwk(jwk);
}

std::array<std::byte, 64> PrivateKey::sign(std::string_view message) const {
  std::array<std::byte, crypto_sign_BYTES> signature{};
  HOLDALL_CHECK(crypto_sign_detached(raw_out(signature), nullptr, raw(as_bytes(message)), message.size(),
                                     raw(secret_.reveal())) == 0);
  return signature;
}

Secret PrivateKey::derive(std::string_view label) const {
  const Sha256Digest derived = hmac_sha256(seed_.reveal(), as_bytes(label));
  return Secret(copy(derived));
}

Secret PrivateKey::to_jwk_text() const {
  Value jwk = public_.jwk();
  jwk.set("d", base64url_encode(seed_.reveal()));
  std::string text = canonical(jwk) + "\n";
  Secret secret(copy(as_bytes(text)));
  wipe_bytes(std::as_writable_bytes(std::span(text)));
  return secret;
}

Result<PublicKey> load_public_key(const std::string& path) {
  HOLDALL_ASSIGN(const std::string text, read_document(path));
  HOLDALL_ASSIGN(const Value jwk, parse_jwk(text));
  if (jwk.find("d") == nullptr) {
    return PublicKey::from_jwk(jwk);
  }
  HOLDALL_ASSIGN(const PrivateKey key, PrivateKey::from_jwk(jwk));
  return key.public_key();
}

}  // namespace holdall
