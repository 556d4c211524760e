// Raw deflate at ISA-L level 1 and zlib level 6: see deflater.h. The one file that knows ISA-L.
#include "holdall/formats/zip/deflater.h"

#define ZLIB_CONST
#include <isa-l/igzip_lib.h>
#include <zlib.h>

#include <vector>

namespace holdall {
namespace {

constexpr std::size_t kOutputBytes = std::size_t{64} << 10U;
constexpr int kSmallLevel = 6;

class NoDeflater final : public Deflater {
 public:
  Result<void> compress(std::span<const std::byte> block, bool /*last*/, const Output& output) override {
    return block.empty() ? Result<void>() : output(block);
  }
};

class ZlibDeflater final : public Deflater {
 public:
  ZlibDeflater() : output_(kOutputBytes) {
    HOLDALL_CHECK(deflateInit2(&stream_, kSmallLevel, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  }
  ~ZlibDeflater() override { deflateEnd(&stream_); }
  ZlibDeflater(const ZlibDeflater&) = delete;
  ZlibDeflater& operator=(const ZlibDeflater&) = delete;

  Result<void> compress(std::span<const std::byte> block, bool last, const Output& output) override {
    stream_.next_in = reinterpret_cast<const Bytef*>(block.data());  // NOLINT: zlib's bytes
    stream_.avail_in = static_cast<uInt>(block.size());
    do {
      stream_.next_out = reinterpret_cast<Bytef*>(output_.data());  // NOLINT: zlib's bytes
      stream_.avail_out = static_cast<uInt>(output_.size());
      HOLDALL_CHECK(deflate(&stream_, last ? Z_FINISH : Z_NO_FLUSH) != Z_STREAM_ERROR);
      HOLDALL_TRY(output(std::span(output_).first(output_.size() - stream_.avail_out)));
    } while (stream_.avail_out == 0);
    return {};
  }

 private:
  std::vector<std::byte> output_;
  z_stream stream_{};
};

class IsalDeflater final : public Deflater {
 public:
  IsalDeflater() : stream_(std::make_unique<isal_zstream>()), level_(ISAL_DEF_LVL1_DEFAULT), output_(kOutputBytes) {
    isal_deflate_init(stream_.get());
    stream_->level = 1;
    stream_->level_buf = level_.data();
    stream_->level_buf_size = static_cast<std::uint32_t>(level_.size());
    stream_->flush = NO_FLUSH;
  }

  Result<void> compress(std::span<const std::byte> block, bool last, const Output& output) override {
    // ISA-L only reads its input, but its interface lacks the const.
    stream_->next_in = const_cast<std::uint8_t*>(reinterpret_cast<const std::uint8_t*>(block.data()));  // NOLINT
    stream_->avail_in = static_cast<std::uint32_t>(block.size());
    stream_->end_of_stream = last ? 1 : 0;
    do {
      stream_->next_out = reinterpret_cast<std::uint8_t*>(output_.data());  // NOLINT: ISA-L's bytes
      stream_->avail_out = static_cast<std::uint32_t>(output_.size());
      HOLDALL_CHECK(isal_deflate(stream_.get()) == COMP_OK);
      HOLDALL_TRY(output(std::span(output_).first(output_.size() - stream_->avail_out)));
    } while (stream_->avail_out == 0);
    HOLDALL_CHECK(!last || stream_->internal_state.state == ZSTATE_END);
    return {};
  }

 private:
  std::unique_ptr<isal_zstream> stream_;
  std::vector<std::uint8_t> level_;
  std::vector<std::byte> output_;
};

}  // namespace

std::unique_ptr<Deflater> make_deflater(Compression compression) {
  switch (compression) {
    case Compression::kFast:
      return std::make_unique<IsalDeflater>();
    case Compression::kSmall:
      return std::make_unique<ZlibDeflater>();
    case Compression::kStore:
      break;
  }
  return std::make_unique<NoDeflater>();
}

}  // namespace holdall
