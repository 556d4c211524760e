// What is wrong with a profile that its schema does not see.
#include "holdall/exporter/rights/profile_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/exporter/rights/small_law.h"

namespace holdall {
namespace {

using small_law::json;
using small_law::law;
using small_law::law_text;
using small_law::shipped;

// "kind at" of each finding.
std::vector<std::string> findings(std::string_view members) {
  std::vector<std::string> found;
  for (const Finding& finding : check_profile(law(members), json(law_text(members)), shipped())) {
    EXPECT_FALSE(finding.what.empty());
    found.push_back(finding.kind + " " + finding.at);
  }
  return found;
}

std::string rules(const std::string& list) {
  return R"({"scope": {"rules": [)" + list + "]}}";
}

std::string omits(const std::string& conditions, const std::string& more = "") {
  return R"({"if": )" + conditions + R"(, "do": "omit", "code": "NOT_PROVIDED")" + more + "}";
}

TEST(ProfileCheckTest, ASoundProfileHasNoFindings) {
  EXPECT_THAT(findings("{}"), testing::IsEmpty());
  EXPECT_THAT(findings(R"({"limits": [{"code": "E_EXCESSIVE"}, {"code": "TRADE_SECRET"}], "offers": ["ccpa-know"],
      "on_unverified": {"downgrade_to": "ccpa-know-categories"},
      "frequency": {"max": 1, "per": "P12M", "over": "fee", "with": ["ccpa-know"]}})"),
              testing::IsEmpty());
}

struct Case {
  const char* name;
  std::string members;
  const char* finding;
};

TEST(ProfileCheckTest, ARuleThatNothingReachesIsFound) {
  const std::string observed = omits(R"({"prov": ["observed"]})");
  const std::vector<Case> cases = {
      {"the same twice", rules(observed + "," + observed), "unreachable-rule xx-law#/scope/rules/1"},
      {"a part of one before",
       rules(omits(R"({"prov": ["observed", "derived"]})") + "," +
             omits(R"({"prov": ["derived"], "basis": ["contract"]})")),
       "unreachable-rule xx-law#/scope/rules/1"},
      {"all is taken by two",
       rules(omits(R"({"about": ["mixed"]})") + "," + omits(R"({"not_about": ["mixed"]})") + "," + observed),
       "unreachable-rule xx-law#/scope/rules/2"},
      {"two conditions that exclude each other", rules(omits(R"({"prov": ["observed"], "not_prov": ["observed"]})")),
       "unreachable-rule xx-law#/scope/rules/0"},
      {"every value was named before", rules(omits(R"({"medium": ["paper", "electronic"]})") + "," + observed),
       "unreachable-rule xx-law#/scope/rules/1"},
  };
  for (const Case& each : cases) {
    EXPECT_THAT(findings(each.members), testing::Contains(each.finding)) << each.name;
  }
}

TEST(ProfileCheckTest, ARuleThatSomethingReachesIsNotFound) {
  for (const std::string& list :
       {omits(R"({"prov": ["observed"], "basis": ["consent"]})") + "," + omits(R"({"prov": ["observed"]})"),
        omits(R"({"cat": ["ID"]})") + "," + omits(R"({"not_cat": ["ID", "NET"]})"),
        omits(R"({"prov": ["observed"], "before": ["2020-01-01"]})") + "," + omits(R"({"prov": ["observed"]})"),
        omits(R"({"prov": ["observed"]})", R"(, "effective": {"to": "2020-01-01"})") + "," +
            omits(R"({"prov": ["observed"]})"),
        omits(R"({"class": ["credential", "security"]})"), omits(R"({"not_holder": ["self"]})")}) {
    EXPECT_THAT(findings(rules(list)), testing::IsEmpty()) << list;
  }
}

TEST(ProfileCheckTest, P18_WhatWouldWeakenTheCoreRulesIsFound) {
  const std::vector<Case> cases = {
      {"secrets given", rules(R"({"if": {"class": ["credential"]}, "do": "value"})"),
       "weakened-core xx-law#/scope/rules/0"},
      {"other controllers' data", rules(R"({"if": {"holder": ["other_controller"]}, "do": "value"})"),
       "weakened-core xx-law#/scope/rules/0"},
      {"other people", rules(R"({"if": {"about": ["other"], "prov": ["provided"]}, "do": "value"})"),
       "weakened-core xx-law#/scope/rules/0"},
      {"behind another rule",
       rules(omits(R"({"prov": ["observed"]})") + "," +
             R"({"if": {"class": ["credential"], "holder": ["self"]}, "do": "value"})"),
       "weakened-core xx-law#/scope/rules/1"},
      {"core rules of its own", R"({"core": []})", "weakened-core xx-law#/core"},
  };
  for (const Case& each : cases) {
    EXPECT_THAT(findings(each.members), testing::Contains(each.finding)) << each.name;
  }
}

TEST(ProfileCheckTest, ASourceMustBeItsOwn) {
  EXPECT_THAT(findings(R"({"sources": []})"), testing::ElementsAre("missing-source xx-law#/sources"));
  EXPECT_THAT(findings(R"({"sources": null})"), testing::ElementsAre("missing-source xx-law#/sources"));
  EXPECT_THAT(findings(R"({"sources": null, "extends": "gdpr-art15-access"})"),
              testing::Contains("missing-source xx-law#/sources"));
}

TEST(ProfileCheckTest, WhoIsGivenAYearMustBeOfferedMore) {
  const std::string window = R"("scope": {"window": {"from": "receipt-P12M", "extendable_to": "2022-01-01"}})";
  const std::string lint = R"("lint": "options_must_offer_beyond_12_months")";
  EXPECT_THAT(findings("{" + window + "}"), testing::ElementsAre("missing-option xx-law#/request/options"));
  EXPECT_THAT(findings("{" + window + R"(, "request": {"options": ["date_range"]}})"),
              testing::ElementsAre("missing-option xx-law#/request/options"));
  EXPECT_THAT(findings(R"({"request": {)" + lint + "}}"),
              testing::ElementsAre("missing-option xx-law#/request/options"));
  EXPECT_THAT(findings("{" + window + R"(, "request": {"options": ["all_since_2022"], )" + lint + "}}"),
              testing::IsEmpty());
}

TEST(ProfileCheckTest, UnknownCodesAreFound) {
  const std::vector<Case> cases = {
      {"limits", R"({"limits": [{"code": "E_EXCESSIVE"}, {"code": "E_TIRED"}]})", "missing-code xx-law#/limits/1"},
      {"else", R"({"applies_if_any": [[{"fact": "receipt", "op": "ge", "value": "2027-01-01"}]],
          "else": ["E_NOT_IN_FORCE", "E_TOO_SMALL"]})",
       "missing-code xx-law#/else"},
      {"frequency", R"({"frequency": {"max": 1, "per": "P12M", "over": "may_refuse", "code": "E_OFTEN"}})",
       "missing-code xx-law#/frequency/code"},
      {"agent", R"({"requesters": {"agent": {"evidence": ["x"], "missing": "E_NO_AGENT"}}})",
       "missing-code xx-law#/requesters/agent/missing"},
      {"guardian", R"({"requesters": {"guardian": {"evidence": ["x"], "missing": "E_NO_GUARDIAN"}}})",
       "missing-code xx-law#/requesters/guardian/missing"},
      {"heir", R"({"requesters": {"heir": {"default": "E_NO_HEIR"}}})", "missing-code xx-law#/requesters/heir/default"},
  };
  for (const Case& each : cases) {
    EXPECT_THAT(findings(each.members), testing::Contains(each.finding)) << each.name;
  }
}

TEST(ProfileCheckTest, UnknownProfilesAreFound) {
  const std::vector<Case> cases = {
      {"offers", R"({"offers": ["ccpa-know", "yy-law"]})", "missing-profile xx-law#/offers"},
      {"core is no right", R"({"offers": ["core"]})", "missing-profile xx-law#/offers"},
      {"downgrade", R"({"on_unverified": {"downgrade_to": "yy-law"}})",
       "missing-profile xx-law#/on_unverified/downgrade_to"},
      {"frequency", R"({"frequency": {"max": 1, "per": "P12M", "over": "fee", "with": ["yy-law"]}})",
       "missing-profile xx-law#/frequency/with"},
  };
  for (const Case& each : cases) {
    EXPECT_THAT(findings(each.members), testing::Contains(each.finding)) << each.name;
  }
}

}  // namespace
}  // namespace holdall
