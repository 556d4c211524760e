#include "holdall/exporter/map/own_schemas.h"

#include <utility>

#include "holdall/core/json/canonical.h"
#include "holdall/exporter/map/part_compiler.h"
#include "holdall/formats/package/partial.h"
#include "holdall/schemas/record_types.h"
#include "holdall/schemas/validator.h"

namespace holdall {
namespace {

Result<OwnSchema> read_own_schema(const Value& document, const std::string& pointer) {
  const Value* properties = document.find("properties");
  const Value* salt = properties == nullptr ? nullptr : properties->find(kSaltMember);
  OwnSchema own{{}, canonical(document), salt != nullptr && canonical(*salt) == R"({"type":"string"})"};
  auto schema = Schema::compile(own.text);
  if (!schema.ok()) {
    Error error = std::move(schema).error();
    const ErrorCode code = error.code == ErrorCode::kLimit ? error.code : ErrorCode::kMapUnfit;
    return Error{code, std::move(error.message), std::move(error.hint)}.within(pointer);
  }
  own.iri = schema.value().id();
  if (own.iri.empty()) {
    return map_unfit(pointer, "has no $id, by which records name it");
  }
  if (own.iri.starts_with("urn:holdall:")) {
    return map_unfit(pointer + "/$id", "is a name that only Holdall gives");
  }
  return own;
}

}  // namespace

Result<OwnSchemas> read_own_schemas(const Value* schemas) {
  OwnSchemas all;
  for (std::size_t i = 0; schemas != nullptr && i < schemas->members().size(); ++i) {
    const Value::Member& member = schemas->members()[i];
    const std::string pointer = "/schemas/" + pointer_token(member.key);
    if (!is_extension_name(member.key)) {
      return map_unfit(pointer, "is not a reverse-DNS name of a section, like com.example.photos");
    }
    HOLDALL_ASSIGN(OwnSchema own, read_own_schema(member.value, pointer));
    all.emplace(member.key, std::move(own));
  }
  return all;
}

}  // namespace holdall
