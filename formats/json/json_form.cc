#include "holdall/formats/json/json_form.h"

#include "holdall/core/json/canonical.h"
#include "holdall/formats/package/lines.h"
#include "holdall/formats/package/segment_header.h"
#include "holdall/formats/package/text_cursor.h"
#include "holdall/formats/package/text_form.h"

namespace holdall {
namespace {

constexpr std::string_view kSignature = "{\"holdall\":\"1.0\",\n\"signature\":\"";
constexpr std::string_view kManifest = "\",\n\"manifest\":";
constexpr std::string_view kIssuer = R"("issuer":)";
constexpr std::string_view kPresentation = R"("presentation":")";
constexpr std::string_view kSchemas = R"("schemas":)";
constexpr std::string_view kSections = R"("sections":[)";
constexpr std::string_view kNextMember = ",\n";
constexpr std::string_view kHeader = R"({"header":)";
constexpr std::string_view kRecords = R"(,"records":[)";
constexpr std::string_view kRecordsEnd = "]}";
constexpr std::string_view kPartials = R"(,"partials":[)";
constexpr std::string_view kFiles = R"(,"files":[)";
constexpr std::string_view kData = R"({"data":")";
constexpr std::string_view kSha256 = R"(","sha256":")";
constexpr std::string_view kFileEnd = R"("})";
constexpr std::string_view kEnd = "}\n";
constexpr std::size_t kDigestDigits = 64;

Result<void> write_segment(TextSink& out, const Package& package, std::size_t i, bool first_segment) {
  HOLDALL_ASSIGN(std::unique_ptr<ByteSource> source, package.read_segment(i));
  LineReader lines(std::move(source), out.limits().line_bytes);
  HOLDALL_ASSIGN(const std::optional<std::string_view> header, lines.next());
  HOLDALL_TRY(out.put(first_segment ? "\n" : ",\n"));
  HOLDALL_TRY(out.put(kHeader));
  HOLDALL_TRY(out.put(header.value_or("")));
  HOLDALL_TRY(out.put(kRecords));
  for (bool first = true;; first = false) {
    HOLDALL_ASSIGN(const std::optional<std::string_view> record, lines.next());
    HOLDALL_TRY(out.put(record && !first ? ",\n" : "\n"));
    if (!record) {
      return out.put(kRecordsEnd);
    }
    HOLDALL_TRY(out.put(*record));
  }
}

Result<void> write_segments(TextSink& out, const Package& package) {
  HOLDALL_TRY(out.put(kSections));
  bool first = true;
  for (std::size_t i = 0; i < package.index().segments.size(); ++i) {
    if (!package.index().segments[i].partial) {
      HOLDALL_TRY(write_segment(out, package, i, first));
      first = false;
    }
  }
  return out.put("\n]");
}

Result<void> write_partials(TextSink& out, const Package& package) {
  bool first = true;
  for (std::size_t i = 0; i < package.index().segments.size(); ++i) {
    if (package.index().segments[i].partial) {
      HOLDALL_ASSIGN(const std::unique_ptr<ByteSource> source, package.read_segment(i));
      HOLDALL_ASSIGN(const std::string partial, read_all(*source, out.limits().line_bytes));
      HOLDALL_TRY(out.put(first ? kPartials : ","));
      HOLDALL_TRY(out.put("\n" + partial));
      first = false;
    }
  }
  return out.put(first ? "" : "\n]");
}

Result<void> write_file(TextSink& out, const Package& package, std::size_t i) {
  HOLDALL_ASSIGN(const std::unique_ptr<ByteSource> source, package.read_file(i));
  HOLDALL_TRY(out.put(i == 0 ? kFiles : ","));
  HOLDALL_TRY(out.put(kData));
  HOLDALL_TRY(put_base64url(out, *source));
  HOLDALL_TRY(out.put(kSha256));
  HOLDALL_TRY(out.put(package.index().files[i]));
  return out.put(kFileEnd);
}

Result<void> write_schemas(TextSink& out, const PackageIndex& index) {
  char separator = '{';
  HOLDALL_TRY(out.put(kSchemas));
  for (const auto& [section, schema] : index.schemas) {
    HOLDALL_TRY(out.put(std::string(1, separator) + "\"" + section + "\":"));
    HOLDALL_TRY(out.put(schema));
    separator = ',';
  }
  HOLDALL_TRY(out.put(separator == '{' ? "{}" : "}"));
  return out.put(kNextMember);
}

Result<std::string> read_object_line(TextCursor& text, std::size_t limit) {
  HOLDALL_ASSIGN(const std::string_view line, text.line());
  if (!line.ends_with(',')) {
    return text.unexpected();
  }
  if (line.size() > limit) {
    return Error{ErrorCode::kLimit, "a member is longer than " + std::to_string(limit) + " bytes", {}};
  }
  return std::string(line.substr(0, line.size() - 1));
}

Result<std::map<std::string, std::string, std::less<>>> read_schemas(std::string_view object, const Limits& limits) {
  std::map<std::string, std::string, std::less<>> schemas;
  CanonicalReader reader(object, limits.depth + 1);
  auto token = reader.next();
  if (token == CanonicalReader::Token::kBeginObject) {
    while (reader.next() == CanonicalReader::Token::kKey) {
      if (schemas.size() >= limits.sections) {
        return Error{ErrorCode::kLimit, "more than " + std::to_string(limits.sections) + " schemas", {}};
      }
      const std::string section(reader.text());
      schemas.emplace(section, reader.skip_value(reader.next()));
    }
    token = reader.next();
  }
  if (token != CanonicalReader::Token::kEnd) {
    return token == CanonicalReader::Token::kInvalid ? reader.error()
                                                     : Error{ErrorCode::kContainer, "not an object of schemas", {}};
  }
  return schemas;
}

// From behind `{"header":`. Whether another segment follows.
Result<bool> read_segment(TextCursor& text, const Limits& limits, TextIndex& found) {
  HOLDALL_ASSIGN(const std::string_view line, text.line());
  if (!line.ends_with(kRecords)) {
    return text.unexpected();
  }
  std::string header(line.substr(0, line.size() - kRecords.size()));
  HOLDALL_TRY(add_text_segment(found, std::move(header), false, limits));
  const std::uint64_t begin = text.position();
  while (true) {
    const std::uint64_t end = text.position();
    HOLDALL_ASSIGN(const std::string_view record, text.line());
    if (record.starts_with(kRecordsEnd)) {
      found.segments.back().lines = {begin, end};
      return record.ends_with(',');
    }
  }
}

Result<void> read_segments(TextCursor& text, const Limits& limits, TextIndex& found) {
  HOLDALL_TRY(text.expect("\n"));
  for (bool more = true; more;) {
    HOLDALL_ASSIGN(const bool is_segment, text.accept(kHeader));
    if (!is_segment) {
      break;
    }
    HOLDALL_ASSIGN(more, read_segment(text, limits, found));
  }
  return text.expect("]");
}

Result<void> read_partials(TextCursor& text, const Limits& limits, TextIndex& found) {
  HOLDALL_ASSIGN(bool more, text.accept(std::string(kPartials) + "\n"));
  while (more) {
    const std::uint64_t begin = text.position();
    HOLDALL_ASSIGN(std::string_view line, text.line());
    more = line.ends_with(',');
    line.remove_suffix(more ? 1 : 0);
    HOLDALL_TRY(add_text_partial(found, line, {begin, text.position()}, limits));
    if (!more) {
      HOLDALL_TRY(text.expect("]"));
    }
  }
  return {};
}

Result<void> read_files(TextCursor& text, const Limits& limits, TextIndex& found) {
  HOLDALL_ASSIGN(bool more, text.accept(kFiles));
  while (more) {
    HOLDALL_TRY(text.expect(kData));
    const std::uint64_t begin = text.position();
    HOLDALL_ASSIGN(const std::uint64_t size, text.skip_base64url());
    found.files.push_back({begin, begin + size});
    HOLDALL_TRY(text.expect(kSha256));
    HOLDALL_ASSIGN(const std::string_view digest, text.take(kDigestDigits));
    HOLDALL_TRY(add_file(found.index, digest, limits));
    HOLDALL_TRY(text.expect(kFileEnd));
    HOLDALL_ASSIGN(more, text.accept(","));
    if (!more) {
      HOLDALL_TRY(text.expect("]"));
    }
  }
  return {};
}

// A record's line is its canonical JSON and, but for the last one, a comma.
Result<void> decode_record(std::string_view line, std::string& out) {
  out.append(line.ends_with(',') ? line.substr(0, line.size() - 1) : line);
  return {};
}

Result<TextIndex> read_text(TextCursor& text, const Limits& limits) {
  TextIndex found;
  HOLDALL_TRY(text.expect(kSignature));
  HOLDALL_ASSIGN(found.index.signature, text.until('"'));
  HOLDALL_TRY(text.expect(kManifest.substr(1)));
  HOLDALL_ASSIGN(found.index.manifest, read_object_line(text, limits.manifest_bytes + 1));
  HOLDALL_ASSIGN(const bool has_issuer, text.accept(kIssuer));
  if (has_issuer) {
    HOLDALL_ASSIGN(found.index.issuer, read_object_line(text, limits.signature_bytes));
  }
  HOLDALL_ASSIGN(const bool has_presentation, text.accept(kPresentation));
  if (has_presentation) {
    HOLDALL_ASSIGN(found.index.presentation, text.until('"'));
    HOLDALL_TRY(text.expect(kNextMember));
  }
  HOLDALL_TRY(text.expect(kSchemas));
  HOLDALL_ASSIGN(const std::string schemas, read_object_line(text, text_line_bytes(limits)));
  HOLDALL_ASSIGN(found.index.schemas, read_schemas(schemas, limits));
  HOLDALL_TRY(text.expect(kSections));
  HOLDALL_TRY(read_segments(text, limits, found));
  HOLDALL_TRY(read_partials(text, limits, found));
  HOLDALL_TRY(read_files(text, limits, found));
  HOLDALL_TRY(text.expect(kEnd));
  return text.at_end() ? Result<TextIndex>(std::move(found)) : text.unexpected();
}

}  // namespace

Result<void> write_json_form(const Package& package, ByteSink& out, const Limits& limits) {
  const PackageIndex& index = package.index();
  TextSink text(out, limits);
  HOLDALL_TRY(text.put(kSignature));
  HOLDALL_TRY(text.put(index.signature));
  HOLDALL_TRY(text.put(kManifest));
  HOLDALL_TRY(text.put(index.manifest));
  HOLDALL_TRY(text.put(kNextMember));
  if (index.issuer) {
    HOLDALL_TRY(text.put(std::string(kIssuer) + *index.issuer));
    HOLDALL_TRY(text.put(kNextMember));
  }
  if (index.presentation) {
    HOLDALL_TRY(text.put(std::string(kPresentation) + *index.presentation + "\""));
    HOLDALL_TRY(text.put(kNextMember));
  }
  HOLDALL_TRY(write_schemas(text, index));
  HOLDALL_TRY(write_segments(text, package));
  HOLDALL_TRY(write_partials(text, package));
  for (std::size_t i = 0; i < index.files.size(); ++i) {
    HOLDALL_TRY(write_file(text, package, i));
  }
  HOLDALL_TRY(text.put(index.files.empty() ? kEnd : "]}\n"));
  return text.flush();
}

Result<std::unique_ptr<OpenedForm>> open_json_form(std::shared_ptr<const InputFile> file, const Limits& limits) {
  TextCursor text(file, 0, file->size(), text_line_bytes(limits));
  HOLDALL_ASSIGN(TextIndex found, read_text(text, limits));
  return open_text_form(std::move(file), std::move(found), {Form::kJson, decode_record, write_json_form}, limits);
}

}  // namespace holdall
