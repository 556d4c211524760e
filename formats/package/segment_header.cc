#include "holdall/formats/package/segment_header.h"

#include "holdall/core/base/text.h"
#include "holdall/core/json/canonical.h"

namespace holdall {

std::string write_segment_header(const SegmentHeader& header) {
  Value value(Value::Object{{"salt", header.salt},
                            {"schema", header.schema},
                            {"schema_sha256", header.schema_sha256},
                            {"section", header.name.section}});
  if (header.name.number) {
    value.set("segment", *header.name.number);
  }
  if (!header.last) {
    value.set("last", false);
  }
  return canonical(value);
}

Result<SegmentHeader> read_segment_header(std::string_view line) {
  HOLDALL_ASSIGN(const Value value, parse_canonical(line));
  SegmentHeader header{{value.text_or("section", ""), {}},
                       value.text_or("schema", ""),
                       value.text_or("schema_sha256", ""),
                       value.text_or("salt", ""),
                       value.find("last") == nullptr};
  if (const Value* number = value.find("segment"); number != nullptr && number->integer() != nullptr) {
    header.name.number = static_cast<std::uint64_t>(*number->integer());
  }
  const auto salt = base64url_decode(header.salt);
  const bool is_numbered = header.name.number.has_value() && *header.name.number < kMaxSegments;
  if ((header.name.number.has_value() || !header.last) && !is_numbered) {
    return Error{ErrorCode::kSegment, "the header line has no segment number that may be", {}};
  }
  if (write_segment_header(header) != line || !salt || salt->size() != 32 || header.schema.empty() ||
      !is_hex_sha256(header.schema_sha256)) {
    return Error{ErrorCode::kSegment,
                 "the header line is not exactly salt, schema, schema_sha256, section and what numbers a segment",
                 {}};
  }
  return header;
}

}  // namespace holdall
