#include "holdall/core/crypto/digest.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "holdall/core/base/result.h"
#include "holdall/core/base/text.h"

namespace holdall {
namespace {

// Looked up once: a lookup per message costs more than a short message's hash.
const EVP_MD* sha256_method() {
  static const EVP_MD* const method = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  HOLDALL_CHECK(method != nullptr);
  return method;
}

unsigned char* raw(std::span<std::byte> bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());  // NOLINT: C interface
}

const unsigned char* raw(std::span<const std::byte> bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());  // NOLINT: C interface
}

}  // namespace

struct Sha256::State {
  struct Free {
    void operator()(EVP_MD_CTX* owned) const { EVP_MD_CTX_free(owned); }
  };
  std::unique_ptr<EVP_MD_CTX, Free> context{EVP_MD_CTX_new()};
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
  HOLDALL_CHECK(EVP_DigestInit_ex2(state_->context.get(), sha256_method(), nullptr) == 1);
}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(std::span<const std::byte> bytes) {
  HOLDALL_CHECK(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()) == 1);
}

Sha256Digest Sha256::finish() {
  Sha256Digest digest{};
  HOLDALL_CHECK(EVP_DigestFinal_ex(state_->context.get(), raw(std::span<std::byte>(digest)), nullptr) == 1);
  return digest;
}

Sha256Digest sha256(std::span<const std::byte> bytes) {
  Sha256 hash;
  hash.update(bytes);
  return hash.finish();
}

std::string sha256_hex(std::string_view text) {
  return hex_encode(sha256(as_bytes(text)));
}

Sha256Digest hmac_sha256(std::span<const std::byte> key, std::span<const std::byte> message) {
  Sha256Digest digest{};
  unsigned size = 0;
  HOLDALL_CHECK(HMAC(sha256_method(), key.data(), static_cast<int>(key.size()), raw(message), message.size(),
                     raw(std::span<std::byte>(digest)), &size) != nullptr &&
                size == digest.size());
  return digest;
}

}  // namespace holdall
