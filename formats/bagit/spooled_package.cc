#include "holdall/formats/bagit/spooled_package.h"

#include <algorithm>
#include <array>

#include "holdall/core/base/text.h"
#include "holdall/formats/zip/entry_source.h"

namespace holdall {
namespace {

std::unique_ptr<ByteSource> open_packed(const Spool& spool, const PackedEntry& entry) {
  const RangeReader range = [&spool](std::uint64_t at, std::span<std::byte> out) { return spool.read_at(at, out); };
  return open_entry(
      "spool", range, entry.spool_offset,
      {.method = entry.method, .crc32 = entry.crc32, .size = entry.size, .packed_size = entry.packed_size});
}

// Where `key` stands, or belongs, in an ascending list.
template <typename Key>
std::ptrdiff_t place_of(const std::vector<Key>& list, const Key& key) {
  return std::lower_bound(list.begin(), list.end(), key) - list.begin();
}

}  // namespace

Result<void> PartPacker::write(std::string_view bytes) {
  hash_.update(as_bytes(bytes));
  return packer_.write(as_bytes(bytes));
}

Result<void> PartPacker::finish() {
  sha256_ = hex_encode(hash_.finish());
  return packer_.finish();
}

Result<SpooledPart> pack_part(ByteSource& source, PartPacker& packer) {
  std::array<std::byte, std::size_t{64} << 10U> buffer{};
  while (true) {
    HOLDALL_ASSIGN(const std::size_t size, source.read(buffer));
    if (size == 0) {
      HOLDALL_TRY(packer.finish());
      return SpooledPart{packer.sha256(), packer.entry()};
    }
    HOLDALL_TRY(packer.write(as_text(std::span(buffer).first(size))));
  }
}

Result<std::unique_ptr<SpooledPackage>> SpooledPackage::create(const std::string& near, Compression compression) {
  HOLDALL_ASSIGN(Spool segments, Spool::create(near));
  HOLDALL_ASSIGN(Spool files, Spool::create(near));
  return std::unique_ptr<SpooledPackage>(
      new SpooledPackage(std::move(segments), std::move(files), compression));  // NOLINT: the constructor is private
}

void SpooledPackage::add_segment(SegmentName name, SpooledPart part) {
  const auto at = place_of(index_.segments, name);
  index_.segments.insert(index_.segments.begin() + at, std::move(name));
  segment_parts_.insert(segment_parts_.begin() + at, std::move(part));
}

void SpooledPackage::add_file(SpooledPart part) {
  const auto at = place_of(index_.files, part.sha256);
  if (static_cast<std::size_t>(at) < index_.files.size() && index_.files[static_cast<std::size_t>(at)] == part.sha256) {
    return;
  }
  index_.files.insert(index_.files.begin() + at, part.sha256);
  file_parts_.insert(file_parts_.begin() + at, std::move(part));
}

std::unique_ptr<ByteSource> SpooledPackage::read(const SpooledPart& segment) const {
  return open_packed(segments_, segment.entry);
}

Result<std::unique_ptr<ByteSource>> SpooledPackage::read_segment(std::size_t i) const {
  return open_packed(segments_, segment_parts_[i].entry);
}

Result<std::unique_ptr<ByteSource>> SpooledPackage::read_file(std::size_t i) const {
  return open_packed(files_, file_parts_[i].entry);
}

PayloadFacts SpooledPackage::facts() const {
  const auto fact = [](const SpooledPart& part) { return PayloadFact{part.sha256, part.entry.size}; };
  PayloadFacts facts;
  std::transform(segment_parts_.begin(), segment_parts_.end(), std::back_inserter(facts.segments), fact);
  std::transform(file_parts_.begin(), file_parts_.end(), std::back_inserter(facts.files), fact);
  return facts;
}

Result<std::unique_ptr<SpooledPackage>> spool_package(const Package& package, const std::string& near,
                                                      Compression compression) {
  HOLDALL_ASSIGN(std::unique_ptr<SpooledPackage> copy, SpooledPackage::create(near, compression));
  const PackageIndex& index = package.index();
  for (std::size_t i = 0; i < index.segments.size(); ++i) {
    HOLDALL_ASSIGN(const std::unique_ptr<ByteSource> source, package.read_segment(i));
    HOLDALL_ASSIGN(SpooledPart part, pack_part(*source, *copy->new_segment()));
    copy->add_segment(index.segments[i], std::move(part));
  }
  for (std::size_t i = 0; i < index.files.size(); ++i) {
    HOLDALL_ASSIGN(const std::unique_ptr<ByteSource> source, package.read_file(i));
    HOLDALL_ASSIGN(SpooledPart part, pack_part(*source, *copy->new_file()));
    copy->add_file(std::move(part));
  }
  copy->mutable_index().manifest = index.manifest;
  copy->mutable_index().signature = index.signature;
  copy->mutable_index().presentation = index.presentation;
  copy->mutable_index().issuer = index.issuer;
  copy->mutable_index().schemas = index.schemas;
  return copy;
}

}  // namespace holdall
