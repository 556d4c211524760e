#include "holdall/formats/package/package.h"

#include <algorithm>
#include <set>

#include "holdall/core/base/text.h"
#include "holdall/schemas/record_types.h"

namespace holdall {
namespace {

Result<void> check_schemas(const PackageIndex& index, const Limits& limits) {
  std::set<std::string_view> sections;
  for (const SegmentName& segment : index.segments) {
    sections.insert(segment.section);
    if (!index.schemas.contains(segment.section)) {
      return Error{ErrorCode::kEntryMissing, "the schema of `" + segment.section + "` is missing", {}};
    }
  }
  if (index.schemas.size() != sections.size()) {
    return Error{ErrorCode::kEntryUnexpected, "a schema of a section that is not here", {}};
  }
  std::size_t bytes = 0;
  for (const auto& schema : index.schemas) {
    bytes += schema.second.size();
    if (schema.second.size() > limits.schema_bytes || bytes > limits.line_bytes) {
      return Error{ErrorCode::kLimit,
                   "schemas longer than " + std::to_string(limits.schema_bytes) + " bytes each or " +
                       std::to_string(limits.line_bytes) + " together",
                   {}};
    }
  }
  return {};
}

Result<void> check_room(const PackageIndex& index, const Limits& limits) {
  if (index.segments.size() + index.files.size() >= limits.entries) {
    return Error{ErrorCode::kLimit, "more than " + std::to_string(limits.entries) + " segments and files", {}};
  }
  return {};
}

}  // namespace

bool is_section_name(std::string_view section) {
  return find_record_type(section) != nullptr || is_extension_name(section);
}

Result<void> add_segment(PackageIndex& index, SegmentName next, const Limits& limits) {
  HOLDALL_TRY(check_room(index, limits));
  if (!is_section_name(next.section)) {
    return Error{ErrorCode::kEntryUnexpected, "a section of a name that is neither registered nor reverse-DNS", {}};
  }
  if (!index.segments.empty()) {
    const SegmentName& last = index.segments.back();
    if (last >= next || (last.section == next.section && last.number == next.number)) {
      return Error{ErrorCode::kSegment, "segments out of order or twice", {}};
    }
    if (last.section == next.section && !last.number) {
      return Error{ErrorCode::kSegment, "`" + next.section + "` is numbered here and not there", {}};
    }
  }
  index.segments.push_back(std::move(next));
  return {};
}

Result<void> add_file(PackageIndex& index, std::string_view sha256, const Limits& limits) {
  HOLDALL_TRY(check_room(index, limits));
  if (!is_hex_sha256(sha256) || (!index.files.empty() && index.files.back() >= sha256)) {
    return Error{ErrorCode::kEntryUnexpected, "attachments out of order, twice or without a digest", {}};
  }
  index.files.emplace_back(sha256);
  return {};
}

Result<void> check_index(const PackageIndex& index, const Limits& limits) {
  if (index.manifest.size() > limits.manifest_bytes || index.signature.size() > limits.signature_bytes ||
      index.issuer.value_or("").size() > limits.signature_bytes ||
      index.presentation.value_or("").size() > limits.signature_bytes) {
    return Error{ErrorCode::kLimit,
                 "a manifest of more than " + std::to_string(limits.manifest_bytes) +
                     " bytes, or a signature, presentation or key of " + std::to_string(limits.signature_bytes),
                 {}};
  }
  HOLDALL_TRY(check_schemas(index, limits));
  if (index.schemas.size() > limits.sections) {
    return Error{ErrorCode::kLimit, "more than " + std::to_string(limits.sections) + " sections", {}};
  }
  return check_room(index, limits);
}

}  // namespace holdall
