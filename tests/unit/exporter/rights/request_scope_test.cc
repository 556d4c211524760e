// What a request may take: core rules, choice, laws and decisions in one.
#include "holdall/exporter/rights/request_scope.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/exporter/rights/small_law.h"

namespace holdall {
namespace {

using small_law::at;
using small_law::item;
using small_law::law;
using small_law::request;
using small_law::shipped;

// A law `id` whose default or rules are these members of scope.
Profile named(const std::string& id, const std::string& scope, const std::string& more = "") {
  return law(R"({"profile": ")" + id + R"(", "scope": )" + scope + more + "}");
}

RequestScope scope_of(const std::vector<Profile>& laws, const std::string& members = "{}",
                      HumanDecisions decisions = {}) {
  std::vector<const Profile*> pointers;
  for (const Profile& each : laws) {
    pointers.push_back(&each);
  }
  return {shipped(), pointers, request(members), std::move(decisions)};
}

// "action code rule".
std::string told(const Decision& decision) {
  return std::string(action_name(decision.action)) + " " + decision.code + " " + decision.rule;
}

std::string told(const RequestScope& scope, const DataItem& item, std::optional<Timestamp> at = {}) {
  return told(scope.decide(item, item.tags, at));
}

std::string by_default(const std::string& action) {
  return R"({"default": {"do": ")" + action + R"(", "code": "SECURITY_DATA"}})";
}

TEST(RequestScopeTest, P18_TheCoreRulesComeBeforeEverything) {
  HumanDecisions decisions;
  for (const char* id : {"pin", "usage", "friend"}) {
    decisions.items[id] = {Action::kValue, "somebody said so"};
  }
  const RequestScope scope = scope_of({named("xx-a", "{}"), named("xx-b", by_default("value"))},
                                      R"({"options": {"items": ["pin", "usage", "friend"]}})", decisions);
  EXPECT_EQ(told(scope, item("pin", {{Tag::kClass, "credential"}})), "exist SECRET_CREDENTIAL core#/core/0");
  EXPECT_EQ(told(scope, item("usage", {{Tag::kHolder, "other_controller"}})), "omit OTHER_CONTROLLER core#/core/1");
  EXPECT_EQ(told(scope, item("friend", {{Tag::kAbout, "other"}})), "omit THIRD_PERSON_RIGHTS core#/core/2");
  EXPECT_EQ(told(scope, item("usage", {{Tag::kHolder, "processor"}})), "value  xx-a#/scope/default");
}

TEST(RequestScopeTest, TheCoreRulesComeBeforeTheWindow) {
  const RequestScope scope = scope_of({named("xx-a", R"({"window": {"from": "2026-01-01"}})")});
  const Timestamp old = at("2020-01-01");
  EXPECT_EQ(told(scope, item("pin", {{Tag::kClass, "credential"}}), old), "exist SECRET_CREDENTIAL core#/core/0");
  EXPECT_EQ(told(scope, item("mail"), old), "omit OUT_OF_WINDOW xx-a#/scope/window");
}

TEST(RequestScopeTest, OfTwoLawsTheWiderDecides) {
  const std::vector<std::string> order = {"omit", "exist", "review", "mask", "value"};
  for (std::size_t i = 0; i < order.size(); ++i) {
    for (std::size_t j = 0; j < order.size(); ++j) {
      const RequestScope scope = scope_of({named("xx-a", by_default(order[i])), named("xx-b", by_default(order[j]))});
      const Decision decision = scope.decide(item("mail"), item("mail").tags, {});
      EXPECT_EQ(action_name(decision.action), order[std::max(i, j)]) << order[i] << " and " << order[j];
      EXPECT_EQ(decision.rule, j > i ? "xx-b#/scope/default" : "xx-a#/scope/default")
          << order[i] << " and " << order[j];
    }
  }
}

TEST(RequestScopeTest, P18_OfTwoLawsTheOneDecidesThatKeepsBackForGood) {
  const auto keeps = [](const std::string& action, const std::string& code) {
    return R"({"default": {"do": ")" + action + R"(", "code": ")" + code + "\"}}";
  };
  const Profile giving = named("xx-giving", by_default("value"));
  const DataItem plain = item("mail");
  for (const auto& [action, code] :
       {std::pair{"exist", "HIGH_RISK_ID"}, {"mask", "THIRD_PERSON_RIGHTS"}, {"omit", "THIRD_PERSON_RIGHTS"}}) {
    const Profile keeping = named("xx-keeping", keeps(action, code));
    EXPECT_EQ(told(scope_of({giving, keeping}), plain), told(scope_of({keeping}), plain));
    EXPECT_EQ(told(scope_of({keeping, giving}), plain), told(scope_of({keeping}), plain));
  }
  const Profile masking = named("xx-masking", keeps("mask", "THIRD_PERSON_RIGHTS"));
  const Profile omitting = named("xx-omitting", keeps("omit", "THIRD_PERSON_RIGHTS"));
  EXPECT_EQ(told(scope_of({masking, omitting}), plain), told(scope_of({omitting}), plain));
}

TEST(RequestScopeTest, OfTwoWindowsTheWiderHolds) {
  const auto window = [](const std::string& members) { return R"({"window": )" + members + "}"; };
  const RequestScope both = scope_of({named("xx-a", window(R"({"from": "2025-01-01", "to": "2026-01-01"})")),
                                      named("xx-b", window(R"({"from": "2024-01-01", "to": "2025-06-01"})"))});
  EXPECT_EQ(both.window().first, at("2024-01-01"));
  EXPECT_EQ(both.window().second, at("2026-01-01"));
  EXPECT_EQ(told(both, item("mail"), at("2024-02-01")), "value  xx-b#/scope/default");
  EXPECT_EQ(told(both, item("mail"), at("2025-12-31")), "value  xx-a#/scope/default");
  EXPECT_EQ(told(both, item("mail"), at("2026-01-01")).substr(0, 18), "omit OUT_OF_WINDOW");
  EXPECT_THAT(both.moments(),
              testing::ElementsAre(at("2024-01-01"), at("2025-01-01"), at("2025-06-01"), at("2026-01-01")));
  const RequestScope open = scope_of({named("xx-a", window(R"({"from": "2025-01-01"})")), named("xx-b", "{}")});
  EXPECT_EQ(open.window().first, std::nullopt);
  EXPECT_EQ(open.window().second, std::nullopt);
}

TEST(RequestScopeTest, AllReachesAsFarAsTheRight) {
  const std::string window = R"({"window": {"from": "receipt-P12M", "extendable_to": "2022-01-01"}})";
  EXPECT_EQ(scope_of({named("xx-a", window)}).window().first, at("2025-11-23"));
  EXPECT_EQ(scope_of({named("xx-a", window)}, R"({"options": {"all": false}})").window().first, at("2025-11-23"));
  EXPECT_EQ(scope_of({named("xx-a", window)}, R"({"options": {"all": true}})").window().first, at("2022-01-01"));
}

TEST(RequestScopeTest, WhatThePersonDidNotChooseIsNotRequested) {
  const RequestScope scope = scope_of({named("xx-a", by_default("review"))}, R"({"options": {"items": ["mail"]}})");
  EXPECT_TRUE(scope.has_choice());
  EXPECT_TRUE(scope.is_wanted("mail"));
  EXPECT_FALSE(scope.is_wanted("mails"));
  EXPECT_EQ(told(scope, item("mail")).substr(0, 7), "review ");
  EXPECT_EQ(told(scope, item("log")).substr(0, 18), "omit NOT_REQUESTED");
  const RequestScope whole = scope_of({named("xx-a", "{}")});
  EXPECT_FALSE(whole.has_choice());
  EXPECT_TRUE(whole.is_wanted("log"));
}

TEST(RequestScopeTest, APersonDecidesWhatIsUnderReviewAndNothingElse) {
  const std::string rules = R"({"rules": [{"if": {"class": ["security"]}, "do": "review", "code": "SECURITY_DATA",
      "ref": "Law 5"}, {"if": {"prov": ["inferred"]}, "do": "omit", "code": "NOT_PROVIDED", "ref": "Law 6"}]})";
  const DataItem log = item("log", {{Tag::kClass, "security"}});
  const DataItem guess = item("guess", {{Tag::kProvenance, "inferred"}});
  for (const auto& [action, outcome] : {std::pair{Action::kValue, "value "},
                                        {Action::kMask, "mask SECURITY_DATA"},
                                        {Action::kExist, "exist SECURITY_DATA"},
                                        {Action::kOmit, "omit SECURITY_DATA"}}) {
    HumanDecisions decisions;
    decisions.items["log"] = {action, "shows nothing"};
    decisions.items["guess"] = {action, "given away"};
    const RequestScope scope = scope_of({named("xx-a", rules)}, "{}", decisions);
    EXPECT_EQ(told(scope, log), std::string(outcome) + " xx-a#/scope/rules/0");
    EXPECT_EQ(scope.decide(log, log.tags, {}).reference, "Law 5; shows nothing");
    EXPECT_EQ(told(scope.decide_by_rule(log, log.tags, {})), "review SECURITY_DATA xx-a#/scope/rules/0");
    EXPECT_EQ(told(scope, guess), "omit NOT_PROVIDED xx-a#/scope/rules/1");
    EXPECT_EQ(told(scope, item("other", {{Tag::kClass, "security"}})), "review SECURITY_DATA xx-a#/scope/rules/0");
  }
}

TEST(RequestScopeTest, AnswersOfCategoriesAreThoseOfSuchLawsAlone) {
  const Profile categories = law(R"({"kind": "categories", "scope": {"default": {"do": "exist",
      "code": "CATEGORIES_ONLY"}}})");
  EXPECT_TRUE(scope_of({categories}).tells_categories());
  EXPECT_FALSE(scope_of({named("xx-b", "{}")}).tells_categories());
  EXPECT_FALSE(scope_of({categories, named("xx-b", "{}")}).tells_categories());
}

// Of a person who lives where the right is at home.
std::string see_also(const char* right, const char* residence, const DataItem& item,
                     const char* received = "2026-11-23T11:00:00Z") {
  const std::vector<const Profile*> one = {shipped().find(right)};
  const Request asked =
      request(R"({"received": ")" + std::string(received) + R"(", "subject": {"residence": ")" + residence + R"("}})");
  const RequestScope scope(shipped(), one, asked, {});
  return scope.see_also(item.tags, {}, scope.decide(item, item.tags, {}));
}

TEST(RequestScopeTest, AnotherRightOfThePlaceThatGivesMoreIsNamed) {
  const DataItem guess = item("guess", {{Tag::kProvenance, "inferred"}});
  const DataItem seen = item("seen", {{Tag::kProvenance, "observed"}});
  EXPECT_EQ(see_also("gdpr-art20-portability", "SE", guess), "gdpr-art15-access");
  EXPECT_EQ(see_also("us-va-portability", "US-VA", seen), "us-va-access");
  EXPECT_EQ(see_also("us-va-portability", "US-VA", item("mail")), "");
  EXPECT_EQ(see_also("us-co-portability", "US-CO", guess), "") << "both give it";
  EXPECT_EQ(see_also("gdpr-art15-access", "SE", guess), "");
  EXPECT_EQ(see_also("gdpr-art20-portability", "SE", item("pin", {{Tag::kClass, "credential"}})), "");
  EXPECT_EQ(see_also("gdpr-art20-portability", "SE", item("usage", {{Tag::kHolder, "other_controller"}})), "");
}

TEST(RequestScopeTest, ARightThatIsNotInForceIsNotNamed) {
  const DataItem seen = item("seen", {{Tag::kProvenance, "observed"}});
  EXPECT_EQ(see_also("us-va-portability", "US-VA", seen, "2022-12-31T00:00:00Z"), "");
}

}  // namespace
}  // namespace holdall
