#include "holdall/importer/map/conditions.h"

#include <gtest/gtest.h>

#include <string>

namespace holdall {
namespace {

struct Case {
  const char* test;
  std::string values;  // names of those below for which it holds
};

// n missing, t "abc", e "", d a date, s a timestamp of noon that day, i 7, b true, j an array
Cell value_of(char name) {
  switch (name) {
    case 't':
      return Cell::text("abc");
    case 'e':
      return Cell::text("");
    case 'd':
      return Cell::text("2026-11-23");
    case 's':
      return Cell::text("2026-11-23T12:00:00Z");
    case 'i':
      return Cell::integer(7);
    case 'b':
      return Cell::boolean(true);
    case 'j':
      return Cell::json("[7]");
    default:
      return Cell::absent();
  }
}

class TestOf : public testing::TestWithParam<Case> {};

TEST_P(TestOf, HoldsForTheseValuesAndNoOthers) {
  Rule rule;
  const Value when(Value::Object{{"/a", parse_document(GetParam().test).value()}});
  const auto read = read_conditions(when, rule);
  ASSERT_TRUE(read.ok()) << read.error().message;
  ASSERT_EQ(rule.tests.size(), 1U);
  EXPECT_TRUE(rule.when.empty()) << "what is no list of values must not look like one to who reads Rule::when";
  std::string held;
  for (const char name : std::string("ntedsibj")) {
    held += holds(rule.tests.front(), value_of(name)) ? std::string(1, name) : "";
  }
  EXPECT_EQ(held, GetParam().values) << GetParam().test;
}

INSTANTIATE_TEST_SUITE_P(
    Conditions, TestOf,
    testing::Values(Case{R"({"present":true})", "tedsibj"}, Case{R"({"present":false})", "n"},
                    Case{R"({"not":["abc",7]})", "nedsbj"}, Case{R"({"not":[null]})", "tedsibj"},
                    Case{R"({"not":["abc"],"present":true})", "edsibj"}, Case{R"({"prefix":"ab"})", "t"},
                    Case{R"({"prefix":"2026-"})", "ds"}, Case{R"({"prefix":"2026-","not":["2026-11-23"]})", "s"},
                    Case{R"({"from":"2026-11-23"})", "ds"}, Case{R"({"from":"2026-11-23T00:00:01Z"})", "s"},
                    Case{R"({"from":"2026-11-23T12:00:00Z"})", "s"}, Case{R"({"before":"2026-11-23T12:00:00Z"})", "d"},
                    Case{R"({"before":"2026-11-23"})", ""},
                    Case{R"({"from":"2026-01-01","before":"2027-01-01"})", "ds"}));

TEST(Conditions, ThatNeverHoldOrAreUnknownAreRefused) {
  for (const char* test :
       {R"({"/a":{"matches":"x"}})", R"({"/a":{}})", R"({"/a":[]})", R"({"/a":"x"})", R"({"/a":{"present":"yes"}})",
        R"({"/a":{"not":[]}})", R"({"/a":{"not":[[1]]}})", R"({"/a":{"prefix":""}})", R"({"/a":{"prefix":7}})",
        R"({"/a":{"from":"yesterday"}})", R"({"/a":{"from":"2026-11-23T10:00:00+01:00"}})",
        R"({"/a":{"from":"2026-01-02","before":"2026-01-02"}})", R"({"/a":{"present":false,"prefix":"x"}})",
        R"({"/a":{"present":false,"not":["x"]}})"}) {
    Rule rule;
    const auto read = read_conditions(parse_document(test).value(), rule);
    ASSERT_FALSE(read.ok()) << test;
    EXPECT_EQ(read.error().code, ErrorCode::kMapUnfit);
    EXPECT_TRUE(read.error().message.starts_with("/~1a")) << read.error().message;
  }
  Rule rule;
  EXPECT_FALSE(read_conditions(parse_document(R"({"":[1]})").value(), rule).ok());
}

TEST(Conditions, ListValuesByTypeAndNullForWhatIsMissing) {
  EXPECT_TRUE(is_scalar(Cell::absent(), Value()));
  EXPECT_FALSE(is_scalar(Cell::absent(), Value("")));
  EXPECT_TRUE(is_scalar(Cell::text("7"), Value("7")));
  EXPECT_FALSE(is_scalar(Cell::text("7"), Value(7)));
  EXPECT_FALSE(is_scalar(Cell::json("7"), Value("7")));
  EXPECT_FALSE(is_scalar(Cell::bytes("7"), Value("7")));
}

}  // namespace
}  // namespace holdall
