#include "holdall/core/crypto/multiset_digest.h"

#include <sodium.h>

#include <cstring>
#include <tuple>

namespace holdall {

namespace {

const unsigned char* bytes_of(std::span<const std::byte> bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());  // NOLINT: C interface
}

}  // namespace

static_assert(crypto_shorthash_siphashx24_KEYBYTES == std::tuple_size_v<MultisetDigest::Key>);

void MultisetDigest::add(std::span<const std::byte> thing, std::uint64_t times) {
  std::array<unsigned char, crypto_shorthash_siphashx24_BYTES> hash{};
  crypto_shorthash_siphashx24(hash.data(), bytes_of(thing), thing.size(), bytes_of(key_));
  Wide value = 0;
  static_assert(sizeof(value) == sizeof(hash));
  std::memcpy(&value, hash.data(), sizeof(value));
  sum_ += value * times;
  count_ += times;
}

}  // namespace holdall
