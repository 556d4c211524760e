// Small bundles for tests, and the attacker: takes one apart, changes it, repairs whatever needs no key, and zips
// again.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "holdall/core/base/io.h"
#include "holdall/core/base/text.h"
#include "holdall/core/crypto/digest.h"
#include "holdall/core/crypto/trust_store.h"
#include "holdall/core/json/canonical.h"
#include "holdall/formats/bagit/paths.h"
#include "holdall/formats/bagit/tag_files.h"
#include "holdall/formats/bundle/attachments.h"
#include "holdall/formats/bundle/forms.h"
#include "holdall/formats/bundle/verify.h"
#include "holdall/formats/bundle/writer.h"
#include "holdall/formats/zip/reader.h"
#include "support/seeded.h"

namespace holdall::test {

inline constexpr std::string_view kIssuer = "https://shop.example";
inline constexpr std::string_view kReceiver = "https://club.example";

inline Timestamp at(std::string_view text) {
  return parse_timestamp(text).value();
}

inline PrivateKey make_key(std::uint64_t seed = 7) {
  SeededRandom random(seed);
  return PrivateKey::generate(random);
}

inline TrustStore make_trust(const PrivateKey& key, std::string_view iss = kIssuer) {
  TrustStore trust;
  EXPECT_TRUE(trust.add(iss, "Shop", key.public_key()).ok());
  return trust;
}

inline Manifest copy_manifest() {
  Manifest manifest;
  manifest.id = "urn:uuid:01234567-89ab-4def-8123-456789abcdef";
  manifest.iss = kIssuer;
  manifest.issued = at("2026-11-01T12:00:00Z");
  manifest.right = "row-policy-baseline/2026.11";
  return manifest;
}

inline Manifest transfer_manifest() {
  Manifest manifest = copy_manifest();
  manifest.mode = Mode::kTransfer;
  manifest.audience = {std::string(kReceiver)};
  manifest.expires = at("2026-12-01T12:00:00Z");
  manifest.subject = SubjectRef{"pairwise-1", ""};
  return manifest;
}

// Writes one section from canonical JSON records.
inline void add_section(BundleWriter& bundle, std::string_view name, const std::vector<std::string>& records,
                        Disclosure disclosure = Disclosure::kSections) {
  std::vector<std::string> names;
  std::vector<Value> values;
  for (const std::string& text : records) {
    values.push_back(parse_document(text).value());
    for (const Value::Member& member : values.back().members()) {
      if (std::find(names.begin(), names.end(), member.key) == names.end()) {
        names.push_back(member.key);
      }
    }
  }
  const Layout layout = Layout::compile(names).value();
  auto section = bundle.section(name, layout, {}, disclosure);
  ASSERT_TRUE(section.ok()) << section.error().message;
  for (const Value& value : values) {
    std::vector<std::string> texts(layout.size());
    std::vector<Cell> cells(layout.size());
    for (std::size_t i = 0; i < layout.size(); ++i) {
      if (const Value* member = value.find(layout.fields()[i].name)) {
        texts[i] = canonical(*member);
        cells[i] = Cell::json(texts[i]);
      }
    }
    const auto written = section.value()->write(cells);
    ASSERT_TRUE(written.ok()) << written.error().message;
  }
  ASSERT_TRUE(section.value()->finish().ok());
}

// A folder of its own for each test, removed with it.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "holdall-test-XXXXXX").string();
    EXPECT_NE(::mkdtemp(name.data()), nullptr);
    path_ = name;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  [[nodiscard]] std::string file(std::string_view name) const { return (path_ / name).string(); }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

inline const std::vector<std::string>& sample_identifiers() {
  static const std::vector<std::string> records = {R"({"id":"email:1","type":"email","value":"ann@shop.example"})",
                                                   R"({"held":true,"id":"password:1","type":"password"})"};
  return records;
}

// A bundle of three sections as bytes: identifiers, preferences (empty), and the ledger.
inline std::string make_bundle(const Manifest& manifest, Compression compression = Compression::kStore,
                               std::uint64_t seed = 1, Form form = Form::kZip) {
  const TemporaryFolder folder;
  SeededRandom random(seed);
  auto bundle = BundleWriter::create(folder.file("b.zip"), {.form = form, .compression = compression}, random);
  EXPECT_TRUE(bundle.ok());
  add_section(bundle.value(), "identifiers", sample_identifiers());
  add_section(bundle.value(), "preferences", {});
  add_section(
      bundle.value(), "contents",
      {R"({"id":"section:identifiers","kind":"section","records":2,"schema":"urn:holdall:schema:1:identifiers",)"
       R"("section":"identifiers"})",
       R"({"id":"section:preferences","kind":"section","records":0,"schema":"urn:holdall:schema:1:preferences",)"
       R"("section":"preferences"})",
       R"({"count":1,"id":"item:email","item":"shop.email","kind":"item","outcome":"included"})"});
  EXPECT_TRUE(bundle.value().seal(manifest, make_key()).ok());
  return read_file(folder.file("b.zip"));
}

inline Result<OpenedBundle> open_bytes(std::string_view bytes) {
  HOLDALL_ASSIGN(InputFile file, InputFile::from_bytes(bytes));
  return open_bundle(std::make_shared<const InputFile>(std::move(file)));
}

inline VerifyOptions now_options(std::string_view now = "2026-11-02T00:00:00Z") {
  VerifyOptions options;
  options.now = at(now);
  return options;
}

inline Result<VerifiedBundle> verify_bytes(std::string_view bytes, const TrustStore& trust,
                                           const VerifyOptions& options = now_options()) {
  HOLDALL_ASSIGN(const OpenedBundle opened, open_bytes(bytes));
  return verify(opened, trust, options);
}

// Entries in container order, relative to the bag's folder.
struct Parts {
  std::string base;
  std::vector<std::pair<std::string, std::string>> entries;

  [[nodiscard]] std::string& operator[](std::string_view path) {
    for (auto& entry : entries) {
      if (entry.first == path) {
        return entry.second;
      }
    }
    entries.emplace_back(path, "");
    return entries.back().second;
  }
  void remove(std::string_view path) {
    std::erase_if(entries, [&](const auto& entry) { return entry.first == path; });
  }
};

inline Parts take_apart(std::string_view bytes) {
  const auto container = open_zip(std::make_shared<const InputFile>(InputFile::from_bytes(bytes).value())).value();
  Parts parts;
  for (std::size_t i = 0; i < container->entries().size(); ++i) {
    const std::string& name = container->entries()[i].name;
    const auto slash = name.find('/');
    parts.base = name.substr(0, slash);
    auto source = container->read(i).value();
    parts.entries.emplace_back(name.substr(slash + 1), read_all(*source, 1U << 20).value());
  }
  return parts;
}

// What an attacker without the key can make consistent again: the folder's name, Payload-Oxum and both BagIt manifests.
inline void repair(Parts& parts) {
  std::vector<bagit::ListedFile> payload;
  std::uint64_t bytes = 0;
  for (const auto& entry : parts.entries) {
    if (entry.first.starts_with("data/")) {
      payload.push_back({entry.first, sha256_hex(entry.second)});
      bytes += entry.second.size();
    }
  }
  std::string& info = parts[paths::kBagInfo];
  if (const auto oxum = info.find("Payload-Oxum: "); oxum != std::string::npos) {
    const auto end = info.find('\n', oxum);
    info.replace(oxum, end - oxum, "Payload-Oxum: " + std::to_string(bytes) + "." + std::to_string(payload.size()));
  }
  parts[paths::kPayloadManifest] = bagit::manifest(payload);
  std::vector<bagit::ListedFile> tags;
  for (const auto& entry : parts.entries) {
    if (!entry.first.starts_with("data/") && entry.first != paths::kTagManifest) {
      tags.push_back({entry.first, sha256_hex(entry.second)});
    }
  }
  parts[paths::kTagManifest] = bagit::manifest(tags);
  parts.base = paths::base(sha256_hex(parts[paths::kManifest]));
}

inline std::string put_together(const Parts& parts) {
  const TemporaryFolder folder;
  auto out = AtomicFile::create(folder.file("b.zip")).value();
  Spool spool = Spool::create("").value();
  ZipWriter zip(*out);
  for (const auto& entry : parts.entries) {
    EntryPacker packer(spool, Compression::kStore);
    EXPECT_TRUE(packer.write(as_bytes(entry.second)).ok() && packer.finish().ok());
    EXPECT_TRUE(zip.add(parts.base + "/" + entry.first, packer.entry(), spool).ok());
  }
  EXPECT_TRUE(zip.finish().ok() && out->finish().ok());
  return read_file(folder.file("b.zip"));
}

}  // namespace holdall::test
