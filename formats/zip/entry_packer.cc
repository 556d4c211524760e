// EntryPacker of writer.h: blocks → CRC-32 and deflate → spool, then the decision whether deflate was worth it.
#include <zlib.h>

#include <algorithm>
#include <vector>

#include "holdall/formats/zip/deflater.h"
#include "holdall/formats/zip/entry_source.h"
#include "holdall/formats/zip/writer.h"

namespace holdall {
namespace {

// The compressors see blocks of this size whatever the sizes written, so that their output depends on the data alone.
constexpr std::size_t kBlockBytes = std::size_t{64} << 10U;

// Half of what readers take for a bomb (Limits::ratio).
constexpr std::uint64_t kMaxRatio = 100;

// Deflate that saves nothing costs a reader time, and is refused as padding where it grows much; past kMaxRatio it
// looks like a bomb.
bool is_worth_deflating(const PackedEntry& entry) {
  return entry.packed_size < entry.size && entry.size <= entry.packed_size * kMaxRatio;
}

EntryFacts facts_of(const PackedEntry& entry) {
  return {.method = entry.method, .crc32 = entry.crc32, .size = entry.size, .packed_size = entry.packed_size};
}

// Appends what the spooled entry inflates to, checking it on the way, and returns the copy.
Result<PackedEntry> store_instead(Spool& spool, const PackedEntry& deflated) {
  const RangeReader range = [&spool](std::uint64_t at, std::span<std::byte> out) { return spool.read_at(at, out); };
  const auto source = open_entry("spool", range, deflated.spool_offset, facts_of(deflated));
  const PackedEntry stored{.method = kStored,
                           .crc32 = deflated.crc32,
                           .size = deflated.size,
                           .packed_size = deflated.size,
                           .spool_offset = spool.size()};
  std::vector<std::byte> buffer(kBlockBytes);
  for (;;) {
    HOLDALL_ASSIGN(const std::size_t got, source->read(buffer));
    if (got == 0) {
      return stored;
    }
    HOLDALL_TRY(spool.append(std::span(buffer).first(got)));
  }
}

}  // namespace

struct EntryPacker::Codec {
  Codec(Spool& to, Compression compression) : spool(to), deflater(make_deflater(compression)) {
    pending.reserve(kBlockBytes);
  }

  Result<void> compress(std::span<const std::byte> block, bool last) {
    return deflater->compress(block, last, [this](std::span<const std::byte> bytes) { return spool.append(bytes); });
  }
  // Hands whole blocks on and keeps the rest.
  Result<void> take(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
      const std::span<const std::byte> part = bytes.first(std::min(bytes.size(), kBlockBytes - pending.size()));
      bytes = bytes.subspan(part.size());
      HOLDALL_TRY(part.size() == kBlockBytes ? compress(part, false) : keep(part));
    }
    return {};
  }
  // Requires: no more than what a block lacks.
  Result<void> keep(std::span<const std::byte> part) {
    pending.insert(pending.end(), part.begin(), part.end());
    if (pending.size() == kBlockBytes) {
      HOLDALL_TRY(compress(pending, false));
      pending.clear();
    }
    return {};
  }

  Spool& spool;
  std::unique_ptr<Deflater> deflater;
  std::vector<std::byte> pending;  // less than a block
};

EntryPacker::EntryPacker(Spool& spool, Compression compression) : codec_(std::make_unique<Codec>(spool, compression)) {
  entry_.method = compression == Compression::kStore ? kStored : kDeflated;
  entry_.spool_offset = spool.size();
}

EntryPacker::~EntryPacker() = default;

Result<void> EntryPacker::write(std::span<const std::byte> bytes) {
  HOLDALL_CHECK(codec_ != nullptr);
  if (bytes.size() > kMaxEntryBytes - entry_.size) {
    return Error{ErrorCode::kLimit, "an entry would reach 4 GiB - 1", {}};
  }
  entry_.size += bytes.size();
  entry_.crc32 = static_cast<std::uint32_t>(
      crc32_z(entry_.crc32, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));  // NOLINT: zlib's bytes
  return codec_->take(bytes);
}

Result<void> EntryPacker::finish() {
  HOLDALL_CHECK(codec_ != nullptr);
  const std::unique_ptr<Codec> codec = std::move(codec_);
  HOLDALL_TRY(codec->compress(codec->pending, true));
  entry_.packed_size = codec->spool.size() - entry_.spool_offset;
  if (entry_.method == kDeflated && !is_worth_deflating(entry_)) {
    HOLDALL_ASSIGN(entry_, store_instead(codec->spool, entry_));
  }
  return {};
}

}  // namespace holdall
