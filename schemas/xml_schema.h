// schemas/bundle.xsd: the XML form of a bundle as one XML Schema 1.0, made from the table of record types.
//
// It says what XSD 1.0 can say of docs/format.md#xml: elements, their order, types and attributes. It cannot tie an
// attribute to a content (`t` of a text, `e`), nor see the content of sections that are not registered: a reader
// checks records against their JSON Schemas, and the whole text by making it again.
#pragma once

#include <string>
#include <string_view>

namespace holdall {

// The file's name, under which `holdall schema show` prints it.
inline constexpr std::string_view kXmlSchemaName = "bundle.xsd";
// The schema, whole. The text lives for ever.
const std::string& xml_schema();

}  // namespace holdall
