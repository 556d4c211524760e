// The JSON form of a bundle (docs/format.md#json): one JSON text in which each record has a line of its own.
#pragma once

#include <memory>

#include "holdall/core/base/io.h"
#include "holdall/core/base/limits.h"
#include "holdall/core/base/result.h"
#include "holdall/core/stream/byte_stream.h"
#include "holdall/formats/package/package.h"

namespace holdall {

// Writes `package`, the bytes of whose parts must be canonical, to `out`, which it does not finish.
// Errors: kLimit for a text of more than Limits::text_form_bytes; those of reading and writing.
Result<void> write_json_form(const Package& package, ByteSink& out, const Limits& limits = {});

// Finds the parts of a JSON form; check_form() tells whether it is one. Errors: kContainer, kTruncated, kSegment,
// kNotCanonical, kMalformedJson, kLimit, kIo, and those of check_index.
Result<std::unique_ptr<OpenedForm>> open_json_form(std::shared_ptr<const InputFile> file, const Limits& limits);

}  // namespace holdall
