// Assembles a bundle: sections stream in, one signed container comes out, complete or not at all.
//
//   BundleWriter → section(…) → write rows → finish() … → seal(…)
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "holdall/core/base/clock.h"
#include "holdall/core/base/result.h"
#include "holdall/core/crypto/keys.h"
#include "holdall/core/stream/row_stream.h"
#include "holdall/formats/bundle/manifest.h"
#include "holdall/formats/zip/writer.h"

namespace holdall {

// A section being written: canonical line → SHA-256 and compression, in one pass.
class SectionWriter : public RowWriter {
 public:
  [[nodiscard]] virtual std::uint64_t records() const = 0;
};

class BundleWriter {
 public:
  // Creates the output at once (so that an existing file is refused before any work) but publishes only in seal().
  // Errors: kPathExists, kPathUnsafe, kIo.
  static Result<BundleWriter> create(const std::string& path, Compression compression, Random& random);
  BundleWriter(BundleWriter&&) noexcept;
  BundleWriter& operator=(BundleWriter&&) noexcept;
  BundleWriter(const BundleWriter&) = delete;
  BundleWriter& operator=(const BundleWriter&) = delete;
  ~BundleWriter();

  // Begins a section; one at a time, each name once. The schema is the registered one of that name, or `schema_text`
  // (canonical JSON Schema with $id) for a section of the controller's own (reverse-DNS name). Every record is checked
  // against it. finish() the section before the next one begins.
  Result<std::unique_ptr<SectionWriter>> section(std::string_view name, const Layout& layout,
                                                 std::string_view schema_text = {});
  // Fills manifest.sections, signs, packages and publishes. Returns the manifest as signed.
  Result<Manifest> seal(Manifest manifest, const PrivateKey& key);

 private:
  struct State;
  explicit BundleWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace holdall
