// A package in the making: segments and attachments compressed once into private spools, ready for any form.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/io.h"
#include "holdall/core/base/result.h"
#include "holdall/core/crypto/digest.h"
#include "holdall/formats/package/package.h"
#include "holdall/formats/zip/writer.h"

namespace holdall {

// One part being written: hashed and compressed in one pass.
class PartPacker {
 public:
  PartPacker(Spool& spool, Compression compression) : packer_(spool, compression) {}
  // Errors: kLimit from 4 GiB - 1 on, kIo.
  Result<void> write(std::string_view bytes);
  Result<void> finish();
  [[nodiscard]] std::uint64_t bytes() const { return packer_.entry().size; }
  // Requires: finished.
  [[nodiscard]] const std::string& sha256() const { return sha256_; }
  [[nodiscard]] const PackedEntry& entry() const { return packer_.entry(); }

 private:
  EntryPacker packer_;
  Sha256 hash_;
  std::string sha256_;
};

struct SpooledPart {
  std::string sha256;
  PackedEntry entry;
  std::string root = {};  // of a segment whose records can be disclosed one by one
};

// Packs all of `source` and finishes. Errors: those of both.
Result<SpooledPart> pack_part(ByteSource& source, PartPacker& packer);

// Segments and attachments have a spool each, so that an attachment may come while a segment is open.
class SpooledPackage final : public Package {
 public:
  // Spools stand near the path of the output. Errors: kIo, kNotFound.
  static Result<std::unique_ptr<SpooledPackage>> create(const std::string& near, Compression compression);

  [[nodiscard]] std::unique_ptr<PartPacker> new_segment() { return std::make_unique<PartPacker>(segments_, codec_); }
  [[nodiscard]] std::unique_ptr<PartPacker> new_file() { return std::make_unique<PartPacker>(files_, codec_); }
  // Adds a part that was packed here. A segment is there once; a file whose content is there already is dropped.
  void add_segment(SegmentName name, SpooledPart part);
  void add_file(SpooledPart part);
  // What add_segment was given, and its bytes once more.
  [[nodiscard]] std::unique_ptr<ByteSource> read(const SpooledPart& segment) const;

  // Requires, of the manifest and the signature: set before a form is written.
  PackageIndex& mutable_index() { return index_; }
  [[nodiscard]] const PackageIndex& index() const override { return index_; }
  [[nodiscard]] Result<std::unique_ptr<ByteSource>> read_segment(std::size_t i) const override;
  [[nodiscard]] Result<std::unique_ptr<ByteSource>> read_file(std::size_t i) const override;

  [[nodiscard]] const SpooledPart& segment(std::size_t i) const { return segment_parts_[i]; }
  [[nodiscard]] const SpooledPart& file(std::size_t i) const { return file_parts_[i]; }
  [[nodiscard]] PayloadFacts facts() const;
  [[nodiscard]] const Spool& segment_spool() const { return segments_; }
  [[nodiscard]] const Spool& file_spool() const { return files_; }

 private:
  SpooledPackage(Spool segments, Spool files, Compression compression)
      : segments_(std::move(segments)), files_(std::move(files)), codec_(compression) {}

  Spool segments_;
  Spool files_;
  Compression codec_;
  PackageIndex index_;
  std::vector<SpooledPart> segment_parts_;  // in the order of index_.segments
  std::vector<SpooledPart> file_parts_;     // in the order of index_.files
};

// A copy of a package, part by part. Errors: those of reading, kLimit, kIo.
Result<std::unique_ptr<SpooledPackage>> spool_package(const Package& package, const std::string& near,
                                                      Compression compression);

}  // namespace holdall
