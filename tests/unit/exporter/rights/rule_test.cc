// Rules by themselves: each condition, negation, time, order, effective days, and what is no rule.
#include "holdall/exporter/rights/rule.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/exporter/rights/small_law.h"

namespace holdall {
namespace {

using small_law::at;
using small_law::json;
using small_law::kNow;
using small_law::tags;
using small_law::verdict;

Result<ScopeRule> read(const std::string& text) {
  return read_rule(json(text), "xx#/scope/rules/0", "Law 1");
}

// A rule that omits what fits these conditions.
std::string omits(const std::string& conditions) {
  return R"({"if": )" + conditions + R"(, "do": "omit", "code": "NOT_PROVIDED"})";
}

ResolvedRules resolved(const std::vector<std::string>& texts, Timestamp receipt = kNow) {
  std::vector<ScopeRule> rules;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    auto rule = read_rule(json(texts[i]), "xx#/scope/rules/" + std::to_string(i), "Law 1");
    EXPECT_TRUE(rule.ok()) << texts[i];
    rules.push_back(std::move(rule).value());
  }
  return {rules, receipt};
}

bool fits(const std::string& conditions, const Tags& tags, std::optional<Timestamp> at = {}, Timestamp receipt = kNow) {
  return resolved({omits(conditions)}, receipt).decide(tags, at) != nullptr;
}

struct Condition {
  const char* conditions;
  Tag tag;
  std::vector<std::string> fitting;
  std::vector<std::string> others;
};

TEST(RuleTest, EachConditionFitsOneOfItsValuesAndNegatedNoneOfThem) {
  const std::vector<Condition> cases = {
      {R"("prov": ["provided", "directed"])", Tag::kProvenance, {"provided", "directed"}, {"observed", "inferred"}},
      {R"("basis": ["consent"])", Tag::kBasis, {"consent"}, {"contract", "-", "a word of the map"}},
      {R"("basis_state": ["withdrawn", "expired"])", Tag::kBasisState, {"withdrawn", "expired"}, {"active", "-"}},
      {R"("cat": ["INF"])", Tag::kCategory, {"INF"}, {"ID", "inf", "-"}},
      {R"("class": ["security"])", Tag::kClass, {"security"}, {"-", "privileged"}},
      {R"("class": ["-"])", Tag::kClass, {"-"}, {"security", "credential"}},
      {R"("kind": ["consent_record", "optout"])", Tag::kKind, {"consent_record", "optout"}, {"data"}},
      {R"("about": ["mixed"])", Tag::kAbout, {"mixed"}, {"subject", "other"}},
      {R"("holder": ["processor"])", Tag::kHolder, {"processor"}, {"self", "other_controller"}},
      {R"("store": ["archive"])", Tag::kStore, {"archive"}, {"live", "backup"}},
      {R"("medium": ["paper"])", Tag::kMedium, {"paper"}, {"electronic"}},
      {R"("source": ["product_data", "related_service"])", Tag::kSource, {"product_data"}, {"account", "content"}},
      {R"("purpose": ["direct_marketing"])", Tag::kPurpose, {"direct_marketing"}, {"-", "other"}},
  };
  for (const Condition& each : cases) {
    const std::string plain = "{" + std::string(each.conditions) + "}";
    const std::string negated = R"({"not_)" + std::string(each.conditions).substr(1) + "}";
    for (const auto& [list, fit] : {std::pair{each.fitting, true}, {each.others, false}}) {
      for (const std::string& value : list) {
        SCOPED_TRACE(plain + " on " + value);
        EXPECT_EQ(fits(plain, tags({{each.tag, value}})), fit);
        EXPECT_EQ(fits(negated, tags({{each.tag, value}})), !fit);
      }
    }
  }
}

TEST(RuleTest, AllConditionsOfARuleMustFit) {
  const std::string both = R"({"about": ["mixed"], "not_prov": ["provided"]})";
  EXPECT_TRUE(fits(both, tags({{Tag::kAbout, "mixed"}, {Tag::kProvenance, "authored"}})));
  EXPECT_FALSE(fits(both, tags({{Tag::kAbout, "mixed"}})));
  EXPECT_FALSE(fits(both, tags({{Tag::kProvenance, "authored"}})));
}

struct TimeCase {
  const char* conditions;
  const char* at;
  bool fit;
};

TEST(RuleTest, DataAreFromBeforeAMomentOrNot) {
  const TimeCase cases[] = {
      {R"({"before": ["2025-09-12"]})", "2025-09-11T23:59:59Z", true},
      {R"({"before": ["2025-09-12"]})", "2025-09-12T00:00:00Z", false},
      {R"({"not_before": ["2025-09-12"]})", "2025-09-11T23:59:59Z", false},
      {R"({"not_before": ["2025-09-12"]})", "2025-09-12T00:00:00Z", true},
      {R"({"before": ["2020-01-01", "2025-09-12"]})", "2021-01-01T00:00:00Z", true},
      {R"({"not_before": ["2020-01-01", "2025-09-12"]})", "2021-01-01T00:00:00Z", false},
      {R"({"before": ["receipt-P12M"]})", "2025-11-22T23:59:59Z", true},
      {R"({"before": ["receipt-P12M"]})", "2025-11-23T00:00:00Z", false},
      {R"({"before": ["previous_calendar_year"]})", "2024-12-31T23:59:59Z", true},
      {R"({"before": ["previous_calendar_year"]})", "2025-01-01T00:00:00Z", false},
      {R"({"older_than": ["P12M"]})", "2025-11-22T23:59:59Z", true},
      {R"({"older_than": ["P12M"]})", "2025-11-23T00:00:00Z", false},
      {R"({"older_than": ["P120M"]})", "2016-11-22T00:00:00Z", true},
      {R"({"older_than": ["P120M"]})", "2016-11-24T00:00:00Z", false},
      {R"({"not_older_than": ["P12M"]})", "2026-01-01T00:00:00Z", true},
      {R"({"older_than": ["P12M"], "prov": ["observed"]})", "2020-01-01T00:00:00Z", false},
  };
  for (const TimeCase& each : cases) {
    EXPECT_EQ(fits(each.conditions, tags(), at(each.at)), each.fit) << each.conditions << " on " << each.at;
  }
}

TEST(RuleTest, NoTimeTestFitsDataOfAnUnknownTime) {
  for (const char* conditions : {R"({"before": ["2100-01-01"]})", R"({"not_before": ["1900-01-01"]})",
                                 R"({"older_than": ["P1M"]})", R"({"not_older_than": ["P999M"]})"}) {
    EXPECT_FALSE(fits(conditions, tags())) << conditions;
  }
}

TEST(RuleTest, MonthsBeforeReceiptEndOnTheLastDayOfAMonth) {
  const std::string half_year = R"({"older_than": ["P6M"]})";
  const Timestamp receipt = at("2026-08-31T23:00:00Z");
  EXPECT_TRUE(fits(half_year, tags(), at("2026-02-27T23:59:59Z"), receipt));
  EXPECT_FALSE(fits(half_year, tags(), at("2026-02-28T00:00:00Z"), receipt));
}

TEST(RuleTest, TheFirstRuleThatFitsDecides) {
  const ResolvedRules rules = resolved(
      {R"({"if": {"prov": ["observed"]}, "do": "value", "ref": "Law 7"})", omits(R"({"not_prov": ["provided"]})"),
       R"({"if": {"prov": ["observed", "derived"]}, "do": "exist", "code": "ERASED"})"});
  const Decision* observed = rules.decide(tags({{Tag::kProvenance, "observed"}}), {});
  ASSERT_NE(observed, nullptr);
  EXPECT_EQ(observed->action, Action::kValue);
  EXPECT_EQ(observed->rule, "xx#/scope/rules/0");
  EXPECT_EQ(observed->reference, "Law 7");
  const Decision* derived = rules.decide(tags({{Tag::kProvenance, "derived"}}), {});
  ASSERT_NE(derived, nullptr);
  EXPECT_EQ(derived->action, Action::kOmit);
  EXPECT_EQ(derived->code, "NOT_PROVIDED");
  EXPECT_EQ(derived->rule, "xx#/scope/rules/1");
  EXPECT_EQ(derived->reference, "Law 1");
  EXPECT_EQ(rules.decide(tags(), {}), nullptr);
}

TEST(RuleTest, ARuleIsInForceFromItsFirstDayToTheDayBeforeItsLast) {
  const std::string text = R"({"if": {"prov": ["provided"]}, "do": "exist", "code": "HIGH_RISK_ID",
      "effective": {"from": "2026-07-01", "to": "2027-01-01"}})";
  for (const auto& [day, in_force] : {std::pair{"2026-06-30T23:59:59Z", false},
                                      {"2026-07-01T00:00:00Z", true},
                                      {"2026-12-31T23:59:59Z", true},
                                      {"2027-01-01T00:00:00Z", false}}) {
    EXPECT_EQ(resolved({text}, at(day)).decide(tags(), {}) != nullptr, in_force) << day;
  }
}

TEST(RuleTest, MomentsWhereTheAnswerMayChangeAreTold) {
  std::vector<Timestamp> moments;
  resolved({omits(R"({"before": ["2025-09-12"]})"), omits(R"({"older_than": ["P12M"]})"), omits(R"({"cat": ["ID"]})")})
      .add_moments(moments);
  EXPECT_EQ(moments, (std::vector<Timestamp>{at("2025-09-12"), at("2025-11-23")}));
}

struct Unfit {
  const char* name;
  std::string rule;
};

TEST(RuleTest, WhatIsUnknownIsRefusedWithItsPlace) {
  const std::vector<Unfit> cases = {
      {"condition", omits(R"({"colour": ["red"]})")},
      {"negated condition", omits(R"({"not_colour": ["red"]})")},
      {"doubly negated condition", omits(R"({"not_not_prov": ["provided"]})")},
      {"value", omits(R"({"prov": ["provided", "guessed"]})")},
      {"value of another condition", omits(R"({"about": ["self"]})")},
      {"date", omits(R"({"before": ["2025-02-29"]})")},
      {"moment", omits(R"({"before": ["yesterday"]})")},
      {"period", omits(R"({"older_than": ["P1Y"]})")},
      {"period without a number", omits(R"({"older_than": ["PM"]})")},
      {"date as a period", omits(R"({"older_than": ["2025-01-01"]})")},
      {"code", R"({"if": {"prov": ["provided"]}, "do": "omit", "code": "NOT_NICE"})"},
      {"code of requests", R"({"if": {"prov": ["provided"]}, "do": "omit", "code": "E_EXCESSIVE"})"},
      {"code of imports", R"({"if": {"prov": ["provided"]}, "do": "omit", "code": "UNMAPPED"})"},
      {"no code to mask with", R"({"if": {"prov": ["provided"]}, "do": "mask"})"},
      {"no code to omit with", R"({"if": {"prov": ["provided"]}, "do": "omit"})"},
      {"no code to review with", R"({"if": {"prov": ["provided"]}, "do": "review"})"},
      {"no code to tell existence with", R"({"if": {"prov": ["provided"]}, "do": "exist"})"},
  };
  for (const Unfit& each : cases) {
    SCOPED_TRACE(each.name);
    const auto rule = read(each.rule);
    ASSERT_EQ(verdict(rule), "profile-unfit");
    EXPECT_NE(rule.error().message.find("xx#/scope/rules/0"), std::string::npos) << rule.error().message;
  }
}

TEST(RuleTest, MomentsAreDatesReceiptAndPeriodsBeforeIt) {
  const std::vector<std::pair<const char*, const char*>> cases = {
      {"2022-01-01", "2022-01-01"},
      {"receipt-P12M", "2025-11-23"},
      {"receipt-P1M", "2026-10-23"},
      {"previous_calendar_year", "2025-01-01"},
  };
  for (const auto& [text, day] : cases) {
    const auto moment = parse_moment(text);
    ASSERT_TRUE(moment.has_value()) << text;
    EXPECT_EQ(format_timestamp(resolve(*moment, kNow)), std::string(day) + "T00:00:00Z") << text;
  }
  EXPECT_TRUE(parse_moment("receipt").has_value());
  for (const char* text : {"", "2022-13-01", "2022-1-1", "receipt-", "receipt-12M", "receipt+P12M", "receipt-P12D",
                           "Receipt", "receipt ", "previous_year"}) {
    EXPECT_EQ(parse_moment(text), std::nullopt) << text;
  }
}

TEST(RuleTest, ActionsHaveNamesAndAnOrder) {
  const std::vector<std::pair<const char*, Action>> by_generosity = {{"omit", Action::kOmit},
                                                                     {"exist", Action::kExist},
                                                                     {"review", Action::kReview},
                                                                     {"mask", Action::kMask},
                                                                     {"value", Action::kValue}};
  for (std::size_t i = 0; i < by_generosity.size(); ++i) {
    const auto& [name, action] = by_generosity[i];
    EXPECT_EQ(find_action(name), action);
    EXPECT_EQ(action_name(action), name);
    EXPECT_TRUE(i == 0 || generosity(by_generosity[i - 1].second) < generosity(action)) << name;
  }
  EXPECT_EQ(find_action("show"), std::nullopt);
}

TEST(RuleTest, ItemCodesAreThoseOfTheTable) {
  for (const char* code :
       {"SECRET_CREDENTIAL", "OTHER_CONTROLLER", "THIRD_PERSON_RIGHTS", "NOT_PROVIDED", "NOT_PROVIDED_THIRD_PARTY",
        "ASSIGNED_ID", "BASIS_NOT_PORTABLE", "NOT_AUTOMATED", "HIGH_RISK_ID", "SECURITY_DATA", "LEGAL_PRIVILEGE",
        "TRADE_SECRET", "OUT_OF_WINDOW", "PRE_APPLICATION", "CONTENT_NOT_DATA", "NATIONAL_RESTRICTION", "ERASED",
        "NOT_REQUESTED", "CATEGORIES_ONLY"}) {
    EXPECT_TRUE(is_item_code(code)) << code;
  }
  for (const char* code : {"", "E_EXCESSIVE", "NOT_RELEVANT", "UNMAPPED", "secret_credential"}) {
    EXPECT_FALSE(is_item_code(code)) << code;
  }
}

}  // namespace
}  // namespace holdall
