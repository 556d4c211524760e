#include "holdall/exporter/map/field_fit.h"

#include <algorithm>
#include <array>
#include <utility>

#include "holdall/core/base/text.h"
#include "holdall/core/model/timestamp.h"

namespace holdall {
namespace {

bool text_fits(const std::string& text, const FieldSpec& target) {
  switch (target.type) {
    case FieldType::kText:
    case FieldType::kDecimal:
    case FieldType::kLanguage:
    case FieldType::kCountry:
    case FieldType::kAny:
      return true;
    case FieldType::kName:
      return !text.empty() && count_code_points(text) <= 1024;
    case FieldType::kTimestamp:
      return parse_timestamp(text).has_value();
    case FieldType::kDate:
      return is_date(text);
    case FieldType::kUri:
      return is_absolute_uri(text);
    case FieldType::kSha256:
      return is_hex_sha256(text);
    case FieldType::kChoice:
      return std::find(target.choices.begin(), target.choices.end(), text) != target.choices.end();
    default:
      return false;
  }
}

}  // namespace

std::optional<ColumnType> find_column_type(std::string_view name) {
  using Named = std::pair<std::string_view, ColumnType>;
  static constexpr std::array kNamed = {
      Named{"text", ColumnType::kText},           Named{"integer", ColumnType::kInteger},
      Named{"number", ColumnType::kNumber},       Named{"boolean", ColumnType::kBoolean},
      Named{"timestamp", ColumnType::kTimestamp}, Named{"date", ColumnType::kDate},
      Named{"json", ColumnType::kJson},           Named{"bytes", ColumnType::kBytes}};
  const auto* found = std::find_if(kNamed.begin(), kNamed.end(), [&](const Named& each) { return each.first == name; });
  return found == kNamed.end() ? std::nullopt : std::optional(found->second);
}

bool column_fits(ColumnType type, FieldType target) {
  if (target == FieldType::kAny) {
    return true;
  }
  switch (type) {
    case ColumnType::kText:
      return target == FieldType::kText || target == FieldType::kName || target == FieldType::kDecimal ||
             target == FieldType::kUri || target == FieldType::kLanguage || target == FieldType::kCountry ||
             target == FieldType::kChoice || target == FieldType::kSha256;
    case ColumnType::kInteger:
      return target == FieldType::kInteger || target == FieldType::kNumber;
    case ColumnType::kNumber:
      return target == FieldType::kNumber;
    case ColumnType::kBoolean:
    case ColumnType::kPresence:
      return target == FieldType::kBoolean;
    case ColumnType::kTimestamp:
      return target == FieldType::kTimestamp || target == FieldType::kText;
    case ColumnType::kDate:
      return target == FieldType::kDate || target == FieldType::kText;
    case ColumnType::kBytes:
      return target == FieldType::kText;
    case ColumnType::kJson:
      return target == FieldType::kObject || target == FieldType::kNames || target == FieldType::kObjects;
    case ColumnType::kConstant:
      break;
  }
  return false;
}

bool constant_fits(const Value& constant, const FieldSpec& target) {
  if (const std::string* text = constant.string()) {
    return text_fits(*text, target);
  }
  switch (target.type) {
    case FieldType::kInteger:
      return constant.integer() != nullptr;
    case FieldType::kNumber:
      return constant.integer() != nullptr || constant.number() != nullptr;
    case FieldType::kBoolean:
      return constant.boolean() != nullptr;
    case FieldType::kObject:
      return constant.object() != nullptr;
    case FieldType::kNames:
    case FieldType::kObjects:
      return constant.array() != nullptr;
    case FieldType::kAny:
      return !constant.is_null();
    default:
      return false;
  }
}

}  // namespace holdall
