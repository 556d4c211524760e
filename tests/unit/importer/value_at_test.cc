#include "holdall/importer/value_at.h"

#include <gtest/gtest.h>

#include "holdall/core/base/limits.h"
#include "holdall/importer/plan.h"
#include "holdall/importer/record_mapper.h"
#include "support/shown.h"
#include "unit/importer/parties.h"

namespace holdall::test {
namespace {

struct Case {
  const char* json;
  const char* pointer;
  const char* found;  // kind and value; nullptr: refused
};

TEST(ValueAt, FindsWhatThePointerNames) {
  for (const Case& each : {
           Case{"null", "", "absent"},
           Case{"7", "", "integer 7"},
           Case{R"({"a":{"b":"x"},"c":true})", "/a/b", "text x"},
           Case{R"({"a":{"b":"x"},"c":true})", "/c", "true"},
           Case{R"({"a":{"b":"x"},"c":true})", "/b", "absent"},
           Case{R"({"a":{"b":"x"},"c":true})", "/c/d", "absent"},
           Case{R"({"a":{"b":"x"},"c":true})", "/z/z", "absent"},
           Case{R"({"":{"":1.5}})", "//", "number 1.500000"},
           Case{R"({"a/b":1,"m~n":2})", "/a~1b", "integer 1"},
           Case{R"({"a/b":1,"m~n":2})", "/m~0n", "integer 2"},
           Case{R"({"~1":3})", "/~01", "integer 3"},
           Case{R"([[1,2],{"a":[false]}])", "/0/1", "integer 2"},
           Case{R"([[1,2],{"a":[false]}])", "/1/a/0", "false"},
           Case{"[1,2]", "/2", "absent"},
           Case{"[1,2]", "/01", "absent"},
           Case{"[1,2]", "/-", "absent"},
           Case{"[1,2]", "/99999999999999999999999", "absent"},
           Case{"[]", "/0", "absent"},
           Case{R"(["a\nb"])", "/0", "text a\nb"},
           Case{"[9007199254740991]", "/0", "integer 9007199254740991"},
           Case{R"({"a":[1]})", "/a", "json [1]"},
           Case{R"({"a":[1]})", "", R"(json {"a":[1]})"},
           Case{R"({"a":{}})", "/a", "json {}"},
           Case{R"({"a":[1 ]})", "/a", nullptr},
           Case{R"({"a":[1)", "/a/1", nullptr},
           Case{R"({"a": 1})", "/a", nullptr},
       }) {
    SCOPED_TRACE(std::string(each.json) + " at " + each.pointer);
    Scratch scratch;
    const auto found = value_at(each.json, each.pointer, scratch);
    ASSERT_EQ(found.ok(), each.found != nullptr);
    EXPECT_TRUE(each.found == nullptr || shown(found.value()) == each.found) << shown(found.value());
  }
}

// A line may be longer than a document: what verified must not fail for its size when it is mapped.
TEST(RecordMapper, ReadsMembersUpToTheSizeOfALine) {
  const Receiver receiver("CREATE TABLE person(pid INTEGER PRIMARY KEY);\nCREATE TABLE note(k INTEGER, text TEXT);\n");
  const ImportMap map =
      value_of(ImportMap::parse(R"({"map":"m/1","subject":{"table":"person","column":"pid","type":"integer"},"rules":[)"
                                R"({"from":"communications","into":"note","set":{"text":{"from":"/detail/z"}}}]})"));
  const auto store = receiver.open();
  const ImportPlan plan = value_of(ImportPlan::compile(map, *store));
  const SectionPlan& section = plan.section("communications");
  const std::string detail = R"({"a":")" + std::string(Limits{}.document_bytes, 'x') + R"(","z":"last"})";
  std::vector<Cell> record(section.layout.size());
  record[*section.layout.index_of("detail")] = Cell::json(detail);

  Scratch scratch;
  const RecordMapper mapper(Cell::integer(1), {});
  const auto row = mapper.map(section.storing.front(), record, scratch);
  ASSERT_TRUE(row.ok()) << row.error().message;
  EXPECT_EQ(row.value()->cells.front().cell.as_text(), "last");
}

}  // namespace
}  // namespace holdall::test
