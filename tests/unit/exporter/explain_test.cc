// What a right would give, told without data: the decisions of the scope in words.
#include "holdall/exporter/explain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "holdall/exporter/rights/decisions.h"
#include "unit/exporter/rights/small_law.h"

namespace holdall {
namespace {

using testing::ElementsAre;

std::vector<Explanation> explained(const std::string& right, const std::string& map_members = "{}",
                                   const std::string& request_members = "{}", HumanDecisions decisions = {}) {
  const DataMap map = small_law::data_map(map_members);
  const Value request =
      merge_patch(small_law::json(R"({"right": ")" + right + "\"}"), small_law::json(request_members));
  auto judged = check_request(small_law::request_text(canonical(request)), map, small_law::shipped(), small_law::kNow,
                              std::move(decisions));
  EXPECT_TRUE(judged.ok() && judged.value().scope != nullptr);
  return explain(map, *judged.value().scope);
}

// "item outcome code rule" of each.
std::vector<std::string> told(const std::vector<Explanation>& rows) {
  std::vector<std::string> all;
  for (const Explanation& row : rows) {
    EXPECT_FALSE(row.rule.empty() && row.outcome != "not_collected") << row.item;
    all.push_back(row.item + " " + row.outcome + " " + row.code + " " + row.rule);
  }
  return all;
}

TEST(ExplainTest, EachItemIsToldOnceInTheOrderOfTheMap) {
  EXPECT_THAT(told(explained("gdpr-art15-access")),
              ElementsAre("log review SECURITY_DATA gdpr-art15-access#/scope/rules/1",
                          "mail included  gdpr-art15-access#/scope/default",
                          "memo review LEGAL_PRIVILEGE gdpr-art15-access#/scope/rules/0",
                          "pin existence SECRET_CREDENTIAL core#/core/0"));
  EXPECT_THAT(told(explained("gdpr-art20-portability")),
              ElementsAre("log withheld BASIS_NOT_PORTABLE gdpr-art20-portability#/scope/rules/4",
                          "mail included  gdpr-art20-portability#/scope/default",
                          "memo withheld NOT_PROVIDED gdpr-art20-portability#/scope/rules/1",
                          "pin existence SECRET_CREDENTIAL core#/core/0"));
}

TEST(ExplainTest, WhatIsElsewhereOrNotCollectedIsToldToo) {
  const auto rows = told(explained("gdpr-art15-access", R"({"items": {
      "fax": {"category": "ID", "provenance": "provided", "collected": false},
      "usage": {"category": "ID", "provenance": "observed", "holder": "other_controller", "controller": "App Ltd"}}})"));
  EXPECT_THAT(rows, testing::Contains("usage elsewhere OTHER_CONTROLLER core#/core/1"));
  EXPECT_THAT(rows, testing::Contains(testing::StartsWith("fax not_collected ")));
}

TEST(ExplainTest, WhatPeopleDecidedAndThePersonChoseIsTold) {
  auto decisions = parse_decisions(R"({"request": "r-1", "items": {"log": {"do": "omit", "reason": "why",
      "by": "officer", "at": "2026-11-23T11:30:00Z"}}})");
  ASSERT_TRUE(decisions.ok());
  EXPECT_THAT(told(explained("gdpr-art15-access", "{}", R"({"options": {"items": ["log", "memo"]}})",
                             std::move(decisions).value())),
              ElementsAre("log withheld SECURITY_DATA gdpr-art15-access#/scope/rules/1",
                          "mail withheld NOT_REQUESTED request#/options/items",
                          "memo review LEGAL_PRIVILEGE gdpr-art15-access#/scope/rules/0",
                          "pin existence SECRET_CREDENTIAL core#/core/0"));
}

TEST(ExplainTest, AnAnswerOfCategoriesShowsNoValue) {
  for (const Explanation& row : explained("ccpa-know-categories", "{}", R"({"subject": {"residence": "US-CA"}})")) {
    EXPECT_EQ(row.outcome, "existence") << row.item;
  }
}

TEST(ExplainTest, WhatARowOrAPersonMayChangeIsToldBeside) {
  const auto rows = explained("gdpr-art20-portability", R"({
      "consents": {"table": "grant", "owner": "id", "record": "no", "purpose": "topic", "state": "state", "at": "at"},
      "items": {"mail": {"basis": "consent", "consent": "news"}}})");
  const auto mail = std::find_if(rows.begin(), rows.end(), [](const Explanation& row) { return row.item == "mail"; });
  ASSERT_NE(mail, rows.end());
  EXPECT_EQ(mail->outcome, "included");
  std::vector<std::string> unless;
  for (const Explanation::Unless& each : mail->unless) {
    unless.push_back(each.when + " " + each.outcome + " " + each.code);
  }
  EXPECT_THAT(unless, testing::IsSupersetOf({"basis_state: withdrawn withheld BASIS_NOT_PORTABLE",
                                             "basis_state: expired withheld BASIS_NOT_PORTABLE"}));
}

TEST(ExplainTest, ARowNamesItsRuleItsArticleAndTheRightThatGivesMore) {
  const auto rows = explained("gdpr-art20-portability");
  EXPECT_EQ(canonical(rows[2].to_value()),
            R"({"code":"NOT_PROVIDED","item":"memo","outcome":"withheld","reference":"GDPR 20(1); WP242 rev.01",)"
            R"("rule":"gdpr-art20-portability#/scope/rules/1","see_also":"gdpr-art15-access"})");
  EXPECT_EQ(canonical(rows[3].to_value()).find("see_also"), std::string::npos);
}

}  // namespace
}  // namespace holdall
