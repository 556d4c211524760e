#include "holdall/importer/map/section_fields.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>

#include "holdall/importer/map/ascii.h"
#include "holdall/importer/map/unfit.h"
#include "holdall/schemas/record_types.h"

namespace holdall {
namespace {

constexpr FieldSpec kId{"id", FieldType::kName, false, ""};
constexpr FieldSpec kExt{"ext", FieldType::kAny, false, ""};
constexpr FieldSpec kElement{"", FieldType::kName, false, ""};   // of kNames
constexpr FieldSpec kFileText{"", FieldType::kText, false, ""};  // of `_file`
constexpr FieldSpec kFileSize{"", FieldType::kInteger, false, ""};
constexpr auto kFileMembers = std::to_array<std::string_view>({"mediaType", "name", "sha256"});

const FieldSpec* find_field(std::span<const FieldSpec> fields, std::string_view name) {
  const auto found = std::ranges::find(fields, name, &FieldSpec::name);
  return found == fields.end() ? nullptr : &*found;
}

// Takes the first token off a pointer.
std::string_view take(std::string_view& pointer) {
  const std::size_t end = std::min(pointer.find('/', 1), pointer.size());
  const std::string_view token = pointer.substr(1, end - 1);
  pointer.remove_prefix(end);
  return token;
}

bool is_index(std::string_view token) {
  return !token.empty() && ascii::all(token, ascii::is_digit) && (token.size() == 1 || token.front() != '0');
}

// What stands where a text may stand: bytes, or an attachment.
const FieldSpec* reserved_member(std::string_view pointer) {
  const std::string_view reserved = take(pointer);
  if (reserved == "_bytes" && pointer.empty()) {
    return &kFileText;
  }
  if (reserved != "_file" || pointer.empty()) {
    return nullptr;
  }
  const std::string_view member = take(pointer);
  if (!pointer.empty()) {
    return nullptr;
  }
  return member == "bytes"                                               ? &kFileSize
         : std::ranges::find(kFileMembers, member) != kFileMembers.end() ? &kFileText
                                                                         : nullptr;
}

// The field that `rest` leads to inside `field`; nullptr where there never is one. Of kAny, itself.
const FieldSpec* field_within(const FieldSpec* field, std::string_view rest) {
  while (field != nullptr && !rest.empty() && field->type != FieldType::kAny) {
    switch (field->type) {
      case FieldType::kObject:
        field = find_field(field->members, take(rest));
        break;
      case FieldType::kObjects:
        if (!is_index(take(rest)) || rest.empty()) {
          return rest.empty() ? field : nullptr;
        }
        field = find_field(field->members, take(rest));
        break;
      case FieldType::kNames:
        field = is_index(take(rest)) ? &kElement : nullptr;
        break;
      case FieldType::kText:
        return reserved_member(rest);
      default:
        return nullptr;
    }
  }
  return field;
}

const FieldSpec* field_at(const RecordType& type, const RecordPointer& pointer) {
  const FieldSpec* field = pointer.member == kId.name    ? &kId
                           : pointer.member == kExt.name ? &kExt
                                                         : find_field(type.fields, pointer.member);
  return field_within(field, pointer.rest);
}

// Whether the field can have this value, as far as a type tells.
bool may_be(const FieldSpec& field, const Value& value) {
  switch (field.type) {
    case FieldType::kAny:
      return true;
    case FieldType::kBoolean:
      return value.is_null() || value.boolean() != nullptr;
    case FieldType::kInteger:
      return value.is_null() || value.integer() != nullptr;
    case FieldType::kNumber:
      return value.is_null() || value.integer() != nullptr || value.number() != nullptr;
    case FieldType::kChoice:
      return value.is_null() ||
             (value.string() != nullptr && std::ranges::find(field.choices, *value.string()) != field.choices.end());
    case FieldType::kObject:
    case FieldType::kNames:
    case FieldType::kObjects:
      return value.is_null();
    default:
      return value.is_null() || value.string() != nullptr;
  }
}

Result<const FieldSpec*> find(const RecordType& type, const RecordPointer& pointer) {
  const FieldSpec* field = field_at(type, pointer);
  return field == nullptr ? Result<const FieldSpec*>(map_unfit("", "the section has no such field")) : field;
}

Result<void> check_values(const RecordType& type, const RecordPointer& pointer, std::span<const Value> values) {
  HOLDALL_ASSIGN(const FieldSpec* field, find(type, pointer));
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!may_be(*field, values[i])) {
      return map_unfit("/" + std::to_string(i), "the section's field never has this value");
    }
  }
  return {};
}

Result<void> check_source(const RecordType& type, const ColumnSource& source) {
  for (const RecordPointer& pointer : source.pointers) {
    if (source.reads_record() && !pointer.text.empty()) {
      HOLDALL_TRY(find(type, pointer));
    }
  }
  return {};
}

Result<void> at(const std::string& pointer, Result<void> result) {
  return result.ok() ? std::move(result) : at_pointer(pointer, std::move(result).error());
}

}  // namespace

Result<void> check_fields(const Rule& rule) {
  const RecordType* type = find_record_type(rule.from);
  if (type == nullptr) {
    return {};
  }
  for (const RecordCondition& condition : rule.when) {
    HOLDALL_TRY(at("/when/" + pointer_token(condition.pointer.text),
                   check_values(*type, condition.pointer, condition.accepted)));
  }
  for (const RecordTest& test : rule.tests) {
    HOLDALL_TRY(at("/when/" + pointer_token(test.pointer.text), check_values(*type, test.pointer, test.excluded)));
  }
  for (const ColumnSource& source : rule.set) {
    HOLDALL_TRY(at("/set/" + pointer_token(source.column), check_source(*type, source)));
  }
  return {};
}

}  // namespace holdall
