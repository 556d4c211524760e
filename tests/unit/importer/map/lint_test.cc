#include "holdall/importer/map/lint.h"

#include <gtest/gtest.h>

#include <string>

namespace holdall {
namespace {

std::string findings_of(const std::string& rules) {
  const auto map = ImportMap::parse(
      R"({"map":"m/1","subject":{"table":"person","column":"pid","type":"integer"},"rules":[)" + rules + "]}");
  EXPECT_TRUE(map.ok()) << map.error().message;
  std::string found;
  for (const MapFinding& finding : lint_map(map.value())) {
    found += finding.pointer + "\n";
  }
  return found;
}

const std::string kFill = R"({"from":"profile","into":"person","mode":"fill","set":{"nick":{"from":"/display_name"}}})";

TEST(LintMap, FindsColumnsThatTwoRulesFill) {
  EXPECT_EQ(findings_of(kFill), "");
  std::string again = kFill;
  again.insert(1, R"("name":"again",)");
  EXPECT_EQ(findings_of(kFill + "," + again), "/rules/1/set/nick\n");
  EXPECT_EQ(findings_of(kFill + R"(,{"from":"profile","into":"t","set":{"nick":{"from":"/display_name"}}})"), "");
}

TEST(LintMap, FindsRejectionsThatAnEarlierOneLeavesNothing) {
  const std::string some = R"({"from":"usage","when":{"/kind":["view"]},"reject":"A"})";
  const std::string tested = R"({"from":"usage","when":{"/at":{"before":"2020-01-01"}},"reject":"A"})";
  const std::string all = R"({"from":"usage","reject":"B"})";
  EXPECT_EQ(findings_of(some + "," + tested + "," + all), "");
  EXPECT_EQ(findings_of(all + "," + some), "/rules/1\n");
  EXPECT_EQ(findings_of(all + R"(,{"from":"devices","reject":"B"})"), "");
}

}  // namespace
}  // namespace holdall
