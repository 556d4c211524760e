// pugixml's only place. It sees one element at a time, after the scanner has proved it well formed and bounded.
#include <pugixml.hpp>

#include "holdall/core/json/canonical.h"
#include "holdall/formats/xml/scanner.h"
#include "holdall/formats/xml/xml_value.h"

namespace holdall {
namespace {

Error malformed(std::string_view what) {
  return {ErrorCode::kMalformedXml, std::string(what), {}};
}

struct Attributes {
  const char* key = nullptr;
  bool key_escaped = false;
  std::string_view type = "string";
  bool escaped = false;
};

Result<Attributes> read_attributes(const pugi::xml_node& node) {
  Attributes found;
  for (const pugi::xml_attribute& attribute : node.attributes()) {
    const std::string_view name = attribute.name();
    const bool is_one = std::string_view(attribute.value()) == "1";
    if (name == "k") {
      found.key = attribute.value();
    } else if (name == "t") {
      found.type = attribute.value();
    } else if (name == "e" && is_one) {
      found.escaped = true;
    } else if (name == "ke" && is_one) {
      found.key_escaped = true;
    } else {
      return malformed("an attribute that no value has");
    }
  }
  return found;
}

// The JSON string with this body, which may be written with more escapes than the canonical one.
Result<void> append_escaped(std::string& out, std::string_view body, const Limits& limits) {
  Limits size = limits;
  size.document_bytes = limits.line_bytes;
  const auto value = parse_document("\"" + std::string(body) + "\"", size);
  if (!value.ok() || value.value().string() == nullptr) {
    return malformed("not the body of a JSON string");
  }
  append_string(out, *value.value().string());
  return {};
}

// The text of a node that has nothing else.
Result<std::string_view> text_of(const pugi::xml_node& node) {
  const pugi::xml_node text = node.first_child();
  if (text.empty()) {
    return std::string_view();
  }
  if (text.type() != pugi::node_pcdata || !text.next_sibling().empty()) {
    return malformed("elements where a value has text");
  }
  return std::string_view(text.value());
}

// Bounded by the scanner's depth.
class JsonWriter {
 public:
  JsonWriter(std::string& out, const Limits& limits) : out_(out), limits_(limits) {}

  Result<void> value(const pugi::xml_node& node, const Attributes& attributes) {  // NOLINT(misc-no-recursion)
    if (attributes.type == "object" || attributes.type == "array") {
      return container(node, attributes.type == "object");
    }
    HOLDALL_ASSIGN(const std::string_view text, text_of(node));
    if (attributes.type == "string") {
      return string(text, attributes.escaped);
    }
    return token(attributes.type, text);
  }

 private:
  Result<void> string(std::string_view text, bool escaped) {
    if (escaped) {
      return append_escaped(out_, text, limits_);
    }
    append_string(out_, text);
    return {};
  }
  // Numbers are taken as they stand, so far as they are made of what numbers are made of.
  Result<void> token(std::string_view type, std::string_view text) {
    const bool fits = type == "null"      ? text.empty()
                      : type == "boolean" ? text == "true" || text == "false"
                                          : type == "number" && !text.empty() &&
                                                text.find_first_not_of("0123456789+-.e") == std::string_view::npos;
    if (!fits) {
      return malformed("a value that does not fit its type");
    }
    out_.append(type == "null" ? "null" : text);
    return {};
  }
  Result<void> container(const pugi::xml_node& node, bool is_object) {  // NOLINT(misc-no-recursion)
    out_.push_back(is_object ? '{' : '[');
    for (pugi::xml_node child = node.first_child(); !child.empty(); child = child.next_sibling()) {
      if (child.type() != pugi::node_element) {
        return malformed("text between elements");
      }
      HOLDALL_ASSIGN(const Attributes attributes, read_attributes(child));
      if (is_object) {
        HOLDALL_TRY(string(attributes.key != nullptr ? attributes.key : child.name(), attributes.key_escaped));
        out_.push_back(':');
      }
      HOLDALL_TRY(value(child, attributes));
      if (!child.next_sibling().empty()) {
        out_.push_back(',');
      }
    }
    out_.push_back(is_object ? '}' : ']');
    return {};
  }

  std::string& out_;
  const Limits& limits_;
};

}  // namespace

Result<void> append_json(std::string& out, std::string_view element, std::string* name, const Limits& limits) {
  XmlScanLimits scan;
  scan.elements_in_line = limits.xml_elements;
  scan.line_bytes = limits.line_bytes;
  scan.name_bytes = limits.name_bytes;
  XmlScanner scanner(scan);
  HOLDALL_TRY(scanner.feed(element));
  HOLDALL_TRY(scanner.finish());
  pugi::xml_document document;
  const auto parsed = document.load_buffer(element.data(), element.size(), pugi::parse_escapes | pugi::parse_ws_pcdata,
                                           pugi::encoding_utf8);
  const pugi::xml_node root = document.first_child();
  if (parsed.status != pugi::status_ok || root.type() != pugi::node_element) {
    return malformed("not an element");
  }
  HOLDALL_ASSIGN(const Attributes attributes, read_attributes(root));
  if (name != nullptr) {
    *name = attributes.key != nullptr ? attributes.key : root.name();
  }
  return JsonWriter(out, limits).value(root, attributes);
}

}  // namespace holdall
