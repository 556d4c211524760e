#include "cli/commands.h"
#include "holdall/core/base/text.h"
#include "holdall/schemas/record_types.h"
#include "holdall/schemas/xml_schema.h"

namespace holdall::cli {
Result<Report> run_schema_list(const SchemaArguments& /*arguments*/, const Context& /*context*/) {
  Value::Array schemas;
  Lines lines("record types, one per section; documents; the XML form");
  for (const RecordType& type : record_types()) {
    schemas.push_back(Value::Object{
        {"iri", schema_iri(type.section)}, {"kind", "record"}, {"meaning", type.meaning}, {"name", type.section}});
    lines.line(type.section, type.meaning);
  }
  for (const std::string_view name : document_names()) {
    schemas.push_back(Value::Object{{"kind", "document"}, {"name", name}});
    lines.line(name, "document schema");
  }
  schemas.push_back(Value::Object{{"kind", "form"}, {"name", kXmlSchemaName}});
  lines.line(kXmlSchemaName, "XML Schema of the XML form");
  return Report{std::move(schemas), lines.text()};
}

// An XML Schema is no JSON: --json gives its text as one string.
Result<Report> run_schema_show(const SchemaArguments& arguments, const Context& /*context*/) {
  if (arguments.name == kXmlSchemaName) {
    return Report{Value(xml_schema()), xml_schema()};
  }
  const std::string* text = registered_schema(arguments.name);
  text = text != nullptr ? text : document_schema(arguments.name);
  if (text == nullptr) {
    return Error{ErrorCode::kNotFound, "no schema has that name", "holdall schema list"};
  }
  HOLDALL_ASSIGN(Value value, parse_document(*text));
  return Report{std::move(value), *text + (text->ends_with('\n') ? "" : "\n")};
}

}  // namespace holdall::cli
