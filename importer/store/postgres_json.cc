#include "holdall/importer/store/postgres_json.h"

#include <algorithm>

#include "holdall/core/base/limits.h"
#include "holdall/core/json/canonical.h"
#include "holdall/core/json/value.h"
#include "holdall/core/sql/postgres_values.h"

namespace holdall {
namespace {

// A record's member at most, as jsonb spaces it out.
Limits json_limits() {
  Limits limits;
  limits.document_bytes = 4 * limits.line_bytes;
  limits.document_values = limits.line_bytes;
  return limits;
}

// Whether there is a `\u0000`: jsonb holds none.
bool has_escaped_nul(std::string_view json) {
  for (std::size_t at = json.find("\\u0000"); at != std::string_view::npos; at = json.find("\\u0000", at + 1)) {
    const std::size_t before = json.find_last_not_of('\\', at);
    const std::size_t backslashes = at - (before == std::string_view::npos ? 0 : before + 1);
    if (backslashes % 2 == 0) {
      return true;
    }
  }
  return false;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// jsonb writes 1e+21 in digits, which Holdall's reader takes for an integer that no double holds: `.0` says otherwise.
std::string with_fractions(std::string_view json) {
  constexpr std::size_t kSafeDigits = 16;
  std::string out;
  for (std::size_t i = 0; i < json.size();) {
    std::size_t end = i + 1;
    if (json[i] == '"') {
      while (end < json.size() && json[end] != '"') {
        end += json[end] == '\\' ? 2U : 1U;
      }
      end = std::min(end + 1, json.size());
    } else if (is_digit(json[i])) {
      end = std::min(json.find_first_not_of("0123456789.eE", i), json.size());
    }
    const std::string_view token = json.substr(i, end - i);
    out.append(token).append(token.size() > kSafeDigits && std::ranges::all_of(token, is_digit) ? ".0" : "");
    i = end;
  }
  return out;
}

}  // namespace

bool fits_postgres_json(std::string_view text) {
  return postgres::is_text(text) && !has_escaped_nul(text) && parse_document(text, json_limits()).ok();
}

std::string read_postgres_json(std::string_view text) {
  const auto value = parse_document(with_fractions(text), json_limits());
  return value.ok() ? canonical(value.value()) : std::string(text);
}

}  // namespace holdall
