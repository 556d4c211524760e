// E-mail addresses in running text.
#pragma once

#include <cstddef>
#include <string_view>

namespace holdall {

// Where an address stands, or, with begin == end, that none begins before `end`.
struct EmailSearch {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// Reads on from `at` while characters could be the first part of an address. An address is that part, `@`, and labels
// of a domain of which the last begins with a letter; letters of all scripts count, those of scripts without blanks
// only among themselves, so that an address ends where Japanese goes on around it. Linear in the bytes it passes over.
EmailSearch find_email(std::string_view text, std::size_t at);

}  // namespace holdall
