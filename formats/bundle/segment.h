// A segment: one header line, then one record per line, hashed as a whole (docs/format.md#segments).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/limits.h"
#include "holdall/core/base/result.h"
#include "holdall/core/json/canonical.h"
#include "holdall/core/stream/row_stream.h"
#include "holdall/formats/bundle/lines.h"

namespace holdall {

struct SegmentHeader {
  std::string section;
  std::string schema;         // IRI
  std::string schema_sha256;  // lower-case hex
  std::string salt;           // base64url of 32 random bytes
};

// Canonical line without LF.
std::string write_segment_header(const SegmentHeader& header);
// Errors: kNotCanonical, kMalformedJson, kSegment.
Result<SegmentHeader> read_segment_header(std::string_view line);

// Whether a canonical record uses `_file`, the reserved reference to an attachment, which nothing here implements.
bool refers_to_attachment(std::string_view line);

// The records of one segment under its signed digest: the end comes only if every byte was what was signed.
class SegmentLines {
 public:
  // Errors: kSegment without a header line; those of the source.
  static Result<SegmentLines> begin(std::unique_ptr<ByteSource> source, std::string expected_sha256,
                                    const Limits& limits);

  // The next record's line, valid until the next call; nothing at the end. Errors: kDigest; those of LineReader.
  Result<std::optional<std::string_view>> next();
  [[nodiscard]] std::uint64_t records() const { return records_; }

 private:
  SegmentLines(LineReader lines, std::string expected) : lines_(std::move(lines)), expected_(std::move(expected)) {}
  LineReader lines_;
  std::string expected_;
  std::uint64_t records_ = 0;
};

// Cells of a layout from record lines. A field named "" gets the whole record.
class SegmentRowReader final : public RowReader {
 public:
  SegmentRowReader(SegmentLines lines, Layout layout, unsigned max_depth);
  Result<Read> next(Row& out) override;

 private:
  Result<void> fill(std::string_view line);
  static Cell read_cell(CanonicalReader& reader, CanonicalReader::Token token, std::string_view line,
                        std::string& unescaped);

  SegmentLines lines_;
  Layout layout_;
  unsigned max_depth_;
  std::vector<Cell> cells_;
  std::vector<std::string> unescaped_;  // texts with escapes: one slot per field, one for the rest
};

}  // namespace holdall
