#include "holdall/schemas/checked_document.h"

#include <utility>

#include "holdall/schemas/record_types.h"
#include "holdall/schemas/validator.h"

namespace holdall {

Result<Value> read_checked_document(std::string_view text, std::string_view name, ErrorCode code) {
  auto document = parse_document(text);
  if (!document.ok()) {
    Error error = std::move(document).error();
    if (error.code != ErrorCode::kLimit) {
      error.code = code;
    }
    return error;
  }
  const std::string* schema_text = document_schema(name);
  HOLDALL_CHECK(schema_text != nullptr);
  HOLDALL_ASSIGN(const Schema schema, Schema::compile(*schema_text));
  HOLDALL_TRY(schema.check(document.value(), code));
  return std::move(document).value();
}

}  // namespace holdall
