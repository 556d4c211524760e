#include "holdall/exporter/convert.h"

#include <cmath>
#include <string_view>

#include "holdall/core/json/canonical.h"
#include "holdall/core/json/value.h"
#include "holdall/core/model/timestamp.h"
#include "holdall/exporter/map/field_fit.h"

namespace holdall {
namespace {

using Kind = Cell::Kind;

Error unfit(std::string_view what) {
  return Error{ErrorCode::kSourceData, std::string(what), {}};
}

// Integers are text too: many a key is one, and beyond 2^53 text is how it travels.
Result<Cell> convert_text(const MappedField& field, const Cell& raw, std::string& buffer) {
  if (raw.kind() == Kind::kText) {
    return raw;
  }
  if (raw.kind() == Kind::kInteger) {
    return Cell::text(buffer.assign(std::to_string(raw.as_integer())));
  }
  const bool bytes_allowed = field.target == FieldType::kText || field.target == FieldType::kAny;
  if (raw.kind() == Kind::kBytes && bytes_allowed) {
    return raw;
  }
  return unfit("is not text");
}

Result<Cell> convert_integer(const Cell& raw) {
  if (raw.kind() != Kind::kInteger || raw.as_integer() > kMaxSafeInteger || raw.as_integer() < -kMaxSafeInteger) {
    return unfit("is not an integer within 2^53-1");
  }
  return raw;
}

Result<Cell> convert_number(const Cell& raw) {
  if (raw.kind() == Kind::kInteger) {
    HOLDALL_ASSIGN(const Cell integer, convert_integer(raw));
    return Cell::number(static_cast<double>(integer.as_integer()));
  }
  if (raw.kind() != Kind::kDouble || !std::isfinite(raw.as_double())) {
    return unfit("is not a finite number");
  }
  return raw.as_double() == 0 ? Cell::number(0) : raw;  // -0 has no canonical form
}

Result<Cell> convert_boolean(const Cell& raw) {
  if (raw.kind() != Kind::kInteger || (raw.as_integer() != 0 && raw.as_integer() != 1)) {
    return unfit("is neither 0 nor 1");
  }
  return Cell::boolean(raw.as_integer() == 1);
}

Result<Cell> convert_time(const MappedField& field, const Cell& raw) {
  if (raw.kind() != Kind::kText) {
    return unfit("is not text");
  }
  if (field.type == ColumnType::kDate ? !is_date(raw.as_text()) : !parse_timestamp(raw.as_text()).has_value()) {
    return unfit(field.type == ColumnType::kDate ? "is not a date" : "is not an RFC 3339 time in UTC");
  }
  return raw;
}

Result<Cell> convert_json(const Cell& raw, std::string& buffer) {
  if (raw.kind() != Kind::kText) {
    return unfit("is not JSON text");
  }
  const auto document = parse_document(raw.as_text());
  if (!document.ok()) {
    return unfit("is not strict JSON");
  }
  if (has_reserved_member(document.value())) {
    return unfit("has a member that bundles reserve");
  }
  if (document.value().is_null()) {
    return Cell::absent();
  }
  buffer.clear();
  append_canonical(buffer, document.value());
  return Cell::json(buffer);
}

Result<Cell> convert_bytes(const Cell& raw) {
  if (raw.kind() != Kind::kText && raw.kind() != Kind::kBytes) {
    return unfit("is neither text nor bytes");
  }
  return Cell::bytes(raw.as_text());
}

}  // namespace

Result<Cell> convert(const MappedField& field, const Cell& raw, std::string& buffer) {
  if (field.type == ColumnType::kConstant) {
    return Cell::json(field.constant);
  }
  if (raw.is_absent()) {
    return raw;
  }
  switch (field.type) {
    case ColumnType::kText:
      return convert_text(field, raw, buffer);
    case ColumnType::kInteger:
      return convert_integer(raw);
    case ColumnType::kNumber:
      return convert_number(raw);
    case ColumnType::kBoolean:
      return convert_boolean(raw);
    case ColumnType::kTimestamp:
    case ColumnType::kDate:
      return convert_time(field, raw);
    case ColumnType::kJson:
      return convert_json(raw, buffer);
    case ColumnType::kBytes:
    case ColumnType::kFile:
      return convert_bytes(raw);
    case ColumnType::kPresence:
    case ColumnType::kConstant:
      break;
  }
  return Cell::boolean(true);
}

}  // namespace holdall
