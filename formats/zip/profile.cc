#include "holdall/formats/zip/profile.h"

#include <algorithm>
#include <array>
#include <string>

#include "holdall/core/base/text.h"
#include "holdall/formats/zip/names.h"

namespace holdall {
namespace {

constexpr unsigned kMaxVersion = 45;
constexpr unsigned kMaxMadeBy = 63;           // the version of the specification that a program followed
constexpr unsigned kFreeFlags = 0x0806;       // bits 1 and 2: how hard deflate tried; 11: the name is UTF-8
constexpr unsigned kTextFile = 1;             // internal attributes
constexpr unsigned kDosFolder = 0x10;         // external attributes, low byte
constexpr unsigned kDosAttributes = 0x37;     // read-only, hidden, system, folder, archive: no volume label, no device
constexpr std::uint32_t kFileType = 0170000;  // of a Unix mode
constexpr std::uint32_t kRegularType = 0100000;
constexpr std::uint32_t kFolderType = 0040000;
constexpr std::uint32_t kSpecialBits = 07000;  // setuid, setgid, sticky

Error unfit(const char* what) {
  return {ErrorCode::kContainer, what, {}};
}

bool is_folder(std::string_view name) {
  return name.ends_with('/');
}

// A character that some system reads as more than itself.
bool is_special(char c) {
  constexpr std::string_view kSpecial = "\\:*?\"<>|";
  return c < 0x20 || c > 0x7E || kSpecial.find(c) != std::string_view::npos;
}

std::string_view segment_problem(std::string_view segment) {
  constexpr std::size_t kMaxSegmentBytes = 255;
  if (segment.empty()) {
    return "has an empty segment";
  }
  if (segment.size() > kMaxSegmentBytes) {
    return "has a segment of more than 255 bytes";
  }
  if (std::any_of(segment.begin(), segment.end(), is_special)) {
    return "has a character that is not printable ASCII, or special";
  }
  if (segment.front() == '.' || segment.front() == '-' || segment.front() == '~') {
    return "has a segment that begins with a dot, dash or tilde";
  }
  if (segment.back() == '.' || segment.back() == ' ') {
    return "has a segment that ends in a dot or blank";
  }
  return is_device_name(segment) ? "has a segment that is a Windows device" : "";
}

Result<void> check_attributes(std::string_view name, const EntryStamp& stamp) {
  const std::uint32_t mode = stamp.external_attributes >> 16U;
  const std::uint32_t type = mode & kFileType;
  const unsigned dos = stamp.external_attributes & 0xFFFFU;
  if ((type != 0 && type != (is_folder(name) ? kFolderType : kRegularType)) || (mode & kSpecialBits) != 0) {
    return unfit("a mode other than of a regular file or a folder, as its name says");
  }
  if ((dos & ~kDosAttributes) != 0 || ((dos & kDosFolder) != 0 && !is_folder(name))) {
    return unfit("attributes other than of a regular file or a folder, as its name says");
  }
  return stamp.internal_attributes <= kTextFile ? Result<void>() : unfit("internal attributes");
}

}  // namespace

std::string_view relaxed_name_problem(std::string_view name) {
  name.remove_suffix(is_folder(name) && name.size() <= kMaxNameBytes ? 1 : 0);
  return entry_name_problem(name, segment_problem);
}

Result<void> check_relaxed(std::string_view name, const EntryFacts& facts, const EntryStamp& stamp) {
  if (stamp.version_needed > kMaxVersion || (stamp.made_by & 0xFFU) > kMaxMadeBy) {
    return unfit("a version that is not known");
  }
  if ((stamp.flags & ~kFreeFlags) != 0) {
    return unfit("a flag other than 1, 2 and 11");
  }
  if (is_folder(name) && (facts.size != 0 || facts.packed_size != 0 || facts.method != kStored)) {
    return unfit("a folder with data");
  }
  return check_attributes(name, stamp);
}

Result<void> check_relaxed(const DirectoryStamp& stamp) {
  const bool known = stamp.zip64_version_needed <= kMaxVersion && (stamp.zip64_made_by & 0xFFU) <= kMaxMadeBy;
  return known ? Result<void>() : unfit("a version that is not known");
}

}  // namespace holdall
