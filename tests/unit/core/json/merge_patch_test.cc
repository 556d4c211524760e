// Merge patches as RFC 7396 writes them down: its example test cases (appendix A), and what profiles rely on.
#include "holdall/core/json/merge_patch.h"

#include <gtest/gtest.h>

#include <string_view>

#include "holdall/core/json/canonical.h"

namespace holdall {
namespace {

struct Case {
  const char* target;
  const char* patch;
  const char* result;
};

// Documents are objects or arrays, so the cases are read as members of one.
Value read(std::string_view json) {
  return parse_document("{\"v\":" + std::string(json) + "}").value().at("v");
}

TEST(MergePatchTest, TheExamplesOfTheRfcComeOut) {
  const Case cases[] = {
      {R"({"a":"b"})", R"({"a":"c"})", R"({"a":"c"})"},
      {R"({"a":"b"})", R"({"b":"c"})", R"({"a":"b","b":"c"})"},
      {R"({"a":"b"})", R"({"a":null})", R"({})"},
      {R"({"a":"b","b":"c"})", R"({"a":null})", R"({"b":"c"})"},
      {R"({"a":["b"]})", R"({"a":"c"})", R"({"a":"c"})"},
      {R"({"a":"c"})", R"({"a":["b"]})", R"({"a":["b"]})"},
      {R"({"a":{"b":"c"}})", R"({"a":{"b":"d","c":null}})", R"({"a":{"b":"d"}})"},
      {R"({"a":[{"b":"c"}]})", R"({"a":[1]})", R"({"a":[1]})"},
      {R"(["a","b"])", R"(["c","d"])", R"(["c","d"])"},
      {R"({"a":"b"})", R"(["c"])", R"(["c"])"},
      {R"({"a":"foo"})", R"(null)", R"(null)"},
      {R"({"a":"foo"})", R"("bar")", R"("bar")"},
      {R"({"e":null})", R"({"a":1})", R"({"a":1,"e":null})"},
      {R"([1,2])", R"({"a":"b","c":null})", R"({"a":"b"})"},
      {R"({})", R"({"a":{"bb":{"ccc":null}}})", R"({"a":{"bb":{}}})"},
  };
  for (const Case& each : cases) {
    SCOPED_TRACE(std::string(each.target) + " with " + each.patch);
    EXPECT_EQ(canonical(merge_patch(read(each.target), read(each.patch))), canonical(read(each.result)));
  }
}

// The example of RFC 7396, section 3.
TEST(MergePatchTest, OneDocumentSaysWhatDiffersFromAnother) {
  const Value target = read(R"({"title":"Goodbye!","author":{"givenName":"John","familyName":"Doe"},
      "tags":["example","sample"],"content":"This will be unchanged"})");
  const Value patch = read(R"({"title":"Hello!","phoneNumber":"+01-123-456-7890","author":{"familyName":null},
      "tags":["example"]})");
  EXPECT_EQ(canonical(merge_patch(target, patch)),
            canonical(read(R"({"title":"Hello!","author":{"givenName":"John"},"tags":["example"],
      "content":"This will be unchanged","phoneNumber":"+01-123-456-7890"})")));
}

TEST(MergePatchTest, AnEmptyPatchChangesNothingAndAllOfOneIsItself) {
  const Value whole = read(R"({"a":[{"b":null}],"c":{"d":1.5,"e":true}})");
  EXPECT_EQ(canonical(merge_patch(whole, read("{}"))), canonical(whole));
  EXPECT_EQ(canonical(merge_patch(whole, whole)), canonical(whole));
}

}  // namespace
}  // namespace holdall
