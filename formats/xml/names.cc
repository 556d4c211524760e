#include "holdall/formats/xml/names.h"

#include <algorithm>
#include <array>

#include "holdall/core/base/text.h"

namespace holdall {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

constexpr std::array<Range, 12> kNameStart{{{0xC0, 0xD6},
                                            {0xD8, 0xF6},
                                            {0xF8, 0x2FF},
                                            {0x370, 0x37D},
                                            {0x37F, 0x1FFF},
                                            {0x200C, 0x200D},
                                            {0x2070, 0x218F},
                                            {0x2C00, 0x2FEF},
                                            {0x3001, 0xD7FF},
                                            {0xF900, 0xFDCF},
                                            {0xFDF0, 0xFFFD},
                                            {0x10000, 0xEFFFF}}};
constexpr std::array<Range, 3> kNameOnly{{{0xB7, 0xB7}, {0x300, 0x36F}, {0x203F, 0x2040}}};

template <std::size_t N>
bool is_in(const std::array<Range, N>& ranges, char32_t value) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [value](const Range& range) { return value >= range.first && value <= range.last; });
}

constexpr bool is_ascii_start(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
constexpr bool is_ascii_name(char32_t c) {
  return is_ascii_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

constexpr std::array<bool, 256> ascii_name_table() {
  std::array<bool, 256> table{};
  for (char32_t c = 0; c < 0x80; ++c) {
    table.at(c) = is_ascii_name(c) || c == ':';
  }
  return table;
}
constexpr std::array<bool, 256> kInName = ascii_name_table();

struct Reference {
  std::string_view name;
  char character;
};
constexpr std::array<Reference, 4> kReferences{{{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}}};

bool begins_name(std::string_view text) {
  if (text.empty() || static_cast<unsigned char>(text.front()) < 0x80) {
    return !text.empty() && is_ascii_start(static_cast<unsigned char>(text.front()));
  }
  const auto first = decode_utf8(text);
  return first && is_xml_name_start(first->value);
}

}  // namespace

bool is_xml_char(char32_t value) {
  return value == '\t' || value == '\n' || value == '\r' || (value >= 0x20 && value <= 0xD7FF) ||
         (value >= 0xE000 && value <= 0xFFFD) || (value >= 0x10000 && value <= 0x10FFFF);
}

bool is_xml_name_start(char32_t value) {
  return value < 0x80 ? is_ascii_start(value) : is_in(kNameStart, value);
}

bool is_xml_name_char(char32_t value) {
  return value < 0x80 ? is_ascii_name(value) : is_in(kNameStart, value) || is_in(kNameOnly, value);
}

std::size_t xml_name_run(std::string_view text) {
  std::size_t run = 0;
  while (run < text.size()) {
    const auto byte = static_cast<unsigned char>(text[run]);
    if (byte < 0x80) {
      if (!kInName[byte]) {  // NOLINT: a byte
        break;
      }
      ++run;
      continue;
    }
    const auto at = decode_utf8(text.substr(run));
    if (!at || !is_xml_name_char(at->value)) {
      break;
    }
    run += at->size;
  }
  return run;
}

bool is_xml_qualified_name(std::string_view name) {
  const std::size_t colon = name.find(':');
  if (colon == std::string_view::npos) {
    return begins_name(name);
  }
  const std::string_view local = name.substr(colon + 1);
  return begins_name(name.substr(0, colon)) && begins_name(local) && local.find(':') == std::string_view::npos;
}

std::optional<char> xml_reference(std::string_view name) {
  const auto* const found =
      std::find_if(kReferences.begin(), kReferences.end(), [name](const Reference& r) { return r.name == name; });
  return found == kReferences.end() ? std::nullopt : std::optional(found->character);
}

bool begins_xml_reference(std::string_view text) {
  return std::any_of(kReferences.begin(), kReferences.end(),
                     [text](const Reference& r) { return r.name.starts_with(text); });
}

}  // namespace holdall
