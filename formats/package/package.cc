#include "holdall/formats/package/package.h"

#include <algorithm>
#include <set>

#include "holdall/core/base/text.h"
#include "holdall/schemas/record_types.h"

namespace holdall {
namespace {

Result<void> check_segments(const std::vector<SegmentName>& segments) {
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const SegmentName& segment = segments[i];
    if (!is_section_name(segment.section)) {
      return Error{ErrorCode::kEntryUnexpected, "a section of a name that is neither registered nor reverse-DNS", {}};
    }
    if (i > 0 && segments[i - 1] >= segment) {
      return Error{ErrorCode::kSegment, "segments out of order or twice", {}};
    }
    if (i > 0 && segments[i - 1].section == segment.section && !segments[i - 1].number) {
      return Error{ErrorCode::kSegment, "`" + segment.section + "` is numbered here and not there", {}};
    }
  }
  return {};
}

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

}  // namespace

bool is_section_name(std::string_view section) {
  return find_record_type(section) != nullptr || is_extension_name(section);
}

Result<void> check_index(const PackageIndex& index, const Limits& limits) {
  HOLDALL_TRY(check_segments(index.segments));
  HOLDALL_TRY(check_schemas(index, limits));
  if (index.schemas.size() > limits.sections) {
    return Error{ErrorCode::kLimit, "more than " + std::to_string(limits.sections) + " sections", {}};
  }
  if (index.segments.size() + index.files.size() > limits.entries) {
    return Error{ErrorCode::kLimit, "more than " + std::to_string(limits.entries) + " segments and files", {}};
  }
  const auto unordered = std::adjacent_find(index.files.begin(), index.files.end(), std::greater_equal<>());
  if (unordered != index.files.end() || !std::all_of(index.files.begin(), index.files.end(), is_hex_sha256)) {
    return Error{ErrorCode::kEntryUnexpected, "attachments out of order, twice or without a digest", {}};
  }
  return {};
}

}  // namespace holdall
