// Where runs of an XML text end: of plain text, and of whole characters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace holdall {

enum class XmlRun : std::uint8_t { kText, kValue };

// Length of the run at the start of `text` of characters that mean themselves, in text or in the value of an attribute:
// no markup, no control character, valid UTF-8, allowed by XML.
std::size_t xml_plain_run(std::string_view text, XmlRun kind);

constexpr bool is_utf8_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80;
}

// Bytes of the character that `first` begins; 1 where none begins with it.
constexpr std::size_t utf8_bytes(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

// Bytes at the end of `text` that begin a character and do not end it: 0 to 3.
std::size_t utf8_unfinished(std::string_view text);

}  // namespace holdall
