// Rights without data: which is meant by a name, what a request must say, and what a person may decide.
#include "holdall/exporter/rights/action_check.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "unit/exporter/rights/small_law.h"

namespace holdall {
namespace {

using small_law::json;
using small_law::law;
using small_law::request;
using small_law::verdict;

const std::string kRule = R"({"kind": "action", "right": "object", "request": {"options": ["marketing", "other"]},
  "accompany": ["recipients_told"], "limits": [
    {"code": "NATIONAL_RESTRICTION", "ref": "1", "on": "legal_hold"}, {"code": "NATIONAL_RESTRICTION", "ref": "2"},
    {"code": "E_EXCESSIVE", "ref": "3", "not_for": ["marketing"]}, {"code": "TRADE_SECRET", "scope": "part_only"}]})";

std::string decided(const std::string& members) {
  HumanDecisions decisions;
  auto parsed = parse_decisions(canonical(merge_patch(json(R"({"request": "r-1"})"), json(members))));
  if (!parsed.ok()) {
    return verdict(parsed);
  }
  const DataMap map = small_law::data_map(R"({"recipients": {"RP": {"name": "Host", "role": "processor"}}})");
  return verdict(check_act(law(kRule), request(R"({"options": {"object_to": ["marketing"]}})"), parsed.value(), map));
}

std::string by(const std::string& members) {
  return canonical(merge_patch(json(members), json(R"({"by": "desk", "at": "2026-11-23T11:30:00Z"})")));
}

TEST(ActionCheckTest, APersonDecidesWithinTheLimitsOfTheRight) {
  const std::pair<std::string, const char*> cases[] = {
      {R"({"action": )" + by(R"({"done": "whole", "recipients_told": []})") + "}", "ok"},
      {R"({"action": )" + by(R"({"done": "not_yet"})") + "}", "ok"},
      {R"({"action": )" + by(R"({"done": "whole"})") + "}", "request-unfit"},  // who was told?
      {R"({"action": )" + by(R"({"done": "whole", "recipients_told": ["RP"], "recipients_not_told": {"RP": "x"}})") +
           "}",
       "ok"},
      {R"({"action": )" + by(R"({"done": "whole", "recipients_told": ["RX"]})") + "}", "request-unfit"},
      {R"({"action": )" + by(R"({"done": "part", "code": "TRADE_SECRET", "reason": "x", "recipients_told": []})") + "}",
       "ok"},
      {R"({"action": )" + by(R"({"done": "part", "code": "TRADE_SECRET", "recipients_told": []})") + "}",
       "request-unfit"},
      {R"({"action": )" + by(R"({"done": "part", "code": "E_FREQ_LIMIT", "reason": "x", "recipients_told": []})") + "}",
       "request-unfit"},
      {R"({"action": )" + by(R"({"done": "whole", "code": "TRADE_SECRET", "reason": "x", "recipients_told": []})") +
           "}",
       "request-unfit"},
      {R"({"action": )" + by(R"({"done": "all"})") + "}", "request-unfit"},
      {R"({"refuse": )" + by(R"({"code": "NATIONAL_RESTRICTION", "reason": "x"})") + "}", "ok"},
      {R"({"refuse": )" + by(R"({"code": "NATIONAL_RESTRICTION", "reason": "x", "reference": "2"})") + "}", "ok"},
      {R"({"refuse": )" + by(R"({"code": "NATIONAL_RESTRICTION", "reason": "x", "reference": "9"})") + "}",
       "request-unfit"},
      {R"({"refuse": )" + by(R"({"code": "TRADE_SECRET", "reason": "x"})") + "}", "request-unfit"},  // part only
      {R"({"refuse": )" + by(R"({"code": "E_EXCESSIVE", "reason": "x"})") + "}", "request-unfit"},   // absolute
      {R"({"refuse": )" + by(R"({"code": "NATIONAL_RESTRICTION", "reason": "x"})") + R"(, "action": )" +
           by(R"({"done": "not_yet"})") + "}",
       "request-unfit"},
  };
  for (const auto& [members, expected] : cases) {
    EXPECT_EQ(decided(members), expected) << members;
  }
}

TEST(ActionCheckTest, WhatIsAbsoluteIsAbsoluteAlone) {
  const Profile right = law(kRule);
  const auto counts = [&](const std::string& options) {
    return find_limit(right, request(R"({"options": )" + options + "}"), "E_EXCESSIVE", "", true) != nullptr;
  };
  EXPECT_FALSE(counts(R"({"object_to": ["marketing"]})"));
  EXPECT_TRUE(counts(R"({"object_to": ["marketing", "other"]})"));
  EXPECT_TRUE(counts(R"({"object_to": ["other"]})"));
  EXPECT_TRUE(counts("{}"));
  EXPECT_EQ(hold_limit(right)->at("ref").text(), "1");
  EXPECT_EQ(hold_limit(law(R"({"kind": "action"})")), nullptr);
}

// A right by its name is the closest one; a place without it offers what it has.
TEST(ActionCheckTest, EveryPlaceAnswersByNameOrOffers) {
  const DataMap map = small_law::data_map();
  std::set<std::string> kinds;
  for (const Profile& profile : small_law::shipped().all()) {
    if (profile.kind() == ProfileKind::kAction) {
      kinds.insert(profile.document().at("right").text());
    }
  }
  EXPECT_EQ(kinds.size(), 10U);
  for (const char* place : {"SE", "GB", "CH", "US-CA", "US-CO", "US-CT", "US-UT", "US-VA", "US-NV", "CA-QC", "CN", "JP",
                            "KR", "AU", "BR", "US-TX"}) {
    std::size_t answered = 0;
    for (const std::string& kind : kinds) {
      SCOPED_TRACE(std::string(place) + " " + kind);
      const auto judged =
          check_request(small_law::request_text(R"({"right": "action-)" + kind + R"(", "subject": {"residence": ")" +
                                                place + R"("}, "options": {"consent": "mail"}})"),
                        map, small_law::shipped(), small_law::kNow);
      ASSERT_TRUE(judged.ok()) << judged.error().message;
      const Ruling& ruling = judged.value().ruling;
      if (ruling.code == "E_NO_SUCH_RIGHT") {
        EXPECT_FALSE(ruling.offers.empty());
      } else {
        ++answered;
        EXPECT_NE(ruling.profile.find("/2026.11"), std::string::npos);
      }
    }
    EXPECT_GE(answered, std::string(place) == "US-NV" ? 1U : 3U) << place;
    EXPECT_LT(answered, kinds.size()) << place;
  }
}

TEST(ActionCheckTest, AControllerNeedNotOfferWhatItsFactsExempt) {
  const std::string asked = R"({"right": "ccpa-action-limit", "subject": {"residence": "US-CA"}})";
  for (const auto& [facts, code] : {std::pair{R"({"sensitive_use": "exempt"})", "E_RIGHT_NOT_OFFERED"},
                                    {R"({"sensitive_use": "advertising"})", ""},
                                    {R"({"other": "exempt"})", ""}}) {
    const DataMap map = small_law::data_map(R"({"controller": {"facts": )" + std::string(facts) + "}}");
    const auto judged = check_request(small_law::request_text(asked), map, small_law::shipped(), small_law::kNow);
    ASSERT_TRUE(judged.ok());
    EXPECT_EQ(judged.value().ruling.code, code) << facts;
  }
}

}  // namespace
}  // namespace holdall
