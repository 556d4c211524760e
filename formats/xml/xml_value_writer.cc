#include <algorithm>
#include <vector>

#include "holdall/core/base/text.h"
#include "holdall/core/json/canonical.h"
#include "holdall/formats/xml/scanner.h"
#include "holdall/formats/xml/xml_value.h"

namespace holdall {
namespace {

using Token = CanonicalReader::Token;

constexpr std::string_view kAnonymous = "_";

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// What XML cannot carry or would change, wherever it stands: C0, DEL, C1, U+2028, U+2029.
bool is_special(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029;
}

// Bytes that may begin a special character; all others are copied unseen.
bool may_be_special(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F || byte == 0xC2 || byte == 0xE2;
}

bool needs_escapes(std::string_view text) {
  if (text.starts_with(' ') || text.ends_with(' ')) {
    return true;
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (may_be_special(text[i]) && is_special(decode_utf8(text.substr(i))->value)) {
      return true;
    }
  }
  return false;
}

void append_unicode_escape(std::string& out, char32_t c) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out.append("\\u");
  for (unsigned shift = 16; shift > 0; shift -= 4) {
    out.push_back(kHex[(c >> (shift - 4U)) & 15U]);
  }
}

// The body of the canonical JSON string, with `\u` also for what else XML cannot carry.
std::string escaped_body(std::string_view text) {
  const std::size_t first = std::min(text.find_first_not_of(' '), text.size());
  const std::size_t last = text.find_last_not_of(' ') + 1;  // 0 where there are only spaces
  std::string quoted;
  append_string(quoted, text.substr(first, last > first ? last - first : 0));
  std::string body;
  const auto spaces = [&body](std::size_t count) {
    for (; count > 0; --count) {
      append_unicode_escape(body, ' ');
    }
  };
  spaces(first);
  for (std::string_view rest = std::string_view(quoted).substr(1, quoted.size() - 2); !rest.empty();) {
    const CodePoint point = may_be_special(rest[0]) ? *decode_utf8(rest) : CodePoint{0x20, 1};
    if (is_special(point.value)) {
      append_unicode_escape(body, point.value);
    } else {
      body.append(rest.substr(0, point.size));
    }
    rest.remove_prefix(point.size);
  }
  spaces(last > first ? text.size() - last : 0);
  return body;
}

// `text` with `&`, `<`, `>` and `"` escaped.
void append_xml_text(std::string& out, std::string_view text) {
  while (true) {
    const std::size_t plain = std::min(text.find_first_of("&<>\""), text.size());
    out.append(text.substr(0, plain));
    if (plain == text.size()) {
      return;
    }
    const char c = text[plain];
    out.append(c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : "&quot;");
    text.remove_prefix(plain + 1);
  }
}

// The start tag of a member, without attributes but `k` and `ke` and without `>`; returns what its end tag calls it.
std::string_view open_member(std::string& out, std::string_view name) {
  if (is_element_name(name)) {
    out.append(name);
    return name;
  }
  const bool escaped = needs_escapes(name);
  out.append(R"(_ k=")");
  append_xml_text(out, escaped ? escaped_body(name) : std::string(name));
  out.append(escaped ? R"(" ke="1")" : "\"");
  return kAnonymous;
}

// One element after the other, in the order of the JSON text.
class ElementWriter {
 public:
  ElementWriter(std::string& out, std::string_view json, const Limits& limits)
      : out_(out), reader_(json, limits.depth), max_name_(limits.name_bytes) {}

  Result<void> write(std::string_view name) {
    out_.push_back('<');
    names_.emplace_back(open_member(out_, name));
    HOLDALL_TRY(value(reader_.next()));
    while (!names_.empty()) {
      const Token token = reader_.next();
      if (token == Token::kEndArray || token == Token::kEndObject) {
        in_array_.pop_back();
        close();
        continue;
      }
      HOLDALL_TRY(token == Token::kKey ? member() : item(token));
    }
    return reader_.next() == Token::kEnd ? Result<void>() : reader_.error();
  }
  [[nodiscard]] std::size_t elements() const { return elements_; }

 private:
  Result<void> member() {
    if (reader_.text().size() > max_name_) {
      return Error{ErrorCode::kLimit, "a member name longer than " + std::to_string(max_name_) + " bytes", {}};
    }
    out_.push_back('<');
    names_.emplace_back(open_member(out_, reader_.text()));
    return value(reader_.next());
  }
  Result<void> item(Token token) {
    if (token == Token::kInvalid) {
      return reader_.error();
    }
    out_.append("<_");
    names_.emplace_back(kAnonymous);
    return value(token);
  }
  Result<void> value(Token token) {
    ++elements_;
    switch (token) {
      case Token::kString:
        string(reader_.text());
        break;
      case Token::kNumber:
        simple("number", reader_.text());
        break;
      case Token::kTrue:
      case Token::kFalse:
        simple("boolean", token == Token::kTrue ? "true" : "false");
        break;
      case Token::kNull:
        simple("null", "");
        break;
      case Token::kBeginArray:
      case Token::kBeginObject:
        in_array_.push_back(token == Token::kBeginArray);
        out_.append(token == Token::kBeginArray ? R"( t="array">)" : R"( t="object">)");
        break;
      default:
        return reader_.error();
    }
    return {};
  }
  void simple(std::string_view type, std::string_view token) {
    out_.append(R"( t=")").append(type).append("\">").append(token);
    close();
  }
  void string(std::string_view text) {
    if (needs_escapes(text)) {
      out_.append(R"( e="1">)");
      append_xml_text(out_, escaped_body(text));
    } else {
      out_.push_back('>');
      append_xml_text(out_, text);
    }
    close();
  }
  void close() {
    out_.append("</").append(names_.back()).push_back('>');
    names_.pop_back();
  }

  std::string& out_;
  CanonicalReader reader_;
  std::size_t max_name_;
  std::vector<std::string> names_;  // of the open elements
  std::vector<bool> in_array_;
  std::size_t elements_ = 0;
};

}  // namespace

bool is_element_name(std::string_view name) {
  const auto lower = [](char c) { return static_cast<char>(c | 0x20); };
  const bool is_xml = name.size() >= 3 && lower(name[0]) == 'x' && lower(name[1]) == 'm' && lower(name[2]) == 'l';
  return !name.empty() && (is_letter(name[0]) || name[0] == '_') && name != kAnonymous && !is_xml &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-'; });
}

Result<void> append_element(std::string& out, std::string_view name, std::string_view json, const Limits& limits) {
  const std::size_t begin = out.size();
  ElementWriter writer(out, json, limits);
  HOLDALL_TRY(writer.write(name));
  if (out.size() - begin >= limits.line_bytes || writer.elements() > limits.xml_elements) {
    return Error{ErrorCode::kLimit,
                 "too large for one line of the XML form (" + std::to_string(limits.line_bytes) + " bytes, " +
                     std::to_string(limits.xml_elements) + " elements)",
                 "use the ZIP form"};
  }
  return {};
}

}  // namespace holdall
