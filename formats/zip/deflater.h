// The compressors behind EntryPacker: raw deflate by ISA-L or zlib, or none. Fed with blocks of a fixed size (the last
// may be shorter or empty), each gives the same bytes for the same data.
#pragma once

#include <functional>
#include <memory>
#include <span>

#include "holdall/core/base/result.h"
#include "holdall/formats/zip/writer.h"

namespace holdall {

class Deflater {
 public:
  using Output = std::function<Result<void>(std::span<const std::byte>)>;

  virtual ~Deflater() = default;
  // Compresses all of `block` and hands what came of it to `output`; `last` ends the stream.
  virtual Result<void> compress(std::span<const std::byte> block, bool last, const Output& output) = 0;
};

// Never null; kStore passes blocks through.
std::unique_ptr<Deflater> make_deflater(Compression compression);

}  // namespace holdall
