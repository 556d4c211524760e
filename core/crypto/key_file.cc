#include "holdall/core/crypto/key_file.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "holdall/core/base/guarded_file.h"
#include "holdall/core/base/text.h"
#include "holdall/core/crypto/jwk_text.h"
#include "holdall/core/json/canonical.h"

namespace holdall {
namespace {

constexpr std::string_view kCipher = "XChaCha20-Poly1305";
constexpr std::string_view kDerivation = "argon2id";
constexpr std::size_t kSeedBytes = 32;
constexpr std::size_t kSaltBytes = crypto_pwhash_SALTBYTES;
constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kKeyBytes = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t kCiphertextBytes = kSeedBytes + crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::int64_t kLeastMemory = 8LL << 20U;
constexpr std::int64_t kMostMemory = 1LL << 30U;
constexpr std::int64_t kMostPasses = 10;

Error unfit(std::string why) {
  return {ErrorCode::kKeyUnfit, "key file: " + std::move(why), {}};
}

const unsigned char* raw(std::span<const std::byte> bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());  // NOLINT: C interface
}
unsigned char* raw_out(std::span<std::byte> bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());  // NOLINT: C interface
}

Result<void> check_members(const Value& object, const std::string& where, std::span<const std::string_view> all) {
  if (object.object() == nullptr) {
    return unfit(where + " is not an object");
  }
  const auto is_known = [&](const Value::Member& member) { return std::ranges::find(all, member.key) != all.end(); };
  if (object.members().size() != all.size() || !std::ranges::all_of(object.members(), is_known)) {
    return unfit(where + " does not have just the members that it must have");
  }
  return {};
}

// A member of so many bytes in base64url.
std::optional<std::vector<std::byte>> bytes_at(const Value& object, std::string_view member, std::size_t size) {
  auto bytes = base64url_decode(object.text_or(member, ""));
  return bytes && bytes->size() == size ? std::move(bytes) : std::nullopt;
}

Result<void> check_number(const Value& number, const char* name, std::int64_t least, std::int64_t most) {
  if (number.integer() == nullptr || *number.integer() < least) {
    return unfit(std::string("/encrypted/kdf/") + name + " is not a number from " + std::to_string(least) + " on");
  }
  if (*number.integer() > most) {
    return Error{ErrorCode::kLimit,
                 std::string("key file: /encrypted/kdf/") + name + " is more than " + std::to_string(most),
                 {}};
  }
  return {};
}

Result<void> check_encrypted(const Value& encrypted) {
  constexpr std::array<std::string_view, 4> kMembers = {"ciphertext", "enc", "kdf", "nonce"};
  constexpr std::array<std::string_view, 4> kOfDerivation = {"alg", "memory", "passes", "salt"};
  HOLDALL_TRY(check_members(encrypted, "/encrypted", kMembers));
  const Value& kdf = encrypted.at("kdf");
  HOLDALL_TRY(check_members(kdf, "/encrypted/kdf", kOfDerivation));
  HOLDALL_TRY(check_number(kdf.at("memory"), "memory", kLeastMemory, kMostMemory));
  HOLDALL_TRY(check_number(kdf.at("passes"), "passes", 1, kMostPasses));
  if (*kdf.at("memory").integer() % 1024 != 0 || kdf.text_or("alg", "") != kDerivation ||
      encrypted.text_or("enc", "") != kCipher || !bytes_at(encrypted, "ciphertext", kCiphertextBytes) ||
      !bytes_at(encrypted, "nonce", kNonceBytes) || !bytes_at(kdf, "salt", kSaltBytes)) {
    return unfit("/encrypted is not of the one kind that there is");
  }
  return {};
}

Value without(const Value& object, std::string_view member) {
  Value::Object members = object.members();
  std::erase_if(members, [&](const Value::Member& each) { return each.key == member; });
  return members;
}

// All of the file but the ciphertext, which authenticates it.
std::string authenticated(const Value& file) {
  Value bare = file;
  bare.set("encrypted", without(file.at("encrypted"), "ciphertext"));
  return canonical(bare);
}

// The key that a passphrase opens this file with. Requires: checked.
Result<Secret> derive_key(const Secret& passphrase, const Value& kdf) {
  HOLDALL_CHECK(sodium_init() >= 0);
  Secret key(kKeyBytes);
  const auto salt = bytes_at(kdf, "salt", kSaltBytes);
  if (crypto_pwhash(raw_out(key.change()), kKeyBytes, as_text(passphrase.reveal()).data(), passphrase.reveal().size(),
                    raw(*salt), static_cast<unsigned long long>(*kdf.at("passes").integer()),
                    static_cast<std::size_t>(*kdf.at("memory").integer()), crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return Error{ErrorCode::kIo, "there is not enough memory to use a passphrase", {}};
  }
  return key;
}

std::string random_text(Random& random, std::size_t size) {
  std::vector<std::byte> bytes(size);
  random.fill(bytes);
  return base64url_encode(bytes);
}

}  // namespace

Result<KeyFile> KeyFile::load(const std::string& path) {
  HOLDALL_ASSIGN(const GuardedFile file, GuardedFile::open(path));
  HOLDALL_ASSIGN(const Secret text, file.read_secret());
  auto key = parse(as_text(text.reveal()));
  if (!key.ok()) {
    return std::move(key).error().within("`" + printable(path) + "`");
  }
  if (key.value().is_private()) {
    HOLDALL_TRY(file.check(Privacy::kPrivateKey));
  }
  return key;
}

Result<KeyFile> KeyFile::parse(std::string_view text) {
  if (holds_private_member(text)) {
    HOLDALL_ASSIGN(PrivateKey key, PrivateKey::from_jwk_text(text));
    return KeyFile(std::move(key));
  }
  auto file = parse_document(text);
  if (!file.ok()) {
    return unfit(std::move(file).error().message);
  }
  if (file.value().find("encrypted") != nullptr) {
    return parse_sealed(std::move(file).value());
  }
  HOLDALL_ASSIGN(PublicKey key, PublicKey::from_jwk(file.value()));
  return KeyFile(std::move(key));
}

Result<KeyFile> KeyFile::parse_sealed(Value file) {
  constexpr std::array<std::string_view, 5> kMembers = {"crv", "encrypted", "kid", "kty", "x"};
  HOLDALL_TRY(check_members(file, "it", kMembers));
  HOLDALL_TRY(check_encrypted(file.at("encrypted")));
  HOLDALL_ASSIGN(PublicKey half, PublicKey::from_jwk(without(file, "encrypted")));
  return KeyFile(Sealed{std::move(half), std::move(file)});
}

const PublicKey& KeyFile::public_key() const {
  if (const auto* sealed = std::get_if<Sealed>(&key_)) {
    return sealed->half;
  }
  const auto* whole = std::get_if<PrivateKey>(&key_);
  return whole != nullptr ? whole->public_key() : std::get<PublicKey>(key_);
}

PrivateKey KeyFile::take_private() && {
  HOLDALL_CHECK(is_private() && !is_encrypted());
  return std::get<PrivateKey>(std::move(key_));
}

Result<PrivateKey> KeyFile::unlock(const Secret& passphrase) const {
  HOLDALL_CHECK(is_encrypted());
  const Value& file = std::get<Sealed>(key_).file;
  const Value& encrypted = file.at("encrypted");
  HOLDALL_ASSIGN(const Secret key, derive_key(passphrase, encrypted.at("kdf")));
  const std::string clear = authenticated(file);
  const auto ciphertext = bytes_at(encrypted, "ciphertext", kCiphertextBytes);
  const auto nonce = bytes_at(encrypted, "nonce", kNonceBytes);
  Secret seed(kSeedBytes);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(raw_out(seed.change()), nullptr, nullptr, raw(*ciphertext),
                                                 ciphertext->size(), raw(as_bytes(clear)), clear.size(), raw(*nonce),
                                                 raw(key.reveal())) != 0) {
    return Error{ErrorCode::kCannotDecrypt, "the passphrase does not open the key, or the file is damaged", {}};
  }
  PrivateKey opened = PrivateKey::from_seed(std::move(seed));
  if (opened.public_key() != public_key()) {
    return unfit("x is not the public key of what is encrypted");
  }
  return opened;
}

Result<std::string> sealed_key_text(const PrivateKey& key, const Secret& passphrase, Random& random,
                                    const PassphraseCost& cost) {
  HOLDALL_CHECK(!passphrase.reveal().empty() && passphrase.reveal().size() <= kLongestPassphrase);
  Value file = key.public_key().jwk();
  Value kdf(Value::Object{{"alg", kDerivation},
                          {"memory", Value(cost.memory)},
                          {"passes", Value(cost.passes)},
                          {"salt", random_text(random, kSaltBytes)}});
  file.set("encrypted",
           Value::Object{{"enc", kCipher}, {"kdf", std::move(kdf)}, {"nonce", random_text(random, kNonceBytes)}});
  Value encrypted = file.at("encrypted");
  HOLDALL_ASSIGN(const Secret with, derive_key(passphrase, encrypted.at("kdf")));
  const auto nonce = bytes_at(encrypted, "nonce", kNonceBytes);
  const std::string clear = canonical(file);
  std::array<std::byte, kCiphertextBytes> ciphertext{};
  HOLDALL_CHECK(crypto_aead_xchacha20poly1305_ietf_encrypt(raw_out(ciphertext), nullptr, raw(key.seed().reveal()),
                                                           kSeedBytes, raw(as_bytes(clear)), clear.size(), nullptr,
                                                           raw(*nonce), raw(with.reveal())) == 0);
  encrypted.set("ciphertext", base64url_encode(ciphertext));
  HOLDALL_TRY(check_encrypted(encrypted));
  file.set("encrypted", std::move(encrypted));
  return canonical(file) + "\n";
}

Result<PrivateKey> load_private_key(const std::string& path) {
  HOLDALL_ASSIGN(KeyFile file, KeyFile::load(path));
  if (!file.is_private()) {
    return Error{ErrorCode::kKeyUnfit, "`" + printable(path) + "` holds no private key", {}};
  }
  if (file.is_encrypted()) {
    return Error{ErrorCode::kKeyUnfit, "`" + printable(path) + "` is under a passphrase", {}};
  }
  return std::move(file).take_private();
}

Result<PublicKey> load_public_key(const std::string& path) {
  HOLDALL_ASSIGN(const KeyFile file, KeyFile::load(path));
  return file.public_key();
}

}  // namespace holdall
