// Each reference token takes the reader one level deeper; what lies before it is skipped.
#include "holdall/importer/value_at.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

#include "holdall/core/json/canonical.h"

namespace holdall {
namespace {

using Token = CanonicalReader::Token;

// Canonical, and checked when the bundle was verified: these are alone in their objects.
constexpr std::string_view kFile = R"({"_file":)";
constexpr std::string_view kBytesBegin = R"({"_bytes":")";
constexpr std::string_view kBytesEnd = R"("})";

// Takes the first reference token off the pointer and unescapes it.
std::string take_reference(std::string_view& pointer) {
  const std::size_t end = std::min(pointer.find('/', 1), pointer.size());
  std::string reference;
  for (std::size_t at = 1; at < end; ++at) {
    const bool escaped = pointer[at] == '~' && at + 1 < end;
    reference.push_back(!escaped ? pointer[at] : pointer[at + 1] == '1' ? '/' : '~');
    at += escaped ? 1 : 0;
  }
  pointer.remove_prefix(end);
  return reference;
}

// RFC 6901 section 4: digits without leading zeros.
std::optional<std::size_t> index_of(std::string_view reference) {
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(reference.data(), reference.data() + reference.size(), index);
  const bool whole = error == std::errc() && end == reference.data() + reference.size();
  return whole && (reference.size() == 1 || reference.front() != '0') ? std::optional(index) : std::nullopt;
}

// First token of the member's value; kEndObject where there is none.
Token enter_object(CanonicalReader& reader, std::string_view name) {
  Token token = reader.next();
  while (token == Token::kKey && reader.text() != name) {
    reader.skip_value(reader.next());
    token = reader.next();
  }
  return token == Token::kKey ? reader.next() : token;
}

// First token of the element; kEndArray where there is none.
Token enter_array(CanonicalReader& reader, std::string_view reference) {
  const std::optional<std::size_t> index = index_of(reference);
  if (!index) {
    return Token::kEndArray;
  }
  Token token = reader.next();
  for (std::size_t at = 0; at < *index && token != Token::kEndArray && token != Token::kInvalid; ++at) {
    reader.skip_value(token);
    token = reader.next();
  }
  return token;
}

Token enter(CanonicalReader& reader, Token container, std::string_view reference) {
  switch (container) {
    case Token::kBeginObject:
      return enter_object(reader, reference);
    case Token::kBeginArray:
      return enter_array(reader, reference);
    default:
      return container == Token::kInvalid ? container : Token::kNull;  // a scalar has no members
  }
}

}  // namespace

Result<Cell> value_at(std::string_view json, std::string_view pointer, Scratch& scratch) {
  CanonicalReader reader(json);
  Token token = reader.next();
  while (!pointer.empty()) {
    token = enter(reader, token, take_reference(pointer));
  }
  switch (token) {
    case Token::kInvalid:
      return reader.error();
    case Token::kTrue:
    case Token::kFalse:
      return Cell::boolean(token == Token::kTrue);
    case Token::kNumber:
      return reader.is_integer() ? Cell::integer(static_cast<std::int64_t>(reader.number()))
                                 : Cell::number(reader.number());
    case Token::kString:
      return Cell::text(scratch.keep(std::string(reader.text())));
    case Token::kBeginObject:
    case Token::kBeginArray: {
      const std::string_view value = reader.skip_value(token);
      return value.empty() ? Result<Cell>(reader.error()) : Cell::json(value);
    }
    default:
      return Cell::absent();
  }
}

bool is_attachment(const Cell& cell) {
  return cell.kind() == Cell::Kind::kJson && cell.as_text().starts_with(kFile);
}

std::optional<std::string_view> bytes_text(const Cell& cell) {
  if (cell.kind() != Cell::Kind::kJson || !cell.as_text().starts_with(kBytesBegin) ||
      !cell.as_text().ends_with(kBytesEnd)) {
    return std::nullopt;
  }
  const std::string_view json = cell.as_text();
  return json.substr(kBytesBegin.size(), json.size() - kBytesBegin.size() - kBytesEnd.size());
}

}  // namespace holdall
