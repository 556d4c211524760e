// The XML Schema made from the table of record types. What it accepts, tests/interop/xsd.py asks of xmllint.
#include "holdall/schemas/xml_schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

#include "holdall/schemas/record_types.h"

namespace holdall {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string file_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file) << path << ": run from the project's root";
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// The type of a section's segments.
std::string segment_type(std::string_view section) {
  const std::string& schema = xml_schema();
  const std::size_t begin = schema.find("\n  <xs:complexType name=\"" + std::string(section) + "\">");
  EXPECT_NE(begin, std::string::npos) << section;
  return schema.substr(begin, schema.find("\n  </xs:complexType>", begin) - begin);
}

TEST(XmlSchema, IsCheckedInAsGenerated) {
  EXPECT_EQ(file_text("schemas/bundle.xsd"), xml_schema()) << "run: cmake --build build --target schemas";
}

TEST(XmlSchema, HasEveryFieldOfEverySection) {
  for (const RecordType& type : record_types()) {
    const std::string segment = segment_type(type.section);
    EXPECT_THAT(segment, HasSubstr("value=\"" + schema_iri(type.section) + "\""));
    for (const FieldSpec& field : type.fields) {
      EXPECT_THAT(segment, HasSubstr("<xs:element name=\"" + std::string(field.name) + "\"")) << type.section;
    }
  }
}

TEST(XmlSchema, PutsFieldsInCanonicalOrder) {
  const std::string segment = segment_type("consents");
  std::size_t last = 0;
  for (const char* name :
       {"header", "record", "_salt", "controller", "events", "at", "state", "ext", "id", "purpose"}) {
    const std::size_t at = segment.find("name=\"" + std::string(name) + "\"", last);
    EXPECT_NE(at, std::string::npos) << name;
    last = at;
  }
}

TEST(XmlSchema, WritesExpressionsAsXsdDoes) {
  const std::string& schema = xml_schema();
  EXPECT_THAT(schema, HasSubstr("<xs:pattern value=\"[A-Z][A-Z](-[A-Z0-9]{1,3})?\"/>"));
  EXPECT_THAT(schema, HasSubstr("<xs:pattern value=\"[0-9a-f]{64}\"/>"));
  EXPECT_THAT(schema, Not(HasSubstr("(?")));
  EXPECT_THAT(schema, Not(HasSubstr("value=\"^")));
}

}  // namespace
}  // namespace holdall
