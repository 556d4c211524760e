#include "holdall/formats/package/text_form.h"

#include <algorithm>
#include <array>

#include "holdall/core/base/text.h"
#include "holdall/formats/package/partial.h"
#include "holdall/formats/package/segment_header.h"
#include "holdall/formats/package/text_cursor.h"

namespace holdall {
namespace {

constexpr std::size_t kBlock = std::size_t{64} << 10U;
static_assert(kBlock % 4 == 0, "base64url is decoded in whole groups");

// Header line, then a line for each line of the text.
class SegmentSource final : public ByteSource {
 public:
  SegmentSource(TextCursor lines, std::string header, RecordDecoder decode, std::size_t max_line)
      : lines_(std::move(lines)), decode_(std::move(decode)), max_line_(max_line), pending_(std::move(header)) {
    pending_.push_back('\n');
  }

  Result<std::size_t> read(std::span<std::byte> out) override {
    if (taken_ == pending_.size() && !lines_.at_end()) {
      HOLDALL_TRY(next());
    }
    const auto rest = as_bytes(std::string_view(pending_).substr(taken_));
    const std::size_t size = std::min(out.size(), rest.size());
    std::copy_n(rest.begin(), size, out.begin());
    taken_ += size;
    return size;
  }

 private:
  Result<void> next() {
    pending_.clear();
    taken_ = 0;
    while (pending_.size() < kBlock && !lines_.at_end()) {
      HOLDALL_ASSIGN(const std::string_view line, lines_.line());
      const std::size_t before = pending_.size();
      HOLDALL_TRY(decode_(line, pending_));
      if (pending_.size() - before >= max_line_) {
        return Error{ErrorCode::kLimit, "a record is longer than " + std::to_string(max_line_) + " bytes", {}};
      }
      pending_.push_back('\n');
    }
    return {};
  }

  TextCursor lines_;
  RecordDecoder decode_;
  std::size_t max_line_;
  std::string pending_;
  std::size_t taken_ = 0;
};

class Base64urlSource final : public ByteSource {
 public:
  Base64urlSource(std::shared_ptr<const InputFile> file, TextRange range) : file_(std::move(file)), range_(range) {}

  Result<std::size_t> read(std::span<std::byte> out) override {
    if (taken_ == decoded_.size() && range_.begin < range_.end) {
      HOLDALL_TRY(next());
    }
    const std::size_t size = std::min(out.size(), decoded_.size() - taken_);
    std::copy_n(decoded_.begin() + static_cast<std::ptrdiff_t>(taken_), size, out.begin());
    taken_ += size;
    return size;
  }

 private:
  Result<void> next() {
    std::string text(static_cast<std::size_t>(std::min<std::uint64_t>(kBlock, range_.end - range_.begin)), '\0');
    HOLDALL_TRY(file_->read_at(range_.begin, std::as_writable_bytes(std::span(text))));
    auto bytes = base64url_decode(text);
    if (!bytes) {
      return Error{ErrorCode::kContainer, "an attachment is not base64url", {}};
    }
    range_.begin += text.size();
    decoded_ = std::move(*bytes);
    taken_ = 0;
    return {};
  }

  std::shared_ptr<const InputFile> file_;
  TextRange range_;  // what is left
  std::vector<std::byte> decoded_;
  std::size_t taken_ = 0;
};

// A sink that takes only the bytes of a file.
class Comparison final : public ByteSink {
 public:
  explicit Comparison(const InputFile& file) : file_(file) {}

  Result<void> write(std::span<const std::byte> bytes) override {
    actual_.resize(bytes.size());
    const bool fits = file_.size() - at_ >= bytes.size();
    if (fits) {
      HOLDALL_TRY(file_.read_at(at_, actual_));
    }
    if (!fits || !std::equal(bytes.begin(), bytes.end(), actual_.begin())) {
      const auto differing = std::mismatch(bytes.begin(), bytes.end(), actual_.begin()).first - bytes.begin();
      return different(fits ? at_ + static_cast<std::uint64_t>(differing) : file_.size());
    }
    at_ += bytes.size();
    return {};
  }
  Result<void> finish() override { return at_ == file_.size() ? Result<void>() : different(at_); }

 private:
  static Error different(std::uint64_t at) {
    return {ErrorCode::kContainer, "not what a writer makes of the content, from byte " + std::to_string(at) + " on",
            "the file was changed or formatted again; ask for it as it was issued"};
  }
  const InputFile& file_;
  std::vector<std::byte> actual_;
  std::uint64_t at_ = 0;
};

class TextForm final : public OpenedForm {
 public:
  TextForm(std::shared_ptr<const InputFile> file, TextIndex index, TextCodec codec, const Limits& limits)
      : file_(std::move(file)), index_(std::move(index)), codec_(std::move(codec)), limits_(limits) {}

  [[nodiscard]] Form form() const override { return codec_.form; }

  [[nodiscard]] const PackageIndex& index() const override { return index_.index; }

  [[nodiscard]] Result<std::unique_ptr<ByteSource>> read_segment(std::size_t i) const override {
    const TextSegment& segment = index_.segments[i];
    TextCursor lines(file_, segment.lines.begin, segment.lines.end, text_line_bytes(limits_));
    if (segment.name.partial) {
      std::string json;
      HOLDALL_ASSIGN(const std::string_view line, lines.line());
      HOLDALL_TRY(codec_.decode(line, json));
      return std::unique_ptr<ByteSource>(std::make_unique<BytesSource>(std::move(json)));
    }
    return std::unique_ptr<ByteSource>(
        std::make_unique<SegmentSource>(std::move(lines), segment.header, codec_.decode, limits_.line_bytes));
  }
  [[nodiscard]] Result<std::unique_ptr<ByteSource>> read_file(std::size_t i) const override {
    return std::unique_ptr<ByteSource>(std::make_unique<Base64urlSource>(file_, index_.files[i]));
  }

  [[nodiscard]] std::vector<NamedPart> parts() const override {
    std::vector<NamedPart> parts = {{"manifest", index().manifest.size()}};
    for (const auto& [section, schema] : index().schemas) {
      parts.push_back({"schemas/" + section, schema.size()});
    }
    for (const auto& [name, header, lines] : index_.segments) {
      parts.push_back({(name.partial ? "partials/" : "sections/") + name.section +
                           (name.number ? "/" + std::to_string(*name.number) : ""),
                       lines.end - lines.begin});
    }
    for (std::size_t i = 0; i < index_.files.size(); ++i) {
      parts.push_back({"files/" + index().files[i], index_.files[i].end - index_.files[i].begin});
    }
    return parts;
  }

  [[nodiscard]] Result<void> check_form(const PayloadFacts& /*facts*/) const override {
    Comparison comparison(*file_);
    HOLDALL_TRY(codec_.write(*this, comparison, limits_));
    return comparison.finish();
  }

 private:
  std::shared_ptr<const InputFile> file_;
  TextIndex index_;
  TextCodec codec_;
  Limits limits_;
};

}  // namespace

Result<std::unique_ptr<OpenedForm>> open_text_form(std::shared_ptr<const InputFile> file, TextIndex found,
                                                   TextCodec codec, const Limits& limits) {
  const auto name_of = [](const TextSegment& segment) -> const SegmentName& { return segment.name; };
  std::ranges::sort(found.segments, {}, name_of);
  for (const TextSegment& segment : found.segments) {
    HOLDALL_TRY(add_segment(found.index, segment.name, limits));
  }
  HOLDALL_TRY(check_index(found.index, limits));
  return std::unique_ptr<OpenedForm>(
      std::make_unique<TextForm>(std::move(file), std::move(found), std::move(codec), limits));
}

Result<void> add_text_segment(TextIndex& found, std::string header, bool partial, const Limits& limits) {
  found.header_bytes += header.size();
  if (header.size() >= limits.header_line_bytes || found.header_bytes > limits.line_bytes) {
    return Error{ErrorCode::kLimit,
                 "headers longer than " + std::to_string(limits.header_line_bytes) + " bytes each or " +
                     std::to_string(limits.line_bytes) + " together",
                 {}};
  }
  HOLDALL_ASSIGN(SegmentHeader parsed, read_segment_header(header));
  parsed.name.partial = partial;
  if (found.segments.size() >= limits.entries) {
    return Error{ErrorCode::kLimit, "more than " + std::to_string(limits.entries) + " segments", {}};
  }
  if (!found.segments.empty() && found.segments.back().name.partial == partial &&
      found.segments.back().name >= parsed.name) {
    return Error{ErrorCode::kSegment, "segments out of order or twice", {}};
  }
  found.segments.push_back({std::move(parsed.name), std::move(header), {}});
  return {};
}

Result<void> add_text_partial(TextIndex& found, std::string_view json, TextRange line, const Limits& limits) {
  HOLDALL_ASSIGN(std::string header, header_of(json));
  HOLDALL_TRY(add_text_segment(found, std::move(header), true, limits));
  found.segments.back().lines = line;
  return {};
}

Result<void> TextSink::put(std::string_view text) {
  bytes_ += text.size();
  if (bytes_ > limits_.text_form_bytes) {
    return Error{ErrorCode::kLimit,
                 "the JSON and XML forms end at " + std::to_string(limits_.text_form_bytes) + " bytes",
                 "use the ZIP form"};
  }
  buffer_.append(text);
  if (buffer_.size() < kBlock) {
    return {};
  }
  HOLDALL_TRY(out_.write(as_bytes(buffer_)));
  buffer_.clear();
  return {};
}

Result<void> TextSink::flush() {
  HOLDALL_TRY(out_.write(as_bytes(buffer_)));
  buffer_.clear();
  return {};
}

Result<void> put_base64url(TextSink& out, ByteSource& source) {
  std::vector<std::byte> block(kBlock / 4 * 3);
  std::size_t filled = 0;
  while (true) {
    HOLDALL_ASSIGN(const std::size_t size, source.read(std::span(block).subspan(filled)));
    filled += size;
    if (size > 0 && filled < block.size()) {
      continue;
    }
    HOLDALL_TRY(out.put(base64url_encode(std::span(block).first(filled))));
    if (size == 0) {
      return {};
    }
    filled = 0;
  }
}

}  // namespace holdall
