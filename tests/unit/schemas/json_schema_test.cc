// The schemas made from the table of record types: what each accepts, and that the files checked in are what it makes.
#include "holdall/schemas/json_schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "holdall/core/json/canonical.h"
#include "holdall/schemas/validator.h"

namespace holdall {
namespace {

using ::testing::HasSubstr;

std::string file_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file) << path << ": run from the project's root";
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

Value valid_object(std::span<const FieldSpec> fields);

Value valid_value(const FieldSpec& field) {
  switch (field.type) {
    case FieldType::kInteger:
      return 3;
    case FieldType::kNumber:
      return 0.5;
    case FieldType::kBoolean:
      return true;
    case FieldType::kTimestamp:
      return "2026-11-23T14:46:00Z";
    case FieldType::kDate:
      return "2026-11-23";
    case FieldType::kDecimal:
      return "-1.50";
    case FieldType::kUri:
      return "https://shop.example";
    case FieldType::kLanguage:
      return "sv-SE";
    case FieldType::kCountry:
      return "US-CA";
    case FieldType::kChoice:
      return field.choices.front();
    case FieldType::kSha256:
      return std::string(64, 'a');
    case FieldType::kAny:
      return Value::Object{{"any", Value::Array{Value(), 1, "x"}}};
    case FieldType::kObject:
      return valid_object(field.members);
    case FieldType::kNames:
      return Value::Array{"a", "b"};
    case FieldType::kObjects:
      return Value::Array{valid_object(field.members)};
    default:
      return "text";
  }
}

Value wrong_value(const FieldSpec& field) {
  switch (field.type) {
    case FieldType::kInteger:
      return 0.5;
    case FieldType::kText:
    case FieldType::kNumber:
    case FieldType::kBoolean:
    case FieldType::kObject:
      return Value::Array{};
    case FieldType::kAny:
      return {};
    case FieldType::kNames:
      return Value::Array{1};
    case FieldType::kObjects:
      return Value::Array{Value::Object{{"unknown", 1}}};
    default:
      return "";
  }
}

Value valid_object(std::span<const FieldSpec> fields) {
  Value out = Value::Object{};
  for (const FieldSpec& field : fields) {
    out.set(field.name, valid_value(field));
  }
  return out;
}

Value minimal_record(const RecordType& type) {
  Value out = Value::Object{{"id", "1"}};
  for (const FieldSpec& field : type.fields) {
    if (field.required) {
      out.set(field.name, valid_value(field));
    }
  }
  return out;
}

Value full_record(const RecordType& type) {
  Value out = valid_object(type.fields);
  out.set("id", "1");
  out.set("ext", Value::Object{{"com.example.own", Value::Object{{"x", Value()}}}});
  out.set("_salt", std::string(22, 'A'));
  return out;
}

Value without(const Value& record, std::string_view name) {
  Value::Object out;
  for (const Value::Member& member : record.members()) {
    if (member.key != name) {
      out.push_back(member);
    }
  }
  return out;
}

Value with(Value record, std::string_view name, Value value) {
  record.set(name, std::move(value));
  return record;
}

class EveryRecordType : public ::testing::TestWithParam<RecordType> {
 protected:
  EveryRecordType() : schema_(Schema::compile(*registered_schema(GetParam().section)).value()) {}

  [[nodiscard]] std::string verdict(const Value& record) const {
    const auto checked = schema_.check(canonical(record));
    return checked.ok() ? "accepted" : checked.error().message;
  }
  Schema schema_;
};

TEST_P(EveryRecordType, AcceptsTheLeastAndTheMost) {
  EXPECT_EQ(verdict(minimal_record(GetParam())), "accepted");
  EXPECT_EQ(verdict(full_record(GetParam())), "accepted");
}

TEST_P(EveryRecordType, RefusesARecordWithoutARequiredMember) {
  const Value minimal = minimal_record(GetParam());
  for (const Value::Member& member : minimal.members()) {
    EXPECT_EQ(verdict(without(minimal, member.key)), "lacks the member `" + member.key + "` (required)");
  }
}

TEST_P(EveryRecordType, RefusesAMemberThatIsNotInTheTable) {
  for (const char* name : {"unknown", "com.example.own", "_bytes", "_file", "", "ID"}) {
    EXPECT_THAT(verdict(with(full_record(GetParam()), name, 1)), HasSubstr("additionalProperties")) << name;
  }
}

TEST_P(EveryRecordType, RefusesAValueOfTheWrongKindAndNull) {
  for (const FieldSpec& field : GetParam().fields) {
    for (const Value& value : {wrong_value(field), Value()}) {
      EXPECT_THAT(verdict(with(full_record(GetParam()), field.name, value)),
                  ::testing::StartsWith("/" + std::string(field.name)));
    }
  }
  EXPECT_THAT(verdict(with(full_record(GetParam()), "id", 1)), HasSubstr("/id: is not of the right type"));
  EXPECT_THAT(verdict(with(full_record(GetParam()), "id", "")), HasSubstr("/id: is too short"));
}

TEST_P(EveryRecordType, KeepsExtensionsUnderReverseDnsNames) {
  const Value record = minimal_record(GetParam());
  EXPECT_EQ(verdict(with(record, "ext", Value::Object{{"com.example.x", Value()}})), "accepted");
  EXPECT_THAT(verdict(with(record, "ext", Value::Object{{"x", 1}})), HasSubstr("/ext/x: is not allowed"));
  EXPECT_THAT(verdict(with(record, "ext", 1)), HasSubstr("/ext: is not of the right type"));
}

TEST_P(EveryRecordType, HasASaltOf128Bits) {
  const Value record = minimal_record(GetParam());
  EXPECT_THAT(verdict(with(record, "_salt", "AAAA")), HasSubstr("/_salt"));
  EXPECT_THAT(verdict(with(record, "_salt", std::string(22, '+'))), HasSubstr("/_salt"));
}

TEST_P(EveryRecordType, IsCheckedInAsGenerated) {
  const std::string section(GetParam().section);
  EXPECT_EQ(file_text("schemas/records/" + section + ".schema.json"), *registered_schema(section))
      << "run: cmake --build build --target schemas";
}

TEST_P(EveryRecordType, IsCanonicalAndKnowsItsIri) {
  const std::string& text = *registered_schema(GetParam().section);
  EXPECT_TRUE(parse_canonical(text).ok());
  EXPECT_EQ(schema_.id(), schema_iri(GetParam().section));
}

INSTANTIATE_TEST_SUITE_P(, EveryRecordType, ::testing::ValuesIn(record_types().begin(), record_types().end()),
                         [](const auto& type) { return std::string(type.param.section); });

TEST(RecordSchema, ATextMayBeBytesOrAnAttachment) {
  const Schema schema = Schema::compile(*registered_schema("identifiers")).value();
  const std::string digest(64, 'a');
  struct Case {
    std::string value;
    bool accepted;
  };
  const std::string file = R"({"bytes":3,"mediaType":"image/png","name":"a.png","sha256":")" + digest + R"("})";
  const Case cases[] = {
      // NOLINT: a table
      {R"("")", true},
      {R"({"_bytes":""})", true},
      {R"({"_bytes":"AAA"})", true},
      {R"({"_bytes":"AAB"})", false},
      {R"({"_bytes":"AA=="})", false},
      {R"({"_file":)" + file + "}", true},
      {R"({"_file":{"bytes":3,"sha256":")" + digest + R"("}})", false},
      {R"({"_bytes":"AA","_file":)" + file + "}", false},
      {"{}", false},
      {R"({"text":"x"})", false},
  };
  for (const Case& c : cases) {
    const std::string record = R"({"id":"1","type":"email","value":)" + c.value + "}";
    EXPECT_EQ(schema.check(record).ok(), c.accepted) << record;
  }
}

TEST(RecordSchema, ThereIsNoneForOtherSections) {
  EXPECT_EQ(registered_schema("photos"), nullptr);
  EXPECT_EQ(registered_schema(""), nullptr);
  EXPECT_EQ(find_record_type("photos"), nullptr);
}

TEST(RecordSchema, TheReferenceIsCheckedInAsGenerated) {
  EXPECT_EQ(file_text("docs/schema.md"), schema_reference()) << "run: cmake --build build --target schemas";
}

TEST(ExtensionName, IsReverseDnsAndShortEnoughForAFileName) {
  EXPECT_TRUE(is_extension_name("com.example.photos"));
  for (const char* name : {"", "photos", "com.example", "com.example.0", "COM.example.x", "com/example/x",
                           "com.example..", "con.example.x", "nul.example.x", "aux.example.x", "prn.example.x",
                           "com1.example.x", "com0.example.x", "lpt9.example.x"}) {
    EXPECT_FALSE(is_extension_name(name)) << name;
  }
  for (const char* name : {"com.con.x", "comx.example.x", "com10.example.x", "console.example.x", "lpt.example.x"}) {
    EXPECT_TRUE(is_extension_name(name)) << name;
  }
  EXPECT_TRUE(is_extension_name("com.example." + std::string(188, 'a')));
  EXPECT_FALSE(is_extension_name("com.example." + std::string(189, 'a')));
  for (const RecordType& type : record_types()) {
    EXPECT_FALSE(is_extension_name(type.section));
  }
}

}  // namespace
}  // namespace holdall
