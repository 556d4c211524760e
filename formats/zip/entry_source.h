// The bytes of one packed entry, decoded and checked as they stream: in a container that is read, or in the spool of
// one that is written. 64 KiB at a time, whatever the headers say.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "holdall/core/base/result.h"
#include "holdall/core/stream/byte_stream.h"
#include "holdall/formats/zip/headers.h"

namespace holdall {

// Fills `out` from `offset` on, wholly or not at all.
using RangeReader = std::function<Result<void>(std::uint64_t offset, std::span<std::byte> out)>;

// The data at [offset, offset + facts.packed_size) of what `range` reads. `name` is for messages. The source ends
// cleanly only after exactly facts.size bytes with the right CRC-32 out of exactly facts.packed_size bytes, the last
// deflate block being marked final and the unused bits behind it zero. Errors of read(): kContainer, and those of
// `range`; an error repeats. Requires: facts.method is kStored (with equal sizes) or kDeflated.
std::unique_ptr<ByteSource> open_entry(std::string name, RangeReader range, std::uint64_t offset,
                                       const EntryFacts& facts);

}  // namespace holdall
