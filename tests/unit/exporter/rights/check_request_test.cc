// From a request to a ruling: downgrade, refusals, what is held and what becomes of it, and people's decisions.
#include "holdall/exporter/rights/check_request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "holdall/exporter/rights/decisions.h"
#include "unit/exporter/rights/small_law.h"

namespace holdall {
namespace {

using small_law::data_map;
using small_law::json;
using small_law::kNow;
using small_law::request_text;
using small_law::shipped;
using small_law::verdict;

Result<Judgement> judge(const std::string& members, HumanDecisions decisions = {}, Timestamp now = kNow) {
  static const DataMap map = data_map();
  return check_request(request_text(members), map, shipped(), now, std::move(decisions));
}

// "STATE code profile" of a ruling, or the token of the error.
std::string told(const Result<Judgement>& judged) {
  if (!judged.ok()) {
    return verdict(judged);
  }
  const Ruling& ruling = judged.value().ruling;
  EXPECT_NE(judged.value().refusal.has_value(), judged.value().authorised.has_value());
  EXPECT_EQ(ruling.code.empty(), judged.value().authorised.has_value());
  return std::string(state_name(ruling.state)) + " " + ruling.code + " " + ruling.profile;
}

std::string merged(const std::vector<std::string>& members) {
  Value all{Value::Object{}};
  for (const std::string& each : members) {
    all = merge_patch(std::move(all), json(each));
  }
  return canonical(all);
}

std::string right(const std::string& id, const std::string& residence) {
  return R"({"right": ")" + id + R"(", "subject": {"residence": ")" + residence + R"("}})";
}

const std::string kAccess = right("gdpr-art15-access", "SE");
const std::string kKnow = right("ccpa-know", "US-CA");
const std::string kTransfer = R"({"delivery": {"mode": "transfer", "audience": "https://other.example",
    "expires": "2026-12-23T00:00:00Z", "sub": {"id": "pair-7"}}})";

HumanDecisions decisions(const std::string& members) {
  auto parsed = parse_decisions(canonical(merge_patch(json(R"({"request": "r-1"})"), json(members))));
  EXPECT_TRUE(parsed.ok()) << parsed.error().message;
  return std::move(parsed).value();
}

std::string decides(const std::string& item, const std::string& action = "value") {
  return R"({"items": {")" + item + R"(": {"do": ")" + action +
         R"(", "reason": "why", "by": "officer", "at": "2026-11-23T11:30:00Z"}}})";
}

std::string refuses(const std::string& code) {
  return R"({"refuse": {"code": ")" + code + R"(", "reason": "why", "by": "officer", "at": "2026-11-23T11:30:00Z"}})";
}

struct Case {
  const char* name;
  std::string request;
  const char* told;
};

void expect_told(const std::vector<Case>& cases) {
  for (const Case& each : cases) {
    EXPECT_EQ(told(judge(each.request)), each.told) << each.name;
  }
}

TEST(CheckRequestTest, ARequestIsAnsweredUnderItsRight) {
  expect_told(
      {{"named", kAccess, "FULFIL  gdpr-art15-access/2026.11"},
       {"named with its version", right("gdpr-art15-access/2026.11", "SE"), "FULFIL  gdpr-art15-access/2026.11"},
       {"auto", right("auto", "SE"), "FULFIL  gdpr-art15-access/2026.11"},
       {"auto, transfer", merged({right("auto", "SE"), kTransfer}), "FULFIL  gdpr-art20-portability/2026.11"},
       {"two laws", R"({"subject": {"residence": "SE", "country": "US-CA"}})",
        "FULFIL  gdpr-art15-access/2026.11+ccpa-know/2026.11"}});
  const auto judged = judge(kAccess);
  ASSERT_TRUE(judged.ok());
  const AuthorisedRequest& authorised = *judged.value().authorised;
  EXPECT_EQ(authorised.right(), "gdpr-art15-access/2026.11");
  EXPECT_EQ(authorised.map_digest(), data_map().digest());
  EXPECT_FALSE(authorised.is_action());
  EXPECT_THAT(judged.value().ruling.offers, testing::IsEmpty());
}

TEST(CheckRequestTest, OfTwoLawsOneThatRefusesStandsBack) {
  EXPECT_EQ(told(judge(merged({R"({"right": "auto", "subject": {"residence": "SE", "country": "US-VA"}})",
                               small_law::asks("agent", R"(["mandate_signed"])")}))),
            "FULFIL  gdpr-art15-access/2026.11");
  EXPECT_EQ(told(judge(merged({R"({"right": "auto", "subject": {"residence": "IT", "country": "US-CA"}})",
                               small_law::asks("heir", R"(["proof_of_death", "interest_or_family"])")}))),
            "FULFIL  gdpr-art15-access/2026.11");
  EXPECT_EQ(told(judge(merged({R"({"right": "auto", "subject": {"residence": "US-UT", "country": "US-VA"}})",
                               small_law::asks("agent", R"(["mandate_signed"])")})))
                .substr(0, 30),
            "REFUSE E_AGENT_NOT_RECOGNISED ");
}

TEST(CheckRequestTest, P19_WhoActsForAnotherIsIdentified) {
  const auto by = [](const char* kind, const char* evidence) {
    return told(judge(merged(
        {kAccess, small_law::asks(kind, evidence), R"({"requester": {"verification": {"method": "said_so"}}})"})));
  };
  EXPECT_EQ(by("guardian", R"(["parental_responsibility", "best_interests"])").substr(0, 20), "HOLD E_ID_UNVERIFIED");
  EXPECT_EQ(told(judge(merged({R"({"right": "gdpr-art15-access", "subject": {"residence": "IT", "country": "IT"}})",
                               small_law::asks("heir", R"(["proof_of_death", "interest_or_family"])"),
                               R"({"requester": {"verification": {"method": "said_so"}}})"})))
                .substr(0, 20),
            "HOLD E_ID_UNVERIFIED");
  EXPECT_EQ(told(judge(merged(
                     {kAccess, small_law::asks("agent", R"([{"kind": "mandate_signed", "expires": "2019-01-01"}])")})))
                .substr(0, 27),
            "HOLD E_AGENT_NO_PERMISSION ");
  EXPECT_EQ(told(judge(merged({kAccess, small_law::asks("agent", R"([{"kind": "mandate_signed", "revoked": true}])")})))
                .substr(0, 27),
            "HOLD E_AGENT_NO_PERMISSION ");
}

TEST(CheckRequestTest, OfTwoLawsTheEarliestDatesHold) {
  const auto dates = [](const std::string& members) {
    const DueDates due = judge(members).value().ruling.dates;
    const auto text = [](const std::optional<Date>& date) { return date ? format_date(*date) : std::string("-"); };
    return text(due.acknowledge_by) + " " + text(due.due) + " " + text(due.due_if_extended);
  };
  EXPECT_EQ(dates(R"({"subject": {"residence": "SE", "country": "SE"}})"), "- 2026-12-23 2027-02-23");
  EXPECT_EQ(dates(R"({"subject": {"residence": "US-CA", "country": "US"}})"), "2026-12-08 2027-01-07 2027-02-21");
  EXPECT_EQ(dates(R"({"subject": {"residence": "SE", "country": "US-CA"}})"), "2026-12-08 2026-12-23 2027-02-21");
  EXPECT_EQ(dates(R"({"subject": {"residence": "US-CA", "country": "SE"}})"), "2026-12-08 2026-12-23 2027-02-21");
}

TEST(CheckRequestTest, OfTwoLawsOneThatIsNotInForceIsLeftOut) {
  const std::string both = R"({"subject": {"residence": "SE", "country": "KR"}})";
  EXPECT_EQ(told(judge(merged({both, kTransfer}))), "FULFIL  gdpr-art20-portability/2026.11");
}

TEST(CheckRequestTest, AnActionGivesNoData) {
  const auto judged = judge(merged(
      {right("us-nv-sale-optout", "US-NV"), R"({"intake": {"stated": ["name", "postal_address", "zip", "email"]}})"}));
  EXPECT_EQ(told(judged), "FULFIL  us-nv-sale-optout/2026.11");
  EXPECT_TRUE(judged.value().authorised->is_action());
}

// Scenario 13: 11 CCR 7024(a).
TEST(CheckRequestTest, P19_WhoIsIdentifiedForLessIsAnsweredUnderTheLesserRight) {
  const auto without = [](const std::string& method, const std::string& level = "substantial") {
    return merged({kKnow, R"({"subject": {"account": false}, "requester": {"verification": {"method": ")" + method +
                              R"(", "level": ")" + level + R"("}}})"});
  };
  const auto downgraded = judge(without("match_2_points"));
  EXPECT_EQ(told(downgraded), "DOWNGRADE  ccpa-know-categories/2026.11");
  EXPECT_EQ(downgraded.value().ruling.downgraded_from, "ccpa-know/2026.11");
  EXPECT_FALSE(downgraded.value().ruling.reason.empty());
  EXPECT_TRUE(downgraded.value().scope->tells_categories());
  EXPECT_EQ(told(judge(without("match_1_point"))).substr(0, 23), "REFUSE E_ID_UNVERIFIED ");
  EXPECT_EQ(told(judge(without("match_2_points", "none"))).substr(0, 23), "REFUSE E_ID_UNVERIFIED ");
  EXPECT_EQ(told(judge(kKnow)), "FULFIL  ccpa-know/2026.11");
}

TEST(CheckRequestTest, P19_WhoIsNotVerifiedWaits) {
  const auto verified = [](const std::string& method, const std::string& level) {
    return merged(
        {kAccess, R"({"requester": {"verification": {"method": ")" + method + R"(", "level": ")" + level + R"("}}})"});
  };
  expect_told(
      {{"level none", verified("session_reauth", "none"), "HOLD E_ID_UNVERIFIED gdpr-art15-access/2026.11"},
       {"unverified", verified("session_reauth", "unverified"), "HOLD E_ID_UNVERIFIED gdpr-art15-access/2026.11"},
       {"method", verified("match_2_points", "high"), "HOLD E_ID_UNVERIFIED gdpr-art15-access/2026.11"}});
}

// Nobody need be identified to opt out, but an agent must (scenario 12; C.R.S. 6-1-1306(1)(a)(II)).
TEST(CheckRequestTest, P19_OnlyAnOptOutOfThePersonNeedsNoVerification) {
  const auto optout = [](const std::string& kind, const std::string& method, const std::string& level) {
    return merged({right("us-co-action-optout", "US-CO"), small_law::asks(kind, R"(["mandate_signed"])", method),
                   R"({"requester": {"verification": {"level": ")" + level + R"("}}})"});
  };
  expect_told(
      {{"the person", optout("subject", "opt_out_unverified", "none"), "FULFIL  us-co-action-optout/2026.11"},
       {"an agent who was verified", optout("agent", "email_challenge", "substantial"),
        "FULFIL  us-co-action-optout/2026.11"},
       {"an agent who was not", optout("agent", "none", "none"), "HOLD E_ID_UNVERIFIED us-co-action-optout/2026.11"},
       {"an agent for a person who was not", optout("agent", "opt_out_unverified", "none"),
        "HOLD E_ID_UNVERIFIED us-co-action-optout/2026.11"}});
}

TEST(CheckRequestTest, P19_WhatTheLawRefusesIsARuling) {
  expect_told({
      {"a right nobody knows", right("gdpr-art16-access", "SE"), "REFUSE E_NO_SUCH_RIGHT "},
      {"a right of another place", right("ccpa-know", "SE"), "REFUSE E_NO_SUCH_RIGHT ccpa-know/2026.11"},
      {"a copy in Nevada", right("auto", "US-NV"), "REFUSE E_NO_SUCH_RIGHT "},
      {"an agent in Virginia",
       merged({right("us-va-access", "US-VA"), small_law::asks("agent", R"(["mandate_signed"])")}),
       "REFUSE E_AGENT_NOT_RECOGNISED us-va-access/2026.11"},
      {"an heir in Sweden", merged({kAccess, small_law::asks("heir", R"(["heir"])")}),
       "REFUSE E_HEIR_NOT_RECOGNISED gdpr-art15-access/2026.11"},
      {"not in force", merged({right("us-ut-action-correct", "US-UT"), R"({"received": "2026-06-30T12:00:00Z"})"}),
       "REFUSE E_NOT_IN_FORCE us-ut-action-correct/2026.11"},
      {"received tomorrow", merged({kAccess, R"({"received": "2026-11-24T12:00:00Z"})"}),
       "REFUSE E_NOT_IN_FORCE gdpr-art15-access/2026.11"},
      {"verified tomorrow", merged({kAccess, R"({"requester": {"verification": {"at": "2026-11-24T12:00:00Z"}}})"}),
       "REFUSE E_NOT_IN_FORCE gdpr-art15-access/2026.11"},
      {"forwarding in Japan", merged({right("jp-appi-art33-disclosure", "JP"), kTransfer}),
       "REFUSE E_NO_SUCH_RIGHT jp-appi-art33-disclosure/2026.11"},
      {"Korea's right today", right("kr-pipa-art35-2-self", "KR"),
       "REFUSE E_NOT_IN_FORCE kr-pipa-art35-2-self/2026.11"},
  });
  EXPECT_THAT(judge(right("kr-pipa-art35-2-self", "KR")).value().ruling.offers,
              testing::ElementsAre("kr-pipa-art35-access"));
  EXPECT_THAT(judge(right("auto", "US-NV")).value().ruling.offers, testing::ElementsAre("row-policy-baseline"));
}

TEST(CheckRequestTest, WhatIsMissingIsAskedForOnce) {
  const auto agent = [](const std::string& evidence) { return merged({kKnow, small_law::asks("agent", evidence)}); };
  const std::string tagless = merged({right("us-nv-sale-optout", "US-NV"), R"({"intake": {"stated": ["name"]}})"});
  expect_told({
      {"no permission", agent("[]"), "HOLD E_AGENT_NO_PERMISSION ccpa-know/2026.11"},
      {"asked before", agent(R"(["asked_once"])"), "REFUSE E_AGENT_NO_PERMISSION ccpa-know/2026.11"},
      {"a power of attorney", agent(R"(["power_of_attorney_probate_4121_4130"])"), "FULFIL  ccpa-know/2026.11"},
      {"fields missing", tagless, "HOLD E_INCOMPLETE us-nv-sale-optout/2026.11"},
      {"fields missing again", merged({tagless, R"({"requester": {"evidence": ["asked_once"]}})"}),
       "REFUSE E_INCOMPLETE us-nv-sale-optout/2026.11"},
      {"a transfer to nobody",
       merged({right("gdpr-art20-portability", "SE"), kTransfer, R"({"delivery": {"audience": null}})"}),
       "HOLD E_INCOMPLETE gdpr-art20-portability/2026.11"},
  });
}

TEST(CheckRequestTest, SilenceIsRefusalWhereTheLawSaysSo) {
  const std::string quebec = right("ca-qc-s27-access", "CA-QC");
  const auto late = [](const std::string& law, const char* now) { return told(judge(law, {}, small_law::at(now))); };
  EXPECT_EQ(late(quebec, "2026-12-23T23:59:59Z"), "FULFIL  ca-qc-s27-access/2026.11");
  EXPECT_EQ(late(quebec, "2026-12-24T00:00:00Z").substr(0, 14), "DEEMED_REFUSED");
  EXPECT_EQ(late(kAccess, "2027-06-01T00:00:00Z"), "FULFIL  gdpr-art15-access/2026.11");
}

TEST(CheckRequestTest, PeopleDecideWhatIsUnderReview) {
  const auto judged = judge(kAccess, decisions(decides("log", "omit")));
  ASSERT_EQ(told(judged), "FULFIL  gdpr-art15-access/2026.11");
  const DataMap map = data_map();
  const auto action_of = [&](const std::string& id) {
    for (const DataItem& item : map.items()) {
      if (item.id == id) {
        return judged.value().scope->decide(item, item.tags, {}).action;
      }
    }
    return Action::kValue;
  };
  EXPECT_EQ(action_of("log"), Action::kOmit);
  EXPECT_EQ(action_of("memo"), Action::kReview);
}

struct Unfit {
  const char* name;
  std::string request;
  std::string decisions;
};

TEST(CheckRequestTest, DecisionsThatFitNothingAreNone) {
  const std::vector<Unfit> cases = {
      {"another request", kAccess, R"({"request": "r-2"})"},
      {"an item nobody knows", kAccess, decides("log-book")},
      {"an item that nobody has to decide", kAccess, decides("mail")},
      {"a credential", kAccess, decides("pin")},
      {"nothing to decide under this right", right("gdpr-art20-portability", "SE"), decides("log")},
      {"a refusal of no limit", kAccess, refuses("E_BELOW_THRESHOLD")},
      {"a refusal with an item code of a part", kAccess, refuses("THIRD_PERSON_RIGHTS")},
      {"a refusal with a word", kAccess, refuses("BECAUSE")},
  };
  for (const Unfit& each : cases) {
    SCOPED_TRACE(each.name);
    EXPECT_EQ(told(judge(each.request, decisions(each.decisions))), "request-unfit");
  }
}

TEST(CheckRequestTest, APersonRefusesByALimitOfTheRight) {
  const auto refused = [](const std::string& request, const std::string& code) {
    return told(judge(request, decisions(refuses(code))));
  };
  EXPECT_EQ(refused(kAccess, "E_EXCESSIVE"), "REFUSE E_EXCESSIVE gdpr-art15-access/2026.11");
  EXPECT_EQ(refused(kAccess, "E_ID_UNVERIFIED").substr(0, 22), "REFUSE E_ID_UNVERIFIED");
  EXPECT_EQ(refused(kAccess, "NATIONAL_RESTRICTION").substr(0, 7), "REFUSE ") << "GDPR 23 limits the whole right";
  EXPECT_EQ(refused(R"({"subject": {"residence": "SE", "country": "JP"}})", "E_EXCESSIVE").substr(0, 18),
            "REFUSE E_EXCESSIVE");
}

TEST(CheckRequestTest, WhatIsNoRequestIsAnError) {
  EXPECT_EQ(told(judge(R"({"right": null})")), "request-unfit");
  EXPECT_EQ(told(judge(R"({"requester": {"kind": "neighbour"}})")), "request-unfit");
  EXPECT_EQ(told(judge(merged({kAccess, R"({"delivery": {"audience": "https://other.example"}})"}))), "request-unfit");
}

}  // namespace
}  // namespace holdall
