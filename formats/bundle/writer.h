// Assembles a bundle: sections and attachments stream in, one signed file comes out, complete or not at all.
//
//   BundleWriter → section(…) → write rows, attach(…) → finish() … → seal(…)
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "holdall/core/base/clock.h"
#include "holdall/core/base/result.h"
#include "holdall/core/crypto/age/keys.h"
#include "holdall/core/crypto/keys.h"
#include "holdall/core/stream/byte_stream.h"
#include "holdall/core/stream/row_stream.h"
#include "holdall/formats/package/manifest.h"
#include "holdall/formats/package/package.h"
#include "holdall/formats/zip/writer.h"

namespace holdall {

struct BundleOptions {
  Form form = Form::kZip;
  Compression compression = Compression::kFast;
  // A section goes on in another segment before one grows beyond this. At least two lines fit into a segment always.
  std::uint64_t segment_bytes = (4ULL << 30U) - 2;
  const AgeTarget* encryption = nullptr;  // whom the whole file is encrypted to; nullptr: nobody
};

// How a section is signed. kRecords: also record by record, under a salt each, so that a person can hand on one record
// alone (docs/format.md#partials).
enum class Disclosure : std::uint8_t { kSections, kRecords };

// A section being written: canonical line → SHA-256 and compression, in one pass.
class SectionWriter : public RowWriter {
 public:
  [[nodiscard]] virtual std::uint64_t records() const = 0;
};

class BundleWriter {
 public:
  // Creates the output at once (so that an existing file is refused before any work) but publishes only in seal().
  // `-`: standard output. Errors: kPathExists, kPathUnsafe, kIo.
  static Result<BundleWriter> create(const std::string& path, const BundleOptions& options, Random& random);
  BundleWriter(BundleWriter&&) noexcept;
  BundleWriter& operator=(BundleWriter&&) noexcept;
  BundleWriter(const BundleWriter&) = delete;
  BundleWriter& operator=(const BundleWriter&) = delete;
  ~BundleWriter();

  // Begins a section; one at a time, each name once. The schema is the registered one of that name, or `schema_text`
  // (canonical JSON Schema with $id) for a section of the controller's own (reverse-DNS name), which allows `_salt`
  // where records are disclosed. Every record is checked against it, and each attachment that it refers to must have
  // been attached. finish() the section before the next one begins. Errors of write(): kRecordSchema, kSourceData,
  // kLimit, kIo.
  Result<std::unique_ptr<SectionWriter>> section(std::string_view name, const Layout& layout,
                                                 std::string_view schema_text = {},
                                                 Disclosure disclosure = Disclosure::kSections);
  // Adds an attachment, once for each content; also while a section is open. Some record must then refer to it: what it
  // is called stands there. Errors: kLimit from 4 GiB - 1 on, those of `content`, kIo.
  Result<PayloadFact> attach(ByteSource& content);
  // Fills manifest.sections, signs, packages and publishes. Returns the manifest as signed. Errors: kSelfCheck where no
  // record refers to an attachment; kLimit; kIo.
  Result<Manifest> seal(Manifest manifest, const PrivateKey& key);

 private:
  struct State;
  explicit BundleWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace holdall
