// Segments: how the bytes come changes neither lines nor digest; a header that is accepted is what would be written;
// references to attachments read back as written; rows hold what the record holds; single records that are accepted are
// what would be written.
#include <vector>

#include "fuzz.h"
#include "holdall/core/base/text.h"
#include "holdall/core/crypto/digest.h"
#include "holdall/formats/bundle/attachments.h"
#include "holdall/formats/bundle/segment.h"
#include "holdall/formats/package/partial.h"
#include "holdall/formats/package/segment_header.h"

namespace holdall {
namespace {

struct Split {
  std::vector<std::string> lines;
  std::string end;  // digest, or the error's token

  bool operator==(const Split&) const = default;
};

Split split(std::string_view text, std::size_t step) {
  LineReader reader(std::make_unique<PieceSource>(text, step), 64);
  Split result;
  while (true) {
    const auto line = reader.next();
    if (!line.ok()) {
      result.end = error_info(line.error().code).token;
      return result;
    }
    if (!line.value()) {
      result.end = hex_encode(reader.digest());
      return result;
    }
    result.lines.emplace_back(*line.value());
  }
}

void check_lines(std::string_view text) {
  const Split whole = split(text, text.size() + 1);
  for (const std::size_t step : {1U, 3U, 17U}) {
    HOLDALL_CHECK(split(text, step) == whole);
  }
}

// A package of one segment.
class OneSegment final : public Package {
 public:
  explicit OneSegment(std::string text) : text_(std::move(text)) {}
  [[nodiscard]] const PackageIndex& index() const override { return index_; }
  [[nodiscard]] Result<std::unique_ptr<ByteSource>> read_segment(std::size_t /*i*/) const override {
    return std::unique_ptr<ByteSource>(std::make_unique<PieceSource>(text_, 5));
  }
  [[nodiscard]] Result<std::unique_ptr<ByteSource>> read_file(std::size_t i) const override { return read_segment(i); }

 private:
  std::string text_;
  PackageIndex index_;
};

// What is accepted as single records is what the writer makes of them, and reads as a segment's.
void check_partial(std::string_view text) {
  const auto partial = read_partial(text);
  if (!partial.ok()) {
    return;
  }
  HOLDALL_CHECK(write_partial(partial.value()) == text);
  HOLDALL_CHECK(header_of(text).value() == partial.value().leaves.front().line);
  SegmentInfo segment;
  segment.partial = true;
  segment.sha256 = sha256_hex(text);
  const OneSegment package{std::string(text)};
  auto lines = SegmentLines::begin(package, 0, segment, Limits{});
  HOLDALL_CHECK(lines.ok());
  while (lines.value().next().value()) {
  }
  HOLDALL_CHECK(lines.value().records() + 1 == partial.value().leaves.size());
}

void check_record(std::string_view line) {
  static_cast<void>(for_each_attachment(line, [&](const AttachmentReference& reference) -> Result<void> {
    HOLDALL_CHECK(line.find(write_attachment_reference(reference)) != std::string_view::npos);
    return {};
  }));
  const std::string text = "{}\n" + std::string(line) + "\n";
  SegmentInfo segment;
  segment.sha256 = sha256_hex(text);
  const OneSegment package(text);
  auto lines = SegmentLines::begin(package, 0, segment, Limits{});
  HOLDALL_CHECK(lines.ok());
  SegmentRowReader rows(std::move(lines).value(), Layout::compile({"", "id", "value"}).value(), Limits{}.depth);
  Row row;
  if (rows.next(row).ok()) {
    HOLDALL_CHECK(row[0].as_text() == line);
  }
}

void check(std::string_view text) {
  check_lines(text);
  if (const auto header = read_segment_header(text); header.ok()) {
    HOLDALL_CHECK(write_segment_header(header.value()) == text);
  }
  if (text.find('\n') == std::string_view::npos) {
    check_record(text);
    check_partial(text);
  }
}

}  // namespace
}  // namespace holdall

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  holdall::check(holdall::fuzz_text(data, size));
  return 0;
}
