#include "holdall/formats/bundle/writer.h"

#include <algorithm>
#include <array>
#include <set>

#include "holdall/core/base/io.h"
#include "holdall/core/base/text.h"
#include "holdall/core/crypto/age/age.h"
#include "holdall/core/crypto/digest.h"
#include "holdall/core/crypto/jws.h"
#include "holdall/core/crypto/line_tree.h"
#include "holdall/core/json/canonical.h"
#include "holdall/formats/bagit/spooled_package.h"
#include "holdall/formats/bundle/attachments.h"
#include "holdall/formats/bundle/forms.h"
#include "holdall/formats/package/lines.h"
#include "holdall/formats/package/partial.h"
#include "holdall/formats/package/segment_header.h"
#include "holdall/schemas/record_types.h"
#include "holdall/schemas/validator.h"

namespace holdall {
namespace {

// What sections write into, besides their records.
struct Target {
  SpooledPackage& package;
  Random& random;
  std::uint64_t segment_bytes;
  std::set<std::string, std::less<>>& referenced;  // digests of attachments
};

// One segment being packed, and its lines' tree where records can be disclosed.
class SegmentPacker {
 public:
  SegmentPacker(SpooledPackage& package, const SegmentHeader& header, Disclosure disclosure)
      : packer_(package.new_segment()), salt_(header.salt) {
    if (disclosure == Disclosure::kRecords) {
      tree_.emplace();
    }
  }

  // A line with its LF; the header is the first.
  Result<void> put(std::string_view line) {
    if (tree_) {
      tree_->add(line.substr(0, line.size() - 1));
    }
    return packer_->write(line);
  }
  [[nodiscard]] std::uint64_t bytes() const { return packer_->bytes(); }

  Result<SpooledPart> finish() {
    HOLDALL_TRY(packer_->finish());
    return SpooledPart{packer_->sha256(), packer_->entry(),
                       tree_ ? signed_root(salt_, tree_->size(), tree_->finish()) : std::string()};
  }

 private:
  std::unique_ptr<PartPacker> packer_;
  std::string salt_;
  std::optional<LineTree> tree_;
};

class SegmentedWriter final : public SectionWriter {
 public:
  SegmentedWriter(Target target, Layout layout, Schema schema, SegmentHeader header, Disclosure disclosure)
      : target_(target),
        layout_(std::move(layout)),
        schema_(std::move(schema)),
        header_(std::move(header)),
        disclosure_(disclosure) {}

  Result<void> write(Row row) override {
    line_.clear();
    HOLDALL_TRY(append_record(line_, layout_, row));
    if (auto fits = check_line(); !fits.ok()) {
      return std::move(fits).error().within("record " + std::to_string(records_ + 1));
    }
    line_.push_back('\n');
    if (packer_->bytes() + line_.size() > target_.segment_bytes && segment_records_ > 0) {
      HOLDALL_TRY(next_segment());
    }
    HOLDALL_TRY(packer_->put(line_));
    ++segment_records_;
    ++records_;
    return {};
  }

  Result<void> finish() override {
    HOLDALL_TRY(end_segment());
    if (header_.name.number) {
      header_.last = true;
      HOLDALL_TRY(repack());
    }
    target_.package.add_segment(header_.name, part_);
    return {};
  }

  [[nodiscard]] std::uint64_t records() const override { return records_; }

  Result<void> begin_segment() {
    std::array<std::byte, 32> salt{};
    target_.random.fill(salt);
    header_.salt = base64url_encode(salt);
    segment_records_ = 0;
    packer_.emplace(target_.package, header_, disclosure_);
    return packer_->put(write_segment_header(header_) + "\n");
  }

 private:
  Result<void> check_line() {
    HOLDALL_TRY(schema_.check(line_));
    if (line_.size() >= Limits{}.line_bytes) {
      return Error{ErrorCode::kLimit, "longer than " + std::to_string(Limits{}.line_bytes) + " bytes", {}};
    }
    return for_each_attachment(line_, [this](const AttachmentReference& reference) -> Result<void> {
      const auto& files = target_.package.index().files;
      if (!std::binary_search(files.begin(), files.end(), reference.sha256)) {
        return Error{ErrorCode::kSourceData, "`_file` refers to what is not attached", {}};
      }
      target_.referenced.insert(reference.sha256);
      return {};
    });
  }

  Result<void> end_segment() {
    HOLDALL_ASSIGN(part_, packer_->finish());
    return {};
  }

  // A header is written before anybody knows whether another segment follows. So the first of several, which is not
  // numbered yet, and the last one, which says that it is not the last, are packed again under the right header.
  Result<void> next_segment() {
    HOLDALL_TRY(end_segment());
    if (!header_.name.number) {
      header_.name.number = 0;
      header_.last = false;
      HOLDALL_TRY(repack());
    }
    target_.package.add_segment(header_.name, part_);
    ++*header_.name.number;
    return begin_segment();
  }

  Result<void> repack() {
    LineReader lines(target_.package.read(part_), Limits{}.line_bytes);
    HOLDALL_TRY(lines.next());
    SegmentPacker again(target_.package, header_, disclosure_);
    HOLDALL_TRY(again.put(write_segment_header(header_) + "\n"));
    while (true) {
      HOLDALL_ASSIGN(const std::optional<std::string_view> line, lines.next());
      if (!line) {
        HOLDALL_ASSIGN(part_, again.finish());
        return {};
      }
      HOLDALL_TRY(again.put(std::string(*line) + "\n"));
    }
  }

  Target target_;
  Layout layout_;
  Schema schema_;
  SegmentHeader header_;
  Disclosure disclosure_;
  std::optional<SegmentPacker> packer_;
  SpooledPart part_;
  std::string line_;
  std::uint64_t segment_records_ = 0;
  std::uint64_t records_ = 0;
};

// Gives each record a salt, without which one that is withheld could be guessed (promise P20).
class SaltingWriter final : public SectionWriter {
 public:
  // `layout` is that of `inner`, which has a field `_salt`; the rows that come have none.
  SaltingWriter(std::unique_ptr<SectionWriter> inner, const Layout& layout, Random& random)
      : inner_(std::move(inner)), cells_(layout.size()), at_(*layout.index_of(kSaltMember)), random_(random) {}

  Result<void> write(Row row) override {
    std::array<std::byte, 16> salt{};
    random_.fill(salt);
    salt_ = base64url_encode(salt);
    const auto place = static_cast<std::ptrdiff_t>(at_);
    std::copy(row.begin(), row.begin() + place, cells_.begin());
    cells_[at_] = Cell::text(salt_);
    std::copy(row.begin() + place, row.end(), cells_.begin() + place + 1);
    return inner_->write(cells_);
  }
  Result<void> finish() override { return inner_->finish(); }
  [[nodiscard]] std::uint64_t records() const override { return inner_->records(); }

 private:
  std::unique_ptr<SectionWriter> inner_;
  std::vector<Cell> cells_;
  std::size_t at_;
  Random& random_;
  std::string salt_;
};

Result<Layout> with_salt(const Layout& layout) {
  std::vector<std::string> names = {std::string(kSaltMember)};
  for (const Field& field : layout.fields()) {
    names.push_back(field.name);
  }
  return Layout::compile(std::move(names));
}

// Writes the package and finishes `out`: as it is, or encrypted on its way there.
Result<void> publish(SpooledPackage& package, const BundleOptions& options, ByteSink& out, Random& random) {
  if (options.encryption == nullptr) {
    HOLDALL_TRY(write_form(package, options.form, out));
    return out.finish();
  }
  HOLDALL_ASSIGN(const std::unique_ptr<ByteSink> encrypted, encrypt_age(*options.encryption, out, random));
  HOLDALL_TRY(write_form(package, options.form, *encrypted));
  HOLDALL_TRY(encrypted->finish());
  return out.finish();
}

}  // namespace

struct BundleWriter::State {
  State(std::unique_ptr<AtomicFile> file, std::unique_ptr<SpooledPackage> content, const BundleOptions& how,
        Random& randomness)
      : out(std::move(file)), package(std::move(content)), options(how), random(randomness) {}

  std::unique_ptr<AtomicFile> out;
  std::unique_ptr<SpooledPackage> package;
  BundleOptions options;
  Random& random;
  std::set<std::string, std::less<>> referenced;

  [[nodiscard]] Result<void> check_referenced() const;
};

Result<void> BundleWriter::State::check_referenced() const {
  const auto& files = package->index().files;
  const auto stray =
      std::find_if(files.begin(), files.end(), [&](const std::string& file) { return !referenced.contains(file); });
  return stray == files.end() ? Result<void>()
                              : Error{ErrorCode::kSelfCheck, "no record refers to the attachment " + *stray, {}};
}

BundleWriter::BundleWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
BundleWriter::BundleWriter(BundleWriter&&) noexcept = default;
BundleWriter& BundleWriter::operator=(BundleWriter&&) noexcept = default;
BundleWriter::~BundleWriter() = default;

Result<BundleWriter> BundleWriter::create(const std::string& path, const BundleOptions& options, Random& random) {
  HOLDALL_ASSIGN(std::unique_ptr<AtomicFile> out, AtomicFile::create(path));
  HOLDALL_ASSIGN(std::unique_ptr<SpooledPackage> package, SpooledPackage::create(path, options.compression));
  return BundleWriter(std::make_unique<State>(std::move(out), std::move(package), options, random));
}

Result<std::unique_ptr<SectionWriter>> BundleWriter::section(std::string_view name, const Layout& layout,
                                                             std::string_view schema_text, Disclosure disclosure) {
  const std::string* registered = registered_schema(name);
  HOLDALL_CHECK((registered != nullptr) == schema_text.empty());
  HOLDALL_CHECK(registered != nullptr || is_extension_name(name));
  const auto [schema_of, is_new] = state_->package->mutable_index().schemas.try_emplace(
      std::string(name), registered != nullptr ? *registered : schema_text);
  HOLDALL_CHECK(is_new);
  HOLDALL_ASSIGN(Schema schema, Schema::compile(schema_of->second));
  const SegmentHeader header{
      {std::string(name), {}}, std::string(schema.id()), sha256_hex(schema_of->second), "", true};
  Layout written = layout;
  if (disclosure == Disclosure::kRecords) {
    HOLDALL_ASSIGN(written, with_salt(layout));
  }
  auto writer = std::make_unique<SegmentedWriter>(
      Target{*state_->package, state_->random, state_->options.segment_bytes, state_->referenced}, written,
      std::move(schema), header, disclosure);
  HOLDALL_TRY(writer->begin_segment());
  if (disclosure == Disclosure::kSections) {
    return std::unique_ptr<SectionWriter>(std::move(writer));
  }
  return std::unique_ptr<SectionWriter>(std::make_unique<SaltingWriter>(std::move(writer), written, state_->random));
}

Result<PayloadFact> BundleWriter::attach(ByteSource& content) {
  const auto packer = state_->package->new_file();
  HOLDALL_ASSIGN(SpooledPart part, pack_part(content, *packer));
  const PayloadFact fact{part.sha256, part.entry.size};
  state_->package->add_file(std::move(part));
  return fact;
}

Result<Manifest> BundleWriter::seal(Manifest manifest, const PrivateKey& key) {
  HOLDALL_TRY(state_->check_referenced());
  SpooledPackage& package = *state_->package;
  manifest.sections.clear();
  for (std::size_t i = 0; i < package.index().segments.size(); ++i) {
    manifest.sections.push_back({package.segment(i).sha256, package.segment(i).root});
  }
  std::ranges::sort(manifest.sections, {}, &SignedSegment::sha256);
  PackageIndex& index = package.mutable_index();
  index.manifest = write_manifest(manifest);
  index.signature = sign_detached_jws(key, kManifestType, index.manifest);
  index.issuer = canonical(key.public_key().jwk());
  if (auto readable = read_manifest(index.manifest); !readable.ok()) {
    return std::move(readable).error().within("nobody could read the manifest");
  }
  HOLDALL_TRY(check_index(index, Limits{}));
  HOLDALL_TRY(publish(package, state_->options, *state_->out, state_->random));
  return manifest;
}

}  // namespace holdall
