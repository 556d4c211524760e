#include "holdall/core/json/value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <set>

#include "holdall/core/base/text.h"
#include "holdall/core/json/canonical.h"

namespace holdall {
namespace {

// A decimal number as digits without leading and trailing zeros, and the power of ten of the first digit.
struct Decimal {
  std::string digits;
  std::int64_t exponent = 0;
  bool operator==(const Decimal&) const = default;
};

// Requires: `token` is a JSON number whose value is finite.
Decimal decimal_of(std::string_view token) {
  Decimal out;
  const auto e = std::min(token.find_first_of("eE"), token.size());
  std::int64_t point = 0;  // digits before the decimal point
  bool seen_point = false;
  for (const char c : token.substr(0, e)) {
    seen_point = seen_point || c == '.';
    if (c >= '0' && c <= '9') {
      out.digits.push_back(c);
      point += seen_point ? 0 : 1;
    }
  }
  const auto first = std::min(out.digits.find_first_not_of('0'), out.digits.size());
  out.digits.erase(0, first);
  out.digits.erase(out.digits.find_last_not_of('0') + 1);
  if (out.digits.empty()) {
    return out;
  }
  // Clamped: an exponent beyond the size of any document belongs to a value that is not finite or is zero.
  constexpr long kFar = 1L << 40;
  const long written = e < token.size() ? std::strtol(&token[e + 1], nullptr, 10) : 0;
  out.exponent = point - static_cast<std::int64_t>(first) + std::clamp(written, -kFar, kFar);
  return out;
}

// Whether a double holds the number exactly as far as its shortest form tells: 0.1 does, 0.10000000000000001 does not.
bool keeps_value(const std::string& token, double value) {
  std::array<char, 40> shortest{};
  const char* const end = std::to_chars(shortest.begin(), shortest.end(), value, std::chars_format::scientific).ptr;
  return decimal_of(token) == decimal_of({shortest.data(), static_cast<std::size_t>(end - shortest.data())});
}

// Builds a Value from nlohmann's SAX events and refuses what its parser lets pass: duplicate keys, depth, integers and
// doubles that lose value, noncharacters.
class Builder final : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit Builder(const Limits& limits) : limits_(limits) {}

  bool null() override { return put(Value()); }
  bool boolean(bool value) override { return put(Value(value)); }
  bool number_integer(number_integer_t value) override {
    if (value == 0) {
      return fail("-0");  // other zeros arrive unsigned
    }
    return value >= -kMaxSafeInteger ? put(Value(std::int64_t{value})) : fail("an integer beyond 2^53-1");
  }
  bool number_unsigned(number_unsigned_t value) override {
    return value <= static_cast<std::uint64_t>(kMaxSafeInteger) ? put(Value(static_cast<std::int64_t>(value)))
                                                                : fail("an integer beyond 2^53-1");
  }
  bool number_float(number_float_t value, const string_t& token) override {
    if (!std::isfinite(value)) {
      return fail("a number out of range");
    }
    if (token.find_first_of(".eE") == std::string::npos) {
      return fail("an integer beyond 2^53-1");  // nlohmann turns integers over 64 bits into doubles
    }
    if (std::signbit(value) && value == 0) {
      return fail("-0");
    }
    if (!keeps_value(token, value)) {
      return fail("a number that a double cannot hold");
    }
    // Doubles that are whole numbers are integers in canonical form: 1.0 and 1e2 are written 1 and 100.
    if (std::trunc(value) == value && std::fabs(value) <= static_cast<double>(kMaxSafeInteger)) {
      return put(Value(static_cast<std::int64_t>(value)));
    }
    return is_unsafe_integer(value) ? fail("an integer beyond 2^53-1") : put(Value(value));
  }
  bool string(string_t& value) override {
    return is_ijson_text(value) ? put(Value(std::move(value))) : fail("a noncharacter in a string");
  }
  bool binary(binary_t& /*value*/) override { return fail("binary data"); }
  bool key(string_t& name) override {
    if (name.size() > limits_.name_bytes) {
      return over("a member name longer than ", limits_.name_bytes);
    }
    if (!is_ijson_text(name)) {
      return fail("a noncharacter in a member name");
    }
    Value::Object& object = *stack_.back().object();
    if (!keys_.back().insert(name).second) {
      return fail("a member name twice in one object");
    }
    object.push_back({std::move(name), Value()});
    return true;
  }
  bool start_object(std::size_t /*size*/) override {
    keys_.emplace_back();
    return push(Value(Value::Object{}));
  }
  bool end_object() override {
    keys_.pop_back();
    return pop();
  }
  bool start_array(std::size_t /*size*/) override { return push(Value(Value::Array{})); }
  bool end_array() override { return pop(); }
  bool parse_error(std::size_t position, const std::string& /*token*/,
                   const nlohmann::detail::exception& /*error*/) override {
    error_ = {ErrorCode::kMalformedJson, "not JSON at byte " + std::to_string(position == 0 ? 0 : position - 1), {}};
    return false;
  }

  Result<Value> result() && {
    if (!error_.message.empty()) {
      return std::move(error_);
    }
    return std::move(root_);
  }

 private:
  bool fail(const char* what) {
    error_ = {ErrorCode::kMalformedJson, std::string(what) + " is not allowed", {}};
    return false;
  }
  bool over(const char* what, std::size_t limit) {
    error_ = {ErrorCode::kLimit, what + std::to_string(limit), {}};
    return false;
  }
  bool push(Value container) {
    if (stack_.size() == limits_.depth) {
      return over("JSON is nested deeper than ", limits_.depth);
    }
    stack_.push_back(std::move(container));
    return true;
  }
  bool pop() {
    Value done = std::move(stack_.back());
    stack_.pop_back();
    return put(std::move(done));
  }
  bool put(Value value) {
    if (++values_ > limits_.document_values) {
      return over("more values in a JSON document than ", limits_.document_values);
    }
    if (stack_.empty()) {
      root_ = std::move(value);
    } else if (Value::Array* array = stack_.back().array()) {
      array->push_back(std::move(value));
    } else {
      stack_.back().object()->back().value = std::move(value);
    }
    return true;
  }

  const Limits& limits_;
  std::vector<Value> stack_;
  std::vector<std::set<std::string, std::less<>>> keys_;  // of the open objects
  std::size_t values_ = 0;
  Value root_;
  Error error_;
};

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

Value::Value(std::uint64_t value) : data_(static_cast<std::int64_t>(value)) {
  HOLDALL_CHECK(value <= static_cast<std::uint64_t>(kMaxSafeInteger));
}

const Value* Value::find(std::string_view key) const {
  const Object* members = object();
  if (members == nullptr) {
    return nullptr;
  }
  const auto found = std::find_if(members->begin(), members->end(), [&](const Member& m) { return m.key == key; });
  return found == members->end() ? nullptr : &found->value;
}

const Value& Value::at(std::string_view key) const {
  const Value* found = find(key);
  HOLDALL_CHECK(found != nullptr);
  return *found;
}

const std::string& Value::text() const {
  HOLDALL_CHECK(string() != nullptr);
  return *string();
}

const Value::Array& Value::items() const {
  HOLDALL_CHECK(array() != nullptr);
  return *array();
}

const Value::Object& Value::members() const {
  HOLDALL_CHECK(object() != nullptr);
  return *object();
}

std::string Value::text_or(std::string_view key, std::string_view fallback) const {
  const Value* found = find(key);
  return std::string(found != nullptr && found->string() != nullptr ? std::string_view(*found->string()) : fallback);
}

std::vector<std::string> Value::texts(std::string_view key) const {
  std::vector<std::string> all;
  const Value* list = find(key);
  const Array* items = list == nullptr ? nullptr : list->array();
  for (std::size_t i = 0; items != nullptr && i < items->size(); ++i) {
    if (const std::string* text = (*items)[i].string()) {
      all.push_back(*text);
    }
  }
  return all;
}

void Value::set(std::string_view key, Value value) {
  Object* members = object();
  HOLDALL_CHECK(members != nullptr);
  for (Member& member : *members) {
    if (member.key == key) {
      member.value = std::move(value);
      return;
    }
  }
  members->push_back({std::string(key), std::move(value)});
}

Result<Value> parse_document(std::string_view text, const Limits& limits) {
  if (text.size() > limits.document_bytes) {
    return Error{
        ErrorCode::kLimit, "a JSON document longer than " + std::to_string(limits.document_bytes) + " bytes", {}};
  }
  if (text.starts_with(kByteOrderMark) || text.find('\0') != std::string_view::npos) {
    return Error{ErrorCode::kMalformedJson, "a byte order mark or NUL is not allowed", {}};
  }
  Builder builder(limits);
  nlohmann::json::sax_parse(text.begin(), text.end(), &builder);
  return std::move(builder).result();
}

Result<Value> parse_canonical(std::string_view text, const Limits& limits) {
  HOLDALL_ASSIGN(Value value, parse_document(text, limits));
  if (canonical(value) != text) {
    return Error{ErrorCode::kNotCanonical, "not in RFC 8785 form", {}};
  }
  return value;
}

std::string pointer_token(std::string_view key) {
  std::string out;
  for (const char c : key) {
    out += c == '~' ? std::string("~0") : c == '/' ? std::string("~1") : std::string(1, c);
  }
  return out;
}

}  // namespace holdall
