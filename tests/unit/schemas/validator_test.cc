// Each keyword of the profile on values just inside and just outside it, and what a refusal says.
#include "holdall/schemas/validator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "holdall/core/json/canonical.h"
#include "holdall/schemas/patterns.h"

namespace holdall {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Schema compiled(const std::string& text) {
  auto schema = Schema::compile(text);
  EXPECT_TRUE(schema.ok()) << text << ": " << (schema.ok() ? "" : schema.error().message);
  return std::move(schema).value();
}

struct Case {
  const char* name;
  std::string schema;
  std::vector<std::string> accepted;
  std::vector<std::string> refused;
};

std::string with_pattern(std::string_view name) {
  return R"({"pattern":)" + canonical(Value(pattern_named(name)->regex)) + "}";
}

std::vector<Case> cases() {
  const std::string own = canonical(Value(pattern_named("extension")->regex));
  return {
      {"true", "true", {"null", "1", "\"x\"", "[]", R"({"a":[1]})"}, {}},
      {"false", "false", {}, {"null", "1", "\"x\"", "[]", "{}"}},
      {"empty", "{}", {"null", "1", "\"x\"", "[]", R"({"a":[1]})"}, {}},
      {"type null", R"({"type":"null"})", {"null"}, {"0", "false", "\"\"", "[]", "{}"}},
      {"type boolean", R"({"type":"boolean"})", {"true", "false"}, {"null", "0", "\"true\""}},
      {"type integer",
       R"({"type":"integer"})",
       {"0", "-1", "9007199254740991", "-9007199254740991"},
       {"0.5", "1e+21", "-1e+300", "\"1\""}},
      {"type number", R"({"type":"number"})", {"0", "0.5", "1e+21", "-7"}, {"\"0\"", "null"}},
      {"type string", R"({"type":"string"})", {"\"\"", "\"x\""}, {"1", "null", "[]", "{}"}},
      {"type array", R"({"type":"array"})", {"[]", "[1,[]]"}, {"{}", "\"\""}},
      {"type object", R"({"type":"object"})", {"{}", R"({"a":{}})"}, {"[]", "null"}},
      {"types", R"({"type":["string","null"]})", {"\"x\"", "null"}, {"1", "{}"}},
      {"enum", R"({"enum":["b","a","é"]})", {"\"a\"", "\"b\"", "\"é\""}, {"\"c\"", "\"\"", "1", "[]", "{}", "null"}},
      {"const text", R"({"const":"a\u000a"})", {R"("a\n")"}, {"\"a\"", "1"}},
      {"const number", R"({"const":10})", {"10"}, {"1", "10.5", "\"10\""}},
      {"const double", R"({"const":1e21})", {"1e+21"}, {"1e+22"}},
      {"const true", R"({"const":true})", {"true"}, {"false", "1", "[]", "{}"}},
      {"const null", R"({"const":null})", {"null"}, {"false", "{}"}},
      {"minLength", R"({"minLength":2})", {"\"ab\"", "\"é😀\"", "1"}, {"\"\"", "\"😀\""}},
      {"maxLength", R"({"maxLength":2})", {"\"\"", "\"😀😀\"", "123", "[1,2,3]"}, {"\"abc\"", R"("\n\n\n")"}},
      {"pattern", with_pattern("date"), {"\"2026-11-23\"", "1", "[]"}, {"\"2026-11-31\"", "\"\""}},
      {"minimum", R"({"minimum":-1.5})", {"-1.5", "0", "\"x\""}, {"-1.6", "-2"}},
      {"maximum", R"({"maximum":9007199254740991})", {"9007199254740991", "-1e+300"}, {"1e+21"}},
      {"items", R"({"items":{"type":"string"}})", {"[]", "[\"a\",\"b\"]", "{}"}, {"[1]", "[\"a\",null]"}},
      {"items false", R"({"items":false})", {"[]", "1"}, {"[null]"}},
      {"minItems", R"({"minItems":1})", {"[1]", "{}"}, {"[]"}},
      {"maxItems", R"({"maxItems":1})", {"[]", "[[1,2]]"}, {"[1,2]"}},
      {"properties",
       R"({"properties":{"a":{"type":"string"},"b":false,"c":true}})",
       {"{}", R"({"a":"x"})", R"({"c":1,"d":2})", "[1]"},
       {R"({"a":1})", R"({"b":1})", R"({"a":"x","b":null})"}},
      {"required",
       R"({"properties":{"b":{"type":"null"}},"required":["c","b","a"]})",
       {R"({"a":1,"b":null,"c":2})", R"({"a":1,"b":null,"bb":0,"c":2,"d":3})", "1"},
       {"{}", R"({"a":1,"b":null})", R"({"b":null,"c":1})", R"({"a":1,"c":1})", R"({"a":1,"b":1,"c":1})"}},
      {"additionalProperties",
       R"({"additionalProperties":false,"properties":{"a":true}})",
       {"{}", R"({"a":1})"},
       {R"({"b":1})", R"({"a":1,"b":1})", R"({"":1})"}},
      {"additionalProperties schema",
       R"({"additionalProperties":{"type":"integer"},"properties":{"a":true},"required":["z"]})",
       {R"({"a":"x","b":1,"z":2})"},
       {R"({"a":"x","b":"y","z":2})", R"({"z":"x"})"}},
      {"patternProperties",
       R"({"additionalProperties":false,"patternProperties":{)" + own +
           R"(:{"type":"integer"}},"properties":{"a":true}})",
       {"{}", R"({"a":"x","com.example.x":1})"},
       {R"({"com.example.x":"y"})", R"({"com.example":1})", R"({"b":1})"}},
      {"minProperties", R"({"minProperties":1})", {R"({"a":1})", "[]"}, {"{}"}},
      {"maxProperties", R"({"maxProperties":1})", {"{}", R"({"a":{"b":1,"c":2}})"}, {R"({"a":1,"b":2})"}},
      {"$ref",
       R"({"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"type":"string"}},"items":{"$ref":"#/$defs/a"}})",
       {"[]", "[\"x\"]"},
       {"[1]"}},
      {"recursive $ref",
       R"({"$defs":{"t":{"additionalProperties":{"$ref":"#/$defs/t"},"type":"object"}},"$ref":"#/$defs/t"})",
       {"{}", R"({"a":{"b":{},"c":{"d":{}}}})"},
       {"1", R"({"a":{"b":{"c":1}}})"}},
      {"$ref to a boolean", R"({"$defs":{"no":false},"items":{"$ref":"#/$defs/no"}})", {"[]"}, {"[1]"}},
      {"names in UTF-16 order",
       R"({"required":["\uffee","\ud83d\ude00","a"],"properties":{"\ud83d\ude00":{"type":"null"}}})",
       {"{\"a\":1,\"😀\":null,\"\xEF\xBF\xAE\":1}"},
       {"{\"a\":1,\"😀\":1,\"\xEF\xBF\xAE\":1}", "{\"a\":1,\"😀\":null}", "{\"a\":1,\"\xEF\xBF\xAE\":1}"}},
      {"annotations",
       R"({"$comment":"c","title":"t","description":"d","examples":[1],"default":1,"format":"date","deprecated":true,)"
       R"("readOnly":true,"writeOnly":true,"$id":"urn:x:y","$schema":"http://json-schema.org/draft-07/schema#"})",
       {"1", "\"no date\""},
       {}},
  };
}

TEST(Validator, KeepsToEachKeywordOfTheProfile) {
  for (const Case& c : cases()) {
    SCOPED_TRACE(c.name);
    const Schema schema = compiled(c.schema);
    for (const std::string& text : c.accepted) {
      const auto checked = schema.check(text);
      EXPECT_TRUE(checked.ok()) << text << ": " << (checked.ok() ? "" : checked.error().message);
    }
    for (const std::string& text : c.refused) {
      const auto checked = schema.check(text);
      ASSERT_FALSE(checked.ok()) << text;
      EXPECT_EQ(checked.error().code, ErrorCode::kRecordSchema) << text;
    }
  }
}

struct Message {
  const char* name;
  const char* schema;
  const char* text;
  const char* expected;
};

const Message kMessages[] = {
    // NOLINT: a table
    {"root", R"({"type":"object"})", "1", "is not of the right type (type)"},
    {"member", R"({"properties":{"a":{"enum":["x"]}}})", R"({"a":"y"})", "/a: is not among the values (enum)"},
    {"item", R"({"properties":{"a":{"items":{"maxLength":1}}}})", R"({"Z":[[1]],"a":["x","yy"]})",
     "/a/1: is too long (maxLength)"},
    {"missing", R"({"items":{"required":["id"]}})", R"([{"id":1},{"a":[1,{}]}])",
     "/1: lacks the member `id` (required)"},
    {"unknown", R"({"properties":{"e":{"additionalProperties":false}}})", R"({"e":{"x/y~":{"deep":1}}})",
     "/e/x~1y~0: is not allowed (additionalProperties)"},
    {"after deeper values", R"({"properties":{"b":{"minimum":5}}})", R"({"a":{"x":[1,[2,{}]]},"b":1})",
     "/b: is too small (minimum)"},
    {"count", R"({"items":{"maxItems":1}})", "[[1],[1,2]]", "/1: has too many items (maxItems)"},
    {"item of an item", R"({"items":{"items":{"type":"null"}}})", "[[],[null,0]]",
     "/1/1: is not of the right type (type)"},
    {"empty name", R"({"additionalProperties":false})", R"({"":1})", "/: is not allowed (additionalProperties)"},
    {"terminal escape in a name", R"({"additionalProperties":false})", R"({"\u001b[2J":1})",
     "/\\u{1b}[2J: is not allowed (additionalProperties)"},
};

TEST(Validator, SaysWhereAndWhichKeyword) {
  for (const Message& c : kMessages) {
    SCOPED_TRACE(c.name);
    const auto checked = compiled(c.schema).check(c.text);
    ASSERT_FALSE(checked.ok());
    EXPECT_EQ(checked.error().message, c.expected);
  }
}

TEST(Validator, NeverShowsAValue) {
  const Schema schema = compiled(R"({"properties":{"a":{"const":"x","type":"string"},"b":{"maxLength":1},"c":)" +
                                 with_pattern("date") + R"(,"d":{"enum":["x"]},"e":{"maximum":1}}})");
  for (const char* member : {"a", "b", "c", "d"}) {
    const auto checked = schema.check(std::string(R"({")") + member + R"(":"MARKER"})");
    ASSERT_FALSE(checked.ok());
    EXPECT_THAT(checked.error().message, Not(HasSubstr("MARKER")));
    EXPECT_THAT(checked.error().message, HasSubstr(std::string("/") + member));
  }
  EXPECT_THAT(schema.check(R"({"e":424242})").error().message, Not(HasSubstr("424242")));
}

TEST(Validator, RefusesWhatIsNotCanonical) {
  const Schema schema = compiled("true");
  for (const char* text : {" 1", "1 ", "1.0", R"({"b":1,"a":1})", R"({"a":1,"a":1})", R"("\u0041")", R"(["a", 1])"}) {
    const auto checked = schema.check(text);
    ASSERT_FALSE(checked.ok()) << text;
    EXPECT_NE(checked.error().code, ErrorCode::kRecordSchema) << text;
  }
  for (const char* text : {"", "{", "[1", R"({"a")", R"({"a":)", "nul", "\"\xff\"", "1}"}) {
    EXPECT_FALSE(schema.check(text).ok()) << text;
  }
}

TEST(Validator, RefusesWhatIsNotCanonicalUnderEveryRule) {
  const Schema schema = compiled(R"({"additionalProperties":{"items":{"minimum":1}},"required":["a"],"maxItems":1})");
  for (const char* text : {"", "{", "[1", "[1,", R"({"a")", R"({"a":)", R"({"a":[)", R"({"a":[1)", R"({"a":[1],)"}) {
    EXPECT_FALSE(schema.check(text).ok()) << text;
  }
}

TEST(Validator, IsNotCrashedByDepth) {
  const std::string arrays(100'000, '[');
  std::string objects;
  for (int i = 0; i < 100'000; ++i) {
    objects += R"({"a":)";
  }
  const Schema any = compiled("true");
  const Schema recursive = compiled(
      R"({"$defs":{"t":{"additionalProperties":{"$ref":"#/$defs/t"},"items":{"$ref":"#/$defs/t"}}},"$ref":"#/$defs/t"})");
  for (const Schema* schema : {&any, &recursive}) {
    EXPECT_EQ(schema->check(arrays).error().code, ErrorCode::kLimit);
    EXPECT_EQ(schema->check(objects).error().code, ErrorCode::kLimit);
  }
}

TEST(Validator, ADocumentIsRefusedUnderTheCallersCode) {
  const Schema schema = compiled(R"({"required":["map"]})");
  const Value document = Value::Object{{"z", 1}, {"a", Value::Array{1}}};
  const auto checked = schema.check(document, ErrorCode::kMapUnfit);
  ASSERT_FALSE(checked.ok());
  EXPECT_EQ(checked.error().code, ErrorCode::kMapUnfit);
  EXPECT_EQ(checked.error().message, "lacks the member `map` (required)");
  EXPECT_TRUE(schema.check(Value(Value::Object{{"map", 1}}), ErrorCode::kMapUnfit).ok());
}

TEST(Validator, KnowsTheIdOfItsSchema) {
  EXPECT_EQ(compiled(R"({"$id":"urn:x:y"})").id(), "urn:x:y");
  EXPECT_EQ(compiled("true").id(), "");
}

TEST(Validator, ChecksOnSeveralThreadsAtOnce) {
  const Schema schema = compiled(R"({"properties":{"a":)" + with_pattern("date") + R"(},"required":["a"]})");
  std::vector<std::thread> threads;
  std::vector<int> wrong(4, 0);
  for (std::size_t t = 0; t < wrong.size(); ++t) {
    threads.emplace_back([&schema, &wrong, t] {
      for (int i = 0; i < 1000; ++i) {
        wrong[t] += schema.check(R"({"a":"2026-11-23"})").ok() ? 0 : 1;
        wrong[t] += schema.check(R"({"a":"2026-11-31"})").ok() ? 1 : 0;
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_THAT(wrong, ::testing::Each(0));
}

}  // namespace
}  // namespace holdall
