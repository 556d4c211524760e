#include "layer/readers.h"

#include <array>

#include "holdall/core/base/io.h"
#include "holdall/core/json/value.h"
#include "holdall/formats/package/lines.h"
#include "holdall/formats/xml/scanner.h"
#include "holdall/formats/zip/reader.h"
#include "layer/bag.h"

namespace holdall::layer {
namespace {

constexpr std::size_t kChunk = std::size_t{64} << 10U;

class FileSource final : public ByteSource {
 public:
  explicit FileSource(InputFile file) : file_(std::move(file)) {}

  Result<std::size_t> read(std::span<std::byte> out) override {
    const auto part = out.first(std::min<std::uint64_t>(out.size(), file_.size() - next_));
    HOLDALL_TRY(file_.read_at(next_, part));
    next_ += part.size();
    return part.size();
  }

 private:
  InputFile file_;
  std::uint64_t next_ = 0;
};

Result<std::unique_ptr<ByteSource>> open_source(const std::string& path) {
  HOLDALL_ASSIGN(InputFile file, InputFile::open(path, kCorpusLimits.total_bytes));
  return std::unique_ptr<ByteSource>(std::make_unique<FileSource>(std::move(file)));
}

// Reads to the end, handing each part to `take`.
template <typename Take>
Result<void> drain(ByteSource& source, Take take) {
  std::array<std::byte, kChunk> buffer{};
  while (true) {
    HOLDALL_ASSIGN(const std::size_t got, source.read(buffer));
    if (got == 0) {
      return {};
    }
    HOLDALL_TRY(take(as_text(std::span(buffer).first(got))));
  }
}

Result<void> check_line(std::string_view line) {
  if (line.find('\r') != std::string_view::npos) {
    return Error{ErrorCode::kMalformedJson, "a carriage return", {}};
  }
  HOLDALL_ASSIGN(const Value record, parse_document(line, kCorpusLimits));
  return record.object() != nullptr ? Result<void>() : Error{ErrorCode::kMalformedJson, "not an object", {}};
}

}  // namespace

Result<std::unique_ptr<Container>> open_foreign_zip(const std::string& path) {
  HOLDALL_ASSIGN(InputFile file, InputFile::open(path, kCorpusLimits.total_bytes));
  return open_zip(std::make_shared<const InputFile>(std::move(file)), kCorpusLimits, ZipProfile::kRelaxed);
}

Result<void> read_zip(const std::string& path) {
  HOLDALL_ASSIGN(const std::unique_ptr<Container> zip, open_foreign_zip(path));
  for (std::size_t i = 0; i < zip->entries().size(); ++i) {
    HOLDALL_ASSIGN(const std::unique_ptr<ByteSource> entry, zip->read(i));
    HOLDALL_TRY(drain(*entry, [](std::string_view) { return Result<void>(); }));
  }
  return {};
}

Result<void> read_bag(const std::string& path) {
  HOLDALL_ASSIGN(const std::unique_ptr<Container> zip, open_foreign_zip(path));
  return check_bag(*zip);
}

Result<void> read_json(const std::string& path) {
  HOLDALL_ASSIGN(const std::string text, read_document(path, kCorpusLimits.document_bytes));
  const auto document = parse_document(text, kCorpusLimits);
  return document.ok() ? Result<void>() : document.error();
}

Result<void> read_ndjson(const std::string& path) {
  HOLDALL_ASSIGN(std::unique_ptr<ByteSource> source, open_source(path));
  LineReader lines(std::move(source), kCorpusLimits.line_bytes);
  for (std::uint64_t number = 1;; ++number) {
    HOLDALL_ASSIGN(const std::optional<std::string_view> line, lines.next());
    if (!line) {
      return number > 1 ? Result<void>() : Error{ErrorCode::kSegment, "no line at all", {}};
    }
    if (Result<void> checked = check_line(*line); !checked.ok()) {
      return std::move(checked).error().within("line " + std::to_string(number));
    }
  }
}

Result<void> read_xml(const std::string& path) {
  HOLDALL_ASSIGN(const std::unique_ptr<ByteSource> source, open_source(path));
  XmlScanner scanner({.value_bytes = kCorpusLimits.name_bytes});
  HOLDALL_TRY(drain(*source, [&scanner](std::string_view chunk) { return scanner.feed(chunk); }));
  return scanner.finish();
}

}  // namespace holdall::layer
