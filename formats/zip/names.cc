// Entry names: see container.h and names.h. Both directions pass here: the writer checks what it is given, the reader
// what a directory holds.
#include "holdall/formats/zip/names.h"

#include <algorithm>
#include <array>
#include <vector>

#include "holdall/core/base/text.h"

namespace holdall {
namespace {

constexpr std::size_t kMaxSegmentBytes = 255;
constexpr std::size_t kMaxSegments = 16;

// Stands for the slash in a folded name: below every character of a name, so that what lies in a folder sorts directly
// behind a file of the folder's name.
constexpr char kFoldedSlash = '\x01';

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_alphanumeric(char c) {
  return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
constexpr bool is_name_character(char c) {
  return is_alphanumeric(c) || c == '.' || c == '_' || c == '-';
}
constexpr char folded(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_folder(const Entry& entry) {
  return entry.name.ends_with('/');
}

std::string folded_name(std::string_view name) {
  std::string key(name.substr(0, name.size() - (name.ends_with('/') ? 1 : 0)));
  std::transform(key.begin(), key.end(), key.begin(), [](char c) { return c == '/' ? kFoldedSlash : folded(c); });
  return key;
}

std::string_view strict_segment_problem(std::string_view segment) {
  if (segment.empty()) {
    return "has an empty segment";
  }
  if (segment.size() > kMaxSegmentBytes) {
    return "has a segment of more than 255 bytes";
  }
  if (!std::all_of(segment.begin(), segment.end(), is_name_character)) {
    return "has a character outside A-Z a-z 0-9 . _ - /";
  }
  if (!is_alphanumeric(segment.front())) {
    return "has a segment that begins with neither letter nor digit";
  }
  if (segment.back() == '.') {
    return "has a segment that ends in a dot";
  }
  return is_device_name(segment) ? "has a segment that is a Windows device" : "";
}

struct Folded {
  std::string key;
  const Entry* entry;
};

std::vector<Folded> sorted_by_folded_name(std::span<const Entry> entries) {
  std::vector<Folded> names;
  names.reserve(entries.size());
  for (const Entry& entry : entries) {
    names.push_back(Folded{folded_name(entry.name), &entry});
  }
  std::sort(names.begin(), names.end(), [](const Folded& a, const Folded& b) { return a.key < b.key; });
  return names;
}

bool is_inside(std::string_view key, std::string_view folder_key) {
  return key.size() > folder_key.size() && key.starts_with(folder_key) && key[folder_key.size()] == kFoldedSlash;
}

}  // namespace

std::string_view entry_name_problem(std::string_view name, SegmentProblem segment_problem) {
  if (name.size() > kMaxNameBytes) {
    return "has more than 1024 bytes";
  }
  for (std::size_t segments = 1; segments <= kMaxSegments; ++segments) {
    const std::size_t slash = name.find('/');
    if (const std::string_view problem = segment_problem(name.substr(0, slash)); !problem.empty()) {
      return problem;
    }
    if (slash == std::string_view::npos) {
      return {};
    }
    name.remove_prefix(slash + 1);
  }
  return "has more than 16 segments";
}

std::string_view entry_name_problem(std::string_view name) {
  return entry_name_problem(name, strict_segment_problem);
}

bool is_entry_name(std::string_view name) {
  return entry_name_problem(name).empty();
}

Result<void> check_names_distinct(std::span<const Entry> entries) {
  const std::vector<Folded> names = sorted_by_folded_name(entries);
  for (std::size_t i = 1; i < names.size(); ++i) {
    const Folded& before = names[i - 1];
    const Folded& after = names[i];
    if (after.key == before.key) {
      return Error{ErrorCode::kEntryName,
                   "entries " + before.entry->name + " and " + after.entry->name + " have the same name",
                   {}};
    }
    if (!is_folder(*before.entry) && is_inside(after.key, before.key)) {
      return Error{
          ErrorCode::kEntryName, "entry " + before.entry->name + " is also a folder, of " + after.entry->name, {}};
    }
  }
  return {};
}

}  // namespace holdall
