#include "holdall/formats/xml/xml_form.h"

#include "holdall/formats/package/lines.h"
#include "holdall/formats/package/segment_header.h"
#include "holdall/formats/package/text_cursor.h"
#include "holdall/formats/package/text_form.h"
#include "holdall/formats/xml/xml_value.h"
#include "holdall/schemas/record_types.h"

namespace holdall {
namespace {

constexpr std::string_view kSignature =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<bundle xmlns=\"urn:holdall:1\" version=\"1.0\">\n<signature>";
constexpr std::string_view kSignatureEnd = "</signature>\n";
constexpr std::string_view kIssuer = "<issuer ";
constexpr std::string_view kPresentation = "<presentation>";
constexpr std::string_view kPresentationEnd = "</presentation>\n";
constexpr std::string_view kSchemas = "<schemas>\n";
constexpr std::string_view kSchemasEnd = "</schemas>\n";
constexpr std::string_view kRecords = "<records>\n";
constexpr std::string_view kRecordsEnd = "</records>";
constexpr std::string_view kPartials = "<partials>\n";
constexpr std::string_view kPartialsEnd = "</partials>\n";
constexpr std::string_view kFiles = "<files>\n";
constexpr std::string_view kFilesEnd = "</files>\n";
constexpr std::string_view kFile = "<file sha256=\"";
constexpr std::string_view kFileData = "\">";
constexpr std::string_view kFileEnd = "</file>\n";
constexpr std::string_view kEnd = "</bundle>\n";
constexpr std::size_t kDigestDigits = 64;

// A segment's element: named after a registered section, else `section`.
std::string_view element_of(std::string_view section) {
  return find_record_type(section) != nullptr ? section : "section";
}

Result<void> put_element(TextSink& out, std::string_view name, std::string_view json) {
  std::string line;
  HOLDALL_TRY(append_element(line, name, json, out.limits()));
  line.push_back('\n');
  return out.put(line);
}

Result<void> write_segment(TextSink& out, const Package& package, std::size_t i) {
  const std::string element(element_of(package.index().segments[i].section));
  HOLDALL_ASSIGN(std::unique_ptr<ByteSource> source, package.read_segment(i));
  LineReader lines(std::move(source), out.limits().line_bytes);
  HOLDALL_ASSIGN(const std::optional<std::string_view> header, lines.next());
  HOLDALL_TRY(out.put("<" + element + ">\n"));
  HOLDALL_TRY(put_element(out, "header", header.value_or("")));
  HOLDALL_TRY(out.put(kRecords));
  for (std::uint64_t n = 1;; ++n) {
    HOLDALL_ASSIGN(const std::optional<std::string_view> record, lines.next());
    if (!record) {
      return out.put(std::string(kRecordsEnd) + "\n</" + element + ">\n");
    }
    if (auto put = put_element(out, "record", *record); !put.ok()) {
      return std::move(put).error().within(package.index().segments[i].section + ", record " + std::to_string(n));
    }
  }
}

Result<void> write_segments(TextSink& out, const Package& package) {
  for (std::size_t i = 0; i < package.index().segments.size(); ++i) {
    if (!package.index().segments[i].partial) {
      HOLDALL_TRY(write_segment(out, package, i));
    }
  }
  return {};
}

Result<void> write_partials(TextSink& out, const Package& package) {
  bool first = true;
  for (std::size_t i = 0; i < package.index().segments.size(); ++i) {
    if (package.index().segments[i].partial) {
      HOLDALL_ASSIGN(const std::unique_ptr<ByteSource> source, package.read_segment(i));
      HOLDALL_ASSIGN(const std::string partial, read_all(*source, out.limits().line_bytes));
      HOLDALL_TRY(out.put(first ? kPartials : ""));
      HOLDALL_TRY(put_element(out, "partial", partial));
      first = false;
    }
  }
  return out.put(first ? "" : kPartialsEnd);
}

Result<void> write_files(TextSink& out, const Package& package) {
  HOLDALL_TRY(out.put(kFiles));
  for (std::size_t i = 0; i < package.index().files.size(); ++i) {
    HOLDALL_ASSIGN(const std::unique_ptr<ByteSource> source, package.read_file(i));
    HOLDALL_TRY(out.put(std::string(kFile) + package.index().files[i]));
    HOLDALL_TRY(out.put(kFileData));
    HOLDALL_TRY(put_base64url(out, *source));
    HOLDALL_TRY(out.put(kFileEnd));
  }
  return out.put(kFilesEnd);
}

struct NamedJson {
  std::string name;
  std::string json;
};

// The next line as an element.
Result<NamedJson> read_element(TextCursor& text, const Limits& limits) {
  HOLDALL_ASSIGN(const std::string_view line, text.line());
  NamedJson found;
  HOLDALL_TRY(append_json(found.json, line, &found.name, limits));
  return found;
}

Result<std::string> read_element_of(TextCursor& text, std::string_view name, const Limits& limits) {
  HOLDALL_ASSIGN(NamedJson found, read_element(text, limits));
  return found.name == name ? Result<std::string>(std::move(found.json)) : text.unexpected();
}

Result<void> read_schemas(TextCursor& text, const Limits& limits, PackageIndex& index) {
  HOLDALL_TRY(text.expect(kSchemas));
  std::size_t bytes = 0;
  while (true) {
    HOLDALL_ASSIGN(const bool at_end, text.accept(kSchemasEnd));
    if (at_end) {
      return {};
    }
    HOLDALL_ASSIGN(NamedJson schema, read_element(text, limits));
    bytes += schema.json.size();
    if (bytes > limits.line_bytes || index.schemas.size() >= limits.sections) {
      return Error{ErrorCode::kLimit, "more or larger schemas than a bundle may have", {}};
    }
    index.schemas.emplace(std::move(schema.name), std::move(schema.json));
  }
}

// From the segment's start tag on.
Result<void> read_segment(TextCursor& text, const Limits& limits, TextIndex& found) {
  HOLDALL_ASSIGN(const std::string_view start, text.line());
  const std::string element(start);
  HOLDALL_ASSIGN(std::string header, read_element_of(text, "header", limits));
  HOLDALL_TRY(add_text_segment(found, std::move(header), false, limits));
  if (element != "<" + std::string(element_of(found.segments.back().name.section)) + ">") {
    return text.unexpected();
  }
  HOLDALL_TRY(text.expect(kRecords));
  const std::uint64_t begin = text.position();
  while (true) {
    const std::uint64_t end = text.position();
    HOLDALL_ASSIGN(const std::string_view line, text.line());
    if (line == kRecordsEnd) {
      found.segments.back().lines = {begin, end};
      return text.expect("</" + element.substr(1) + "\n");
    }
  }
}

Result<void> read_file(TextCursor& text, const Limits& limits, TextIndex& found) {
  HOLDALL_TRY(text.expect(kFile));
  HOLDALL_ASSIGN(const std::string_view digest, text.take(kDigestDigits));
  HOLDALL_TRY(add_file(found.index, digest, limits));
  HOLDALL_TRY(text.expect(kFileData));
  const std::uint64_t begin = text.position();
  HOLDALL_ASSIGN(const std::uint64_t size, text.skip_base64url());
  found.files.push_back({begin, begin + size});
  return text.expect(kFileEnd);
}

// Segments, or what else stands in a list of its own, up to `end`, which is passed over too.
using ItemReader = Result<void> (*)(TextCursor& text, const Limits& limits, TextIndex& found);
Result<void> read_items(TextCursor& text, std::string_view end, ItemReader read, const Limits& limits,
                        TextIndex& found) {
  while (true) {
    HOLDALL_ASSIGN(const bool at_end, text.accept(end));
    if (at_end) {
      return {};
    }
    HOLDALL_TRY(read(text, limits, found));
  }
}

Result<void> read_partial_element(TextCursor& text, const Limits& limits, TextIndex& found) {
  const std::uint64_t begin = text.position();
  HOLDALL_ASSIGN(const std::string json, read_element_of(text, "partial", limits));
  return add_text_partial(found, json, {begin, text.position()}, limits);
}

// Segments, up to what follows them; that is passed over too.
Result<std::string_view> read_segments(TextCursor& text, const Limits& limits, TextIndex& found) {
  while (true) {
    for (const std::string_view next : {kPartials, kFiles, kEnd}) {
      HOLDALL_ASSIGN(const bool here, text.accept(next));
      if (here) {
        return next;
      }
    }
    HOLDALL_TRY(read_segment(text, limits, found));
  }
}

// Everything from the first segment to the end.
Result<void> read_payload(TextCursor& text, const Limits& limits, TextIndex& found) {
  HOLDALL_ASSIGN(std::string_view next, read_segments(text, limits, found));
  if (next == kPartials) {
    HOLDALL_TRY(read_items(text, kPartialsEnd, read_partial_element, limits, found));
    HOLDALL_ASSIGN(const bool files_next, text.accept(kFiles));
    next = files_next ? kFiles : std::string_view();
  }
  if (next == kFiles) {
    HOLDALL_TRY(read_items(text, kFilesEnd, read_file, limits, found));
  }
  return next == kEnd ? Result<void>() : text.expect(kEnd);
}

Result<TextIndex> read_text(TextCursor& text, const Limits& limits) {
  TextIndex found;
  HOLDALL_TRY(text.expect(kSignature));
  HOLDALL_ASSIGN(found.index.signature, text.until('<'));
  HOLDALL_TRY(text.expect(kSignatureEnd.substr(1)));
  HOLDALL_ASSIGN(found.index.manifest, read_element_of(text, "manifest", limits));
  HOLDALL_ASSIGN(const bool has_issuer, text.at(kIssuer));
  if (has_issuer) {
    HOLDALL_ASSIGN(found.index.issuer, read_element_of(text, "issuer", limits));
  }
  HOLDALL_ASSIGN(const bool has_presentation, text.accept(kPresentation));
  if (has_presentation) {
    HOLDALL_ASSIGN(found.index.presentation, text.until('<'));
    HOLDALL_TRY(text.expect(kPresentationEnd.substr(1)));
  }
  HOLDALL_TRY(read_schemas(text, limits, found.index));
  HOLDALL_TRY(read_payload(text, limits, found));
  return text.at_end() ? Result<TextIndex>(std::move(found)) : text.unexpected();
}

RecordDecoder decoder(const Limits& limits) {
  return [limits](std::string_view line, std::string& out) { return append_json(out, line, nullptr, limits); };
}

}  // namespace

Result<void> write_xml_form(const Package& package, ByteSink& out, const Limits& limits) {
  const PackageIndex& index = package.index();
  TextSink text(out, limits);
  HOLDALL_TRY(text.put(kSignature));
  HOLDALL_TRY(text.put(index.signature));
  HOLDALL_TRY(text.put(kSignatureEnd));
  HOLDALL_TRY(put_element(text, "manifest", index.manifest));
  if (index.issuer) {
    HOLDALL_TRY(put_element(text, "issuer", *index.issuer));
  }
  if (index.presentation) {
    HOLDALL_TRY(text.put(std::string(kPresentation) + *index.presentation));
    HOLDALL_TRY(text.put(kPresentationEnd));
  }
  HOLDALL_TRY(text.put(kSchemas));
  for (const auto& [section, schema] : index.schemas) {
    HOLDALL_TRY(put_element(text, section, schema));
  }
  HOLDALL_TRY(text.put(kSchemasEnd));
  HOLDALL_TRY(write_segments(text, package));
  HOLDALL_TRY(write_partials(text, package));
  if (!index.files.empty()) {
    HOLDALL_TRY(write_files(text, package));
  }
  HOLDALL_TRY(text.put(kEnd));
  return text.flush();
}

Result<std::unique_ptr<OpenedForm>> open_xml_form(std::shared_ptr<const InputFile> file, const Limits& limits) {
  TextCursor text(file, 0, file->size(), text_line_bytes(limits));
  HOLDALL_ASSIGN(TextIndex found, read_text(text, limits));
  return open_text_form(std::move(file), std::move(found), {Form::kXml, decoder(limits), write_xml_form}, limits);
}

}  // namespace holdall
