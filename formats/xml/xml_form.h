// The XML form of a bundle (docs/format.md#xml): each record an element on a line of its own.
#pragma once

#include <memory>

#include "holdall/core/base/io.h"
#include "holdall/core/base/limits.h"
#include "holdall/core/base/result.h"
#include "holdall/core/stream/byte_stream.h"
#include "holdall/formats/package/package.h"

namespace holdall {

// Writes `package`, the bytes of whose parts must be canonical, to `out`, which it does not finish.
// Errors: kLimit for a text of more than Limits::text_form_bytes, a line of more than Limits::line_bytes or
// Limits::xml_elements; those of reading and writing.
Result<void> write_xml_form(const Package& package, ByteSink& out, const Limits& limits = {});

// Finds the parts of an XML form; check_form() tells whether it is one. Errors: kContainer, kTruncated, kMalformedXml,
// kSegment, kNotCanonical, kMalformedJson, kLimit, kIo, and those of check_index.
Result<std::unique_ptr<OpenedForm>> open_xml_form(std::shared_ptr<const InputFile> file, const Limits& limits);

}  // namespace holdall
