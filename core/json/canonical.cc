#include "holdall/core/json/canonical.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "holdall/core/base/text.h"

namespace holdall {
namespace {

// 0: written as it stands; else the character after the backslash ('u' for \u00xx).
constexpr std::array<char, 256> kEscape = [] {
  std::array<char, 256> table{};
  for (std::size_t c = 0; c < 0x20; ++c) {
    table[c] = 'u';
  }
  table['\b'] = 'b';
  table['\t'] = 't';
  table['\n'] = 'n';
  table['\f'] = 'f';
  table['\r'] = 'r';
  table['"'] = '"';
  table['\\'] = '\\';
  return table;
}();

// ECMAScript's layout of `digits` × 10^(point - digits.size()) (ECMA-262 Number::toString, steps 6-12).
void append_digits(std::string& out, std::string_view digits, int point) {
  const auto count = static_cast<int>(digits.size());
  if (count <= point && point <= 21) {
    out.append(digits).append(static_cast<std::size_t>(point - count), '0');
  } else if (0 < point && point <= 21) {
    out.append(digits.substr(0, static_cast<std::size_t>(point))).append(".");
    out.append(digits.substr(static_cast<std::size_t>(point)));
  } else if (-6 < point && point <= 0) {
    out.append("0.").append(static_cast<std::size_t>(-point), '0').append(digits);
  } else {
    out.append(digits.substr(0, 1));
    if (count > 1) {
      out.append(".").append(digits.substr(1));
    }
    out.append(point > 0 ? "e+" : "e-").append(std::to_string(std::abs(point - 1)));
  }
}

void append_integer(std::string& out, std::int64_t value) {
  std::array<char, 24> text{};
  out.append(text.data(), std::to_chars(text.begin(), text.end(), value).ptr);
}

Error unfit(const Field& field, const char* why) {
  return {ErrorCode::kSourceData, "field `" + printable(field.name) + "`: " + why, {}};
}

Result<void> append_cell(std::string& out, const Field& field, const Cell& cell) {
  switch (cell.kind()) {
    case Cell::Kind::kAbsent:
      break;
    case Cell::Kind::kBool:
      out += cell.as_bool() ? "true" : "false";
      break;
    case Cell::Kind::kInteger:
      if (cell.as_integer() > kMaxSafeInteger || cell.as_integer() < -kMaxSafeInteger) {
        return unfit(field, "an integer beyond 2^53-1 travels as a string");
      }
      append_integer(out, cell.as_integer());
      break;
    case Cell::Kind::kDouble:
      if (!std::isfinite(cell.as_double()) || (cell.as_double() == 0 && std::signbit(cell.as_double()))) {
        return unfit(field, "NaN, an infinity or -0 has no JSON form");
      }
      if (is_unsafe_integer(cell.as_double())) {
        return unfit(field, "an integer beyond 2^53-1 travels as a string");
      }
      append_number(out, cell.as_double());
      break;
    case Cell::Kind::kText:
      if (!is_ijson_text(cell.as_text())) {
        return unfit(field, "not Unicode text");
      }
      append_string(out, cell.as_text());
      break;
    case Cell::Kind::kBytes:
      out.append(R"({"_bytes":")").append(base64url_encode(as_bytes(cell.as_text()))).append(R"("})");
      break;
    case Cell::Kind::kJson:
      out += cell.as_text();
      break;
  }
  return {};
}

}  // namespace

bool is_unsafe_integer(double value) {
  return std::trunc(value) == value && std::fabs(value) > static_cast<double>(kMaxSafeInteger) &&
         std::fabs(value) < 1e21;
}

void append_string(std::string& out, std::string_view text) {
  out.push_back('"');
  std::size_t plain = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const char escape = kEscape[byte];
    if (escape == 0) {
      continue;
    }
    out.append(text.substr(plain, i - plain)).push_back('\\');
    out.push_back(escape);
    if (escape == 'u') {
      constexpr std::string_view kHex = "0123456789abcdef";
      out.append("00").push_back(kHex[byte >> 4U]);
      out.push_back(kHex[byte & 15U]);
    }
    plain = i + 1;
  }
  out.append(text.substr(plain)).push_back('"');
}

void append_number(std::string& out, double value) {
  HOLDALL_CHECK(std::isfinite(value));
  if (value == 0) {
    out.push_back('0');
    return;
  }
  std::array<char, 40> text{};
  const char* const end = std::to_chars(text.begin(), text.end(), std::fabs(value), std::chars_format::scientific).ptr;
  const std::string_view scientific(text.data(), static_cast<std::size_t>(end - text.data()));  // d[.ddd]e±xx
  const auto e = scientific.find('e');
  std::string digits(scientific.substr(0, 1));
  if (e > 2) {
    digits += scientific.substr(2, e - 2);
  }
  int exponent = 0;
  std::from_chars(scientific.data() + e + (scientific[e + 1] == '+' ? 2 : 1), scientific.data() + scientific.size(),
                  exponent);
  if (value < 0) {
    out.push_back('-');
  }
  append_digits(out, digits, exponent + 1);
}

void append_canonical(std::string& out, const Value& value) {  // NOLINT(misc-no-recursion): documents are depth-checked
  if (value.is_null()) {
    out += "null";
  } else if (const bool* boolean = value.boolean()) {
    out += *boolean ? "true" : "false";
  } else if (const std::int64_t* integer = value.integer()) {
    append_integer(out, *integer);
  } else if (const double* number = value.number()) {
    append_number(out, *number);
  } else if (const std::string* string = value.string()) {
    append_string(out, *string);
  } else if (const Value::Array* array = value.array()) {
    const char* separator = "[";
    for (const Value& item : *array) {
      out += separator;
      append_canonical(out, item);
      separator = ",";
    }
    out += array->empty() ? "[]" : "]";
  } else {
    std::vector<const Value::Member*> members;
    for (const Value::Member& member : value.members()) {
      members.push_back(&member);
    }
    std::sort(members.begin(), members.end(),
              [](const auto* a, const auto* b) { return compare_utf16(a->key, b->key) < 0; });
    const char* separator = "{";
    for (const Value::Member* member : members) {
      out += separator;
      append_string(out, member->key);
      out.push_back(':');
      append_canonical(out, member->value);
      separator = ",";
    }
    out += members.empty() ? "{}" : "}";
  }
}

std::string canonical(const Value& value) {
  std::string out;
  append_canonical(out, value);
  return out;
}

Result<void> append_record(std::string& out, const Layout& layout, Row row) {
  HOLDALL_CHECK(row.size() == layout.size());
  char separator = '{';
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (row[i].is_absent()) {
      continue;
    }
    out.push_back(separator);
    out.append(layout.fields()[i].key);
    HOLDALL_TRY(append_cell(out, layout.fields()[i], row[i]));
    separator = ',';
  }
  out += separator == '{' ? "{}" : "}";
  return {};
}

}  // namespace holdall
