#include "holdall/importer/store/postgres_cells.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "holdall/core/base/text.h"
#include "holdall/core/model/date.h"
#include "holdall/core/model/timestamp.h"
#include "holdall/importer/store/postgres_json.h"

namespace holdall {
namespace {

using postgres::Array;

constexpr std::size_t kMostFractionDigits = 1000;  // of a decimal number

bool is_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// `-12.50`: digits on both sides of a point that is there.
bool is_decimal(std::string_view text) {
  text.remove_prefix(text.starts_with('-') ? 1 : 0);
  const std::size_t point = text.find('.');
  return is_digits(text.substr(0, point)) && (point == std::string_view::npos || is_digits(text.substr(point + 1)));
}

std::string_view without_trailing_zeros(std::string_view decimal) {
  if (decimal.find('.') == std::string_view::npos) {
    return decimal;
  }
  decimal = decimal.substr(0, decimal.find_last_not_of('0') + 1);
  return decimal.ends_with('.') ? decimal.substr(0, decimal.size() - 1) : decimal;
}

std::size_t fraction_digits(std::string_view decimal) {
  const std::string_view shortest = without_trailing_zeros(decimal);
  const std::size_t point = shortest.find('.');
  return point == std::string_view::npos ? 0 : shortest.size() - point - 1;
}

std::string_view integer_text(std::int64_t value, std::string& scratch) {
  return scratch = std::to_string(value);
}

std::string_view fixed_text(double value, std::string& scratch) {
  std::array<char, 1100> buffer{};
  const auto [end, error] =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed);
  HOLDALL_CHECK(error == std::errc());
  return scratch.assign(buffer.data(), end);
}

// A decimal number in digits; empty for what is none.
std::string_view decimal_text(const Cell& cell, std::string& scratch) {
  switch (cell.kind()) {
    case Cell::Kind::kInteger:
      return integer_text(cell.as_integer(), scratch);
    case Cell::Kind::kDouble:
      return std::isfinite(cell.as_double()) ? fixed_text(cell.as_double(), scratch) : std::string_view();
    case Cell::Kind::kText:
      return is_decimal(cell.as_text()) ? cell.as_text() : std::string_view();
    default:
      return {};
  }
}

// `block << 16 | offset` as `(block,offset)`.
std::string_view tid_text(std::int64_t key, std::string& scratch) {
  return scratch = "(" + std::to_string((key >> 16) & 0xFFFFFFFF) + "," + std::to_string(key & 0xFFFF) + ")";
}

bool is_uuid(std::string_view text) {
  const auto fits = [&](std::size_t i) {
    const bool is_dash = i == 8 || i == 13 || i == 18 || i == 23;
    const bool is_hex = (text[i] >= '0' && text[i] <= '9') || (text[i] >= 'a' && text[i] <= 'f');
    return is_dash ? text[i] == '-' : is_hex;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!fits(i)) {
      return false;
    }
  }
  return text.size() == 36;
}

Refusal refused_unless(bool fits, Refusal refusal) {
  return fits ? Refusal::kNone : refusal;
}

Refusal decimal_misfit(const PostgresColumn& column, const Cell& cell) {
  std::string scratch;
  const std::string_view text = decimal_text(cell, scratch);
  if (text.empty()) {
    return Refusal::kType;
  }
  const std::size_t most =
      column.fraction_digits < 0 ? kMostFractionDigits : static_cast<std::size_t>(column.fraction_digits);
  return refused_unless(fraction_digits(text) <= most, Refusal::kOutOfRange);  // the server would round
}

Refusal timestamp_misfit(const PostgresColumn& column, std::string_view text) {
  const auto at = parse_timestamp(text);
  if (!at) {
    return Refusal::kType;
  }
  std::uint32_t unit = 1'000'000'000;  // nanoseconds that the column tells apart
  for (int digits = column.fraction_digits < 0 ? 6 : std::min(column.fraction_digits, 6); digits > 0; --digits) {
    unit /= 10;
  }
  return refused_unless(at->nanoseconds % unit == 0, Refusal::kOutOfRange);
}

Refusal text_misfit(const PostgresColumn& column, std::string_view text) {
  if (!postgres::is_text(text)) {
    return Refusal::kType;
  }
  const bool fits = column.characters < 0 || text.size() <= static_cast<std::size_t>(column.characters) ||
                    count_code_points(text) <= static_cast<std::size_t>(column.characters);
  return refused_unless(fits, Refusal::kOutOfRange);  // the server would cut blanks off
}

StoredCell stored_text(std::string_view text) {
  return StoredCell(is_ijson_text(text) ? Cell::text(text) : Cell::bytes(text));
}

StoredCell stored_integer(std::string_view text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return StoredCell(Cell::integer(value));
}

StoredCell stored_double(std::string_view text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);  // also NaN, Infinity and -Infinity
  return StoredCell(Cell::number(value));
}

// `2026-11-23 10:00:00.5+00`, or without zone, in UTC. Others (BC, infinity) stay as the server writes them.
StoredCell stored_timestamp(std::string_view text) {
  std::string rfc3339(text.substr(0, text.ends_with("+00") ? text.size() - 3 : text.size()));
  std::replace(rfc3339.begin(), rfc3339.end(), ' ', 'T');
  const auto at = parse_timestamp(rfc3339 + "Z");
  return stored_text(at ? format_timestamp(*at) : std::string(text));
}

int hex_digit(char c) {
  return c <= '9' ? c - '0' : c - 'a' + 10;
}

StoredCell stored_bytes(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 2; i + 1 < hex.size(); i += 2) {  // after `\x`
    bytes.push_back(static_cast<char>(hex_digit(hex[i]) * 16 + hex_digit(hex[i + 1])));
  }
  return StoredCell(Cell::bytes(bytes));
}

}  // namespace

Refusal postgres_misfit(const PostgresColumn& column, const Cell& cell) {
  using Kind = Cell::Kind;
  const Kind kind = cell.kind();
  const bool is_written = kind == Kind::kText || kind == Kind::kJson;
  if (kind == Kind::kAbsent) {
    return Refusal::kNone;
  }
  switch (column.type) {
    case StoreType::kInteger:
      return refused_unless(kind == Kind::kInteger, Refusal::kType);
    case StoreType::kReal:
      return refused_unless(kind == Kind::kDouble || kind == Kind::kInteger, Refusal::kType);
    case StoreType::kBoolean:
      return refused_unless(kind == Kind::kBool, Refusal::kType);
    case StoreType::kBytes:
      return refused_unless(kind == Kind::kBytes, Refusal::kType);
    case StoreType::kText:
      return is_written ? text_misfit(column, cell.as_text()) : Refusal::kType;
    case StoreType::kJson:
      return refused_unless(is_written && fits_postgres_json(cell.as_text()), Refusal::kType);
    case StoreType::kDecimal:
      return decimal_misfit(column, cell);
    case StoreType::kTimestamp:
      return kind == Kind::kText ? timestamp_misfit(column, cell.as_text()) : Refusal::kType;
    case StoreType::kDate:
      return refused_unless(kind == Kind::kText && is_date(cell.as_text()), Refusal::kType);
    case StoreType::kUuid:
      return refused_unless(kind == Kind::kText && is_uuid(cell.as_text()), Refusal::kType);
    default:
      return Refusal::kType;
  }
}

std::string_view postgres_text(const PostgresColumn& column, const Cell& cell, std::string& scratch) {
  switch (column.type) {
    case StoreType::kInteger:
      return column.is_tid ? tid_text(cell.as_integer(), scratch) : integer_text(cell.as_integer(), scratch);
    case StoreType::kReal:
      return cell.kind() == Cell::Kind::kInteger ? integer_text(cell.as_integer(), scratch)
                                                 : scratch = postgres::double_text(cell.as_double());
    case StoreType::kDecimal:
      return decimal_text(cell, scratch);
    case StoreType::kBoolean:
      return cell.as_bool() ? "t" : "f";
    case StoreType::kBytes:
      return scratch = postgres::bytes_text(cell.as_text());
    default:
      return cell.as_text();
  }
}

postgres::Parameter postgres_parameter(const PostgresColumn& column, const Cell& cell) {
  if (cell.is_absent()) {
    return {{}, true, false};
  }
  if (column.type == StoreType::kBytes) {
    return {std::string(cell.as_text()), false, true};
  }
  std::string scratch;
  return {std::string(postgres_text(column, cell, scratch)), false, false};
}

Array::Of postgres_array_of(const PostgresColumn& column) {
  switch (column.type) {
    case StoreType::kInteger:
      return column.is_tid ? Array::Of::kText : Array::Of::kInteger;
    case StoreType::kReal:
      return Array::Of::kDouble;
    case StoreType::kBoolean:
      return Array::Of::kBoolean;
    case StoreType::kBytes:
      return Array::Of::kBytes;
    default:
      return Array::Of::kText;
  }
}

void add_to(Array& array, const PostgresColumn& column, const Cell& cell) {
  if (cell.is_absent()) {
    array.add_null();
    return;
  }
  std::string scratch;
  switch (postgres_array_of(column)) {
    case Array::Of::kInteger:
      return array.add_integer(cell.as_integer());
    case Array::Of::kDouble:
      return array.add_double(cell.kind() == Cell::Kind::kInteger ? static_cast<double>(cell.as_integer())
                                                                  : cell.as_double());
    case Array::Of::kBoolean:
      return array.add_boolean(cell.as_bool());
    case Array::Of::kBytes:
      return array.add_text(cell.as_text());
    case Array::Of::kText:
      return array.add_text(postgres_text(column, cell, scratch));
  }
}

void append_postgres_copy(std::string& out, const PostgresColumn& column, const Cell& cell) {
  std::string scratch;
  if (cell.is_absent()) {
    out.append(postgres::kCopyNull);
  } else {
    postgres::append_copy_field(out, postgres_text(column, cell, scratch));
  }
}

std::string postgres_cast(const PostgresColumn& column) {
  // Integers are checked against their column when they are assigned, not before.
  const bool is_wide = column.type == StoreType::kInteger && !column.is_tid;
  const bool is_varchar = column.sql_type == "varchar";
  return "pg_catalog." + std::string(is_wide ? "int8" : is_varchar ? "text" : column.sql_type);
}

std::string_view postgres_array_cast(const PostgresColumn& column) {
  switch (postgres_array_of(column)) {
    case Array::Of::kInteger:
      return "pg_catalog.int8[]";
    case Array::Of::kDouble:
      return "pg_catalog.float8[]";
    case Array::Of::kBoolean:
      return "pg_catalog.bool[]";
    case Array::Of::kBytes:
      return "pg_catalog.bytea[]";
    case Array::Of::kText:
      break;
  }
  return "pg_catalog.text[]";
}

StoredCell read_postgres(const PostgresColumn& column, const postgres::Rows& rows, std::size_t row, int index) {
  if (rows.is_null(row, index)) {
    return StoredCell(Cell::absent());
  }
  const std::string_view text = rows.text(row, index);
  switch (column.type) {
    case StoreType::kInteger:
      return column.is_tid ? StoredCell(Cell::integer(read_postgres_row_key(column, text))) : stored_integer(text);
    case StoreType::kReal:
      return stored_double(text);
    case StoreType::kBoolean:
      return StoredCell(Cell::boolean(text == "t"));
    case StoreType::kDecimal:
      return stored_text(without_trailing_zeros(text));
    case StoreType::kTimestamp:
      return stored_timestamp(text);
    case StoreType::kJson:
      return stored_text(read_postgres_json(text));
    case StoreType::kBytes:
      return stored_bytes(text);
    default:
      return stored_text(text);
  }
}

std::int64_t read_postgres_row_key(const PostgresColumn& column, std::string_view text) {
  std::int64_t first = 0;
  std::int64_t offset = 0;
  text.remove_prefix(column.is_tid ? 1 : 0);
  const auto* const end = text.data() + text.size();
  const auto [comma, error] = std::from_chars(text.data(), end, first);
  if (!column.is_tid) {
    return first;
  }
  std::from_chars(comma + 1, end, offset);
  return first << 16 | offset;
}

}  // namespace holdall
