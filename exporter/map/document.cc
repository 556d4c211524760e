#include "holdall/exporter/map/document.h"

#include <utility>

#include "holdall/schemas/record_types.h"
#include "holdall/schemas/validator.h"

namespace holdall {

Result<Value> read_checked_document(std::string_view text, std::string_view schema, ErrorCode code) {
  auto document = parse_document(text);
  if (!document.ok()) {
    Error error = std::move(document).error();
    if (error.code != ErrorCode::kLimit) {
      error.code = code;
    }
    return error;
  }
  const std::string* schema_text = document_schema(schema);
  if (schema_text == nullptr) {
    return Error{ErrorCode::kInternal, "the schema of " + std::string(schema) + " is not built in", {}};
  }
  HOLDALL_ASSIGN(const Schema compiled, Schema::compile(*schema_text));
  HOLDALL_TRY(compiled.check(document.value(), code));
  return std::move(document).value();
}

}  // namespace holdall
