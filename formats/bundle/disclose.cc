// disclose() of forms.h: sections as they are, and single records with what leads from each to its signed root.
#include <algorithm>

#include "holdall/core/base/text.h"
#include "holdall/core/crypto/digest.h"
#include "holdall/core/crypto/line_tree.h"
#include "holdall/formats/bundle/attachments.h"
#include "holdall/formats/bundle/forms.h"
#include "holdall/formats/bundle/segment.h"
#include "holdall/formats/bundle/subset.h"
#include "holdall/formats/package/partial.h"
#include "holdall/formats/package/segment_header.h"

namespace holdall {
namespace {

using Digests = std::set<std::string>;

// Digests of the attachments that a record refers to.
Result<void> add_referenced(std::string_view record, Digests& digests) {
  return for_each_attachment(record, [&](const AttachmentReference& reference) -> Result<void> {
    digests.insert(reference.sha256);
    return {};
  });
}

// Those of all records of a segment.
Result<void> add_all_referenced(const CheckedBundle& bundle, std::size_t i, Digests& digests) {
  HOLDALL_ASSIGN(SegmentLines lines, SegmentLines::begin(bundle.package(), i, bundle.segments()[i], Limits{}));
  while (true) {
    HOLDALL_ASSIGN(const std::optional<std::string_view> line, lines.next());
    if (!line) {
      return {};
    }
    HOLDALL_TRY(add_referenced(*line, digests));
  }
}

std::vector<std::size_t> files_of(const PackageIndex& index, const Digests& digests) {
  std::vector<std::size_t> files;
  for (std::size_t i = 0; i < index.files.size(); ++i) {
    if (digests.contains(index.files[i])) {
      files.push_back(i);
    }
  }
  return files;
}

// Takes the chosen records of one segment after another.
class RecordPicker {
 public:
  RecordPicker(const CheckedBundle& bundle, const Choice& choice) : bundle_(bundle), wanted_(choice.records) {}

  // Nothing where the segment has none of them. Errors: kUsage, kLimit, those of reading.
  Result<std::optional<Partial>> pick(std::size_t i) {
    const SegmentInfo& segment = bundle_.segments()[i];
    if (segment.root.empty()) {
      return Error{ErrorCode::kUsage, "`" + segment.section + "` was not issued for records to be disclosed one by one",
                   "disclose the section"};
    }
    HOLDALL_ASSIGN(const std::vector<std::uint64_t> places, find(segment));
    if (places.size() == 1) {  // the header alone
      return std::optional<Partial>();
    }
    HOLDALL_ASSIGN(Partial partial, segment.partial ? narrow(i, places) : cut(i, places));
    HOLDALL_TRY(read_partial(write_partial(partial)));  // nobody would take one whose salts are not its own
    return std::optional(std::move(partial));
  }

  // Errors: kNotFound for a record that no segment had.
  [[nodiscard]] Result<void> check_all_found() const {
    for (const auto& [section, ids] : wanted_) {
      const auto found = found_.find(section);
      if (found == found_.end() || found->second.size() != ids.size()) {
        return Error{ErrorCode::kNotFound, "`" + printable(section) + "` lacks a record that is to be disclosed", {}};
      }
    }
    return {};
  }

 private:
  // The places of the header, and of the wanted records, among the lines that are here: no more than were asked for.
  Result<std::vector<std::uint64_t>> find(const SegmentInfo& segment) {
    const std::set<std::string>& ids = wanted_.find(segment.section)->second;
    HOLDALL_ASSIGN(const Layout layout, Layout::compile({"id"}));
    HOLDALL_ASSIGN(const std::unique_ptr<RowReader> rows, bundle_.read(segment, layout));
    std::vector<std::uint64_t> places = {0};
    Row row;
    for (std::uint64_t place = 1;; ++place) {
      HOLDALL_ASSIGN(const Read read, rows->next(row));
      if (read == Read::kEnd) {
        return places;
      }
      if (const std::string id = cell_text(row[0]); ids.contains(id)) {
        if (!found_[segment.section].insert(id).second) {
          return Error{ErrorCode::kUsage, "`" + printable(segment.section) + "` has two records of one id",
                       "disclose the section"};
        }
        places.push_back(place);
      }
    }
  }

  // From a whole segment.
  [[nodiscard]] Result<Partial> cut(std::size_t i, const std::vector<std::uint64_t>& places) const {
    const SegmentInfo& segment = bundle_.segments()[i];
    HOLDALL_ASSIGN(SegmentLines lines, SegmentLines::begin(bundle_.package(), i, segment, Limits{}));
    HOLDALL_ASSIGN(const SegmentHeader header, read_segment_header(lines.header()));
    Partial partial{segment.root, header.salt, 0, {{0, {}, lines.header()}}};
    LineTree tree(places);
    tree.add(lines.header());
    while (true) {
      HOLDALL_ASSIGN(const std::optional<std::string_view> line, lines.next());
      if (!line) {
        break;
      }
      if (std::ranges::binary_search(places, tree.size())) {
        partial.leaves.push_back({tree.size(), {}, std::string(*line)});
      }
      tree.add(*line);
    }
    partial.n = tree.size();
    tree.finish();
    for (std::size_t k = 0; k < places.size(); ++k) {
      partial.leaves[k].path = tree.paths()[k];
    }
    return partial;
  }

  // From one that is partial already.
  [[nodiscard]] Result<Partial> narrow(std::size_t i, const std::vector<std::uint64_t>& places) const {
    HOLDALL_ASSIGN(const std::unique_ptr<ByteSource> source, bundle_.package().read_segment(i));
    HOLDALL_ASSIGN(const std::string text, read_all(*source, Limits{}.line_bytes));
    if (sha256_hex(text) != bundle_.segments()[i].sha256) {
      return Error{ErrorCode::kDigest, "changed while it was read", {}};
    }
    HOLDALL_ASSIGN(const Partial whole, read_partial(text));
    Partial partial{whole.root, whole.salt, whole.n, {}};
    for (const std::uint64_t place : places) {
      partial.leaves.push_back(whole.leaves[static_cast<std::size_t>(place)]);
    }
    return partial;
  }

  const CheckedBundle& bundle_;
  const std::map<std::string, std::set<std::string>>& wanted_;
  std::map<std::string, std::set<std::string>> found_;
};

// As it is written; and the digests of what its records refer to.
Result<std::string> write_bounded(const Partial& partial, Digests& digests) {
  for (const PartialLeaf& leaf : partial.leaves) {
    HOLDALL_TRY(add_referenced(leaf.line, digests));
  }
  std::string text = write_partial(partial);
  if (text.size() > Limits{}.line_bytes) {
    return Error{ErrorCode::kLimit, "single records of more than " + std::to_string(Limits{}.line_bytes) + " bytes",
                 "disclose the section"};
  }
  return text;
}

Result<void> check_choice(const CheckedBundle& bundle, const Choice& choice) {
  const auto& here = bundle.package().index().schemas;
  const auto check = [&](const std::string& section) {
    return here.contains(section) ? Result<void>()
                                  : Error{ErrorCode::kNotFound,
                                          "the bundle has no section `" + printable(section) + "`", "holdall inspect"};
  };
  for (const std::string& section : choice.sections) {
    HOLDALL_TRY(check(section));
  }
  for (const auto& [section, ids] : choice.records) {
    HOLDALL_TRY(check(section));
    if (choice.sections.contains(section)) {
      return Error{ErrorCode::kUsage, "single records of a section that is disclosed whole", {}};
    }
  }
  return choice.sections.empty() && choice.records.empty() ? Error{ErrorCode::kUsage, "nothing would be disclosed", {}}
                                                           : Result<void>();
}

}  // namespace

Result<void> disclose(const CheckedBundle& bundle, const Choice& choice, const FormOptions& options) {
  HOLDALL_TRY(check_choice(bundle, choice));
  const PackageIndex& index = bundle.package().index();
  RecordPicker picker(bundle, choice);
  std::vector<Taken> taken;
  Digests digests;
  for (std::size_t i = 0; i < index.segments.size(); ++i) {
    if (choice.sections.contains(index.segments[i].section)) {
      taken.push_back({i});
      HOLDALL_TRY(add_all_referenced(bundle, i, digests));
    } else if (choice.records.contains(index.segments[i].section)) {
      HOLDALL_ASSIGN(const std::optional<Partial> partial, picker.pick(i));
      if (partial) {
        HOLDALL_ASSIGN(std::string text, write_bounded(*partial, digests));
        taken.push_back({i, std::move(text)});
      }
    }
  }
  HOLDALL_TRY(picker.check_all_found());
  return write_package(Subset(bundle, std::move(taken), files_of(index, digests)), options);
}

}  // namespace holdall
