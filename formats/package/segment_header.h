// The first line of a segment (docs/format.md#segments).
#pragma once

#include <string>
#include <string_view>

#include "holdall/core/base/result.h"
#include "holdall/formats/package/package.h"

namespace holdall {

struct SegmentHeader {
  SegmentName name;
  std::string schema;         // IRI
  std::string schema_sha256;  // lower-case hex
  std::string salt;           // base64url of 32 random bytes
  bool last = true;           // false only in a numbered segment
};

// Canonical line without LF.
std::string write_segment_header(const SegmentHeader& header);
// Errors: kNotCanonical, kMalformedJson, kSegment.
Result<SegmentHeader> read_segment_header(std::string_view line);

}  // namespace holdall
