// What the JSON and XML forms have in common: segments whose records are lines, attachments in base64url, a size that
// the whole text keeps to, and the comparison of a text with what it ought to be.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/io.h"
#include "holdall/core/base/limits.h"
#include "holdall/core/base/result.h"
#include "holdall/core/stream/byte_stream.h"
#include "holdall/formats/package/package.h"

namespace holdall {

// Where the parts of a package stand in a text.
struct TextRange {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};
struct TextSegment {
  SegmentName name;
  std::string header;  // canonical JSON without LF
  TextRange lines;     // of its records; of a partial one the one line that it is
};
struct TextIndex {
  PackageIndex index;
  std::vector<TextSegment> segments;  // as they stand in the text: the partial ones follow
  std::size_t header_bytes = 0;       // of all of them
  std::vector<TextRange> files;       // per attachment: its base64url
};

// The longest line of a text form, but for those of attachments: records and schemas end at Limits::line_bytes, and the
// form puts commas, and the schemas' names, around them.
inline std::size_t text_line_bytes(const Limits& limits) {
  return limits.line_bytes + (limits.sections + 1) * 256;
}

// How a form tells a record: appends the record's canonical JSON, without LF, that `line` stands for.
using RecordDecoder = std::function<Result<void>(std::string_view line, std::string& out)>;

// Writes a package in a form.
using FormWriter = Result<void> (*)(const Package& package, ByteSink& out, const Limits& limits);

// Adds a segment to what was found, by its header's text; all headers together are held to one line's length, since
// they are kept. Its lines are to be set. Errors: those of read_segment_header; kSegment, kLimit.
Result<void> add_text_segment(TextIndex& found, std::string header, bool partial, const Limits& limits);
// Adds a partial one, as `json`, that stands in a line of its own. Errors: those of header_of, and as above.
Result<void> add_text_partial(TextIndex& found, std::string_view json, TextRange line, const Limits& limits);

// How a form is read and written.
struct TextCodec {
  Form form;
  RecordDecoder decode;
  FormWriter write;  // whose bytes the text must be
};

// A package read from a text. Errors: those of add_segment and check_index.
Result<std::unique_ptr<OpenedForm>> open_text_form(std::shared_ptr<const InputFile> file, TextIndex index,
                                                   TextCodec codec, const Limits& limits);

// Collects text for `out`, which gets it in blocks. Errors: kLimit beyond Limits::text_form_bytes, and those of `out`.
class TextSink {
 public:
  TextSink(ByteSink& out, const Limits& limits) : out_(out), limits_(limits) {}
  [[nodiscard]] const Limits& limits() const { return limits_; }
  Result<void> put(std::string_view text);
  Result<void> flush();  // once, at the end

 private:
  ByteSink& out_;
  const Limits limits_;
  std::string buffer_;
  std::uint64_t bytes_ = 0;
};

// All of `source` as base64url.
Result<void> put_base64url(TextSink& out, ByteSource& source);

}  // namespace holdall
