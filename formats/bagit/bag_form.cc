#include "holdall/formats/bagit/bag_form.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>

#include "holdall/core/base/text.h"
#include "holdall/core/crypto/digest.h"
#include "holdall/formats/bagit/bag_layout.h"
#include "holdall/formats/bagit/paths.h"

namespace holdall {
namespace {

class BagForm final : public OpenedForm {
 public:
  BagForm(std::unique_ptr<Container> container, std::string prefix)
      : container_(std::move(container)), prefix_(std::move(prefix)) {}

  Result<void> find_parts(BagShape shape, const Limits& limits) {
    HOLDALL_TRY(find_places(limits));
    HOLDALL_TRY(check_places(shape));
    HOLDALL_ASSIGN(index_.manifest, read_small(paths::kManifest, limits.manifest_bytes));
    HOLDALL_ASSIGN(index_.signature, read_small(paths::kSignature, limits.signature_bytes));
    if (index_.presentation) {
      HOLDALL_ASSIGN(index_.presentation, read_small(paths::kPresentation, limits.signature_bytes));
    }
    if (index_.issuer) {
      HOLDALL_ASSIGN(index_.issuer, read_small(paths::kIssuer, limits.signature_bytes));
    }
    std::size_t room = limits.line_bytes;
    for (auto& schema : index_.schemas) {
      HOLDALL_ASSIGN(schema.second, read_small(paths::schema(schema.first), std::min(limits.schema_bytes, room)));
      room -= schema.second.size();
    }
    if (shape == BagShape::kZip && prefix_ != paths::base(sha256_hex(index_.manifest)) + "/") {
      return Error{ErrorCode::kEntryName, "the bag's folder is not named after its manifest", {}};
    }
    return check_index(index_, limits);
  }

  [[nodiscard]] Form form() const override { return Form::kZip; }
  [[nodiscard]] const PackageIndex& index() const override { return index_; }
  [[nodiscard]] Result<std::unique_ptr<ByteSource>> read_segment(std::size_t i) const override {
    return read(paths::segment(index_.segments[i]));
  }
  [[nodiscard]] Result<std::unique_ptr<ByteSource>> read_file(std::size_t i) const override {
    return read(paths::file(index_.files[i]));
  }

  [[nodiscard]] std::vector<NamedPart> parts() const override {
    std::vector<NamedPart> parts;
    for (const Entry& entry : container_->entries()) {
      parts.push_back({entry.name, entry.size});
    }
    return parts;
  }

  // Tag files are made again from what was authenticated, in order, and compared.
  [[nodiscard]] Result<void> check_form(const PayloadFacts& facts) const override {
    HOLDALL_ASSIGN(const std::vector<BagEntry> entries, bag_entries(index_, facts));
    for (const BagEntry& entry : entries) {
      if (entry.kind != BagEntry::Kind::kTag) {
        continue;
      }
      const auto actual = read_small(entry.path, entry.content.size());
      if (!actual.ok() && actual.error().code == ErrorCode::kIo) {
        return actual.error();
      }
      if (!actual.ok() || actual.value() != entry.content) {
        return Error{ErrorCode::kTagFile, entry.path + ": not what the signed content yields", {}};
      }
    }
    return {};
  }

 private:
  // What each entry is, by its path. The name of a segment or attachment says so; the others are tag files, whose
  // places check_places looks at.
  Result<void> find_places(const Limits& limits) {
    std::vector<SegmentName> segments;
    std::vector<std::string_view> files;
    const auto entries = container_->entries();
    for (std::size_t i = 0; i < entries.size(); ++i) {
      if (!entries[i].name.starts_with(prefix_)) {
        return Error{ErrorCode::kEntryUnexpected, "`" + printable(entries[i].name) + "` is outside the bag", {}};
      }
      const std::string_view path = std::string_view(entries[i].name).substr(prefix_.size());
      places_.emplace(path, i);
      if (path == paths::kIssuer) {
        index_.issuer.emplace();
      } else if (path == paths::kPresentation) {
        index_.presentation.emplace();
      } else if (const auto file = paths::file_of(path)) {
        files.push_back(*file);
      } else if (auto segment = paths::segment_of(path); segment && is_section_name(segment->section)) {
        index_.schemas.emplace(segment->section, "");
        segments.push_back(std::move(*segment));
      }
    }
    std::sort(segments.begin(), segments.end());
    std::sort(files.begin(), files.end());
    for (SegmentName& segment : segments) {
      HOLDALL_TRY(add_segment(index_, std::move(segment), limits));
    }
    for (const std::string_view file : files) {
      HOLDALL_TRY(add_file(index_, file, limits));
    }
    return {};
  }

  // Every entry must stand where what is here puts it; nothing else has a place.
  [[nodiscard]] Result<void> check_places(BagShape shape) const {
    const auto entries = container_->entries();
    const std::vector<BagEntry> expected = bag_paths(index_);
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const auto place = places_.find(expected[i].path);
      if (place == places_.end()) {
        return Error{ErrorCode::kEntryMissing, "`" + expected[i].path + "` is missing", {}};
      }
      if (shape == BagShape::kZip && place->second != i) {
        return no_place(entries[i]);
      }
    }
    return entries.size() > expected.size() ? find_stray(expected) : Result<void>();
  }

  // Requires: more entries than are expected.
  [[nodiscard]] Result<void> find_stray(std::span<const BagEntry> expected) const {
    std::set<std::string_view> paths;
    for (const BagEntry& entry : expected) {
      paths.insert(entry.path);
    }
    const auto entries = container_->entries();
    const auto stray = std::ranges::find_if(entries, [&](const Entry& entry) {
      return !paths.contains(std::string_view(entry.name).substr(prefix_.size()));
    });
    HOLDALL_CHECK(stray != entries.end());
    return no_place(*stray);
  }

  static Error no_place(const Entry& entry) {
    return {ErrorCode::kEntryUnexpected, "`" + printable(entry.name) + "` has no place here", {}};
  }

  // Requires: check_places.
  [[nodiscard]] Result<std::unique_ptr<ByteSource>> read(std::string_view path) const {
    return container_->read(places_.find(path)->second);
  }
  [[nodiscard]] Result<std::string> read_small(std::string_view path, std::size_t limit) const {
    HOLDALL_ASSIGN(const std::unique_ptr<ByteSource> source, read(path));
    auto text = read_all(*source, limit);
    return text.ok() ? std::move(text) : std::move(text).error().within(path);
  }

  std::unique_ptr<Container> container_;
  std::string prefix_;                              // the bag's folder with its slash, or empty
  std::map<std::string_view, std::size_t> places_;  // views of the container's names
  PackageIndex index_;
};

// The folder of the first entry, which must be the bag declaration.
Result<std::string> find_prefix(std::span<const Entry> entries) {
  if (entries.empty() || !entries[0].name.ends_with("/" + std::string(paths::kDeclaration))) {
    return Error{ErrorCode::kNotABundle, "a ZIP archive, but its first entry is no bag declaration", {}};
  }
  return entries[0].name.substr(0, entries[0].name.size() - paths::kDeclaration.size());
}

bool is_bag(std::span<const Entry> entries) {
  return std::any_of(entries.begin(), entries.end(),
                     [](const Entry& entry) { return entry.name == paths::kDeclaration; });
}

}  // namespace

Result<std::unique_ptr<OpenedForm>> open_bag(std::unique_ptr<Container> container, BagShape shape,
                                             const Limits& limits) {
  std::string prefix;
  if (shape == BagShape::kZip) {
    HOLDALL_ASSIGN(prefix, find_prefix(container->entries()));
  } else if (!is_bag(container->entries())) {
    return Error{ErrorCode::kNotABundle, "a folder, but no bag: it has no bag declaration", {}};
  }
  auto form = std::make_unique<BagForm>(std::move(container), std::move(prefix));
  HOLDALL_TRY(form->find_parts(shape, limits));
  return std::unique_ptr<OpenedForm>(std::move(form));
}

Result<void> write_zip_form(SpooledPackage& package, ByteSink& out) {
  HOLDALL_ASSIGN(const std::vector<BagEntry> entries, bag_entries(package.index(), package.facts()));
  const std::string prefix = paths::base(sha256_hex(package.index().manifest)) + "/";
  ZipWriter zip(out);
  for (const BagEntry& entry : entries) {
    switch (entry.kind) {
      case BagEntry::Kind::kSegment:
        HOLDALL_TRY(zip.add(prefix + entry.path, package.segment(entry.part).entry, package.segment_spool()));
        break;
      case BagEntry::Kind::kFile:
        HOLDALL_TRY(zip.add(prefix + entry.path, package.file(entry.part).entry, package.file_spool()));
        break;
      case BagEntry::Kind::kTag:
        const auto packer = package.new_segment();
        HOLDALL_TRY(packer->write(entry.content));
        HOLDALL_TRY(packer->finish());
        HOLDALL_TRY(zip.add(prefix + entry.path, packer->entry(), package.segment_spool()));
        break;
    }
  }
  return zip.finish();
}

}  // namespace holdall
