// Writes a ZIP of the strict profile: the same entries and codec give the same bytes, whatever clock, zone or umask.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "holdall/core/base/io.h"
#include "holdall/core/base/result.h"
#include "holdall/core/stream/byte_stream.h"

namespace holdall {

enum class Compression : std::uint8_t { kFast, kSmall, kStore };  // ISA-L level 1 · zlib level 6 · none

// One entry's data, compressed once into a spool. What deflates by more than 100:1 is stored instead, so that no
// reader mistakes it for a bomb; so is what deflate does not make smaller.
struct PackedEntry {
  std::uint16_t method = 0;  // 0 stored, 8 deflate
  std::uint32_t crc32 = 0;
  std::uint64_t size = 0;         // uncompressed
  std::uint64_t packed_size = 0;  // in the spool
  std::uint64_t spool_offset = 0;
};

// Compresses what is written into `spool`, which must outlive it and serves one packer at a time.
class EntryPacker final : public ByteSink {
 public:
  EntryPacker(Spool& spool, Compression compression);
  EntryPacker(const EntryPacker&) = delete;
  EntryPacker& operator=(const EntryPacker&) = delete;
  ~EntryPacker() override;
  Result<void> write(std::span<const std::byte> bytes) override;  // Errors: kLimit from 4 GiB - 1 on, kIo
  Result<void> finish() override;
  [[nodiscard]] const PackedEntry& entry() const { return entry_; }  // Requires: finished

 private:
  struct Codec;
  std::unique_ptr<Codec> codec_;
  PackedEntry entry_;
};

class ZipWriter {
 public:
  // Writes to `out`, which it does not finish and which must outlive it.
  explicit ZipWriter(ByteSink& out);
  ZipWriter(const ZipWriter&) = delete;
  ZipWriter& operator=(const ZipWriter&) = delete;
  ~ZipWriter();
  // Requires: is_entry_name(name), distinct from the names before under ASCII case folding and no folder of them.
  // Errors: kLimit for what a reader with default limits refuses, kIo.
  Result<void> add(std::string_view name, const PackedEntry& entry, const Spool& spool);
  // Central directory and end records (ZIP64 end records only where a count or offset needs them). Requires: an entry.
  Result<void> finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace holdall
