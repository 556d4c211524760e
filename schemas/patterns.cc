#include "holdall/schemas/patterns.h"

#include <algorithm>
#include <array>

#include "holdall/core/base/text.h"
#include "holdall/core/model/timestamp.h"

namespace holdall {
namespace {

// Bodies that several expressions share. A date is one that exists, from 0001-01-01 to 9999-12-31.
constexpr std::string_view kDate =
    R"((?:(?:[0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)-)"
    R"((?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|)"
    R"(02-(?:0[1-9]|1[0-9]|2[0-8]))|)"
    R"((?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)-02-29))";
constexpr std::string_view kTime = R"(T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,9})?Z)";
constexpr std::string_view kToken = "[A-Za-z0-9][A-Za-z0-9._-]*";
constexpr std::string_view kMember = "[A-Za-z][A-Za-z0-9_-]*";
constexpr std::string_view kLabel = "[a-z0-9]+(?:-+[a-z0-9]+)*";
constexpr std::string_view kWord = "[a-z][a-z0-9]*(?:-+[a-z0-9]+)*";

template <typename... Parts>
std::string anchored(const Parts&... parts) {
  std::string regex = "^";
  (regex.append(parts), ...);
  return regex + R"($(?!\n))";
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_alpha(char c) {
  return is_lower(c) || is_upper(c);
}
bool is_alphanumeric(char c) {
  return is_alpha(c) || is_digit(c);
}

template <typename Class>
bool all(std::string_view text, Class in_class) {
  return std::all_of(text.begin(), text.end(), in_class);
}

// Whether `holds` is true of every part of `text` between separators; `parts` gets their number.
template <typename Predicate>
bool all_parts(std::string_view text, char separator, std::size_t& parts, Predicate holds) {
  for (parts = 1;; ++parts) {
    const std::size_t end = text.find(separator);
    if (!holds(text.substr(0, end))) {
      return false;
    }
    if (end == std::string_view::npos) {
      return true;
    }
    text.remove_prefix(end + 1);
  }
}

bool is_timestamp(std::string_view text) {
  return parse_timestamp(text).has_value();
}

bool is_decimal(std::string_view text) {
  text.remove_prefix(text.starts_with('-') ? 1 : 0);
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view fraction = point == std::string_view::npos ? "0" : text.substr(point + 1);
  return !whole.empty() && !fraction.empty() && all(whole, is_digit) && all(fraction, is_digit);
}

bool is_language(std::string_view text) {
  const std::string_view primary = text.substr(0, text.find('-'));
  std::size_t parts = 0;
  return primary.size() >= 2 && all(primary, is_alpha) && all_parts(text, '-', parts, [](std::string_view part) {
           return !part.empty() && part.size() <= 8 && all(part, is_alphanumeric);
         });
}

bool is_country(std::string_view text) {
  const auto in_part = [](char c) { return is_upper(c) || is_digit(c); };
  return text.size() >= 2 && all(text.substr(0, 2), is_upper) &&
         (text.size() == 2 || (text[2] == '-' && text.size() >= 4 && text.size() <= 6 && all(text.substr(3), in_part)));
}

bool is_base64url(std::string_view text) {
  return base64url_decode(text).has_value();
}

bool is_uuid_urn(std::string_view text) {
  constexpr std::string_view kShape = "urn:uuid:xxxxxxxx-xxxx-vxxx-nxxx-xxxxxxxxxxxx";
  const auto fits = [](char c, char shape) {
    switch (shape) {
      case 'x':
        return is_digit(c) || (c >= 'a' && c <= 'f');
      case 'v':
        return c == '4' || c == '7';
      case 'n':
        return c == '8' || c == '9' || c == 'a' || c == 'b';
      default:
        return c == shape;
    }
  };
  constexpr std::size_t kFixed = std::string_view("urn:uuid:").size();
  return text.size() == kShape.size() && text.starts_with(kShape.substr(0, kFixed)) &&
         std::equal(text.begin() + kFixed, text.end(), kShape.begin() + kFixed, fits);
}

bool is_label(std::string_view label) {
  return !label.empty() && label.front() != '-' && label.back() != '-' &&
         all(label, [](char c) { return is_lower(c) || is_digit(c) || c == '-'; });
}

// The last label begins with a letter, so `data/NAME.0.jsonl` is never the section NAME.0.
bool is_reverse_dns(std::string_view text) {
  std::size_t labels = 0;
  return all_parts(text, '.', labels, is_label) && labels >= 3 && is_lower(text[0]) &&
         is_lower(text[text.rfind('.') + 1]);
}

bool is_token(std::string_view text) {
  return !text.empty() && is_alphanumeric(text[0]) &&
         all(text, [](char c) { return is_alphanumeric(c) || c == '.' || c == '_' || c == '-'; });
}

bool is_versioned(std::string_view text) {
  std::size_t parts = 0;
  return all_parts(text, '/', parts, is_token);
}

bool is_origin(std::string_view text) {
  return is_token(text.substr(text.starts_with('@') ? 1 : 0));
}

bool is_member(std::string_view text) {
  return !text.empty() && is_alpha(text[0]) &&
         all(text, [](char c) { return is_alphanumeric(c) || c == '_' || c == '-'; });
}

bool is_field(std::string_view text) {
  std::size_t parts = 0;
  return all_parts(text, '.', parts, is_member) && parts <= 2;
}

bool is_sql_name(std::string_view text) {
  const auto forbidden = [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F || c == '"' || c == '\'' || c == '`';
  };
  return !text.empty() && std::none_of(text.begin(), text.end(), forbidden);
}

bool is_pointer(std::string_view text) {
  for (std::size_t at = text.find('~'); at != std::string_view::npos; at = text.find('~', at + 1)) {
    if (at + 1 == text.size() || (text[at + 1] != '0' && text[at + 1] != '1')) {
      return false;
    }
  }
  return text.empty() || text[0] == '/';
}

const auto& table() {
  static const std::array entries = {
      Pattern{"timestamp", anchored(kDate, kTime), "an RFC 3339 timestamp in UTC (Z), at most nine fraction digits",
              is_timestamp},
      Pattern{"date", anchored(kDate), "a date (YYYY-MM-DD) that exists", is_date},
      Pattern{"decimal", anchored(R"(-?[0-9]+(?:\.[0-9]+)?)"), "a decimal number as text", is_decimal},
      Pattern{"uri", anchored(R"([A-Za-z][A-Za-z0-9+.-]*:[!$-;=?-\[\]_a-z~]+)"),
              "an absolute URI without fragment, at most 2048 bytes", is_absolute_uri},
      Pattern{"language", anchored("[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*"), "a language tag (BCP 47)", is_language},
      Pattern{"country", anchored("[A-Z]{2}(?:-[A-Z0-9]{1,3})?"), "a country (ISO 3166-1 alpha-2) or a part of one",
              is_country},
      Pattern{"sha256", anchored("[0-9a-f]{64}"), "a SHA-256 digest in lower-case hex", is_hex_sha256},
      Pattern{"base64url", anchored("(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-][AQgw]|[A-Za-z0-9_-]{2}[AEIMQUYcgkosw048])?"),
              "base64url without padding", is_base64url},
      Pattern{"uuid", anchored("urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"),
              "a UUID URN of version 4 or 7", is_uuid_urn},
      Pattern{"extension", anchored(kWord, R"((?:\.)", kLabel, R"()+\.)", kWord),
              "a reverse-DNS name of three labels or more", is_reverse_dns},
      Pattern{"token", anchored(kToken), "an identifier of ASCII letters, digits, dot, underscore and hyphen",
              is_token},
      Pattern{"versioned", anchored(kToken, "(?:/", kToken, ")*"), "an identifier with versions behind slashes",
              is_versioned},
      Pattern{"origin", anchored("@?", kToken), "the name of a section, @bundle or @rejects", is_origin},
      Pattern{"field", anchored(kMember, R"((?:\.)", kMember, ")?"), "the name of a field or member.inner", is_field},
      Pattern{"sql-name", anchored(R"([^\x00-\x1f\x7f"'\x60]+)"), "a table or column name without quotes or controls",
              is_sql_name},
      Pattern{"pointer", anchored("(?:/(?:[^~/]|~[01])*)*"), "a JSON Pointer (RFC 6901)", is_pointer},
  };
  return entries;
}

template <typename Predicate>
const Pattern* find(Predicate wanted) {
  const auto* found = std::find_if(table().begin(), table().end(), wanted);
  return found == table().end() ? nullptr : found;
}

}  // namespace

std::span<const Pattern> patterns() {
  return table();
}

const Pattern* find_pattern(std::string_view regex) {
  return find([&](const Pattern& pattern) { return pattern.regex == regex; });
}

const Pattern* pattern_named(std::string_view name) {
  return find([&](const Pattern& pattern) { return pattern.name == name; });
}

}  // namespace holdall
