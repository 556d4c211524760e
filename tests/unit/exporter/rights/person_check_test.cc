// Age and frequency: what a right asks once the person is found.
#include "holdall/exporter/rights/person_check.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "holdall/exporter/rights/decisions.h"
#include "unit/exporter/rights/small_law.h"

namespace holdall {
namespace {

using small_law::at;
using small_law::data_map;
using small_law::json;
using small_law::kNow;
using small_law::shipped;
using small_law::verdict;

// A request that was judged and may be answered.
AuthorisedRequest authorised(const std::string& members, HumanDecisions decisions = {}) {
  static const DataMap map = data_map();
  auto judged = check_request(small_law::request_text(members), map, shipped(), kNow, std::move(decisions));
  EXPECT_TRUE(judged.ok() && judged.value().authorised.has_value())
      << (judged.ok() ? judged.value().ruling.reason : judged.error().message);
  return *judged.value().authorised;
}

std::string right(const std::string& id, const std::string& residence, const std::string& more = "") {
  return R"({"right": ")" + id + R"(", "subject": {"residence": ")" + residence + "\"}" + more + "}";
}

std::string by(const std::string& kind, const std::string& evidence) {
  return R"(, "requester": {"kind": ")" + kind + R"(", "evidence": [)" + evidence + "]}";
}

struct Age {
  const char* name;
  std::string request;
  const char* born;
  const char* verdict;
};

TEST(PersonCheckTest, BelowAnAgeAGuardianAsks) {
  const std::string china = right("cn-pipl-art45-copy", "CN");
  const std::string guardian = right("cn-pipl-art45-copy", "CN", by("guardian", R"("guardian_proof")"));
  const std::string parent = by("guardian", R"("parental_responsibility", "best_interests")");
  const std::vector<Age> cases = {
      {"the day before the 14th birthday", china, "2012-11-24", "guardian-required"},
      {"the 14th birthday", china, "2012-11-23", "ok"},
      {"grown up", china, "1980-01-01", "ok"},
      {"nobody knows", china, "", "ok"},
      {"a guardian for a child", guardian, "2012-11-24", "ok"},
      {"a guardian for somebody old enough", guardian, "2012-11-23", "requester"},
      {"a guardian, nobody knows", guardian, "", "ok"},
      {"a child of 15 in Sweden", right("gdpr-art15-access", "SE"), "2011-06-01", "ok"},
      {"a small child in Sweden", right("gdpr-art15-access", "SE"), "2020-06-01", "ok"},
      {"twelve in California", right("ccpa-know", "US-CA"), "2014-01-01", "guardian-required"},
      {"thirteen in California", right("ccpa-know", "US-CA"), "2013-11-23", "ok"},
      {"thirteen in Quebec", right("ca-qc-s27-access", "CA-QC"), "2013-01-01", "guardian-required"},
      {"twelve in Texas", right("row-policy-baseline", "US-TX"), "2013-11-24", "guardian-required"},
      {"thirteen in Texas", right("row-policy-baseline", "US-TX"), "2013-11-23", "ok"},
      {"twelve in Texas, with an account of Brazil",
       R"({"right": "row-policy-baseline", "subject": {"residence": "BR", "country": "US"}})", "2013-11-24",
       "guardian-required"},
      {"twelve in Brazil", right("row-policy-baseline", "BR"), "2013-11-24", "ok"},
      {"two laws, one of which lets the child ask", R"({"subject": {"residence": "SE", "country": "CN"}})",
       "2013-01-01", "ok"},
      {"parents of somebody grown up", right("gdpr-art15-access", "SE", parent), "1980-01-01", "requester"},
      {"a guardian of somebody grown up",
       right("gdpr-art15-access", "SE",
             by("guardian", R"("parental_responsibility", "best_interests", "adult_guardianship")")),
       "1980-01-01", "ok"},
      {"an heir of a child", right("gdpr-art15-access", "IT", by("heir", R"("proof_of_death", "interest_or_family")")),
       "2014-01-01", "ok"},
  };
  for (const Age& each : cases) {
    EXPECT_EQ(verdict(check_age(authorised(each.request), parse_date(each.born))), each.verdict) << each.name;
  }
}

// The controller's own minimum for accounts never refuses a right (rights.md: age rules).
TEST(PersonCheckTest, P19_TheMinimumForAnAccountRefusesNobody) {
  ProfileSet set = ProfileSet::shipped().value();
  ASSERT_TRUE(set.add_overlay(R"({"schema": "rights-overlay/1", "overlay": "policy", "version": "1",
      "sources": [{"ref": "Policy", "mark": "S"}], "profiles": {"all": {"age": {"account_minimum": 16}}}})")
                  .ok());
  const DataMap map = data_map();
  const auto judged = check_request(small_law::request_text(right("gdpr-art15-access", "SE")), map, set, kNow);
  ASSERT_TRUE(judged.ok());
  EXPECT_TRUE(check_age(*judged.value().authorised, parse_date("2015-01-01")).ok());
}

PastAnswer answer(const std::string& id, const std::string& right, const char* received) {
  return PastAnswer{id, right, at(received)};
}

std::vector<PastAnswer> answers(const std::string& right, const std::vector<const char*>& days) {
  std::vector<PastAnswer> all;
  for (const char* day : days) {
    all.push_back(answer("old-" + std::to_string(all.size()), right, day));
  }
  return all;
}

struct Frequency {
  const char* name;
  std::string request;
  std::vector<PastAnswer> before;
  const char* verdict;
};

TEST(PersonCheckTest, AnswersOfTwelveMonthsCount) {
  const std::string know = right("ccpa-know", "US-CA");
  const std::string id = "ccpa-know/2026.11";
  const std::vector<Frequency> cases = {
      {"none", know, {}, "ok"},
      {"one", know, answers(id, {"2026-01-01"}), "ok"},
      {"two", know, answers(id, {"2026-01-01", "2026-06-01"}), "frequency"},
      {"two of an older version", know, answers("ccpa-know/2025.01", {"2026-01-01", "2026-06-01"}), "frequency"},
      {"two, one long ago", know, answers(id, {"2025-11-20", "2026-06-01"}), "ok"},
      {"two, one eleven months ago", know, answers(id, {"2025-12-24", "2026-06-01"}), "frequency"},
      {"the other half of the right", know, answers("ccpa-know-categories/2026.11", {"2026-01-01", "2026-06-01"}),
       "frequency"},
      {"one of each",
       right("ccpa-know-categories", "US-CA"),
       {answer("a", id, "2026-01-01"), answer("b", "ccpa-know-categories/2026.11", "2026-02-01")},
       "frequency"},
      {"of two laws", know, answers("gdpr-art15-access/2026.11+ccpa-know/2026.11", {"2026-01-01", "2026-06-01"}),
       "frequency"},
      {"of other laws", know, answers("us-co-portability/2026.11", {"2026-01-01", "2026-02-01", "2026-03-01"}), "ok"},
      {"of a law with a name that begins alike", know, answers("ccpa-know-more/1", {"2026-01-01", "2026-02-01"}), "ok"},
      {"a count alone never refuses", right("gdpr-art15-access", "SE"),
       answers("gdpr-art15-access/2026.11", {"2026-11-01", "2026-11-02", "2026-11-03", "2026-11-04"}), "ok"},
  };
  for (const Frequency& each : cases) {
    EXPECT_EQ(verdict(check_frequency(authorised(each.request), each.before)), each.verdict) << each.name;
  }
}

// Scenario 18: C.R.S. 6-1-1306(1)(e).
TEST(PersonCheckTest, AnswersOfACalendarYearCount) {
  const std::string id = "us-co-portability/2026.11";
  const auto checked = [](const std::string& request, const std::vector<PastAnswer>& before) {
    return verdict(check_frequency(authorised(request), before));
  };
  const std::string again = right("us-co-portability", "US-CO");
  EXPECT_EQ(checked(again, answers(id, {"2026-01-01", "2026-06-01"})), "frequency");
  EXPECT_EQ(checked(again, answers(id, {"2025-12-31", "2026-06-01"})), "ok");
  EXPECT_EQ(checked(right("us-co-access", "US-CO"), answers(id, {"2026-01-01", "2026-06-01"})), "ok");
  const std::string light =
      right("us-ca-shine-the-light", "US-CA", R"(, "intake": {"stated": ["name", "email", "zip"]})");
  EXPECT_EQ(checked(light, answers("us-ca-shine-the-light/2026.11", {"2026-01-01"})), "frequency");
}

TEST(PersonCheckTest, TheSameRequestNeverCountsTwice) {
  const AuthorisedRequest request = authorised(right("ccpa-know", "US-CA"));
  const std::string id = "ccpa-know/2026.11";
  EXPECT_TRUE(
      check_frequency(request, std::vector{answer("r-1", id, "2026-11-23"), answer("a", id, "2026-06-01")}).ok());
  EXPECT_TRUE(check_frequency(request, std::vector{answer("a", id, "2026-06-01"), answer("a", id, "2026-06-01")}).ok());
}

TEST(PersonCheckTest, SomebodyMayAnswerAnyway) {
  auto decisions = parse_decisions(
      R"({"request": "r-1", "answer_anyway": {"reason": "kindness", "by": "officer", "at": "2026-11-23T11:30:00Z"}})");
  ASSERT_TRUE(decisions.ok());
  const AuthorisedRequest request = authorised(right("ccpa-know", "US-CA"), std::move(decisions).value());
  EXPECT_TRUE(check_frequency(request, answers("ccpa-know/2026.11", {"2026-01-01", "2026-06-01"})).ok());
}

TEST(PersonCheckTest, AFeeMayBeAskedWhereTheLawSaysSo) {
  const auto may = [](const std::string& request, const std::vector<PastAnswer>& before) {
    return may_ask_fee(authorised(request), before);
  };
  const std::string colorado = right("us-co-access", "US-CO");
  EXPECT_FALSE(may(colorado, {}));
  EXPECT_TRUE(may(colorado, answers("us-co-access/2026.11", {"2026-06-01"})));
  EXPECT_FALSE(may(colorado, answers("us-co-access/2026.11", {"2025-06-01"})));
  EXPECT_TRUE(
      check_frequency(authorised(colorado), answers("us-co-access/2026.11", {"2026-06-01", "2026-07-01"})).ok());
  EXPECT_TRUE(may(right("us-ct-access", "US-CT"), answers("us-ct-portability/2026.11", {"2026-06-01"})));
  EXPECT_FALSE(may(right("us-va-access", "US-VA"), answers("us-va-access/2026.11", {"2026-06-01"})));
  EXPECT_TRUE(may(right("us-va-access", "US-VA"), answers("us-va-access/2026.11", {"2026-06-01", "2026-07-01"})));
  EXPECT_FALSE(may(right("ccpa-know", "US-CA"), answers("ccpa-know/2026.11", {"2026-01-01", "2026-06-01"})));
}

}  // namespace
}  // namespace holdall
