// Characters and names of XML 1.0 (fifth edition, §2.2 and §2.3), and qualified names (Namespaces in XML 1.0, §4).
#pragma once

#include <optional>
#include <string_view>

namespace holdall {

// Char: what may stand in a document at all. CR and noncharacters inside the planes are among them.
bool is_xml_char(char32_t value);
// NameStartChar and NameChar, both without the colon.
bool is_xml_name_start(char32_t value);
bool is_xml_name_char(char32_t value);

// Length of the run of name characters and colons at the start of `text`. Requires: `text` does not end inside a
// character.
std::size_t xml_name_run(std::string_view text);

// A name without a colon, or two with one between them. Requires: xml_name_run(name) == name.size().
bool is_xml_qualified_name(std::string_view name);

// The character that `&name;` stands for; only amp, lt, gt and quot are known here. And whether one of them begins so.
std::optional<char> xml_reference(std::string_view name);
bool begins_xml_reference(std::string_view text);

}  // namespace holdall
