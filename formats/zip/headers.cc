// Headers of the strict ZIP profile: see headers.h. Offsets and names of fields are those of APPNOTE 6.3.10 §4.3.
#include "holdall/formats/zip/headers.h"

#include <algorithm>
#include <array>

#include "holdall/core/base/text.h"

namespace holdall {
namespace {

constexpr std::uint64_t kAllOnes16 = 0xFFFF;
constexpr std::uint64_t kAllOnes32 = 0xFFFFFFFF;

constexpr std::uint16_t kVersion = 20;
constexpr std::uint16_t kZip64Version = 45;
constexpr std::uint16_t kMadeByUnix = 3U << 8U;
constexpr std::uint16_t kMidnight = 0;
constexpr std::uint16_t kFirstDosDate = 0x0021;                        // 1980-01-01
constexpr std::uint32_t kRegularFile = std::uint32_t{0100644} << 16U;  // external attributes
constexpr std::uint16_t kZip64Extra = 0x0001;

constexpr std::size_t kZip64EndBytes = 56;
constexpr std::size_t kZip64OffsetBytes = 12;  // extra field 0x0001 with an offset alone

// A record being laid out, little-endian.
class Record {
 public:
  explicit Record(std::string_view bytes) : bytes_(bytes) {}
  Record& u16(std::uint64_t value) { return put(value, 2); }
  Record& u32(std::uint64_t value) { return put(value, 4); }
  Record& u64(std::uint64_t value) { return put(value, 8); }
  Record& text(std::string_view value) {
    bytes_ += value;
    return *this;
  }
  [[nodiscard]] std::string take() { return std::move(bytes_); }

 private:
  Record& put(std::uint64_t value, unsigned width) {
    for (unsigned i = 0; i < width; ++i) {
      bytes_ += static_cast<char>((value >> (8U * i)) & 0xFFU);
    }
    return *this;
  }
  std::string bytes_;
};

std::uint64_t number_at(std::string_view bytes, std::size_t offset, std::size_t width) {
  std::uint64_t value = 0;
  for (std::size_t i = width; i-- > 0;) {
    value = (value << 8U) | static_cast<unsigned char>(bytes[offset + i]);
  }
  return value;
}

bool offset_needs_zip64(std::uint64_t offset) {
  return offset >= kAllOnes32;
}

bool needs_zip64(const DirectoryFacts& directory) {
  return directory.entries >= kAllOnes16 || directory.size >= kAllOnes32 || directory.offset >= kAllOnes32;
}

// The eight fields that both headers of an entry share, from "version needed" to "name length".
void put_shared_fields(Record& record, std::string_view name, const EntryFacts& facts) {
  record.u16(kVersion).u16(0).u16(facts.method).u16(kMidnight).u16(kFirstDosDate);
  record.u32(facts.crc32).u32(facts.packed_size).u32(facts.size).u16(name.size());
}

std::string zip64_end_records(const DirectoryFacts& directory) {
  Record record("PK\x06\x06");
  record.u64(kZip64EndBytes - 12).u16(kMadeByUnix | kZip64Version).u16(kZip64Version).u32(0).u32(0);
  record.u64(directory.entries).u64(directory.entries).u64(directory.size).u64(directory.offset);
  record.text("PK\x06\x07").u32(0).u64(directory.offset + directory.size).u32(1);
  return record.take();
}

struct Field {
  std::size_t offset;
  std::string_view name;
};

constexpr std::array<Field, 12> kLocalFields{{{0, "signature"},
                                              {4, "version needed"},
                                              {6, "flags"},
                                              {8, "method"},
                                              {10, "time"},
                                              {12, "date"},
                                              {14, "CRC-32"},
                                              {18, "compressed size"},
                                              {22, "uncompressed size"},
                                              {26, "name length"},
                                              {28, "extra field length"},
                                              {30, "name"}}};

constexpr std::array<Field, 18> kCentralFields{{{0, "signature"},
                                                {4, "version made by"},
                                                {6, "version needed"},
                                                {8, "flags"},
                                                {10, "method"},
                                                {12, "time"},
                                                {14, "date"},
                                                {16, "CRC-32"},
                                                {20, "compressed size"},
                                                {24, "uncompressed size"},
                                                {28, "name length"},
                                                {30, "extra field length"},
                                                {32, "comment length"},
                                                {34, "disk number"},
                                                {36, "internal attributes"},
                                                {38, "external attributes"},
                                                {42, "offset"},
                                                {46, "name or extra field"}}};

std::string_view first_difference(std::span<const Field> fields, std::string_view found, std::string_view expected) {
  const auto [at, unused] = std::mismatch(found.begin(), found.end(), expected.begin(), expected.end());
  const auto offset = static_cast<std::size_t>(at - found.begin());
  const auto after = std::upper_bound(fields.begin(), fields.end(), offset,
                                      [](std::size_t value, const Field& field) { return value < field.offset; });
  return std::prev(after)->name;
}

}  // namespace

std::string local_header(std::string_view name, const EntryFacts& facts) {
  Record record(kLocalSignature);
  put_shared_fields(record, name, facts);
  return record.u16(0).text(name).take();
}

std::string central_header(std::string_view name, const EntryFacts& facts, std::uint64_t offset) {
  const bool zip64 = offset_needs_zip64(offset);
  Record record("PK\x01\x02");
  record.u16(kMadeByUnix | kVersion);
  put_shared_fields(record, name, facts);
  record.u16(zip64 ? kZip64OffsetBytes : 0).u16(0).u16(0).u16(0).u32(kRegularFile);
  record.u32(zip64 ? kAllOnes32 : offset).text(name);
  if (zip64) {
    record.u16(kZip64Extra).u16(8).u64(offset);
  }
  return record.take();
}

std::size_t central_header_bytes(std::size_t name_bytes, std::uint64_t offset) {
  return kCentralHeaderBytes + name_bytes + (offset_needs_zip64(offset) ? kZip64OffsetBytes : 0);
}

std::string end_records(const DirectoryFacts& directory) {
  const std::uint64_t entries = std::min(directory.entries, kAllOnes16);
  Record record(needs_zip64(directory) ? zip64_end_records(directory) : std::string());
  record.text(kEndSignature).u16(0).u16(0).u16(entries).u16(entries);
  record.u32(std::min(directory.size, kAllOnes32)).u32(std::min(directory.offset, kAllOnes32)).u16(0);
  return record.take();
}

CentralClaim read_central_claim(std::span<const std::byte, kCentralHeaderBytes> header) {
  const std::string_view bytes = as_text(header);
  return CentralClaim{.facts = {.method = static_cast<std::uint16_t>(number_at(bytes, 10, 2)),
                                .crc32 = static_cast<std::uint32_t>(number_at(bytes, 16, 4)),
                                .size = number_at(bytes, 24, 4),
                                .packed_size = number_at(bytes, 20, 4)},
                      .name_bytes = number_at(bytes, 28, 2)};
}

DirectoryFacts read_directory_claim(std::string_view tail) {
  const std::string_view end = tail.substr(tail.size() - kEndRecordBytes);
  const DirectoryFacts plain{
      .entries = number_at(end, 10, 2), .size = number_at(end, 12, 4), .offset = number_at(end, 16, 4)};
  if (!needs_zip64(plain) || tail.size() < kEndRecordsBytes) {
    return plain;
  }
  const std::string_view zip64 = tail.substr(tail.size() - kEndRecordsBytes, kZip64EndBytes);
  return {.entries = number_at(zip64, 32, 8), .size = number_at(zip64, 40, 8), .offset = number_at(zip64, 48, 8)};
}

std::string_view first_local_difference(std::string_view found, std::string_view expected) {
  return first_difference(kLocalFields, found, expected);
}

std::string_view first_central_difference(std::string_view found, std::string_view expected) {
  return first_difference(kCentralFields, found, expected);
}

}  // namespace holdall
