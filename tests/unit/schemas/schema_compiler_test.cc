// Schemas come inside bundles: what the profile does not have is refused with its place, and nothing crashes or runs
// long.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "holdall/core/json/canonical.h"
#include "holdall/schemas/patterns.h"
#include "holdall/schemas/record_types.h"
#include "holdall/schemas/validator.h"

namespace holdall {
namespace {

using ::testing::StartsWith;

struct Case {
  const char* name;
  std::string schema;
  const char* message;  // how it begins
};

std::vector<Case> unfit_schemas() {
  return {
      {"number", "1", "schema: neither an object"},
      {"anyOf", R"({"anyOf":[{"type":"string"}]})", "schema: the profile has no keyword `anyOf`"},
      {"nested oneOf", R"({"properties":{"a":{"oneOf":[]}}})",
       "schema /properties/a: the profile has no keyword `oneOf`"},
      {"not", R"({"not":{}})", "schema: the profile has no keyword"},
      {"if", R"({"if":{}})", "schema: the profile has no keyword"},
      {"allOf", R"({"allOf":[{}]})", "schema: the profile has no keyword"},
      {"contains", R"({"contains":{}})", "schema: the profile has no keyword"},
      {"uniqueItems", R"({"uniqueItems":true})", "schema: the profile has no keyword"},
      {"dependentRequired", R"({"dependentRequired":{}})", "schema: the profile has no keyword"},
      {"unevaluatedProperties", R"({"unevaluatedProperties":false})", "schema: the profile has no keyword"},
      {"prefixItems", R"({"prefixItems":[{}]})", "schema: the profile has no keyword"},
      {"propertyNames", R"({"propertyNames":{}})", "schema: the profile has no keyword"},
      {"exclusiveMinimum", R"({"exclusiveMinimum":1})", "schema: the profile has no keyword"},
      {"multipleOf", R"({"multipleOf":1})", "schema: the profile has no keyword"},
      {"definitions of draft-07", R"({"definitions":{}})", "schema: the profile has no keyword"},
      {"$dynamicRef", R"({"$dynamicRef":"#a"})", "schema: the profile has no keyword"},
      {"$anchor", R"({"$anchor":"a"})", "schema: the profile has no keyword"},
      {"unknown keyword with an escape", R"({"\u001b":1})", "schema: the profile has no keyword `\\u{1b}`"},
      {"$id below the root", R"({"items":{"$id":"urn:x:y"}})", "schema /items: the profile has no keyword `$id`"},
      {"$defs below the root", R"({"items":{"$defs":{}}})", "schema /items: the profile has no keyword `$defs`"},
      {"dialect", R"({"$schema":"https://json-schema.org/draft/2019-09/schema"})", "schema: `$schema`"},
      {"$id relative", R"({"$id":"x"})", "schema: `$id`"},
      {"$defs array", R"({"$defs":[]})", "schema: `$defs`"},
      {"$defs name", R"({"$defs":{"a/b":{}}})", "schema: a name in `$defs`"},
      {"unfit definition", R"({"$defs":{"a":{"type":"text"}}})", "schema /$defs/a/type: no JSON type"},
      {"definition of no schema", R"({"$defs":{"a":1}})", "schema /$defs/a: neither"},
      {"$ref elsewhere", R"({"$ref":"https://example.com/x"})", "schema: a `$ref` that is not"},
      {"$ref to the root", R"({"items":{"$ref":"#"}})", "schema /items: a `$ref` that is not"},
      {"$ref to nothing", R"({"$ref":"#/$defs/a"})", "schema: a `$ref` that is not"},
      {"$ref number", R"({"$ref":1})", "schema: a `$ref` that is not"},
      {"$ref with a sibling", R"({"$defs":{"a":{}},"items":{"$ref":"#/$defs/a","type":"string"}})",
       "schema /items: a keyword beside `$ref`"},
      {"$ref to itself", R"({"$defs":{"a":{"$ref":"#/$defs/a"}}})", "schema /$defs/a: a circle of `$ref`"},
      {"$ref circle", R"({"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a"}},"$ref":"#/$defs/b"})",
       "schema /$defs/a: a circle of `$ref`"},
      {"type unknown", R"({"type":"text"})", "schema /type: no JSON type"},
      {"type empty", R"({"type":[]})", "schema /type: no JSON type"},
      {"type in part unknown", R"({"type":["string",1]})", "schema /type: no JSON type"},
      {"enum empty", R"({"enum":[]})", "schema /enum: not a list of different strings"},
      {"enum numbers", R"({"enum":[1]})", "schema /enum: not a list of different strings"},
      {"enum twice", R"({"enum":["a","a"]})", "schema /enum: not a list of different strings"},
      {"const object", R"({"const":{}})", "schema /const: not a scalar"},
      {"pattern", R"({"pattern":"^a*$"})", "schema /pattern: not an expression of the closed table"},
      {"pattern number", R"({"pattern":1})", "schema /pattern: not an expression"},
      {"minLength", R"({"minLength":-1})", "schema /minLength: not a count"},
      {"maxItems", R"({"maxItems":1.5})", "schema /maxItems: not a count"},
      {"maximum", R"({"maximum":"1"})", "schema /maximum: not a number"},
      {"items tuple", R"({"items":[{}]})", "schema /items: neither"},
      {"properties", R"({"properties":[]})", "schema /properties: not an object"},
      {"properties pointer", R"({"properties":{"a/b":1}})", "schema /properties/a~1b: neither"},
      {"required", R"({"required":"a"})", "schema /required: not a list of different names"},
      {"required twice", R"({"required":["a","a"]})", "schema /required: not a list of different names"},
      {"patternProperties text", R"({"patternProperties":{"^x":{}}})", "schema /patternProperties: not an expression"},
      {"patternProperties two", R"({"patternProperties":{"a":{},"b":{}}})",
       "schema /patternProperties: not an object with"},
      {"patternProperties over properties",
       R"({"properties":{"com.example.x":{}},"patternProperties":{)" +
           canonical(Value(pattern_named("extension")->regex)) + ":{}}}",
       "schema /patternProperties: matches a name"},
  };
}

TEST(SchemaCompiler, RefusesWhatTheProfileDoesNotHave) {
  for (const Case& c : unfit_schemas()) {
    SCOPED_TRACE(c.name);
    const auto schema = Schema::compile(c.schema);
    ASSERT_FALSE(schema.ok());
    EXPECT_EQ(schema.error().code, ErrorCode::kSchemaUnfit);
    EXPECT_THAT(schema.error().message, StartsWith(c.message));
  }
}

TEST(SchemaCompiler, RefusesWhatIsNotJson) {
  EXPECT_EQ(Schema::compile("").error().code, ErrorCode::kMalformedJson);
  EXPECT_EQ(Schema::compile("{").error().code, ErrorCode::kMalformedJson);
  EXPECT_EQ(Schema::compile(R"({"type":"null","type":"null"})").error().code, ErrorCode::kMalformedJson);
}

TEST(SchemaCompiler, IsBoundedInDepthSizeAndParts) {
  std::string deep;
  std::string many = R"({"properties":{)";
  for (int i = 0; i < 100'000; ++i) {
    deep += R"({"items":)";
  }
  for (int i = 0; i < 20'000; ++i) {
    many += (i == 0 ? "\"p" : ",\"p") + std::to_string(i) + "\":{}";
  }
  EXPECT_EQ(Schema::compile(deep).error().code, ErrorCode::kLimit);
  EXPECT_EQ(Schema::compile(many + "}}").error().code, ErrorCode::kLimit);
  EXPECT_EQ(Schema::compile("{\"title\":\"" + std::string(2U << 20U, 'x') + "\"}").error().code, ErrorCode::kLimit);
}

TEST(SchemaCompiler, ManyNamesDoNotMakeItSlow) {
  std::string names;
  for (int i = 0; i < 80'000; ++i) {
    names += (i == 0 ? "\"" : ",\"") + std::to_string(i * 7919 % 80'000) + "\"";
  }
  EXPECT_TRUE(Schema::compile(R"({"required":[)" + names + "]}").ok());
  EXPECT_TRUE(Schema::compile(R"({"enum":[)" + names + "]}").ok());
}

// Real schemas with a few bytes changed: whatever becomes of them, an answer comes, and a compiled one can check.
TEST(SchemaCompiler, SurvivesChangedSchemas) {
  std::mt19937 random(20261123);  // NOLINT: the same run every time
  const std::string record = R"({"events":[{"at":"2026-11-23T14:46:00Z","state":"given"}],"id":"1","purpose":"p"})";
  int compiled = 0;
  for (const RecordType& type : record_types()) {
    const std::string& original = *registered_schema(type.section);
    for (int round = 0; round < 100; ++round) {
      std::string text = original;
      for (int change = 0; change < 3; ++change) {
        const std::size_t at = random() % text.size();
        const std::size_t from = random() % text.size();
        switch (random() % 3) {
          case 0:
            text[at] = "{}[]\":,$1a\\"[random() % 11];
            break;
          case 1:
            text.erase(at, random() % 20);
            break;
          default:
            text.insert(at, text.substr(from, random() % 40));
        }
      }
      if (const auto schema = Schema::compile(text); schema.ok()) {
        ++compiled;
        [[maybe_unused]] const auto checked = schema.value().check(record);
      }
    }
  }
  EXPECT_GT(compiled, 0);
}

}  // namespace
}  // namespace holdall
