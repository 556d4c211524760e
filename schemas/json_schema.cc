// The JSON Schemas of the registered sections, made from the table in record_types.cc when first asked for.
//
// What every record shares (docs/format.md §1): a string `id`, `ext` for what the table does not know, `_salt` where
// single records can be disclosed; a text may instead be {"_bytes": …} (not text) or {"_file": …} (an attachment).
#include "holdall/schemas/json_schema.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "holdall/core/json/canonical.h"
#include "holdall/schemas/patterns.h"

namespace holdall {
namespace {

using Members = Value::Object;

constexpr std::string_view kVocabulary =
    "$comment of a member: its term in DPV 2.3 (dpv: https://w3id.org/dpv#, pd: https://w3id.org/dpv/pd#), DCMI (dct: "
    "http://purl.org/dc/terms/) or SKOS (skos: http://www.w3.org/2004/02/skos/core#).";

std::string regex_of(std::string_view pattern) {
  return pattern_named(pattern)->regex;
}

Value text_like(std::string_view pattern) {
  return Members{{"type", "string"}, {"pattern", regex_of(pattern)}};
}

Value text_like(std::string_view pattern, int least, int most) {
  Value out = text_like(pattern);
  out.set("minLength", least);
  out.set("maxLength", most);
  return out;
}

Value name_schema() {
  return Members{{"type", "string"}, {"minLength", 1}, {"maxLength", 1024}};
}

Value integer_schema(std::int64_t least) {
  return Members{{"type", "integer"}, {"minimum", least}, {"maximum", kMaxSafeInteger}};
}

Value reference(std::string_view definition) {
  return Members{{"$ref", "#/$defs/" + std::string(definition)}};
}

Value closed_object(Members properties, Value::Array required) {
  Members out{{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  if (!required.empty()) {
    out.push_back({"required", std::move(required)});
  }
  return out;
}

// A text, or exactly one of the reserved members that stand for what is not text.
Value text_schema() {
  Members file{{"bytes", integer_schema(0)},
               {"mediaType", name_schema()},
               {"name", name_schema()},
               {"sha256", reference("sha256")}};
  Members reserved{{"_bytes", text_like("base64url")},
                   {"_file", closed_object(std::move(file), {"bytes", "mediaType", "name", "sha256"})}};
  return Members{{"type", Value::Array{"string", "object"}},
                 {"properties", std::move(reserved)},
                 {"additionalProperties", false},
                 {"minProperties", 1},
                 {"maxProperties", 1}};
}

Value any_schema() {
  return Members{{"type", Value::Array{"array", "boolean", "number", "object", "string"}}};
}

// The definition that a field type is written as; empty where it stands in place.
std::string_view definition_name(FieldType type) {
  switch (type) {
    case FieldType::kNumber:
    case FieldType::kBoolean:
    case FieldType::kChoice:
    case FieldType::kObject:
    case FieldType::kObjects:
      return {};
    case FieldType::kNames:
      return field_type_name(FieldType::kName);
    default:
      return field_type_name(type);
  }
}

Value definition(std::string_view name) {
  if (name == "text") {
    return text_schema();
  }
  if (name == "name") {
    return name_schema();
  }
  if (name == "integer") {
    return integer_schema(-kMaxSafeInteger);
  }
  if (name == "any") {
    return any_schema();
  }
  if (name == "uri") {
    return text_like(name, 1, 2048);
  }
  return name == "decimal" ? text_like(name, 1, 1024) : text_like(name);
}

// Adds what the fields refer to, so that a schema holds no definition that it does not use.
// NOLINTNEXTLINE(misc-no-recursion): as deep as the table in record_types.cc
void collect_definitions(std::span<const FieldSpec> fields, std::map<std::string_view, Value>& out) {
  for (const FieldSpec& field : fields) {
    if (const std::string_view name = definition_name(field.type); !name.empty()) {
      out.emplace(name, definition(name));
    }
    collect_definitions(field.members, out);
  }
}

Value object_schema(std::span<const FieldSpec> fields);

// NOLINTNEXTLINE(misc-no-recursion): as deep as the table in record_types.cc
Value shape(const FieldSpec& field) {
  switch (field.type) {
    case FieldType::kNumber:
      return Members{{"type", "number"}};
    case FieldType::kBoolean:
      return Members{{"type", "boolean"}};
    case FieldType::kChoice:
      return Members{{"type", "string"}, {"enum", Value::Array(field.choices.begin(), field.choices.end())}};
    case FieldType::kObject:
      return object_schema(field.members);
    case FieldType::kNames:
      return Members{{"type", "array"}, {"items", reference("name")}};
    case FieldType::kObjects:
      return Members{{"type", "array"}, {"items", object_schema(field.members)}};
    default:
      return reference(definition_name(field.type));
  }
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the table in record_types.cc
Members properties_of(std::span<const FieldSpec> fields) {
  Members out;
  for (const FieldSpec& field : fields) {
    Value property = shape(field);
    property.set("description", field.meaning);
    if (!field.term.empty()) {
      property.set("$comment", field.term);
    }
    out.push_back({std::string(field.name), std::move(property)});
  }
  return out;
}

Value::Array required_of(std::span<const FieldSpec> fields) {
  Value::Array out;
  for (const FieldSpec& field : fields) {
    if (field.required) {
      out.emplace_back(field.name);
    }
  }
  return out;
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the table in record_types.cc
Value object_schema(std::span<const FieldSpec> fields) {
  return closed_object(properties_of(fields), required_of(fields));
}

Value described(Value schema, std::string_view description) {
  schema.set("description", description);
  return schema;
}

Value extensions() {
  return Members{{"type", "object"},
                 {"patternProperties", Members{{regex_of("extension"), true}}},
                 {"additionalProperties", false}};
}

Value definitions_of(const RecordType& type) {
  std::map<std::string_view, Value> used = {{"name", definition("name")}};
  collect_definitions(type.fields, used);
  if (used.count("text") != 0) {
    used.emplace("sha256", definition("sha256"));
  }
  Members out;
  for (auto& [name, schema] : used) {
    out.push_back({std::string(name), std::move(schema)});
  }
  return out;
}

std::map<std::string_view, std::string> all_schemas() {
  std::map<std::string_view, std::string> out;
  for (const RecordType& type : record_types()) {
    out.emplace(type.section, canonical(record_schema(type)));
  }
  return out;
}

}  // namespace

std::string_view field_type_name(FieldType type) {
  switch (type) {
    case FieldType::kText:
      return "text";
    case FieldType::kName:
      return "name";
    case FieldType::kInteger:
      return "integer";
    case FieldType::kNumber:
      return "number";
    case FieldType::kBoolean:
      return "boolean";
    case FieldType::kTimestamp:
      return "timestamp";
    case FieldType::kDate:
      return "date";
    case FieldType::kDecimal:
      return "decimal";
    case FieldType::kUri:
      return "uri";
    case FieldType::kLanguage:
      return "language";
    case FieldType::kCountry:
      return "country";
    case FieldType::kChoice:
      return "choice";
    case FieldType::kSha256:
      return "sha256";
    case FieldType::kAny:
      return "any";
    case FieldType::kObject:
      return "object";
    case FieldType::kNames:
      return "names";
    case FieldType::kObjects:
      return "objects";
  }
  return {};
}

Value record_schema(const RecordType& type) {
  Members properties = properties_of(type.fields);
  properties.push_back({"id", described(reference("name"), "Identifies the record in its section.")});
  properties.push_back({"ext", described(extensions(), "The controller's own members, under reverse-DNS names.")});
  properties.push_back({"_salt", described(text_like("base64url", 22, 22), "128 bits that hide a withheld record.")});
  Value::Array required = required_of(type.fields);
  required.insert(required.begin(), "id");
  Value out = closed_object(std::move(properties), std::move(required));
  out.set("$schema", "https://json-schema.org/draft/2020-12/schema");
  out.set("$id", schema_iri(type.section));
  out.set("$comment", kVocabulary);
  out.set("title", type.title);
  out.set("description", type.meaning);
  out.set("$defs", definitions_of(type));
  return out;
}

const std::string* registered_schema(std::string_view section) {
  static const std::map<std::string_view, std::string> schemas = all_schemas();
  const auto found = schemas.find(section);
  return found == schemas.end() ? nullptr : &found->second;
}

}  // namespace holdall
