// Transforms between types. A number is read and written whole, in one form, or not at all.
#include <charconv>
#include <cmath>
#include <string>

#include "holdall/core/base/text.h"
#include "holdall/core/json/canonical.h"
#include "holdall/importer/map/ascii.h"
#include "holdall/importer/map/transform_steps.h"

namespace holdall::steps {
namespace {

using Text = std::string_view;

// `-?digits[.digits]`, without leading zeros and -0.
struct DecimalText {
  bool negative = false;
  Text whole, fraction;
};

std::optional<DecimalText> read_decimal(Text text) {
  DecimalText decimal;
  decimal.negative = text.starts_with('-');
  text.remove_prefix(decimal.negative ? 1 : 0);
  const std::size_t point = std::min(text.find('.'), text.size());
  decimal.whole = text.substr(0, point);
  decimal.fraction = text.substr(std::min(point + 1, text.size()));
  const bool padded = decimal.whole.size() > 1 && decimal.whole.front() == '0';
  const bool digits = ascii::all(decimal.whole, ascii::is_digit) && ascii::all(decimal.fraction, ascii::is_digit);
  if (!digits || decimal.whole.empty() || padded || (point < text.size() && decimal.fraction.empty())) {
    return std::nullopt;
  }
  return decimal;
}

FittedCell integer_of(Text digits) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc() ? FittedCell(Cell::integer(value)) : MisfitCode::kOutOfRange;
}

}  // namespace

FittedCell text_to_integer(const Transform& /*transform*/, const Cell& value, Scratch& /*scratch*/) {
  const Text text = value.as_text();
  const auto decimal = read_decimal(text);
  const bool whole = decimal && decimal->fraction.empty() && text != "-0";
  return whole ? integer_of(text) : MisfitCode::kNotANumber;
}

FittedCell text_to_number(const Transform& /*transform*/, const Cell& value, Scratch& /*scratch*/) {
  const Text text = value.as_text();
  if (!read_decimal(text)) {
    return MisfitCode::kNotANumber;
  }
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() ? FittedCell(Cell::number(number + 0.0)) : MisfitCode::kOutOfRange;  // never -0
}

FittedCell text_to_boolean(const Transform& /*transform*/, const Cell& value, Scratch& /*scratch*/) {
  const Text text = value.as_text();
  return text == "true" || text == "false" ? FittedCell(Cell::boolean(text == "true")) : MisfitCode::kNotABoolean;
}

FittedCell integer_to_text(const Transform& /*transform*/, const Cell& value, Scratch& scratch) {
  return Cell::text(scratch.keep(std::to_string(value.as_integer())));
}

FittedCell number_to_text(const Transform& transform, const Cell& value, Scratch& scratch) {
  if (value.kind() == Cell::Kind::kInteger) {
    return integer_to_text(transform, value, scratch);
  }
  if (!std::isfinite(value.as_double())) {
    return MisfitCode::kOutOfRange;
  }
  std::string text;
  append_number(text, value.as_double());
  return Cell::text(scratch.keep(std::move(text)));
}

FittedCell boolean_to_text(const Transform& /*transform*/, const Cell& value, Scratch& /*scratch*/) {
  return Cell::text(value.as_bool() ? "true" : "false");
}

FittedCell boolean_to_integer(const Transform& /*transform*/, const Cell& value, Scratch& /*scratch*/) {
  return Cell::integer(value.as_bool() ? 1 : 0);
}

FittedCell integer_to_boolean(const Transform& /*transform*/, const Cell& value, Scratch& /*scratch*/) {
  const std::int64_t number = value.as_integer();
  return number == 0 || number == 1 ? FittedCell(Cell::boolean(number == 1)) : MisfitCode::kNotABoolean;
}

// "12.5" in hundredths is 1250.
FittedCell decimal_to_units(const Transform& transform, const Cell& value, Scratch& /*scratch*/) {
  const auto decimal = read_decimal(value.as_text());
  if (!decimal) {
    return MisfitCode::kNotANumber;
  }
  Text fraction = decimal->fraction;
  while (fraction.ends_with('0')) {
    fraction.remove_suffix(1);
  }
  const auto places = static_cast<std::size_t>(transform.number);
  if (fraction.size() > places) {
    return MisfitCode::kTooPrecise;
  }
  std::string digits(decimal->negative ? "-" : "");
  digits.append(decimal->whole).append(fraction).append(places - fraction.size(), '0');
  return integer_of(digits);
}

FittedCell base64url_to_bytes(const Transform& /*transform*/, const Cell& value, Scratch& scratch) {
  const auto bytes = base64url_decode(value.as_text());
  return bytes ? FittedCell(Cell::bytes(scratch.keep(std::string(as_text(*bytes))))) : MisfitCode::kNotBase64;
}

}  // namespace holdall::steps
