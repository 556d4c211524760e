// Headers of the strict ZIP profile: see headers.h. Offsets and names of fields are those of APPNOTE 6.3.10 §4.3.
#include "holdall/formats/zip/headers.h"

#include <algorithm>
#include <array>

#include "holdall/core/base/text.h"

namespace holdall {
namespace {

constexpr std::uint64_t kAllOnes16 = 0xFFFF;
constexpr std::uint64_t kAllOnes32 = 0xFFFFFFFF;

constexpr std::uint16_t kZip64Extra = 0x0001;

constexpr std::size_t kZip64EndBytes = 56;
constexpr std::size_t kZip64ExtraBytes = 4;  // extra field 0x0001 without its values, of 8 bytes each

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

bool offset_in_zip64(std::uint64_t offset, const EntryStamp& stamp) {
  return stamp.zip64_offset || offset >= kAllOnes32;
}

// A local header has both sizes in ZIP64 or none (APPNOTE 4.5.3).
bool sizes_in_zip64(const EntryStamp& stamp) {
  return stamp.zip64_size || stamp.zip64_packed_size;
}

// Bytes of an extra field of so many values; none of no value.
std::size_t zip64_bytes(std::size_t values) {
  return values == 0 ? 0 : kZip64ExtraBytes + 8 * values;
}

std::size_t central_zip64_values(std::uint64_t offset, const EntryStamp& stamp) {
  return (stamp.zip64_size ? 1U : 0U) + (stamp.zip64_packed_size ? 1U : 0U) +
         (offset_in_zip64(offset, stamp) ? 1U : 0U);
}

void put_zip64(Record& record, std::size_t values) {
  if (values > 0) {
    record.u16(kZip64Extra).u16(8 * values);
  }
}

bool needs_zip64(const DirectoryFacts& directory, const DirectoryStamp& stamp) {
  return directory.entries >= kAllOnes16 || directory.size >= kAllOnes32 || directory.offset >= kAllOnes32 ||
         stamp.zip64_entries || stamp.zip64_size || stamp.zip64_offset;
}

// The eight fields that both headers of an entry share, from "version needed" to "name length"; the sizes as given.
void put_shared_fields(Record& record, std::string_view name, const EntryFacts& facts, const EntryStamp& stamp) {
  record.u16(stamp.version_needed).u16(stamp.flags).u16(facts.method).u16(stamp.time).u16(stamp.date);
  record.u32(facts.crc32).u32(facts.packed_size).u32(facts.size).u16(name.size());
}

std::string zip64_end_records(const DirectoryFacts& directory, const DirectoryStamp& stamp) {
  Record record("PK\x06\x06");
  record.u64(kZip64EndBytes - 12).u16(stamp.zip64_made_by).u16(stamp.zip64_version_needed).u32(0).u32(0);
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

std::string local_header(std::string_view name, const EntryFacts& facts, const EntryStamp& stamp) {
  const bool zip64 = sizes_in_zip64(stamp);
  EntryFacts fields = facts;
  fields.size = zip64 ? kAllOnes32 : facts.size;
  fields.packed_size = zip64 ? kAllOnes32 : facts.packed_size;
  Record record(kLocalSignature);
  put_shared_fields(record, name, fields, stamp);
  record.u16(zip64_bytes(zip64 ? 2 : 0)).text(name);
  if (zip64) {
    put_zip64(record, 2);
    record.u64(facts.size).u64(facts.packed_size);
  }
  return record.take();
}

std::string central_header(std::string_view name, const EntryFacts& facts, std::uint64_t offset,
                           const EntryStamp& stamp) {
  const bool zip64_offset = offset_in_zip64(offset, stamp);
  EntryFacts fields = facts;
  fields.size = stamp.zip64_size ? kAllOnes32 : facts.size;
  fields.packed_size = stamp.zip64_packed_size ? kAllOnes32 : facts.packed_size;
  Record record("PK\x01\x02");
  record.u16(stamp.made_by);
  put_shared_fields(record, name, fields, stamp);
  record.u16(zip64_bytes(central_zip64_values(offset, stamp))).u16(0).u16(0);
  record.u16(stamp.internal_attributes).u32(stamp.external_attributes);
  record.u32(zip64_offset ? kAllOnes32 : offset).text(name);
  put_zip64(record, central_zip64_values(offset, stamp));
  if (stamp.zip64_size) {
    record.u64(facts.size);
  }
  if (stamp.zip64_packed_size) {
    record.u64(facts.packed_size);
  }
  if (zip64_offset) {
    record.u64(offset);
  }
  return record.take();
}

std::size_t local_header_bytes(std::size_t name_bytes, const EntryStamp& stamp) {
  return kLocalHeaderBytes + name_bytes + zip64_bytes(sizes_in_zip64(stamp) ? 2 : 0);
}

std::size_t central_header_bytes(std::size_t name_bytes, std::uint64_t offset, const EntryStamp& stamp) {
  return kCentralHeaderBytes + name_bytes + zip64_bytes(central_zip64_values(offset, stamp));
}

std::string end_records(const DirectoryFacts& directory, const DirectoryStamp& stamp) {
  const std::uint64_t entries = stamp.zip64_entries ? kAllOnes16 : std::min(directory.entries, kAllOnes16);
  Record record(needs_zip64(directory, stamp) ? zip64_end_records(directory, stamp) : std::string());
  record.text(kEndSignature).u16(0).u16(0).u16(entries).u16(entries);
  record.u32(stamp.zip64_size ? kAllOnes32 : std::min(directory.size, kAllOnes32));
  record.u32(stamp.zip64_offset ? kAllOnes32 : std::min(directory.offset, kAllOnes32)).u16(0);
  return record.take();
}

CentralClaim read_central_claim(std::span<const std::byte, kCentralHeaderBytes> header) {
  const std::string_view bytes = as_text(header);
  const auto u16 = [bytes](std::size_t offset) { return static_cast<std::uint16_t>(number_at(bytes, offset, 2)); };
  const auto u32 = [bytes](std::size_t offset) { return static_cast<std::uint32_t>(number_at(bytes, offset, 4)); };
  return CentralClaim{.facts = {.method = u16(10), .crc32 = u32(16), .size = u32(24), .packed_size = u32(20)},
                      .stamp = {.made_by = u16(4),
                                .version_needed = u16(6),
                                .flags = u16(8),
                                .time = u16(12),
                                .date = u16(14),
                                .internal_attributes = u16(36),
                                .external_attributes = u32(38),
                                .zip64_size = u32(24) == kAllOnes32,
                                .zip64_packed_size = u32(20) == kAllOnes32,
                                .zip64_offset = u32(42) == kAllOnes32},
                      .name_bytes = u16(28)};
}

EntryFacts read_zip64_sizes(const CentralClaim& claim, std::string_view header) {
  EntryFacts facts = claim.facts;
  std::size_t at = kCentralHeaderBytes + claim.name_bytes + kZip64ExtraBytes;
  if (claim.stamp.zip64_size) {
    facts.size = number_at(header, at, 8);
    at += 8;
  }
  if (claim.stamp.zip64_packed_size) {
    facts.packed_size = number_at(header, at, 8);
  }
  return facts;
}

DirectoryClaim read_directory_claim(std::string_view tail) {
  const std::string_view end = tail.substr(tail.size() - kEndRecordBytes);
  const DirectoryFacts plain{
      .entries = number_at(end, 10, 2), .size = number_at(end, 12, 4), .offset = number_at(end, 16, 4)};
  if (!needs_zip64(plain, {}) || tail.size() < kEndRecordsBytes) {
    return {plain, {}};
  }
  const std::string_view zip64 = tail.substr(tail.size() - kEndRecordsBytes, kZip64EndBytes);
  return {
      .facts = {.entries = number_at(zip64, 32, 8), .size = number_at(zip64, 40, 8), .offset = number_at(zip64, 48, 8)},
      .stamp = {.zip64_made_by = static_cast<std::uint16_t>(number_at(zip64, 12, 2)),
                .zip64_version_needed = static_cast<std::uint16_t>(number_at(zip64, 14, 2)),
                .zip64_entries = plain.entries == kAllOnes16,
                .zip64_size = plain.size == kAllOnes32,
                .zip64_offset = plain.offset == kAllOnes32}};
}

std::string_view first_local_difference(std::string_view found, std::string_view expected) {
  return first_difference(kLocalFields, found, expected);
}

std::string_view first_central_difference(std::string_view found, std::string_view expected) {
  return first_difference(kCentralFields, found, expected);
}

}  // namespace holdall
