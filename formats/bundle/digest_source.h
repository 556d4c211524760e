// Bytes under a digest that was authenticated: the end comes only if it holds.
#pragma once

#include <memory>
#include <string>

#include "holdall/core/base/text.h"
#include "holdall/core/crypto/digest.h"
#include "holdall/core/stream/byte_stream.h"

namespace holdall {

class DigestSource final : public ByteSource {
 public:
  DigestSource(std::unique_ptr<ByteSource> source, std::string sha256)
      : source_(std::move(source)), expected_(std::move(sha256)) {}

  // Errors: kDigest at the end, those of the source.
  Result<std::size_t> read(std::span<std::byte> out) override {
    HOLDALL_ASSIGN(const std::size_t size, source_->read(out));
    if (size > 0) {
      hash_.update(out.first(size));
    } else if (!ended_ && hex_encode(hash_.finish()) != expected_) {
      return Error{ErrorCode::kDigest, "changed while it was read", {}};
    }
    ended_ = size == 0;
    return size;
  }

 private:
  std::unique_ptr<ByteSource> source_;
  std::string expected_;
  Sha256 hash_;
  bool ended_ = false;
};

}  // namespace holdall
