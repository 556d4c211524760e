// Stored and deflated entries as checked byte sources: see entry_source.h. zlib is owned by this file, deflater.cc and
// entry_packer.cc.
#include "holdall/formats/zip/entry_source.h"

#define ZLIB_CONST
#include <zlib.h>

#include <algorithm>
#include <optional>
#include <vector>

namespace holdall {
namespace {

constexpr std::size_t kBufferBytes = std::size_t{64} << 10U;

// zlib's data_type after inflate(Z_BLOCK): see zlib.h.
constexpr int kUnusedBits = 7;
constexpr int kLastBlock = 64;
constexpr int kBlockEnded = 128;

// Counts what streams out and holds it against the entry's headers.
class CheckedEntry : public ByteSource {
 public:
  CheckedEntry(std::string name, const EntryFacts& facts) : name_(std::move(name)), facts_(facts) {}

  Result<std::size_t> read(std::span<std::byte> out) final {
    if (error_) {
      return *error_;
    }
    Result<std::size_t> got = read_checked(out.first(std::min<std::uint64_t>(out.size(), left())));
    if (!got.ok()) {
      error_ = got.error();
    }
    return got;
  }

 protected:
  // Fills a part of `out`, at least one byte. Requires: !out.empty().
  virtual Result<std::size_t> decode(std::span<std::byte> out) = 0;
  // Everything was delivered: the packed data must end here, too.
  virtual Result<void> check_end() = 0;

  [[nodiscard]] Error damaged(const std::string& what) const {
    return Error{ErrorCode::kContainer, "entry " + name_ + ": " + what, {}};
  }
  [[nodiscard]] const EntryFacts& facts() const { return facts_; }
  [[nodiscard]] std::uint64_t left() const { return facts_.size - delivered_; }

 private:
  Result<std::size_t> read_checked(std::span<std::byte> out) {
    if (left() == 0) {
      HOLDALL_TRY(check_end());
      return crc_ == facts_.crc32 ? Result<std::size_t>(0) : damaged("its CRC-32 is wrong");
    }
    HOLDALL_ASSIGN(const std::size_t got, decode(out));
    crc_ = static_cast<std::uint32_t>(crc32_z(crc_, reinterpret_cast<const Bytef*>(out.data()), got));  // NOLINT
    delivered_ += got;
    return got;
  }

  std::string name_;
  EntryFacts facts_;
  std::uint64_t delivered_ = 0;
  std::uint32_t crc_ = 0;
  std::optional<Error> error_;
};

class StoredEntry final : public CheckedEntry {
 public:
  StoredEntry(std::string name, RangeReader range, std::uint64_t offset, const EntryFacts& facts)
      : CheckedEntry(std::move(name), facts), range_(std::move(range)), end_(offset + facts.size) {}

 private:
  Result<std::size_t> decode(std::span<std::byte> out) override {
    HOLDALL_TRY(range_(end_ - left(), out));
    return out.size();
  }
  Result<void> check_end() override { return {}; }

  RangeReader range_;
  std::uint64_t end_;
};

class DeflatedEntry final : public CheckedEntry {
 public:
  DeflatedEntry(std::string name, RangeReader range, std::uint64_t offset, const EntryFacts& facts)
      : CheckedEntry(std::move(name), facts),
        range_(std::move(range)),
        next_(offset),
        end_(offset + facts.packed_size),
        buffer_(kBufferBytes) {
    HOLDALL_CHECK(inflateInit2(&stream_, -MAX_WBITS) == Z_OK);
  }
  ~DeflatedEntry() override { inflateEnd(&stream_); }
  DeflatedEntry(const DeflatedEntry&) = delete;
  DeflatedEntry& operator=(const DeflatedEntry&) = delete;

 private:
  Result<std::size_t> decode(std::span<std::byte> out) override {
    while (!ended_) {
      HOLDALL_ASSIGN(const std::size_t got, step(out));
      if (got > 0) {
        return got;
      }
    }
    return damaged("its deflate stream yields less than its stated size");
  }

  Result<void> check_end() override {
    std::byte surplus{};
    while (!ended_) {
      HOLDALL_ASSIGN(const std::size_t got, step(std::span(&surplus, 1)));
      if (got > 0) {
        return damaged("its deflate stream yields more than its stated size");
      }
    }
    if (stream_.avail_in > 0 || next_ < end_) {
      return damaged("bytes follow its deflate stream");
    }
    return {};
  }

  // One call of inflate: returns what it yielded, and sets ended_ at the end of the stream.
  Result<std::size_t> step(std::span<std::byte> out) {
    if (stream_.avail_in == 0) {
      HOLDALL_TRY(fill());
    }
    const uInt given = stream_.avail_in;
    stream_.next_out = reinterpret_cast<Bytef*>(out.data());  // NOLINT: zlib's bytes
    stream_.avail_out = static_cast<uInt>(std::min(out.size(), kBufferBytes));
    const auto room = stream_.avail_out;
    const int status = inflate(&stream_, Z_BLOCK);
    if (stream_.avail_in < given) {
      last_byte_ = stream_.next_in[-1];
    }
    const std::size_t got = room - stream_.avail_out;
    HOLDALL_TRY(check_step(status, got > 0 || stream_.avail_in < given));
    return got;
  }

  // Z_BLOCK makes inflate stop behind each block, before it drops the unused bits of a byte.
  Result<void> check_step(int status, bool progress) {
    if (status == Z_STREAM_END) {
      ended_ = true;
      return {};
    }
    if (status != Z_OK && status != Z_BUF_ERROR) {
      return damaged("its deflate stream is damaged before byte " + std::to_string(stream_.total_in));
    }
    const bool at_end = (stream_.data_type & kBlockEnded) != 0 && (stream_.data_type & kLastBlock) != 0;
    if (at_end && (last_byte_ >> (8 - (stream_.data_type & kUnusedBits))) != 0) {
      return damaged("bits behind its deflate stream are not zero");
    }
    if (!at_end && !progress && stream_.avail_in == 0 && next_ == end_) {
      return damaged("its deflate stream has no end");
    }
    return {};
  }

  Result<void> fill() {
    const auto room = static_cast<std::size_t>(std::min<std::uint64_t>(buffer_.size(), end_ - next_));
    if (room > 0) {
      HOLDALL_TRY(range_(next_, std::span(buffer_).first(room)));
    }
    next_ += room;
    stream_.next_in = reinterpret_cast<const Bytef*>(buffer_.data());  // NOLINT: zlib's bytes
    stream_.avail_in = static_cast<uInt>(room);
    return {};
  }

  RangeReader range_;
  std::uint64_t next_;  // first packed byte not yet in the buffer
  std::uint64_t end_;
  std::vector<std::byte> buffer_;
  z_stream stream_{};
  unsigned last_byte_ = 0;  // the packed byte that inflate took last
  bool ended_ = false;
};

}  // namespace

std::unique_ptr<ByteSource> open_entry(std::string name, RangeReader range, std::uint64_t offset,
                                       const EntryFacts& facts) {
  if (facts.method == kStored) {
    HOLDALL_CHECK(facts.size == facts.packed_size);
    return std::make_unique<StoredEntry>(std::move(name), std::move(range), offset, facts);
  }
  HOLDALL_CHECK(facts.method == kDeflated);
  return std::make_unique<DeflatedEntry>(std::move(name), std::move(range), offset, facts);
}

}  // namespace holdall
