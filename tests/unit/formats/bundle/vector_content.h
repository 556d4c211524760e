// What the test vectors are made of: small content, right or changed in one place, signed and put into a form.
#pragma once

#include <gtest/gtest.h>

#include <functional>

#include "holdall/core/crypto/jws.h"
#include "holdall/formats/package/segment_header.h"
#include "support/generated.h"

namespace holdall::vector_test {

using test::Parts;
using test::TemporaryFolder;

inline constexpr std::string_view kSection = "com.example.notes";

// The smallest schemas that can be: one of our own, and one for a ledger that only vectors have.
inline std::string small_schema(std::string_view id) {
  return canonical(Value::Object{{"$id", id},
                                 {"properties", Value::Object{{"id", Value::Object{{"type", "string"}}}}},
                                 {"required", Value::Array{"id"}},
                                 {"type", "object"}});
}

// What a vector starts from; each fault changes one thing.
struct Content {
  Manifest manifest = test::transfer_manifest();
  std::vector<std::pair<std::string, std::string>> segments;  // path → bytes
  std::vector<std::pair<std::string, std::string>> schemas;   // section → text
  std::vector<std::string> files;
  std::function<void(std::string&)> change_manifest = [](std::string&) {};
  std::function<void(std::string&)> change_signature = [](std::string&) {};
};

inline std::string header_of(std::string_view section, std::string_view schema_id, const std::string& schema,
                             std::optional<std::uint64_t> number = {}, bool last = true, char salt = 'A') {
  return write_segment_header({{std::string(section), number},
                               std::string(schema_id),
                               sha256_hex(schema),
                               std::string(43, salt),
                               last}) +
         "\n";
}

inline std::string note_header(std::optional<std::uint64_t> number = {}, bool last = true) {
  return header_of(kSection, "urn:example:notes", small_schema("urn:example:notes"), number, last);
}

inline Content plain() {
  Content content;
  content.segments = {{paths::segment(kSection),
                       note_header() + R"({"id":"1","text":"one"})" + "\n" + R"({"id":"2","text":"two"})" + "\n"}};
  content.schemas = {{std::string(kSection), small_schema("urn:example:notes")}};
  return content;
}

inline Content with_records(const std::string& records) {
  Content content = plain();
  content.segments[0].second = note_header() + records;
  return content;
}

inline Content with_ledger(const std::string& line) {
  Content content = plain();
  const std::string schema = small_schema("urn:holdall:schema:1:contents");
  content.segments.emplace_back(
      paths::segment("contents"),
      header_of("contents", "urn:holdall:schema:1:contents", schema, {}, true, 'E') + line + "\n");
  content.schemas.emplace_back("contents", schema);
  return content;
}

inline std::string ledger_line(int records) {
  return R"({"id":"1","kind":"section","records":)" + std::to_string(records) +
         R"(,"schema":"urn:example:notes","section":"com.example.notes"})";
}

inline std::string reference(const std::string& content, std::size_t bytes) {
  return R"({"id":"1","photo":)" + write_attachment_reference({sha256_hex(content), bytes, "a.txt", "text/plain"}) +
         "}\n";
}

inline Content with_file(const std::string& records, const std::vector<std::string>& files) {
  Content content = with_records(records);
  content.files = files;
  return content;
}

inline Content in_segments(std::initializer_list<std::pair<std::uint64_t, bool>> numbers) {
  Content content = plain();
  content.segments.clear();
  for (const auto& [number, last] : numbers) {
    content.segments.emplace_back(paths::segment(SegmentName{std::string(kSection), number}),
                                  note_header(number, last) + R"({"id":")" + std::to_string(number) + "\"}\n");
  }
  return content;
}

// Signs what is there and puts a bag around it, whatever it is.
inline Parts bag_of(const Content& content) {
  const PrivateKey key = test::make_key();
  Manifest manifest = content.manifest;
  for (const auto& segment : content.segments) {
    manifest.sections.push_back({sha256_hex(segment.second), {}});
  }
  std::ranges::sort(manifest.sections, {}, &SignedSegment::sha256);
  Parts parts;
  parts[paths::kDeclaration] = bagit::declaration();
  std::string text = write_manifest(manifest);
  content.change_manifest(text);
  std::string signature = sign_detached_jws(key, kManifestType, text);
  content.change_signature(signature);
  parts[paths::kManifest] = text;
  parts[paths::kSignature] = signature;
  parts[paths::kIssuer] = canonical(key.public_key().jwk());
  auto schemas = content.schemas;
  std::sort(schemas.begin(), schemas.end());
  for (const auto& [section, schema] : schemas) {
    parts[paths::schema(section)] = schema;
  }
  parts[paths::kBagInfo] = bagit::bag_info({manifest.id, manifest.issued, 0, 0});
  for (const auto& [path, bytes] : content.segments) {
    parts[path] = bytes;
  }
  auto files = content.files;
  std::sort(files.begin(), files.end(),
            [](const std::string& a, const std::string& b) { return sha256_hex(a) < sha256_hex(b); });
  for (const std::string& file : files) {
    parts[paths::file(sha256_hex(file))] = file;
  }
  test::repair(parts);
  return parts;
}

inline std::string zip_of(const Content& content) {
  return test::put_together(bag_of(content));
}

// A bag in which something was changed after it was made; BagIt is repaired unless that is the fault.
inline std::string changed_bag(const std::function<void(Parts&)>& change, bool repaired = true) {
  Parts parts = bag_of(plain());
  change(parts);
  if (repaired) {
    test::repair(parts);
  }
  return test::put_together(parts);
}

inline std::string text_of(const Content& content, Form form) {
  const TemporaryFolder folder;
  const CheckedBundle bundle = check_bundle(test::open_bytes(zip_of(content)).value()).value();
  EXPECT_TRUE(convert_bundle(bundle, {folder.file("out"), form}).ok());
  return test::read_file(folder.file("out"));
}

inline std::string retouched(Form form, std::string_view from, std::string_view to) {
  std::string text = text_of(plain(), form);
  const std::size_t at = text.rfind(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

inline Content with_manifest(std::string_view from, std::string_view to) {
  Content content = plain();
  content.change_manifest = [from = std::string(from), to = std::string(to)](std::string& text) {
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
  };
  return content;
}

// A protected header of another kind, signed by the right key.
inline Content with_header(const std::function<std::string(const std::string& kid)>& header) {
  Content content = plain();
  content.change_signature = [header](std::string& jws) {
    const PrivateKey key = test::make_key();
    const std::string protected_header = base64url_encode(as_bytes(header(key.public_key().thumbprint())));
    jws = protected_header + jws.substr(jws.find('.'));
  };
  return content;
}

}  // namespace holdall::vector_test
