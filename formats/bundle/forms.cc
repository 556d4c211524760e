#include "holdall/formats/bundle/forms.h"

#include <algorithm>
#include <numeric>

#include "holdall/core/base/io.h"
#include "holdall/core/base/text.h"
#include "holdall/formats/bagit/bag_form.h"
#include "holdall/formats/bundle/attachments.h"
#include "holdall/formats/bundle/digest_source.h"
#include "holdall/formats/bundle/segment.h"
#include "holdall/formats/json/json_form.h"
#include "holdall/formats/xml/xml_form.h"

namespace holdall {
namespace {

// All or a part of a checked bundle, under the same signature. What is read is hashed again: a file that changes after
// it was checked ends in an error, not in the output.
class Subset final : public Package {
 public:
  Subset(const CheckedBundle& bundle, std::vector<std::size_t> segments, std::vector<std::size_t> files)
      : bundle_(bundle), segments_(std::move(segments)), files_(std::move(files)) {
    const PackageIndex& whole = bundle.package().index();
    index_.manifest = whole.manifest;
    index_.signature = whole.signature;
    index_.issuer = whole.issuer;
    for (const std::size_t i : segments_) {
      const SegmentName& name = whole.segments[i];
      index_.segments.push_back(name);
      index_.schemas.emplace(name.section, whole.schemas.find(name.section)->second);
    }
    for (const std::size_t i : files_) {
      index_.files.push_back(whole.files[i]);
    }
  }
  [[nodiscard]] const PackageIndex& index() const override { return index_; }
  [[nodiscard]] Result<std::unique_ptr<ByteSource>> read_segment(std::size_t i) const override {
    HOLDALL_ASSIGN(std::unique_ptr<ByteSource> source, bundle_.package().read_segment(segments_[i]));
    return std::unique_ptr<ByteSource>(
        std::make_unique<DigestSource>(std::move(source), bundle_.segments()[segments_[i]].sha256));
  }
  [[nodiscard]] Result<std::unique_ptr<ByteSource>> read_file(std::size_t i) const override {
    return bundle_.read(bundle_.attachments()[files_[i]]);
  }

 private:
  const CheckedBundle& bundle_;
  std::vector<std::size_t> segments_;
  std::vector<std::size_t> files_;
  PackageIndex index_;
};

Result<void> write_text_form(const Package& package, Form form, ByteSink& out) {
  return form == Form::kJson ? write_json_form(package, out) : write_xml_form(package, out);
}

Result<void> write_package(const Package& package, const FormOptions& options) {
  HOLDALL_ASSIGN(const std::unique_ptr<AtomicFile> out, AtomicFile::create(options.output));
  if (options.form == Form::kZip) {
    HOLDALL_ASSIGN(const std::unique_ptr<SpooledPackage> spooled,
                   spool_package(package, options.output, options.compression));
    HOLDALL_TRY(write_zip_form(*spooled, *out));
  } else {
    HOLDALL_TRY(write_text_form(package, options.form, *out));
  }
  return out->finish();
}

std::vector<std::size_t> all_of(std::size_t count) {
  std::vector<std::size_t> places(count);
  std::iota(places.begin(), places.end(), std::size_t{0});
  return places;
}

// Digests of the attachments that a segment's records refer to.
Result<void> add_referenced(const CheckedBundle& bundle, std::size_t i, std::set<std::string>& digests) {
  HOLDALL_ASSIGN(std::unique_ptr<ByteSource> source, bundle.package().read_segment(i));
  HOLDALL_ASSIGN(SegmentLines lines, SegmentLines::begin(std::move(source), bundle.segments()[i].sha256, Limits{}));
  while (true) {
    HOLDALL_ASSIGN(const std::optional<std::string_view> line, lines.next());
    if (!line) {
      return {};
    }
    HOLDALL_TRY(for_each_attachment(*line, [&](const AttachmentReference& reference) -> Result<void> {
      digests.insert(reference.sha256);
      return {};
    }));
  }
}

}  // namespace

Result<void> write_form(SpooledPackage& package, Form form, ByteSink& out) {
  return form == Form::kZip ? write_zip_form(package, out) : write_text_form(package, form, out);
}

Result<void> convert_bundle(const CheckedBundle& bundle, const FormOptions& options) {
  return write_package(Subset(bundle, all_of(bundle.segments().size()), all_of(bundle.attachments().size())), options);
}

Result<void> disclose_sections(const CheckedBundle& bundle, const std::set<std::string>& sections,
                               const FormOptions& options) {
  const PackageIndex& index = bundle.package().index();
  for (const std::string& section : sections) {
    if (!index.schemas.contains(section)) {
      return Error{ErrorCode::kNotFound, "the bundle has no section `" + printable(section) + "`", "holdall inspect"};
    }
  }
  if (sections.empty()) {
    return Error{ErrorCode::kUsage, "nothing would be disclosed", {}};
  }
  std::vector<std::size_t> segments;
  std::set<std::string> digests;
  for (std::size_t i = 0; i < index.segments.size(); ++i) {
    if (sections.contains(index.segments[i].section)) {
      segments.push_back(i);
      HOLDALL_TRY(add_referenced(bundle, i, digests));
    }
  }
  std::vector<std::size_t> files;
  for (std::size_t i = 0; i < index.files.size(); ++i) {
    if (digests.contains(index.files[i])) {
      files.push_back(i);
    }
  }
  return write_package(Subset(bundle, std::move(segments), std::move(files)), options);
}

}  // namespace holdall
