// The records of a segment, hashed as a whole with its header line (docs/format.md#segments).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/limits.h"
#include "holdall/core/base/result.h"
#include "holdall/core/crypto/line_tree.h"
#include "holdall/core/json/canonical.h"
#include "holdall/core/stream/row_stream.h"
#include "holdall/formats/bundle/verify.h"
#include "holdall/formats/package/lines.h"

namespace holdall {

// The records of one segment under its signed digest and, where there is one, its signed root: the end comes only if
// every byte was what was signed.
class SegmentLines {
 public:
  // Segment `i` of `package`; of a partial one the records that are here. Errors: kSegment without a header line; those
  // of reading, and of read_partial.
  static Result<SegmentLines> begin(const Package& package, std::size_t i, const SegmentInfo& segment,
                                    const Limits& limits);

  // The next record's line, valid until the next call; nothing at the end. Errors: kDigest, also for a record
  // without the salt that it must have; those of LineReader.
  Result<std::optional<std::string_view>> next();
  [[nodiscard]] std::uint64_t records() const { return records_; }
  [[nodiscard]] const std::string& header() const { return header_; }

 private:
  SegmentLines(LineReader lines, std::string expected) : lines_(std::move(lines)), expected_(std::move(expected)) {}
  [[nodiscard]] Result<void> check_end();

  LineReader lines_;
  std::string expected_;  // digest of all lines
  std::string header_;
  std::string root_;  // empty: not to be checked
  std::string salt_;  // of the header; only with a root
  std::optional<LineTree> tree_;
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
