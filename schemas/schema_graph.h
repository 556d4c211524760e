// A compiled schema: nodes that point at each other, made once by compile_schema and only read while records are
// checked.
//
// Private to schemas/. A null `const SchemaNode*` stands for the schema `false`: no value is allowed there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/schemas/patterns.h"

namespace holdall {

// A set of JSON types, one bit each. `number` sets two bits: a number token is kInteger or kFraction, never both.
using TypeSet = std::uint8_t;
enum TypeBit : TypeSet {
  kNullType = 1,
  kBooleanType = 2,
  kIntegerType = 4,
  kFractionType = 8,
  kStringType = 16,
  kArrayType = 32,
  kObjectType = 64,
};
inline constexpr TypeSet kAllTypes = 127;

struct SchemaNode;

template <typename T>
struct Range {
  T least = std::numeric_limits<T>::lowest();
  T most = std::numeric_limits<T>::max();
};

struct SchemaMember {
  std::string name;
  const SchemaNode* node = nullptr;
  bool required = false;
};

struct SchemaNode {
  TypeSet types = kAllTypes;
  std::optional<std::string> constant;              // canonical text of a scalar
  std::optional<std::vector<std::string>> choices;  // sorted
  Range<double> number;
  Range<std::size_t> length;  // in code points
  const Pattern* pattern = nullptr;
  Range<std::size_t> item_count;
  const SchemaNode* items = nullptr;
  Range<std::size_t> member_count;
  std::vector<SchemaMember> members;  // in RFC 8785 order, the order in which a canonical object brings them
  const Pattern* names = nullptr;     // patternProperties: its one expression …
  const SchemaNode* named = nullptr;  // … and what holds for names that match it
  const SchemaNode* others = nullptr;
};

struct SchemaGraph {
  std::deque<SchemaNode> nodes;  // addresses are stable; the first is the schema `true`
  const SchemaNode* root = nullptr;
  std::string id;
};

// Errors: kSchemaUnfit with the JSON Pointer into the schema; kMalformedJson; kLimit.
Result<std::unique_ptr<SchemaGraph>> compile_schema(std::string_view text);

}  // namespace holdall
