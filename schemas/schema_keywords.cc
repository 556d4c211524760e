#include <algorithm>
#include <array>
#include <utility>

#include "holdall/core/base/text.h"
#include "holdall/core/json/canonical.h"
#include "holdall/schemas/schema_compiler.h"

namespace holdall {
namespace {

constexpr std::array<std::string_view, 9> kAnnotations = {
    "$comment", "title", "description", "examples", "default", "format", "deprecated", "readOnly", "writeOnly"};
constexpr std::array<std::string_view, 3> kRootOnly = {"$schema", "$id", "$defs"};
constexpr std::string_view kNotInTable = "not an expression of the closed table (docs/schema.md#patterns)";

struct TypeName {
  std::string_view name;
  TypeSet types;
};
constexpr std::array kTypeNames = {
    TypeName{"null", kNullType},       TypeName{"boolean", kBooleanType},
    TypeName{"integer", kIntegerType}, TypeName{"number", kIntegerType | kFractionType},
    TypeName{"string", kStringType},   TypeName{"array", kArrayType},
    TypeName{"object", kObjectType},
};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Nothing if there is no such type.
TypeSet type_named(const Value& name) {
  const auto* known = std::find_if(kTypeNames.begin(), kTypeNames.end(), [&](const TypeName& entry) {
    return name.string() && entry.name == *name.string();
  });
  return known == kTypeNames.end() ? TypeSet{0} : known->types;
}

bool before(const SchemaMember& a, const SchemaMember& b) {
  return compare_utf16(a.name, b.name) < 0;
}

// The texts of a list of strings, sorted; nothing if it is none or has one twice.
std::optional<std::vector<std::string>> different_texts(const Value& list) {
  std::vector<std::string> texts;
  if (!list.array()) {
    return std::nullopt;
  }
  for (const Value& text : *list.array()) {
    if (!text.string()) {
      return std::nullopt;
    }
    texts.push_back(*text.string());
  }
  std::sort(texts.begin(), texts.end());
  const bool twice = std::adjacent_find(texts.begin(), texts.end()) != texts.end();
  return twice ? std::nullopt : std::optional(std::move(texts));
}

}  // namespace

// In the order in which they are read: `required` needs all that says what a name may hold.
const std::vector<SchemaCompiler::Keyword>& SchemaCompiler::keywords() {
  using C = SchemaCompiler;
  using N = SchemaNode;
  using Counts = Range<std::size_t>;
  static const std::vector<Keyword> all = {
      {"type", &C::type},
      {"const", &C::constant},
      {"enum", &C::choices},
      {"pattern", &C::pattern},
      {"minLength", &C::count<&N::length, &Counts::least>},
      {"maxLength", &C::count<&N::length, &Counts::most>},
      {"minimum", &C::bound<&Range<double>::least>},
      {"maximum", &C::bound<&Range<double>::most>},
      {"minItems", &C::count<&N::item_count, &Counts::least>},
      {"maxItems", &C::count<&N::item_count, &Counts::most>},
      {"items", &C::items},
      {"minProperties", &C::count<&N::member_count, &Counts::least>},
      {"maxProperties", &C::count<&N::member_count, &Counts::most>},
      {"properties", &C::properties},
      {"patternProperties", &C::pattern_properties},
      {"additionalProperties", &C::additional_properties},
      {"required", &C::required},
      {"$ref", nullptr},  // read by `follow`
  };
  return all;
}

bool SchemaCompiler::asserts(std::string_view keyword) {
  return std::any_of(keywords().begin(), keywords().end(), [&](const Keyword& known) { return known.name == keyword; });
}

Result<void> SchemaCompiler::check_keywords(const Value& schema) const {
  if (!schema.object()) {
    return unfit("neither an object nor a boolean");
  }
  for (const Value::Member& member : *schema.object()) {
    const bool at_root = path_.empty();
    if (!asserts(member.key) && !contains(kAnnotations, member.key) && !(at_root && contains(kRootOnly, member.key))) {
      return unfit("the profile has no keyword `" + printable(member.key) + "` here");
    }
  }
  return {};
}

// NOLINTNEXTLINE(misc-no-recursion): see child
Result<void> SchemaCompiler::fill(const Value& schema, SchemaNode& node) {
  HOLDALL_TRY(check_keywords(schema));
  for (const Keyword& keyword : keywords()) {
    const Value* value = keyword.read ? schema.find(keyword.name) : nullptr;
    HOLDALL_TRY(value ? read_keyword(keyword, *value, node) : Result<void>());
  }
  return {};
}

// NOLINTNEXTLINE(misc-no-recursion): see child
Result<void> SchemaCompiler::read_keyword(const Keyword& keyword, const Value& value, SchemaNode& node) {
  const std::size_t length = path_.size();
  path_.append("/").append(keyword.name);
  HOLDALL_TRY((this->*keyword.read)(value, node));
  path_.resize(length);
  return {};
}

Result<void> SchemaCompiler::type(const Value& value, SchemaNode& node) {
  node.types = type_named(value);
  if (value.array()) {
    for (const Value& name : *value.array()) {
      const TypeSet types = type_named(name);
      if (types == 0) {
        return unfit("no JSON type");
      }
      node.types |= types;
    }
  }
  return node.types == 0 ? unfit("no JSON type") : Result<void>();
}

Result<void> SchemaCompiler::constant(const Value& value, SchemaNode& node) {
  if (value.array() || value.object()) {
    return unfit("not a scalar");
  }
  node.constant = canonical(value);
  return {};
}

Result<void> SchemaCompiler::choices(const Value& value, SchemaNode& node) {
  node.choices = different_texts(value);
  return node.choices && !node.choices->empty() ? Result<void>() : unfit("not a list of different strings");
}

Result<void> SchemaCompiler::pattern(const Value& value, SchemaNode& node) {
  node.pattern = value.string() ? find_pattern(*value.string()) : nullptr;
  return node.pattern ? Result<void>() : unfit(kNotInTable);
}

template <double Range<double>::*End>
Result<void> SchemaCompiler::bound(const Value& value, SchemaNode& node) {
  if (!value.integer() && !value.number()) {
    return unfit("not a number");
  }
  node.number.*End = value.number() ? *value.number() : static_cast<double>(*value.integer());
  return {};
}

template <Range<std::size_t> SchemaNode::*Field, std::size_t Range<std::size_t>::*End>
Result<void> SchemaCompiler::count(const Value& value, SchemaNode& node) {
  if (!value.integer() || *value.integer() < 0) {
    return unfit("not a count");
  }
  node.*Field.*End = static_cast<std::size_t>(*value.integer());
  return {};
}

// NOLINTNEXTLINE(misc-no-recursion): see child
Result<void> SchemaCompiler::items(const Value& value, SchemaNode& node) {
  HOLDALL_ASSIGN(node.items, child(value));
  return {};
}

// NOLINTNEXTLINE(misc-no-recursion): see child
Result<void> SchemaCompiler::properties(const Value& value, SchemaNode& node) {
  if (!value.object()) {
    return unfit("not an object");
  }
  for (const Value::Member& member : *value.object()) {
    HOLDALL_ASSIGN(const SchemaNode* held, child_at(member.key, member.value));
    node.members.push_back({member.key, held, false});
  }
  std::sort(node.members.begin(), node.members.end(), before);
  return {};
}

// One expression, and none of the names in `properties`: then exactly one schema holds for each member.
// NOLINTNEXTLINE(misc-no-recursion): see child
Result<void> SchemaCompiler::pattern_properties(const Value& value, SchemaNode& node) {
  if (!value.object() || value.object()->size() != 1) {
    return unfit("not an object with exactly one member");
  }
  const Value::Member& only = value.object()->front();
  node.names = find_pattern(only.key);
  if (!node.names) {
    return unfit(kNotInTable);
  }
  if (std::any_of(node.members.begin(), node.members.end(),
                  [&](const SchemaMember& member) { return node.names->matches(member.name); })) {
    return unfit("matches a name in `properties`");
  }
  HOLDALL_ASSIGN(node.named, child_at(only.key, only.value));
  return {};
}

// NOLINTNEXTLINE(misc-no-recursion): see child
Result<void> SchemaCompiler::additional_properties(const Value& value, SchemaNode& node) {
  HOLDALL_ASSIGN(node.others, child(value));
  return {};
}

Result<void> SchemaCompiler::required(const Value& value, SchemaNode& node) {
  auto names = different_texts(value);
  if (!names) {
    return unfit("not a list of different names");
  }
  std::vector<SchemaMember> undeclared;
  for (std::string& name : *names) {
    const bool named = node.names && node.names->matches(name);
    SchemaMember wanted{std::move(name), named ? node.named : node.others, true};
    const auto at = std::lower_bound(node.members.begin(), node.members.end(), wanted, before);
    if (at != node.members.end() && at->name == wanted.name) {
      at->required = true;
    } else {
      undeclared.push_back(std::move(wanted));
    }
  }
  node.members.insert(node.members.end(), undeclared.begin(), undeclared.end());
  std::sort(node.members.begin(), node.members.end(), before);
  return {};
}

}  // namespace holdall
