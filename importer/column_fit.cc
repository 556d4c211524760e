#include "holdall/importer/column_fit.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

#include "holdall/core/json/canonical.h"
#include "holdall/core/model/timestamp.h"
#include "holdall/importer/map/ascii.h"

namespace holdall {
namespace {

using enum MisfitCode;
using Kind = Cell::Kind;
using Text = std::string_view;

constexpr std::uint32_t kNanosecondsOfUs = 1000;

// Whether canonical JSON has a text with U+0000 in it, which RFC 8785 writes as \u0000.
bool json_has_nul(Text json) {
  for (std::size_t at = json.find('\\'); at != Text::npos; at = json.find('\\', at + 2)) {
    if (json.substr(at + 1).starts_with("u0000")) {
      return true;
    }
  }
  return false;
}

// What holds of texts in every column.
FittedCell plain_text(const Cell& cell) {
  const Text text = cell.as_text();
  if (text.size() > kMaxTextBytes) {
    return kTooLong;
  }
  return text.find('\0') == Text::npos ? FittedCell(cell) : kHasNul;
}

// Whether it begins with a digit or a point: from_chars also takes "nan" and "inf", which are words to a database.
bool looks_numeric(Text text) {
  const auto is_sign = [](char c) { return c == '+' || c == '-'; };
  const auto is_start = [](char c) { return c == '.' || ascii::is_digit(c); };
  const auto* begin = std::find_if_not(text.begin(), text.end(), ascii::is_space);
  begin += begin != text.end() && is_sign(*begin) ? 1 : 0;
  if (begin == text.end() || !is_start(*begin)) {
    return false;
  }
  double number = 0;
  const auto [end, error] = std::from_chars(begin, text.end(), number);
  return error != std::errc::invalid_argument && std::all_of(end, text.end(), ascii::is_space);
}

// `text` without superfluous zeros: "-012.50" is "-12.5". Nothing where it is no decimal.
std::optional<std::string> canonical_decimal(Text text) {
  const bool negative = text.starts_with('-');
  text.remove_prefix(negative ? 1 : 0);
  const std::size_t point = std::min(text.find('.'), text.size());
  Text whole = text.substr(0, point);
  Text fraction = text.substr(std::min(point + 1, text.size()));
  if (whole.empty() || (point < text.size() && fraction.empty()) || !ascii::all(whole, ascii::is_digit) ||
      !ascii::all(fraction, ascii::is_digit)) {
    return std::nullopt;
  }
  whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size() - 1));
  fraction = fraction.substr(0, fraction.find_last_not_of('0') + 1);
  std::string decimal(negative && (whole != "0" || !fraction.empty()) ? "-" : "");
  return decimal.append(whole).append(fraction.empty() ? "" : ".").append(fraction);
}

FittedCell decimal_text(Text text, MisfitCode otherwise, Scratch& scratch) {
  auto decimal = canonical_decimal(text);
  return decimal ? FittedCell(Cell::text(scratch.keep(std::move(*decimal)))) : otherwise;
}

std::string json_of(const Cell& cell) {
  std::string json;
  switch (cell.kind()) {
    case Kind::kText:
      append_string(json, cell.as_text());
      break;
    case Kind::kInteger:
      json = std::to_string(cell.as_integer());
      break;
    case Kind::kDouble:
      append_number(json, cell.as_double());
      break;
    default:
      json = cell.as_bool() ? "true" : "false";
  }
  return json;
}

FittedCell fit_real(const Cell& cell) {
  if (cell.kind() != Kind::kInteger) {
    return cell.kind() == Kind::kDouble ? FittedCell(cell) : kWrongType;
  }
  const std::int64_t integer = cell.as_integer();
  const bool exact = integer >= -kMaxSafeInteger && integer <= kMaxSafeInteger;
  return exact ? FittedCell(Cell::number(static_cast<double>(integer))) : kOutOfRange;
}

FittedCell fit_text(const Cell& cell) {
  return cell.kind() == Kind::kText || cell.kind() == Kind::kJson ? plain_text(cell) : kWrongType;
}

// SQLite keeps a whole number as an integer. https://www.sqlite.org/datatype3.html#type_affinity
FittedCell fit_numeric(const Cell& cell) {
  constexpr double kMostWhole = 2251799813685248;  // 2^51: up to there it always does
  if (cell.kind() == Kind::kText) {
    return looks_numeric(cell.as_text()) ? kTextAsNumber : plain_text(cell);
  }
  if (cell.kind() == Kind::kDouble && std::abs(cell.as_double()) < kMostWhole &&
      std::equal_to<>()(std::trunc(cell.as_double()), cell.as_double())) {
    return Cell::integer(static_cast<std::int64_t>(cell.as_double()));
  }
  return cell;
}

FittedCell fit_decimal(const Cell& cell, Scratch& scratch) {
  switch (cell.kind()) {
    case Kind::kText:
      return decimal_text(cell.as_text(), kNotANumber, scratch);
    case Kind::kInteger:
    case Kind::kDouble:
      return decimal_text(json_of(cell), kOutOfRange, scratch);
    default:
      return kWrongType;
  }
}

FittedCell fit_timestamp(const Cell& cell, Scratch& scratch) {
  if (cell.kind() != Kind::kText) {
    return kWrongType;
  }
  const auto at = parse_timestamp(cell.as_text());
  if (!at) {
    return kNotATimestamp;
  }
  return at->nanoseconds % kNanosecondsOfUs == 0 ? FittedCell(Cell::text(scratch.keep(format_timestamp(*at))))
                                                 : kTooPrecise;
}

FittedCell fit_date(const Cell& cell) {
  if (cell.kind() != Kind::kText) {
    return kWrongType;
  }
  return is_date(cell.as_text()) ? FittedCell(cell) : kNotADate;
}

FittedCell fit_json(const Cell& cell, Scratch& scratch) {
  if (cell.kind() == Kind::kBytes) {
    return kWrongType;
  }
  const Cell json = cell.kind() == Kind::kJson ? cell : Cell::json(scratch.keep(json_of(cell)));
  if (json.as_text().size() > kMaxTextBytes) {
    return kTooLong;
  }
  return json_has_nul(json.as_text()) ? FittedCell(kHasNul) : json;
}

bool is_uuid(Text text) {
  constexpr std::size_t kLength = 36;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = ascii::to_lower(text[i]);
    const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
    if (hyphen ? c != '-' : !(ascii::is_digit(c) || (c >= 'a' && c <= 'f'))) {
      return false;
    }
  }
  return text.size() == kLength;
}

FittedCell fit_uuid(const Cell& cell, Scratch& scratch) {
  if (cell.kind() != Kind::kText) {
    return kWrongType;
  }
  return is_uuid(cell.as_text()) ? FittedCell(Cell::text(scratch.keep(ascii::mapped(cell.as_text(), ascii::to_lower))))
                                 : kNotAUuid;
}

FittedCell only(Kind kind, const Cell& cell) {
  return cell.kind() == kind ? FittedCell(cell) : kWrongType;
}

}  // namespace

FittedCell fit_column(const Cell& cell, StoreType type, Scratch& scratch) {
  if (cell.is_absent()) {
    return cell;
  }
  if (cell.kind() == Kind::kDouble && !std::isfinite(cell.as_double())) {
    return kOutOfRange;
  }
  switch (type) {
    case StoreType::kAny:
      return cell.kind() == Kind::kText || cell.kind() == Kind::kJson ? plain_text(cell) : cell;
    case StoreType::kInteger:
      return only(Kind::kInteger, cell);
    case StoreType::kReal:
      return fit_real(cell);
    case StoreType::kText:
      return fit_text(cell);
    case StoreType::kNumeric:
      return fit_numeric(cell);
    case StoreType::kDecimal:
      return fit_decimal(cell, scratch);
    case StoreType::kBoolean:
      return only(Kind::kBool, cell);
    case StoreType::kTimestamp:
      return fit_timestamp(cell, scratch);
    case StoreType::kDate:
      return fit_date(cell);
    case StoreType::kJson:
      return fit_json(cell, scratch);
    case StoreType::kBytes:
      return only(Kind::kBytes, cell);
    case StoreType::kUuid:
      return fit_uuid(cell, scratch);
    case StoreType::kUnsupported:
      break;
  }
  return kWrongType;
}

bool may_fit(CellKinds kinds, StoreType type) {
  using C = CellKinds;
  const auto taken = [&] {
    switch (type) {
      case StoreType::kAny:
      case StoreType::kNumeric:
        return C::kScalar;
      case StoreType::kInteger:
        return C::kInteger;
      case StoreType::kReal:
        return C::kInteger | C::kNumber;
      case StoreType::kDecimal:
        return C::kText | C::kInteger | C::kNumber;
      case StoreType::kBoolean:
        return C::kBoolean;
      case StoreType::kJson:
        return C::kText | C::kInteger | C::kNumber | C::kBoolean;
      case StoreType::kBytes:
        return C::kBytes;
      case StoreType::kText:
      case StoreType::kTimestamp:
      case StoreType::kDate:
      case StoreType::kUuid:
        return C::kText;
      case StoreType::kUnsupported:
        break;
    }
    return C::kNone;
  };
  return overlap(kinds, taken());
}

}  // namespace holdall
