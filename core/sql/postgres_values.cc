#include "holdall/core/sql/postgres_values.h"

#include <array>
#include <bit>
#include <charconv>
#include <cmath>

#include "holdall/core/base/result.h"
#include "holdall/core/base/text.h"

namespace holdall::postgres {
namespace {

void append_big_endian(std::string& out, std::uint64_t value, int bytes) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
    out.push_back(static_cast<char>((value >> shift) & 0xFF));
  }
}

}  // namespace

bool is_text(std::string_view text) {
  return text.find('\0') == std::string_view::npos && is_ijson_text(text);
}

void Array::add_null() {
  append_big_endian(elements_, 0xFFFFFFFF, 4);
  has_null_ = true;
  ++size_;
}

void Array::add_boolean(bool value) {
  append_big_endian(elements_, 1, 4);
  elements_.push_back(value ? '\1' : '\0');
  ++size_;
}

void Array::add_integer(std::int64_t value) {
  append_big_endian(elements_, 8, 4);
  append_big_endian(elements_, static_cast<std::uint64_t>(value), 8);
  ++size_;
}

void Array::add_double(double value) {
  append_big_endian(elements_, 8, 4);
  append_big_endian(elements_, std::bit_cast<std::uint64_t>(value), 8);
  ++size_;
}

void Array::add_text(std::string_view value) {
  HOLDALL_CHECK(value.size() < (std::size_t{1} << 30));
  append_big_endian(elements_, value.size(), 4);
  elements_.append(value);
  ++size_;
}

Parameter Array::parameter() const {
  Parameter parameter;
  parameter.is_binary = true;
  append_big_endian(parameter.bytes, size_ == 0 ? 0 : 1, 4);  // dimensions
  append_big_endian(parameter.bytes, has_null_ ? 1 : 0, 4);
  append_big_endian(parameter.bytes, static_cast<std::uint32_t>(type_), 4);
  if (size_ != 0) {
    append_big_endian(parameter.bytes, size_, 4);
    append_big_endian(parameter.bytes, 1, 4);  // index of the first element
  }
  parameter.bytes.append(elements_);
  return parameter;
}

void append_copy_field(std::string& out, std::string_view text) {
  std::size_t begin = 0;
  while (true) {
    const std::size_t special = text.find_first_of("\\\n\r\t", begin);
    out.append(text.substr(begin, special - begin));
    if (special == std::string_view::npos) {
      return;
    }
    const char c = text[special];
    out.append(c == '\n' ? "\\n" : c == '\r' ? "\\r" : c == '\t' ? "\\t" : "\\\\");
    begin = special + 1;
  }
}

std::string double_text(double value) {
  if (std::isnan(value)) {
    return "NaN";
  }
  if (std::isinf(value)) {
    return value < 0 ? "-Infinity" : "Infinity";
  }
  std::array<char, 32> buffer{};
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  HOLDALL_CHECK(error == std::errc());
  return {buffer.data(), end};
}

std::string bytes_text(std::string_view bytes) {
  return "\\x" + hex_encode(as_bytes(bytes));
}

std::string quote(std::string_view identifier) {
  std::string out = "\"";
  for (const char c : identifier) {
    HOLDALL_CHECK(c != '\0');
    out.append(c == '"' ? 2 : 1, c);
  }
  return out + "\"";
}

}  // namespace holdall::postgres
