// A JSON document in memory: requests, maps, manifests, keys. Records never become one (see core/model/row.h).
//
// parse_document is the one door: strict UTF-8 without noncharacters or BOM, no NUL, no duplicate keys, bounded depth,
// size and number of values, numbers only where a double or a safe integer holds them exactly. Backed by
// nlohmann/json's SAX parser.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "holdall/core/base/limits.h"
#include "holdall/core/base/result.h"

namespace holdall {

class Value {
 public:
  struct Member;
  using Array = std::vector<Value>;
  using Object = std::vector<Member>;  // in document order; keys are unique

  Value() = default;              // null
  Value(bool value);              // NOLINT: literals read as JSON
  Value(std::int64_t value);      // NOLINT
  Value(int value);               // NOLINT
  Value(std::uint64_t value);     // NOLINT; Requires: value < 2^53
  Value(double value);            // NOLINT
  Value(std::string value);       // NOLINT
  Value(std::string_view value);  // NOLINT
  Value(const char* value);       // NOLINT
  Value(Array value);             // NOLINT
  Value(Object value);            // NOLINT

  [[nodiscard]] bool is_null() const { return std::holds_alternative<std::monostate>(data_); }
  // The value if it has that type, else nullptr. An integer is not a double here.
  [[nodiscard]] const bool* boolean() const { return std::get_if<bool>(&data_); }
  [[nodiscard]] const std::int64_t* integer() const { return std::get_if<std::int64_t>(&data_); }
  [[nodiscard]] const double* number() const { return std::get_if<double>(&data_); }
  [[nodiscard]] const std::string* string() const { return std::get_if<std::string>(&data_); }
  [[nodiscard]] const Array* array() const { return std::get_if<Array>(&data_); }
  [[nodiscard]] const Object* object() const { return std::get_if<Object>(&data_); }
  Array* array() { return std::get_if<Array>(&data_); }
  Object* object() { return std::get_if<Object>(&data_); }

  // The member, or nullptr if this is no object or has none.
  [[nodiscard]] const Value* find(std::string_view key) const;
  // For documents whose schema was checked before: the member must be there and have the type.
  [[nodiscard]] const Value& at(std::string_view key) const;
  [[nodiscard]] const std::string& text() const;
  [[nodiscard]] const Array& items() const;
  [[nodiscard]] const Object& members() const;
  // The text of an optional member, else `fallback`.
  [[nodiscard]] std::string text_or(std::string_view key, std::string_view fallback) const;

  // The texts of an optional member that is a list of them; those that are no text are left out.
  [[nodiscard]] std::vector<std::string> texts(std::string_view key) const;

  // Adds or replaces a member. Requires: this is an object.
  void set(std::string_view key, Value value);

 private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> data_;
};

struct Value::Member {
  std::string key;
  Value value;
};

// Here and not in the class: Member must be complete for them.
inline Value::Value(bool value) : data_(value) {}
inline Value::Value(std::int64_t value) : data_(value) {}
inline Value::Value(int value) : data_(std::int64_t{value}) {}
inline Value::Value(double value) : data_(value) {}
inline Value::Value(std::string value) : data_(std::move(value)) {}
inline Value::Value(std::string_view value) : data_(std::string(value)) {}
inline Value::Value(const char* value) : data_(std::string(value)) {}
inline Value::Value(Array value) : data_(std::move(value)) {}
inline Value::Value(Object value) : data_(std::move(value)) {}

// Errors: kMalformedJson with the byte offset; kLimit for size, depth, number of values and length of names.
Result<Value> parse_document(std::string_view text, const Limits& limits = {});
// As parse_document, and the text must be its own RFC 8785 form. Errors: also kNotCanonical.
Result<Value> parse_canonical(std::string_view text, const Limits& limits = {});

// One reference token escaped for a pointer (`~0`, `~1`).
std::string pointer_token(std::string_view key);

}  // namespace holdall
