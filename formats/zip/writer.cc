// ZipWriter of writer.h: local header and data of each entry in turn, then the directory.
#include "holdall/formats/zip/writer.h"

#include <algorithm>
#include <vector>

#include "holdall/core/base/limits.h"
#include "holdall/core/base/text.h"
#include "holdall/formats/zip/headers.h"
#include "holdall/formats/zip/names.h"

namespace holdall {
namespace {

constexpr std::size_t kCopyBytes = std::size_t{256} << 10U;

struct Placed {
  EntryFacts facts;
  std::uint64_t offset = 0;
};

}  // namespace

struct ZipWriter::State {
  explicit State(ByteSink& to) : out(to) {}

  Result<void> put(std::span<const std::byte> bytes) {
    HOLDALL_TRY(out.write(bytes));
    written += bytes.size();
    return {};
  }
  Result<void> copy(const PackedEntry& entry, const Spool& spool) {
    buffer.resize(kCopyBytes);
    for (std::uint64_t done = 0; done < entry.packed_size;) {
      const auto part = static_cast<std::size_t>(std::min<std::uint64_t>(kCopyBytes, entry.packed_size - done));
      HOLDALL_TRY(spool.read_at(entry.spool_offset + done, std::span(buffer).first(part)));
      HOLDALL_TRY(put(std::span(buffer).first(part)));
      done += part;
    }
    return {};
  }
  // What a reader with default limits refuses is not written.
  [[nodiscard]] Result<void> check_limits(std::uint64_t next_size) const {
    constexpr Limits kLimits;
    if (entries.size() >= kLimits.entries) {
      return Error{ErrorCode::kLimit, "more than " + std::to_string(kLimits.entries) + " entries", {}};
    }
    if (next_size > kLimits.total_bytes - total) {
      return Error{ErrorCode::kLimit, "entries of more than " + std::to_string(kLimits.total_bytes) + " bytes", {}};
    }
    return {};
  }

  ByteSink& out;
  std::uint64_t written = 0;
  std::uint64_t total = 0;  // uncompressed
  std::vector<Entry> entries;
  std::vector<Placed> placed;  // in the order of `entries`
  std::vector<std::byte> buffer;
};

ZipWriter::ZipWriter(ByteSink& out) : state_(std::make_unique<State>(out)) {}

ZipWriter::~ZipWriter() = default;

Result<void> ZipWriter::add(std::string_view name, const PackedEntry& entry, const Spool& spool) {
  HOLDALL_CHECK(is_entry_name(name));
  HOLDALL_TRY(state_->check_limits(entry.size));
  const EntryFacts facts{
      .method = entry.method, .crc32 = entry.crc32, .size = entry.size, .packed_size = entry.packed_size};
  state_->entries.push_back(Entry{std::string(name), entry.size});
  state_->placed.push_back(Placed{facts, state_->written});
  state_->total += entry.size;
  HOLDALL_TRY(state_->put(as_bytes(local_header(name, facts))));
  return state_->copy(entry, spool);
}

Result<void> ZipWriter::finish() {
  HOLDALL_CHECK(!state_->entries.empty() && check_names_distinct(state_->entries).ok());
  DirectoryFacts directory{.entries = state_->entries.size(), .offset = state_->written};
  for (std::size_t i = 0; i < state_->entries.size(); ++i) {
    const Placed& placed = state_->placed[i];
    HOLDALL_TRY(state_->put(as_bytes(central_header(state_->entries[i].name, placed.facts, placed.offset))));
  }
  directory.size = state_->written - directory.offset;
  return state_->put(as_bytes(end_records(directory)));
}

}  // namespace holdall
