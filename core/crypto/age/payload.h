// The payload of an age file: chunks of 64 KiB, each sealed under its number, the last one marked (STREAM). Private to
// core/crypto/age.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "holdall/core/base/secret.h"
#include "holdall/core/crypto/age/buffered.h"
#include "holdall/core/crypto/age/primitives.h"
#include "holdall/core/stream/byte_stream.h"

namespace holdall::age_internal {

inline constexpr std::size_t kChunkBytes = 65536;  // of plaintext

using PayloadNonce = std::array<std::byte, kPayloadNonceBytes>;

// Writes the payload behind the header and its nonce. finish() writes the last chunk and leaves `out` open.
class PayloadSink final : public ByteSink {
 public:
  // `out` must outlive it.
  PayloadSink(const Secret& file_key, const PayloadNonce& nonce, ByteSink& out);
  ~PayloadSink() override { wipe_bytes(plain_); }
  PayloadSink(const PayloadSink&) = delete;
  PayloadSink& operator=(const PayloadSink&) = delete;
  Result<void> write(std::span<const std::byte> bytes) override;
  Result<void> finish() override;

 private:
  Result<void> seal_chunk(bool is_last);
  Secret key_;
  ByteSink& out_;
  std::vector<std::byte> plain_;
  std::vector<std::byte> sealed_;
  std::size_t held_ = 0;
  std::uint64_t chunk_ = 0;
};

// Reads the payload. What it gives is authentic as far as it goes; that it goes to the end is known only when read()
// returns 0. Errors: kCannotDecrypt; those of the source. After an error there is nothing more.
class PayloadSource final : public ByteSource {
 public:
  PayloadSource(const Secret& file_key, const PayloadNonce& nonce, BufferedSource in);
  ~PayloadSource() override { wipe_bytes(plain_); }
  PayloadSource(const PayloadSource&) = delete;
  PayloadSource& operator=(const PayloadSource&) = delete;
  Result<std::size_t> read(std::span<std::byte> out) override;

 private:
  Result<void> unseal_chunk();
  bool try_unseal(std::size_t sealed, bool is_last);
  Secret key_;
  BufferedSource in_;
  std::vector<std::byte> plain_;
  std::vector<std::byte> sealed_;
  std::size_t at_ = 0;
  std::size_t end_ = 0;
  std::uint64_t chunk_ = 0;
  bool is_last_ = false;
  bool is_spent_ = false;
};

}  // namespace holdall::age_internal
