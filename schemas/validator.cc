#include "holdall/schemas/validator.h"

#include <algorithm>
#include <utility>

#include "holdall/core/base/text.h"
#include "holdall/core/json/canonical.h"
#include "holdall/schemas/schema_graph.h"

namespace holdall {
namespace {

using Token = CanonicalReader::Token;

// One check of one text. Values are looked at as the reader brings them; what fails first is remembered with its
// offset, and only then is its JSON Pointer worked out.
class Walk {
 public:
  explicit Walk(std::string_view text) : text_(text), reader_(text) {}
  Result<void> run(const SchemaNode* root);

 private:
  bool value(const SchemaNode* node, Token token);
  bool scalar(const SchemaNode& node, Token token);
  bool number(const SchemaNode& node);
  bool string(const SchemaNode& node);
  bool array(const SchemaNode& node);
  bool object(const SchemaNode& node);
  bool members(const SchemaNode& node, std::size_t& count);
  bool lacks(std::size_t begin, const SchemaMember& member);
  bool fail(std::size_t offset, std::string what);
  [[nodiscard]] TypeSet type_of(Token token) const;
  [[nodiscard]] Error error() const;

  std::string_view text_;
  CanonicalReader reader_;
  std::size_t offset_ = 0;
  std::string what_;  // empty: the text is not canonical, or nothing failed
};

const SchemaNode* rule_for(const SchemaNode& node, std::string_view name) {
  return node.names && node.names->matches(name) ? node.named : node.others;
}

template <typename T>
bool within(T value, const Range<T>& range) {
  return value >= range.least && value <= range.most;
}

// The JSON Pointer of the value that begins at `offset` of a text that is canonical up to there.
std::string pointer_at(std::string_view text, std::size_t offset) {
  struct Level {
    bool is_object;
    std::size_t index;
    std::string name;
  };
  std::vector<Level> levels;
  CanonicalReader reader(text);
  for (Token token = reader.next(); token != Token::kEnd && token != Token::kInvalid; token = reader.next()) {
    if (token == Token::kEndArray || token == Token::kEndObject) {
      levels.pop_back();
      continue;
    }
    if (token == Token::kKey) {
      levels.back().name = reader.text();
    } else if (!levels.empty()) {
      ++levels.back().index;
    }
    if (reader.token_begin() >= offset) {
      break;
    }
    if (token == Token::kBeginArray || token == Token::kBeginObject) {
      levels.push_back({token == Token::kBeginObject, 0, {}});
    }
  }
  std::string pointer;
  for (const Level& level : levels) {
    pointer += "/" + (level.is_object ? pointer_token(level.name) : std::to_string(level.index - 1));
  }
  return pointer;
}

Result<void> Walk::run(const SchemaNode* root) {
  if (!value(root, reader_.next()) || reader_.next() != Token::kEnd) {
    return error();
  }
  return {};
}

Error Walk::error() const {
  if (what_.empty()) {
    return reader_.error();
  }
  const std::string pointer = pointer_at(text_, offset_);
  return {ErrorCode::kRecordSchema, pointer.empty() ? what_ : printable(pointer, 512) + ": " + what_, {}};
}

bool Walk::fail(std::size_t offset, std::string what) {
  offset_ = offset;
  what_ = std::move(what);
  return false;
}

bool Walk::lacks(std::size_t begin, const SchemaMember& member) {
  return fail(begin, "lacks the member `" + printable(member.name) + "` (required)");
}

TypeSet Walk::type_of(Token token) const {
  switch (token) {
    case Token::kNull:
      return kNullType;
    case Token::kTrue:
    case Token::kFalse:
      return kBooleanType;
    case Token::kNumber:
      return reader_.is_integer() ? kIntegerType : kFractionType;
    case Token::kString:
      return kStringType;
    case Token::kBeginArray:
      return kArrayType;
    default:
      return kObjectType;
  }
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the text, which CanonicalReader bounds (64)
bool Walk::value(const SchemaNode* node, Token token) {
  const std::size_t begin = reader_.token_begin();
  if (token == Token::kInvalid) {
    return false;
  }
  if (!node) {
    return fail(begin, "is not allowed (additionalProperties)");
  }
  if ((node->types & type_of(token)) == 0) {
    return fail(begin, "is not of the right type (type)");
  }
  if (token == Token::kBeginObject || token == Token::kBeginArray) {
    if (node->constant || node->choices) {
      return fail(begin, node->constant ? "is not the one value allowed (const)" : "is not among the values (enum)");
    }
    return token == Token::kBeginObject ? object(*node) : array(*node);
  }
  return scalar(*node, token);
}

bool Walk::scalar(const SchemaNode& node, Token token) {
  const std::size_t begin = reader_.token_begin();
  if (node.constant && *node.constant != text_.substr(begin, reader_.position() - begin)) {
    return fail(begin, "is not the one value allowed (const)");
  }
  if (node.choices &&
      (token != Token::kString || !std::binary_search(node.choices->begin(), node.choices->end(), reader_.text()))) {
    return fail(begin, "is not among the values (enum)");
  }
  if (token == Token::kNumber) {
    return number(node);
  }
  return token != Token::kString || string(node);
}

bool Walk::number(const SchemaNode& node) {
  if (within(reader_.number(), node.number)) {
    return true;
  }
  const bool small = reader_.number() < node.number.least;
  return fail(reader_.token_begin(), small ? "is too small (minimum)" : "is too large (maximum)");
}

bool Walk::string(const SchemaNode& node) {
  const std::size_t begin = reader_.token_begin();
  const std::size_t length = count_code_points(reader_.text());
  if (!within(length, node.length)) {
    return fail(begin, length < node.length.least ? "is too short (minLength)" : "is too long (maxLength)");
  }
  if (node.pattern && !node.pattern->matches(reader_.text())) {
    return fail(begin, "is not " + std::string(node.pattern->meaning) + " (pattern)");
  }
  return true;
}

// NOLINTNEXTLINE(misc-no-recursion): see value
bool Walk::array(const SchemaNode& node) {
  const std::size_t begin = reader_.token_begin();
  std::size_t count = 0;
  for (Token token = reader_.next(); token != Token::kEndArray; token = reader_.next()) {
    if (++count > node.item_count.most) {
      return fail(begin, "has too many items (maxItems)");
    }
    if (!value(node.items, token)) {
      return false;
    }
  }
  return count >= node.item_count.least || fail(begin, "has too few items (minItems)");
}

// NOLINTNEXTLINE(misc-no-recursion): see value
bool Walk::object(const SchemaNode& node) {
  const std::size_t begin = reader_.token_begin();
  std::size_t count = 0;
  if (!members(node, count)) {
    return false;
  }
  if (!within(count, node.member_count)) {
    const bool few = count < node.member_count.least;
    return fail(begin, few ? "has too few members (minProperties)" : "has too many members (maxProperties)");
  }
  return true;
}

// Declared members and canonical objects are in the same order, so one pass over both finds each name and each gap.
// NOLINTNEXTLINE(misc-no-recursion): see value
bool Walk::members(const SchemaNode& node, std::size_t& count) {
  const std::size_t begin = reader_.token_begin();
  auto declared = node.members.begin();
  for (Token token = reader_.next(); token != Token::kEndObject; token = reader_.next(), ++count) {
    if (token != Token::kKey) {
      return false;
    }
    for (; declared != node.members.end() && compare_utf16(declared->name, reader_.text()) < 0; ++declared) {
      if (declared->required) {
        return lacks(begin, *declared);
      }
    }
    const bool known = declared != node.members.end() && declared->name == reader_.text();
    const SchemaNode* rule = known ? declared->node : rule_for(node, reader_.text());
    declared += known ? 1 : 0;
    if (!value(rule, reader_.next())) {
      return false;
    }
  }
  declared = std::find_if(declared, node.members.end(), [](const SchemaMember& member) { return member.required; });
  return declared == node.members.end() || lacks(begin, *declared);
}

}  // namespace

Schema::Schema(std::unique_ptr<SchemaGraph> graph) : graph_(std::move(graph)) {}
Schema::Schema(Schema&&) noexcept = default;
Schema& Schema::operator=(Schema&&) noexcept = default;
Schema::~Schema() = default;

Result<Schema> Schema::compile(std::string_view text) {
  HOLDALL_ASSIGN(auto graph, compile_schema(text));
  return Schema(std::move(graph));
}

Result<void> Schema::check(std::string_view text) const {
  return Walk(text).run(graph_->root);
}

Result<void> Schema::check(const Value& document, ErrorCode code) const {
  auto checked = check(canonical(document));
  if (!checked.ok() && checked.error().code == ErrorCode::kRecordSchema) {
    Error error = std::move(checked).error();
    error.code = code;
    return error;
  }
  return checked;
}

std::string_view Schema::id() const {
  return graph_->id;
}

}  // namespace holdall
