#include "holdall/core/crypto/age/payload.h"

#include <algorithm>

namespace holdall::age_internal {
namespace {

// Eleven bytes of the chunk's number, most significant first, and whether it is the last.
Nonce nonce_of(std::uint64_t chunk, bool is_last) {
  Nonce nonce{};
  for (std::size_t i = 0; i < sizeof chunk; ++i) {
    nonce.at(kNonceBytes - 2 - i) = static_cast<std::byte>(chunk >> (8 * i));
  }
  nonce.back() = is_last ? std::byte{1} : std::byte{0};
  return nonce;
}

Error damaged() {
  return cannot_decrypt("the encrypted content is damaged or cut");
}

}  // namespace

PayloadSink::PayloadSink(const Secret& file_key, const PayloadNonce& nonce, ByteSink& out)
    : key_(hkdf(file_key.reveal(), nonce, "payload")),
      out_(out),
      plain_(kChunkBytes),
      sealed_(kChunkBytes + kTagBytes) {}

Result<void> PayloadSink::seal_chunk(bool is_last) {
  const auto sealed = std::span(sealed_).first(held_ + kTagBytes);
  seal(key_, nonce_of(chunk_++, is_last), std::span(plain_).first(held_), sealed);
  held_ = 0;
  return out_.write(sealed);
}

// A full chunk is written only when more comes: it may be the last.
Result<void> PayloadSink::write(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    if (held_ == kChunkBytes) {
      HOLDALL_TRY(seal_chunk(false));
    }
    const std::size_t size = std::min(bytes.size(), kChunkBytes - held_);
    std::copy_n(bytes.begin(), size, plain_.begin() + static_cast<std::ptrdiff_t>(held_));
    held_ += size;
    bytes = bytes.subspan(size);
  }
  return {};
}

Result<void> PayloadSink::finish() {
  return seal_chunk(true);
}

PayloadSource::PayloadSource(const Secret& file_key, const PayloadNonce& nonce, BufferedSource in)
    : key_(hkdf(file_key.reveal(), nonce, "payload")),
      in_(std::move(in)),
      plain_(kChunkBytes),
      sealed_(kChunkBytes + kTagBytes) {}

bool PayloadSource::try_unseal(std::size_t sealed, bool is_last) {
  const std::size_t size = sealed - kTagBytes;
  if (!unseal(key_, nonce_of(chunk_, is_last), std::span(sealed_).first(sealed), std::span(plain_).first(size))) {
    return false;
  }
  at_ = 0;
  end_ = size;
  is_last_ = is_last;
  return true;
}

// A chunk that is not full is the last; one that is full may be, and only an empty payload has an empty one.
Result<void> PayloadSource::unseal_chunk() {
  HOLDALL_ASSIGN(const std::size_t size, in_.read_full(sealed_));
  const bool is_full = size == sealed_.size();
  if (size < kTagBytes || (size == kTagBytes && chunk_ != 0)) {
    return damaged();
  }
  if ((!is_full || !try_unseal(size, false)) && !try_unseal(size, true)) {
    return damaged();
  }
  ++chunk_;
  return {};
}

Result<std::size_t> PayloadSource::read(std::span<std::byte> out) {
  if (is_spent_) {
    return damaged();
  }
  if (at_ == end_ && !is_last_) {
    if (auto next = unseal_chunk(); !next.ok()) {
      is_spent_ = true;
      return std::move(next).error();
    }
  }
  if (at_ == end_) {  // nothing may follow the last chunk
    std::array<std::byte, 1> more{};
    HOLDALL_ASSIGN(const std::size_t size, in_.read_full(more));
    is_spent_ = size != 0;
    return is_spent_ ? Result<std::size_t>(damaged()) : std::size_t{0};
  }
  const std::size_t size = std::min(out.size(), end_ - at_);
  std::copy_n(plain_.begin() + static_cast<std::ptrdiff_t>(at_), size, out.begin());
  at_ += size;
  return size;
}

}  // namespace holdall::age_internal
