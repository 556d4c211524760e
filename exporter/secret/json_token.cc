#include "holdall/exporter/secret/json_token.h"

#include <string>

#include "holdall/core/base/text.h"
#include "holdall/core/json/value.h"

namespace holdall {
namespace {

constexpr std::size_t kLongestHeader = 2048;
constexpr std::size_t kShortestKey = 16;

std::size_t skip(const SearchWindow& window, std::size_t at, std::string_view any, std::size_t most) {
  while (most > 0 && window.at(at) != '\0' && any.find(window.at(at)) != std::string_view::npos) {
    ++at;
    --most;
  }
  return at;
}

}  // namespace

bool is_json_web_token(SearchWindow& window, std::size_t at) {
  if (window.at(at) != 'e' || !window.begins(at, kBase64UrlChars)) {
    return false;
  }
  const std::size_t size = window.span(at, kBase64UrlChars, kLongestHeader);
  const std::size_t payload = at + size + 1;
  if (window.at(at + size) != '.') {
    return false;
  }
  const std::size_t second = window.span(payload, kBase64UrlChars, kLongestHeader);
  if (second < kLongestHeader && window.at(payload + second) != '.') {
    return false;
  }
  const auto header = base64url_decode(window.text().substr(at, size));
  if (!header.has_value()) {
    return false;
  }
  const auto parsed = parse_document(as_text(*header));
  return parsed.ok() && parsed.value().find("alg") != nullptr;
}

void see_key_member(SearchWindow& window, std::size_t at, KeyMembers& seen) {
  const std::size_t name = at + 1;
  const std::size_t size = window.span(name, kAlnumChars, 4);
  const char behind = window.at(name + size);
  if (behind != '"' && behind != '\\') {
    return;
  }
  const std::string_view member = window.text().substr(name, size);
  if (member == "kty") {
    seen.type = true;
  } else if (member == "d" || member == "k") {
    const std::size_t value = skip(window, name + size, "\\\": \t\r\n", 12);
    seen.private_ = seen.private_ || window.span(value, kBase64UrlChars, kShortestKey) == kShortestKey;
  }
}

}  // namespace holdall
