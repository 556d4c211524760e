#include "holdall/formats/bundle/segment.h"

#include <algorithm>

#include "holdall/core/base/text.h"
#include "holdall/core/json/canonical.h"

namespace holdall {

using Token = CanonicalReader::Token;

Result<SegmentLines> SegmentLines::begin(std::unique_ptr<ByteSource> source, std::string expected_sha256,
                                         const Limits& limits) {
  SegmentLines segment(LineReader(std::move(source), limits.line_bytes), std::move(expected_sha256));
  HOLDALL_ASSIGN(const std::optional<std::string_view> header, segment.lines_.next());
  if (!header) {
    return Error{ErrorCode::kSegment, "the header line is missing", {}};
  }
  if (header->size() >= limits.header_line_bytes) {
    return Error{ErrorCode::kLimit, "the header line is longer than " + std::to_string(limits.header_line_bytes), {}};
  }
  return segment;
}

Result<std::optional<std::string_view>> SegmentLines::next() {
  HOLDALL_ASSIGN(const std::optional<std::string_view> line, lines_.next());
  if (line) {
    ++records_;
  } else if (hex_encode(lines_.digest()) != expected_) {
    return Error{ErrorCode::kDigest, "the segment is not what was signed", {}};
  }
  return line;
}

SegmentRowReader::SegmentRowReader(SegmentLines lines, Layout layout, unsigned max_depth)
    : lines_(std::move(lines)),
      layout_(std::move(layout)),
      max_depth_(max_depth),
      cells_(layout_.size()),
      unescaped_(layout_.size() + 1) {}

Result<Read> SegmentRowReader::next(Row& out) {
  HOLDALL_ASSIGN(const std::optional<std::string_view> line, lines_.next());
  if (!line) {
    return Read::kEnd;
  }
  HOLDALL_TRY(fill(*line));
  out = cells_;
  return Read::kRow;
}

// The value that begins with `token`. Text is a view into `line`, or into `unescaped` where it has escapes.
Cell SegmentRowReader::read_cell(CanonicalReader& reader, Token token, std::string_view line, std::string& unescaped) {
  switch (token) {
    case Token::kString: {
      const std::string_view text = reader.text();
      const bool in_place = text.data() >= line.data() && text.data() <= line.data() + line.size();
      return Cell::text(in_place ? text : std::string_view(unescaped.assign(text)));
    }
    case Token::kTrue:
    case Token::kFalse:
      return Cell::boolean(token == Token::kTrue);
    case Token::kNumber:
      return reader.is_integer() ? Cell::integer(static_cast<std::int64_t>(reader.number()))
                                 : Cell::number(reader.number());
    default:
      return Cell::json(reader.skip_value(token));
  }
}

// Members and fields are both in RFC 8785 order, so one walk finds all of them.
Result<void> SegmentRowReader::fill(std::string_view line) {
  std::fill(cells_.begin(), cells_.end(), Cell::absent());
  const auto fields = layout_.fields();
  std::size_t at = 0;
  if (!fields.empty() && fields[0].name.empty()) {
    cells_[0] = Cell::json(line);
    at = 1;
  }
  CanonicalReader reader(line, max_depth_);
  if (const Token first = reader.next(); first != Token::kBeginObject) {
    return first == Token::kInvalid ? reader.error() : Error{ErrorCode::kSegment, "a record is not a JSON object", {}};
  }
  while (reader.next() == Token::kKey) {
    while (at < fields.size() && compare_utf16(fields[at].name, reader.text()) < 0) {
      ++at;
    }
    const bool wanted = at < fields.size() && fields[at].name == reader.text();
    const Token token = reader.next();
    const Cell cell = read_cell(reader, token, line, unescaped_[wanted ? at : fields.size()]);
    if (wanted) {
      cells_[at] = cell;
    }
  }
  return reader.next() == Token::kEnd ? Result<void>() : reader.error();
}

}  // namespace holdall
