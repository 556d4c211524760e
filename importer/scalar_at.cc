// Each reference token takes the reader one level deeper; what lies before it is skipped.
#include "holdall/importer/scalar_at.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

#include "holdall/core/json/canonical.h"

namespace holdall {
namespace {

using Token = CanonicalReader::Token;

constexpr std::string_view kFile = R"({"_file":)";

Error not_scalar() {
  return {ErrorCode::kMapping, "the value is not a scalar", {}};
}

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

Result<Cell> scalar_or_file_at(std::string_view json, std::string_view pointer, Scratch& scratch) {
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
      if (const std::string_view object = reader.skip_value(token); object.starts_with(kFile)) {
        return Cell::json(object);  // canonical, and checked: `_file` is alone in its object
      }
      return not_scalar();
    case Token::kBeginArray:
      return not_scalar();
    default:
      return Cell::absent();
  }
}

Result<Cell> scalar_at(std::string_view json, std::string_view pointer, Scratch& scratch) {
  HOLDALL_ASSIGN(const Cell cell, scalar_or_file_at(json, pointer, scratch));
  return cell.kind() == Cell::Kind::kJson ? Result<Cell>(not_scalar()) : cell;
}

}  // namespace holdall
