// The records of a segment, hashed as a whole with its header line (docs/format.md#segments).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/limits.h"
#include "holdall/core/base/result.h"
#include "holdall/core/json/canonical.h"
#include "holdall/core/stream/row_stream.h"
#include "holdall/formats/package/lines.h"

namespace holdall {

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
