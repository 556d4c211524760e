#include "holdall/formats/bundle/subset.h"

#include <numeric>
#include <utility>

#include "holdall/core/base/io.h"
#include "holdall/formats/bagit/bag_form.h"
#include "holdall/formats/bundle/digest_source.h"
#include "holdall/formats/json/json_form.h"
#include "holdall/formats/xml/xml_form.h"

namespace holdall {
namespace {

Result<void> write_text_form(const Package& package, Form form, ByteSink& out) {
  return form == Form::kJson ? write_json_form(package, out) : write_xml_form(package, out);
}

}  // namespace

Subset::Subset(const CheckedBundle& bundle, std::vector<Taken> segments, std::vector<std::size_t> files,
               std::optional<std::string> presentation)
    : bundle_(bundle), segments_(std::move(segments)), files_(std::move(files)) {
  const PackageIndex& whole = bundle.package().index();
  index_.manifest = whole.manifest;
  index_.signature = whole.signature;
  index_.presentation = std::move(presentation);
  index_.issuer = whole.issuer;
  for (const Taken& taken : segments_) {
    SegmentName name = whole.segments[taken.segment];
    name.partial = name.partial || taken.partial.has_value();
    index_.schemas.emplace(name.section, whole.schemas.find(name.section)->second);
    index_.segments.push_back(std::move(name));
  }
  for (const std::size_t i : files_) {
    index_.files.push_back(whole.files[i]);
  }
}

Subset Subset::whole(const CheckedBundle& bundle, std::optional<std::string> presentation) {
  std::vector<Taken> segments;
  for (std::size_t i = 0; i < bundle.segments().size(); ++i) {
    segments.push_back({i});
  }
  std::vector<std::size_t> files(bundle.attachments().size());
  std::iota(files.begin(), files.end(), std::size_t{0});
  return {bundle, std::move(segments), std::move(files), std::move(presentation)};
}

Result<std::unique_ptr<ByteSource>> Subset::read_segment(std::size_t i) const {
  const Taken& taken = segments_[i];
  if (taken.partial) {
    return std::unique_ptr<ByteSource>(std::make_unique<BytesSource>(std::string_view(*taken.partial)));
  }
  HOLDALL_ASSIGN(std::unique_ptr<ByteSource> source, bundle_.package().read_segment(taken.segment));
  return std::unique_ptr<ByteSource>(
      std::make_unique<DigestSource>(std::move(source), bundle_.segments()[taken.segment].sha256));
}

Result<std::unique_ptr<ByteSource>> Subset::read_file(std::size_t i) const {
  return bundle_.read(bundle_.attachments()[files_[i]]);
}

Result<void> write_form(SpooledPackage& package, Form form, ByteSink& out) {
  return form == Form::kZip ? write_zip_form(package, out) : write_text_form(package, form, out);
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

}  // namespace holdall
