// open_zip of reader.h, in three passes, each over facts that the one before has pinned:
//   end records → central directory (names, limits, no data read) → local headers.
#include "holdall/formats/zip/reader.h"

#include <algorithm>
#include <vector>

#include "holdall/core/base/text.h"
#include "holdall/formats/zip/entry_source.h"
#include "holdall/formats/zip/file_kind.h"
#include "holdall/formats/zip/headers.h"
#include "holdall/formats/zip/names.h"

namespace holdall {
namespace {

constexpr std::size_t kWindowBytes = std::size_t{64} << 10U;

Error container_error(std::string message) {
  return Error{ErrorCode::kContainer, std::move(message),
               "the file was changed or packed again; ask for it as it was issued"};
}

Error limit_error(const std::string& what, std::uint64_t limit) {
  return Error{ErrorCode::kLimit, what + " (limit: " + std::to_string(limit) + ")", {}};
}

// At most `limit` bytes from the start or the end of the file.
Result<std::string> read_edge(const InputFile& file, std::size_t limit, bool at_end) {
  std::string bytes(static_cast<std::size_t>(std::min<std::uint64_t>(file.size(), limit)), '\0');
  const std::uint64_t offset = at_end ? file.size() - bytes.size() : 0;
  HOLDALL_TRY(file.read_at(offset, std::as_writable_bytes(std::span(bytes))));
  return bytes;
}

bool ends_with_end_record(std::string_view tail) {
  return tail.size() >= kEndRecordBytes && tail.substr(tail.size() - kEndRecordBytes).starts_with(kEndSignature);
}

// Why a file without an end record at its end is no container.
Error explain_missing_end(const InputFile& file) {
  HOLDALL_ASSIGN(const std::string head, read_edge(file, kFileKindBytes, false));
  if (!head.starts_with(kLocalSignature)) {
    return Error{ErrorCode::kNotABundle, "not a ZIP file but " + std::string(file_kind(head)), {}};
  }
  HOLDALL_ASSIGN(const std::string tail, read_edge(file, kEndRecordBytes + 0xFFFF, true));
  const std::size_t end = tail.rfind(kEndSignature);
  if (end != std::string::npos && tail.size() - end > kEndRecordBytes) {
    return container_error("bytes follow the end record");
  }
  return Error{ErrorCode::kTruncated, "the ZIP file is cut short", {}};
}

Result<DirectoryFacts> find_directory(const InputFile& file, ZipProfile profile) {
  HOLDALL_ASSIGN(const std::string tail, read_edge(file, kEndRecordsBytes, true));
  if (!ends_with_end_record(tail)) {
    return explain_missing_end(file);
  }
  const DirectoryClaim claim = read_directory_claim(tail);
  const DirectoryFacts& directory = claim.facts;
  const DirectoryStamp stamp = profile == ZipProfile::kRelaxed ? claim.stamp : DirectoryStamp{};
  HOLDALL_TRY(check_relaxed(stamp));
  const std::string records = end_records(directory, stamp);
  if (!tail.ends_with(records)) {
    return container_error("the end records are not those of the strict profile");
  }
  const std::uint64_t before = file.size() - records.size();
  if (directory.size > before || directory.offset != before - directory.size) {
    return container_error("the central directory does not end where the end records begin");
  }
  if (directory.entries == 0) {
    return container_error("the ZIP file has no entries");
  }
  return directory;
}

// A forward view of a part of a file, through one buffer.
class Window {
 public:
  Window(const InputFile& file, std::uint64_t offset, std::uint64_t size)
      : file_(file), next_(offset), end_(offset + size), buffer_(kWindowBytes) {}

  // The next `size` bytes, valid until the next call; nothing where fewer are left. Requires: size <= kWindowBytes.
  Result<std::string_view> peek(std::size_t size) {
    if (filled_ - start_ < size) {
      HOLDALL_TRY(refill());
    }
    return as_text(std::span(buffer_).subspan(start_, filled_ - start_ < size ? 0 : size));
  }
  void skip(std::size_t size) { start_ += size; }
  [[nodiscard]] bool at_end() const { return start_ == filled_ && next_ == end_; }

 private:
  Result<void> refill() {
    std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(start_),
              buffer_.begin() + static_cast<std::ptrdiff_t>(filled_), buffer_.begin());
    filled_ -= start_;
    start_ = 0;
    const auto part = static_cast<std::size_t>(std::min<std::uint64_t>(buffer_.size() - filled_, end_ - next_));
    HOLDALL_TRY(file_.read_at(next_, std::span(buffer_).subspan(filled_, part)));
    next_ += part;
    filled_ += part;
    return {};
  }

  const InputFile& file_;
  std::uint64_t next_;
  std::uint64_t end_;
  std::vector<std::byte> buffer_;
  std::size_t start_ = 0;
  std::size_t filled_ = 0;
};

struct Member {
  EntryFacts facts;
  EntryStamp stamp;
  std::uint64_t offset = 0;  // of its local header
};

std::uint64_t end_of(const Member& member, std::string_view name) {
  return member.offset + local_header_bytes(name.size(), member.stamp) + member.facts.packed_size;
}

struct Directory {
  std::vector<Entry> entries;
  std::vector<Member> members;  // in the order of `entries`
};

// size > packed_size * ratio, without the product. Requires: facts.size > 0.
bool exceeds_ratio(const EntryFacts& facts, std::uint64_t ratio) {
  return (facts.size - 1) / std::max<std::uint64_t>(ratio, 1) >= facts.packed_size;
}

// Reads the central directory. Each entry's offset is not read but follows from the entries before it, so that entries
// can neither overlap nor leave gaps.
class DirectoryReader {
 public:
  DirectoryReader(const InputFile& file, const DirectoryFacts& directory, const Limits& limits, ZipProfile profile)
      : directory_(directory), limits_(limits), profile_(profile), window_(file, directory.offset, directory.size) {}

  Result<Directory> read() {
    if (directory_.entries > limits_.entries) {
      return limit_error(std::to_string(directory_.entries) + " entries", limits_.entries);
    }
    for (std::uint64_t i = 0; i < directory_.entries; ++i) {
      Result<void> done = read_member();
      if (!done.ok()) {
        return std::move(done).error().within("central directory, entry " + std::to_string(i));
      }
    }
    if (!window_.at_end() || next_offset_ != directory_.offset) {
      return container_error("bytes that no entry accounts for stand behind the last entry");
    }
    HOLDALL_TRY(check_names_distinct(found_.entries));
    return std::move(found_);
  }

 private:
  Result<void> read_member() {
    HOLDALL_ASSIGN(const std::string_view fixed, window_.peek(kCentralHeaderBytes));
    if (fixed.empty()) {
      return container_error("the directory is shorter than its entries");
    }
    CentralClaim claim = read_central_claim(as_bytes(fixed).first<kCentralHeaderBytes>());
    if (profile_ == ZipProfile::kStrict) {
      claim.stamp = EntryStamp{};
    }
    HOLDALL_ASSIGN(std::string name, read_name(claim));
    const Member member{claim.facts, claim.stamp, next_offset_};
    HOLDALL_TRY(check_facts(member.facts));
    HOLDALL_TRY(check_limits(member.facts));
    if (profile_ == ZipProfile::kRelaxed) {
      HOLDALL_TRY(check_relaxed(name, member.facts, member.stamp));
    }
    next_offset_ = end_of(member, name);
    if (next_offset_ > directory_.offset) {
      return container_error("the entry reaches into the central directory");
    }
    found_.entries.push_back(Entry{std::move(name), member.facts.size});
    found_.members.push_back(member);
    return {};
  }

  // Takes the header out of the window, once all its bytes are what the claim demands, and completes the claim.
  Result<std::string> read_name(CentralClaim& claim) {
    if (claim.name_bytes > kMaxNameBytes) {
      return Error{ErrorCode::kEntryName, "its name has more than 1024 bytes", {}};
    }
    HOLDALL_ASSIGN(const std::string_view found,
                   window_.peek(central_header_bytes(claim.name_bytes, next_offset_, claim.stamp)));
    if (found.empty()) {
      return container_error("the directory is shorter than its entries");
    }
    std::string name(found.substr(kCentralHeaderBytes, claim.name_bytes));
    const bool strict = profile_ == ZipProfile::kStrict;
    if (const std::string_view problem = strict ? entry_name_problem(name) : relaxed_name_problem(name);
        !problem.empty()) {
      return Error{ErrorCode::kEntryName, "its name " + std::string(problem), {}};
    }
    claim.facts = read_zip64_sizes(claim, found);
    const std::string expected = central_header(name, claim.facts, next_offset_, claim.stamp);
    if (found != expected) {
      return container_error("unexpected " + std::string(first_central_difference(found, expected)));
    }
    window_.skip(found.size());
    return name;
  }

  static Result<void> check_facts(const EntryFacts& facts) {
    if (facts.method != kStored && facts.method != kDeflated) {
      return container_error("compression method " + std::to_string(facts.method));
    }
    if (facts.size > kMaxEntryBytes || facts.packed_size > kMaxEntryBytes) {
      return container_error("a ZIP64 size");
    }
    if (facts.method == kStored && facts.packed_size != facts.size) {
      return container_error("the sizes of a stored entry differ");
    }
    if (facts.packed_size > facts.size + facts.size / 16 + 64) {
      return container_error("more compressed bytes than its content needs");
    }
    return {};
  }

  Result<void> check_limits(const EntryFacts& facts) {
    if (facts.size > limits_.entry_bytes) {
      return limit_error("an entry of " + std::to_string(facts.size) + " bytes", limits_.entry_bytes);
    }
    if (facts.size > limits_.total_bytes - total_) {
      return limit_error("more bytes in all", limits_.total_bytes);
    }
    total_ += facts.size;
    if (facts.size > limits_.ratio_floor && exceeds_ratio(facts, limits_.ratio)) {
      return limit_error("a compression ratio above the limit", limits_.ratio);
    }
    return {};
  }

  DirectoryFacts directory_;
  Limits limits_;
  ZipProfile profile_;
  Window window_;
  Directory found_;
  std::uint64_t next_offset_ = 0;
  std::uint64_t total_ = 0;
};

Result<void> check_local_header(const InputFile& file, const std::string& name, const Member& member) {
  const std::string expected = local_header(name, member.facts, member.stamp);
  std::string found(expected.size(), '\0');
  HOLDALL_TRY(file.read_at(member.offset, std::as_writable_bytes(std::span(found))));
  if (found != expected) {
    return container_error("entry " + name + ": its local header differs from the central one: " +
                           std::string(first_local_difference(found, expected)));
  }
  return {};
}

class ZipContainer final : public Container {
 public:
  ZipContainer(std::shared_ptr<const InputFile> file, Directory directory)
      : file_(std::move(file)), directory_(std::move(directory)) {}

  [[nodiscard]] std::span<const Entry> entries() const override { return directory_.entries; }

  [[nodiscard]] Result<std::unique_ptr<ByteSource>> read(std::size_t index) const override {
    const std::string& name = directory_.entries.at(index).name;
    const Member& member = directory_.members.at(index);
    RangeReader range = [file = file_](std::uint64_t at, std::span<std::byte> out) { return file->read_at(at, out); };
    return open_entry(name, std::move(range), end_of(member, name) - member.facts.packed_size, member.facts);
  }

 private:
  std::shared_ptr<const InputFile> file_;
  Directory directory_;
};

}  // namespace

Result<std::unique_ptr<Container>> open_zip(std::shared_ptr<const InputFile> file, const Limits& limits,
                                            ZipProfile profile) {
  HOLDALL_ASSIGN(const DirectoryFacts facts, find_directory(*file, profile));
  HOLDALL_ASSIGN(Directory directory, DirectoryReader(*file, facts, limits, profile).read());
  for (std::size_t i = 0; i < directory.entries.size(); ++i) {
    HOLDALL_TRY(check_local_header(*file, directory.entries[i].name, directory.members[i]));
  }
  return std::unique_ptr<Container>(std::make_unique<ZipContainer>(std::move(file), std::move(directory)));
}

}  // namespace holdall
