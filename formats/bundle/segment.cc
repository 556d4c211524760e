#include "holdall/formats/bundle/segment.h"

#include <algorithm>

#include "holdall/core/base/text.h"
#include "holdall/core/crypto/digest.h"
#include "holdall/core/json/canonical.h"
#include "holdall/formats/package/partial.h"
#include "holdall/formats/package/segment_header.h"

namespace holdall {

using Token = CanonicalReader::Token;

namespace {

// The lines that a partial one has, as a segment's.
Result<std::string> read_partial_lines(ByteSource& source, const SegmentInfo& segment, const Limits& limits) {
  HOLDALL_ASSIGN(const std::string text, read_all(source, limits.line_bytes));
  if (sha256_hex(text) != segment.sha256) {
    return Error{ErrorCode::kDigest, "the single records are not those that were checked", {}};
  }
  HOLDALL_ASSIGN(const Partial partial, read_partial(text, limits));
  return lines_of(partial);
}

}  // namespace

Result<SegmentLines> SegmentLines::begin(const Package& package, std::size_t i, const SegmentInfo& segment,
                                         const Limits& limits) {
  HOLDALL_ASSIGN(std::unique_ptr<ByteSource> source, package.read_segment(i));
  std::string expected = segment.sha256;
  if (segment.partial) {
    HOLDALL_ASSIGN(std::string lines, read_partial_lines(*source, segment, limits));
    expected = sha256_hex(lines);
    source = std::make_unique<BytesSource>(std::move(lines));
  }
  SegmentLines begun(LineReader(std::move(source), limits.line_bytes), std::move(expected));
  HOLDALL_ASSIGN(const std::optional<std::string_view> header, begun.lines_.next());
  if (!header) {
    return Error{ErrorCode::kSegment, "the header line is missing", {}};
  }
  if (header->size() >= limits.header_line_bytes) {
    return Error{ErrorCode::kLimit, "the header line is longer than " + std::to_string(limits.header_line_bytes), {}};
  }
  if (!segment.partial && !segment.root.empty()) {
    HOLDALL_ASSIGN(const SegmentHeader read, read_segment_header(*header));
    begun.root_ = segment.root;
    begun.salt_ = read.salt;
    begun.tree_.emplace().add(*header);
  }
  begun.header_ = *header;
  return begun;
}

Result<std::optional<std::string_view>> SegmentLines::next() {
  HOLDALL_ASSIGN(const std::optional<std::string_view> line, lines_.next());
  if (!line) {
    HOLDALL_TRY(check_end());
    return line;
  }
  ++records_;
  if (tree_) {
    tree_->add(*line);
    if (!has_salt(*line)) {
      return Error{ErrorCode::kDigest, "a record that could be disclosed alone has no salt of its own", {}};
    }
  }
  return line;
}

Result<void> SegmentLines::check_end() {
  if (hex_encode(lines_.digest()) != expected_) {
    return Error{ErrorCode::kDigest, "the segment is not what was signed", {}};
  }
  if (tree_ && signed_root(salt_, tree_->size(), tree_->finish()) != root_) {
    return Error{ErrorCode::kDigest, "the segment's root is not the one that was signed", {}};
  }
  return {};
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
