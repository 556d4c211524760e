// Segments: how the bytes come changes neither lines nor digest; a header that is accepted is what would be written;
// references to attachments read back as written; rows hold what the record holds.
#include <vector>

#include "fuzz.h"
#include "holdall/core/base/text.h"
#include "holdall/core/crypto/digest.h"
#include "holdall/formats/bundle/attachments.h"
#include "holdall/formats/bundle/segment.h"
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

void check_record(std::string_view line) {
  static_cast<void>(for_each_attachment(line, [&](const AttachmentReference& reference) -> Result<void> {
    HOLDALL_CHECK(line.find(write_attachment_reference(reference)) != std::string_view::npos);
    return {};
  }));
  const std::string segment = "{}\n" + std::string(line) + "\n";
  auto lines = SegmentLines::begin(std::make_unique<PieceSource>(segment, 5), sha256_hex(segment), Limits{});
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
  }
}

}  // namespace
}  // namespace holdall

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  holdall::check(holdall::fuzz_text(data, size));
  return 0;
}
