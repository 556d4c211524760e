#include "holdall/core/crypto/keys.h"

#include <sodium.h>

#include <algorithm>

#include "holdall/core/base/text.h"
#include "holdall/core/crypto/digest.h"
#include "holdall/core/crypto/jwk_text.h"
#include "holdall/core/json/canonical.h"

namespace holdall {
namespace {

Error unfit(std::string why) {
  return {ErrorCode::kKeyUnfit, std::move(why), {}};
}

constexpr std::size_t kSeedText = 43;  // 32 bytes in base64url
constexpr const char* kWrongType = "JWK: not an Ed25519 key (kty OKP, crv Ed25519)";
constexpr const char* kWrongKid = "JWK: kid is not the key's RFC 7638 thumbprint";

const unsigned char* raw(std::span<const std::byte> bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());  // NOLINT: C interface
}
unsigned char* raw_out(std::span<std::byte> bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());  // NOLINT: C interface
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
    return unfit(kWrongType);
  }
  return {};
}

Result<void> check_kid(const Value& jwk, const std::string& thumbprint) {
  const Value* kid = jwk.find("kid");
  if (kid != nullptr && (kid->string() == nullptr || *kid->string() != thumbprint)) {
    return unfit(kWrongKid);
  }
  return {};
}

bool has(std::span<const JwkMember> members, std::string_view name) {
  return std::ranges::find(members, name, &JwkMember::name) != members.end();
}

// Empty where there is none.
std::string_view member_of(std::span<const JwkMember> members, std::string_view name) {
  const auto found = std::ranges::find(members, name, &JwkMember::name);
  return found == members.end() ? std::string_view() : found->value;
}

Result<void> check_private_members(std::span<const JwkMember> members) {
  constexpr std::array<std::string_view, 5> kMembers = {"crv", "d", "kid", "kty", "x"};
  for (const JwkMember& member : members) {
    if (std::ranges::find(kMembers, member.name) == kMembers.end()) {
      return unfit("JWK: member `" + printable(member.name) + "` is not allowed");
    }
  }
  if (member_of(members, "kty") != "OKP" || member_of(members, "crv") != "Ed25519") {
    return unfit(kWrongType);
  }
  return {};
}

Result<Secret> decode_seed(std::string_view d) {
  Secret seed(crypto_sign_SEEDBYTES);
  std::size_t size = 0;
  const std::span<std::byte> out = seed.change();
  if (d.size() != kSeedText ||
      sodium_base642bin(raw_out(out), out.size(), d.data(), d.size(), nullptr, &size, nullptr,
                        sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
      size != out.size()) {
    return unfit("JWK: member `d` is not 32 bytes in base64url");
  }
  return seed;
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
  Secret seed(crypto_sign_SEEDBYTES);
  random.fill(seed.change());
  return from_seed(std::move(seed));
}

PrivateKey PrivateKey::from_seed(Secret seed) {
  HOLDALL_CHECK(sodium_init() >= 0 && seed.reveal().size() == crypto_sign_SEEDBYTES);
  std::array<std::byte, crypto_sign_PUBLICKEYBYTES> x{};
  PrivateKey key;
  key.secret_ = Secret(crypto_sign_SECRETKEYBYTES);
  HOLDALL_CHECK(crypto_sign_seed_keypair(raw_out(x), raw_out(key.secret_.change()), raw(seed.reveal())) == 0);
  key.seed_ = std::move(seed);
  auto half = PublicKey::from_bytes(x);
  HOLDALL_CHECK(half.ok());
  key.public_ = std::move(half).value();
  return key;
}

Result<PrivateKey> PrivateKey::from_jwk_text(std::string_view text) {
  HOLDALL_ASSIGN(const std::vector<JwkMember> members, scan_private_jwk(text));
  HOLDALL_TRY(check_private_members(members));
  HOLDALL_ASSIGN(Secret seed, decode_seed(member_of(members, "d")));
  PrivateKey key = from_seed(std::move(seed));
  if (member_of(members, "x") != base64url_encode(key.public_.bytes_)) {
    return unfit("JWK: x is not the public key of d");
  }
  if (has(members, "kid") && member_of(members, "kid") != key.public_.thumbprint()) {
    return unfit(kWrongKid);
  }
  return key;
}

std::array<std::byte, 64> PrivateKey::sign(std::string_view message) const {
  std::array<std::byte, crypto_sign_BYTES> signature{};
  HOLDALL_CHECK(crypto_sign_detached(raw_out(signature), nullptr, raw(as_bytes(message)), message.size(),
                                     raw(secret_.reveal())) == 0);
  return signature;
}

Secret PrivateKey::derive(std::string_view label) const {
  Sha256Digest derived = hmac_sha256(seed_.reveal(), as_bytes(label));
  Secret secret(derived.size());
  std::copy(derived.begin(), derived.end(), secret.change().begin());
  wipe_bytes(derived);
  return secret;
}

Secret PrivateKey::to_jwk_text() const {
  const std::string before = R"({"crv":"Ed25519","d":")";
  const std::string after =
      R"(","kid":")" + public_.thumbprint() + R"(","kty":"OKP","x":")" + base64url_encode(public_.bytes_) + "\"}\n";
  Secret text(before.size() + kSeedText + after.size());
  const std::span<std::byte> out = text.change();
  std::ranges::copy(as_bytes(before), out.begin());
  // libsodium ends its text in a zero, which `after` overwrites.
  sodium_bin2base64(reinterpret_cast<char*>(raw_out(out.subspan(before.size()))), kSeedText + 1,  // NOLINT: C interface
                    raw(seed_.reveal()), seed_.reveal().size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  std::ranges::copy(as_bytes(after), out.subspan(before.size() + kSeedText).begin());
  return text;
}

}  // namespace holdall
