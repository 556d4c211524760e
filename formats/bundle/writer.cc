#include "holdall/formats/bundle/writer.h"

#include <algorithm>
#include <map>

#include "holdall/core/base/text.h"
#include "holdall/core/crypto/digest.h"
#include "holdall/core/crypto/jws.h"
#include "holdall/core/json/canonical.h"
#include "holdall/formats/bagit/tag_files.h"
#include "holdall/formats/bundle/paths.h"
#include "holdall/formats/bundle/segment.h"
#include "holdall/schemas/record_types.h"
#include "holdall/schemas/validator.h"

namespace holdall {
namespace {

struct WrittenSection {
  std::string schema;  // JSON Schema text
  std::string sha256;
  PackedEntry entry;
};
using Sections = std::map<std::string, WrittenSection, std::less<>>;

class LineWriter final : public SectionWriter {
 public:
  LineWriter(Spool& spool, Compression compression, Layout layout, Schema schema, WrittenSection& written,
             const Limits& limits)
      : packer_(spool, compression),
        layout_(std::move(layout)),
        schema_(std::move(schema)),
        written_(written),
        limits_(limits) {}

  Result<void> begin(const SegmentHeader& header) {
    line_ = write_segment_header(header);
    return put_line();
  }

  Result<void> write(Row row) override {
    line_.clear();
    HOLDALL_TRY(append_record(line_, layout_, row));
    if (auto checked = schema_.check(line_); !checked.ok()) {
      return std::move(checked).error().within("record " + std::to_string(records_ + 1));
    }
    if (refers_to_attachment(line_)) {
      return Error{
          ErrorCode::kSourceData, "record " + std::to_string(records_ + 1) + ": `_file` is a reserved member", {}};
    }
    if (line_.size() >= limits_.line_bytes) {
      return Error{ErrorCode::kLimit, "a record is longer than " + std::to_string(limits_.line_bytes) + " bytes", {}};
    }
    HOLDALL_TRY(put_line());
    ++records_;
    return {};
  }

  Result<void> finish() override {
    HOLDALL_TRY(packer_.finish());
    written_.entry = packer_.entry();
    written_.sha256 = hex_encode(hash_.finish());
    return {};
  }

  [[nodiscard]] std::uint64_t records() const override { return records_; }

 private:
  Result<void> put_line() {
    line_.push_back('\n');
    hash_.update(as_bytes(line_));
    return packer_.write(as_bytes(line_));
  }

  EntryPacker packer_;
  Layout layout_;
  Schema schema_;
  WrittenSection& written_;
  Limits limits_;
  Sha256 hash_;
  std::string line_;
  std::uint64_t records_ = 0;
};

Result<PackedEntry> pack(Spool& spool, Compression compression, std::string_view content) {
  EntryPacker packer(spool, compression);
  HOLDALL_TRY(packer.write(as_bytes(content)));
  HOLDALL_TRY(packer.finish());
  return packer.entry();
}

}  // namespace

struct BundleWriter::State {
  State(std::unique_ptr<AtomicFile> file, Spool data, Compression codec, Random& randomness)
      : out(std::move(file)), spool(std::move(data)), compression(codec), random(randomness) {}

  std::unique_ptr<AtomicFile> out;
  Spool spool;
  Compression compression;
  Random& random;
  Sections sections;

  [[nodiscard]] std::map<std::string, std::string> tag_files(const Manifest& manifest, const PrivateKey& key) const;
  Result<void> package(const std::string& base, const std::map<std::string, std::string>& tags);
};

// Every entry that is no segment, by path.
std::map<std::string, std::string> BundleWriter::State::tag_files(const Manifest& manifest,
                                                                  const PrivateKey& key) const {
  std::map<std::string, std::string> tags;
  const auto put = [&tags](std::string_view path, std::string content) {
    tags[std::string(path)] = std::move(content);
  };
  std::vector<bagit::ListedFile> payload;
  std::vector<std::string> names;
  std::uint64_t payload_bytes = 0;
  for (const auto& entry : sections) {
    names.push_back(entry.first);
    payload.push_back({paths::segment(entry.first), entry.second.sha256});
    payload_bytes += entry.second.entry.size;
    put(paths::schema(entry.first), entry.second.schema);
  }
  const std::string manifest_bytes = write_manifest(manifest);
  put(paths::kDeclaration, bagit::declaration());
  put(paths::kManifest, manifest_bytes);
  put(paths::kSignature, sign_detached_jws(key, kManifestType, manifest_bytes));
  put(paths::kIssuer, canonical(key.public_key().jwk()));
  put(paths::kBagInfo, bagit::bag_info({manifest.id, manifest.issued, payload_bytes, payload.size()}));
  put(paths::kPayloadManifest, bagit::manifest(payload));
  std::vector<bagit::ListedFile> listed;
  for (const std::string& path : paths::entries(names, true)) {
    if (tags.contains(path)) {
      listed.push_back({path, sha256_hex(tags.at(path))});
    }
  }
  put(paths::kTagManifest, bagit::manifest(listed));
  return tags;
}

Result<void> BundleWriter::State::package(const std::string& base, const std::map<std::string, std::string>& tags) {
  ZipWriter zip(*out);
  std::vector<std::string> names;
  for (const auto& entry : sections) {
    names.push_back(entry.first);
  }
  for (const std::string& path : paths::entries(names, true)) {
    const auto section = paths::section_of(path);
    PackedEntry entry = section.empty() ? PackedEntry() : sections.find(section)->second.entry;
    if (section.empty()) {
      HOLDALL_ASSIGN(entry, pack(spool, compression, tags.at(path)));
    }
    HOLDALL_TRY(zip.add(base + "/" + path, entry, spool));
  }
  HOLDALL_TRY(zip.finish());
  return out->finish();
}

BundleWriter::BundleWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
BundleWriter::BundleWriter(BundleWriter&&) noexcept = default;
BundleWriter& BundleWriter::operator=(BundleWriter&&) noexcept = default;
BundleWriter::~BundleWriter() = default;

Result<BundleWriter> BundleWriter::create(const std::string& path, Compression compression, Random& random) {
  HOLDALL_ASSIGN(std::unique_ptr<AtomicFile> out, AtomicFile::create(path));
  HOLDALL_ASSIGN(Spool spool, Spool::create(path));
  return BundleWriter(std::make_unique<State>(std::move(out), std::move(spool), compression, random));
}

Result<std::unique_ptr<SectionWriter>> BundleWriter::section(std::string_view name, const Layout& layout,
                                                             std::string_view schema_text) {
  const std::string* registered = registered_schema(name);
  HOLDALL_CHECK((registered != nullptr) == schema_text.empty());
  HOLDALL_CHECK(registered != nullptr || is_extension_name(name));
  const auto [written, is_new] = state_->sections.try_emplace(std::string(name));
  HOLDALL_CHECK(is_new);
  written->second.schema = registered != nullptr ? *registered : std::string(schema_text);
  HOLDALL_ASSIGN(Schema schema, Schema::compile(written->second.schema));
  std::array<std::byte, 32> salt{};
  state_->random.fill(salt);
  const SegmentHeader header{std::string(name), std::string(schema.id()), sha256_hex(written->second.schema),
                             base64url_encode(salt)};
  auto writer = std::make_unique<LineWriter>(state_->spool, state_->compression, layout, std::move(schema),
                                             written->second, Limits{});
  HOLDALL_TRY(writer->begin(header));
  return std::unique_ptr<SectionWriter>(std::move(writer));
}

Result<Manifest> BundleWriter::seal(Manifest manifest, const PrivateKey& key) {
  manifest.sections.clear();
  for (const auto& entry : state_->sections) {
    HOLDALL_CHECK(!entry.second.sha256.empty());  // finished
    manifest.sections.push_back(entry.second.sha256);
  }
  std::sort(manifest.sections.begin(), manifest.sections.end());
  const auto tags = state_->tag_files(manifest, key);
  if (auto readable = read_manifest(tags.at(std::string(paths::kManifest))); !readable.ok()) {
    return std::move(readable).error().within("nobody could read the manifest");
  }
  HOLDALL_TRY(state_->package(paths::base(sha256_hex(tags.at(std::string(paths::kManifest)))), tags));
  return manifest;
}

}  // namespace holdall
