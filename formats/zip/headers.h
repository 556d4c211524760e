// Every header of the strict ZIP profile, byte for byte: the writer emits these bytes, the reader rebuilds them from
// the facts a header states and compares, so no bit of a header is free. Specification: docs/format.md#zip;
// APPNOTE 6.3.10.
//
// Pinned: made by Unix, version 2.0; version needed 2.0 for every entry; flags 0; 1980-01-01 00:00; attributes of a
// regular file with mode 0644; no extra field, no comment, one disk. Entries stay below 4 GiB - 1, so ZIP64 appears in
// two places only, each where a number does not fit its field and nowhere else:
//   - the end records (56 + 20 bytes before the 22 of the end record) for the count, size or offset of the directory;
//     in the end record exactly the fields that do not fit hold all ones;
//   - the central header of an entry at 4 GiB - 1 or beyond: offset field all ones, one extra field 0x0001 of 8 bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace holdall {

inline constexpr std::uint16_t kStored = 0;
inline constexpr std::uint16_t kDeflated = 8;

// 0xFFFFFFFF itself means "see ZIP64".
inline constexpr std::uint64_t kMaxEntryBytes = 0xFFFFFFFE;

inline constexpr std::size_t kLocalHeaderBytes = 30;    // without the name
inline constexpr std::size_t kCentralHeaderBytes = 46;  // without the name and the ZIP64 offset
inline constexpr std::size_t kEndRecordBytes = 22;
inline constexpr std::size_t kEndRecordsBytes = 98;  // with both ZIP64 records: the most there can be

inline constexpr std::string_view kLocalSignature{"PK\x03\x04", 4};
inline constexpr std::string_view kEndSignature{"PK\x05\x06", 4};

// What the headers of an entry state about its data.
struct EntryFacts {
  std::uint16_t method = kStored;
  std::uint32_t crc32 = 0;
  std::uint64_t size = 0;         // uncompressed
  std::uint64_t packed_size = 0;  // in the container
};

// What the headers of an entry state besides. The strict profile has these values and no others.
struct EntryStamp {
  std::uint16_t made_by = (3U << 8U) | 20U;
  std::uint16_t version_needed = 20;
  std::uint16_t flags = 0;
  std::uint16_t time = 0;
  std::uint16_t date = 0x0021;  // 1980-01-01
  std::uint16_t internal_attributes = 0;
  std::uint32_t external_attributes = std::uint32_t{0100644} << 16U;
  // Whether the field is all ones and the value in a ZIP64 extra field, though it may fit.
  bool zip64_size = false;
  bool zip64_packed_size = false;
  bool zip64_offset = false;
};

// What the end records state about the central directory.
struct DirectoryFacts {
  std::uint64_t entries = 0;
  std::uint64_t size = 0;
  std::uint64_t offset = 0;
};

// As EntryStamp, for the end records.
struct DirectoryStamp {
  std::uint16_t zip64_made_by = (3U << 8U) | 45U;
  std::uint16_t zip64_version_needed = 45;
  bool zip64_entries = false;
  bool zip64_size = false;
  bool zip64_offset = false;
};

// Requires: both sizes at most kMaxEntryBytes, is_entry_name(name).
std::string local_header(std::string_view name, const EntryFacts& facts, const EntryStamp& stamp = {});
std::string central_header(std::string_view name, const EntryFacts& facts, std::uint64_t offset,
                           const EntryStamp& stamp = {});
std::string end_records(const DirectoryFacts& directory, const DirectoryStamp& stamp = {});

std::size_t local_header_bytes(std::size_t name_bytes, const EntryStamp& stamp = {});
std::size_t central_header_bytes(std::size_t name_bytes, std::uint64_t offset, const EntryStamp& stamp = {});

// What a central header claims; nothing of it is checked.
struct CentralClaim {
  EntryFacts facts;
  EntryStamp stamp;
  std::size_t name_bytes = 0;
};
CentralClaim read_central_claim(std::span<const std::byte, kCentralHeaderBytes> header);
// The sizes that `claim.stamp` moves to the ZIP64 extra field. Requires: `header` has the length that
// central_header_bytes gives for the claim.
EntryFacts read_zip64_sizes(const CentralClaim& claim, std::string_view header);

// What the end records at the end of `tail` claim, unchecked. Requires: tail.size() >= kEndRecordBytes.
struct DirectoryClaim {
  DirectoryFacts facts;
  DirectoryStamp stamp;
};
DirectoryClaim read_directory_claim(std::string_view tail);

// The field in which two headers of equal length differ first, as APPNOTE names it. Requires: found != expected.
std::string_view first_local_difference(std::string_view found, std::string_view expected);
std::string_view first_central_difference(std::string_view found, std::string_view expected);

}  // namespace holdall
