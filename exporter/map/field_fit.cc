#include "holdall/exporter/map/field_fit.h"

#include <algorithm>
#include <array>
#include <utility>

#include "holdall/core/base/text.h"
#include "holdall/core/model/timestamp.h"

namespace holdall {
namespace {

// A restricted name of RFC 6838 §4.2.
bool is_restricted_name(std::string_view text) {
  constexpr std::string_view kOthers = "!#$&-^_.+";
  const auto is_alphanumeric = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  };
  return !text.empty() && text.size() <= 127 && is_alphanumeric(text[0]) &&
         std::all_of(text.begin(), text.end(),
                     [&](char c) { return is_alphanumeric(c) || kOthers.find(c) != std::string_view::npos; });
}

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
  static constexpr std::array kNamed = {Named{"text", ColumnType::kText},
                                        Named{"integer", ColumnType::kInteger},
                                        Named{"number", ColumnType::kNumber},
                                        Named{"boolean", ColumnType::kBoolean},
                                        Named{"timestamp", ColumnType::kTimestamp},
                                        Named{"date", ColumnType::kDate},
                                        Named{"json", ColumnType::kJson},
                                        Named{"bytes", ColumnType::kBytes},
                                        Named{"file", ColumnType::kFile}};
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
    case ColumnType::kFile:
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

bool has_reserved_member(const Value& value) {  // NOLINT(misc-no-recursion): depth bounded by parse_document
  if (const Value::Array* array = value.array()) {
    return std::any_of(array->begin(), array->end(), has_reserved_member);
  }
  if (const Value::Object* object = value.object()) {
    return std::any_of(object->begin(), object->end(), [](const Value::Member& member) {  // NOLINT: as above
      return member.key == "_file" || member.key == "_bytes" || member.key == "_salt" ||
             has_reserved_member(member.value);
    });
  }
  return false;
}

bool is_media_type(std::string_view text) {
  const std::string_view essence = text.substr(0, text.find(';'));
  const std::size_t slash = essence.find('/');
  return text.size() <= 1024 && slash != std::string_view::npos && is_restricted_name(essence.substr(0, slash)) &&
         is_restricted_name(essence.substr(slash + 1)) &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

}  // namespace holdall
