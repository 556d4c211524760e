// Names of the entries of one container, together: is_entry_name (container.h) judges each alone.
#pragma once

#include <span>

#include "holdall/core/base/result.h"
#include "holdall/formats/zip/container.h"

namespace holdall {

inline constexpr std::size_t kMaxNameBytes = 1024;

// What keeps `name` from naming an entry ("is empty", …), for a message that does not repeat it; empty if nothing does.
std::string_view entry_name_problem(std::string_view name);
// The same under another rule for what stands between slashes.
using SegmentProblem = std::string_view (*)(std::string_view segment);
std::string_view entry_name_problem(std::string_view name, SegmentProblem segment_problem);

// No two names are equal under ASCII case folding, and none is both a file and a folder on another's path: what is two
// files here is two files on every file system. A name that ends in a slash is a folder's. Requires: is_entry_name of
// each, or relaxed_name_problem of each is empty. Errors: kEntryName.
Result<void> check_names_distinct(std::span<const Entry> entries);

}  // namespace holdall
