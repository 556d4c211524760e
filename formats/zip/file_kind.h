// What a file that is no ZIP seems to be, for a message that helps: told by its first bytes, and nothing depends on it.
#pragma once

#include <string_view>

namespace holdall {

inline constexpr std::size_t kFileKindBytes = 512;

// A noun phrase ("a gzip file"). `head` is the first kFileKindBytes of the file, or all of it.
std::string_view file_kind(std::string_view head);

}  // namespace holdall
