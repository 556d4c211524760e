// Which right answers: the one that was named, or what `auto` means where the person is; and whether it is in force.
#include "holdall/exporter/rights/right_choice.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/exporter/rights/small_law.h"

namespace holdall {
namespace {

using small_law::law;
using small_law::request;
using small_law::shipped;
using small_law::verdict;

std::string ids(const RightChoice& choice) {
  std::string all;
  for (const Profile* each : choice.profiles) {
    all += (all.empty() ? "" : "+") + each->id();
  }
  return all;
}

// A request of somebody at a place: residence, country of the account, ZIP code; empty: not known.
std::string person(const std::string& residence, const std::string& country, const std::string& zip = "",
                   const std::string& more = "") {
  const auto text = [](const std::string& each) { return each.empty() ? "null" : "\"" + each + "\""; };
  return R"({"subject": {"residence": )" + text(residence) + R"(, "country": )" + text(country) +
         R"(, "postal_code": )" + text(zip) + "}" + more + "}";
}

struct Auto {
  const char* name;
  const char* residence;
  const char* country;
  const char* zip;
  const char* copy;
  const char* transfer;
};

TEST(RightChoiceTest, AutoIsTheLawOfResidenceAndAccount) {
  const Auto cases[] = {
      {"one place", "SE", "SE", "", "gdpr-art15-access", "gdpr-art20-portability"},
      {"only a residence", "SE", "", "", "gdpr-art15-access", "gdpr-art20-portability"},
      {"only an account", "", "SE", "", "gdpr-art15-access", "gdpr-art20-portability"},
      {"two places of one law", "SE", "DE", "", "gdpr-art15-access", "gdpr-art20-portability"},
      {"two laws", "SE", "CH", "", "gdpr-art15-access+ch-fadp-art25-access",
       "gdpr-art20-portability+ch-fadp-art28-portability"},
      {"two laws, the other way round", "CH", "SE", "", "ch-fadp-art25-access+gdpr-art15-access",
       "ch-fadp-art28-portability+gdpr-art20-portability"},
      {"a state by its ZIP code", "US", "US", "94110", "ccpa-know", "ccpa-know"},
      {"with four digits more", "US", "US", "80202-1234", "us-co-access", "us-co-portability"},
      {"a state that is named", "US-CO", "US", "80202", "us-co-access", "us-co-portability"},
      {"a named state before its ZIP code", "US-CO", "US-CO", "94110", "us-co-access", "us-co-portability"},
      {"a ZIP code elsewhere", "SE", "SE", "94110", "gdpr-art15-access", "gdpr-art20-portability"},
      {"no state", "US", "US", "", "row-policy-baseline", "row-policy-baseline"},
      {"a state without a law of its own", "US-TX", "US", "", "row-policy-baseline", "row-policy-baseline"},
      {"the law of a place and none", "SE", "BR", "", "gdpr-art15-access", "gdpr-art20-portability"},
      {"none and the law of a place", "BR", "SE", "", "gdpr-art15-access", "gdpr-art20-portability"},
      {"nowhere", "", "", "", "row-policy-baseline", "row-policy-baseline"},
      {"no transfer in Japan", "JP", "JP", "", "jp-appi-art33-disclosure", ""},
      {"no copy in Nevada", "US-NV", "US-NV", "", "", ""},
      {"no transfer in New Zealand", "NZ", "NZ", "", "apac-access-nz", ""},
      {"no transfer in Canada", "CA", "CA", "", "ca-pipeda-access", ""},
      {"nor in a province", "CA-ON", "CA", "", "ca-pipeda-access", ""},
      {"Quebec has its own", "CA-QC", "CA-QC", "", "ca-qc-s27-access", "ca-qc-s27-portability"},
      {"Quebec, with an account of Canada", "CA-QC", "CA", "", "ca-qc-s27-access+ca-pipeda-access",
       "ca-qc-s27-portability"},
      {"Thailand", "TH", "TH", "", "apac-access-th", "apac-portability-th"},
      {"two of Asia", "SG", "MY", "", "apac-access-sg+apac-access-my", "apac-portability-my"},
      {"a country of the region without a law here", "FJ", "FJ", "", "apac-access-generic", "row-policy-baseline"},
      {"India before its law", "IN", "IN", "", "apac-access-generic", ""},
      {"Nevada and Sweden", "US-NV", "SE", "", "gdpr-art15-access", "gdpr-art20-portability"},
  };
  const std::string transfer = R"(, "delivery": {"mode": "transfer"})";
  for (const Auto& each : cases) {
    SCOPED_TRACE(each.name);
    EXPECT_EQ(ids(choose_right(shipped(), request(person(each.residence, each.country, each.zip)))), each.copy);
    EXPECT_EQ(ids(choose_right(shipped(), request(person(each.residence, each.country, each.zip, transfer)))),
              each.transfer);
  }
}

// A parent's review stands beside the law of the state, for parents alone; the child's age is looked at later.
TEST(RightChoiceTest, AParentInTheUnitedStatesAsksUnderTwoLaws) {
  const std::string guardian = R"(, "requester": {"kind": "guardian"})";
  const std::string transfer = R"(, "delivery": {"mode": "transfer"})";
  const auto chosen = [](const char* place, const std::string& more) {
    return ids(choose_right(shipped(), request(person(place, place, "", more))));
  };
  EXPECT_EQ(chosen("US-TX", guardian), "row-policy-baseline+us-coppa-parent-review");
  EXPECT_EQ(chosen("US", guardian), "row-policy-baseline+us-coppa-parent-review");
  EXPECT_EQ(chosen("US-CO", guardian), "us-co-access+us-coppa-parent-review");
  EXPECT_EQ(chosen("US-NV", guardian), "us-coppa-parent-review");
  EXPECT_EQ(chosen("US-TX", guardian + transfer), "row-policy-baseline");
  EXPECT_EQ(chosen("US-TX", R"(, "requester": {"kind": "agent"})"), "row-policy-baseline");
  EXPECT_EQ(chosen("US-TX", ""), "row-policy-baseline");
  EXPECT_EQ(chosen("SE", guardian), "gdpr-art15-access");
}

// A gatekeeper answers under the Digital Markets Act; everybody else only receives under it.
TEST(RightChoiceTest, OnlyAGatekeeperOwesWhatTheMarketsActAsksFor) {
  const Profile& dma = *shipped().find("eu-dma-art6-9-receive");
  const Request french = request(person("FR", "FR"));
  const auto of = [](const char* gatekeeper) {
    Controller controller;
    controller.facts.emplace("gatekeeper", Value(gatekeeper));
    return controller;
  };
  EXPECT_EQ(verdict(check_in_force(dma, french, Controller())), "right-not-offered");
  EXPECT_EQ(verdict(check_in_force(dma, french, of("no"))), "right-not-offered");
  EXPECT_EQ(verdict(check_in_force(dma, french, of("designated"))), "ok");
  EXPECT_EQ(verdict(check_in_force(dma, request(person("CH", "CH")), of("designated"))), "no-such-right");
}

TEST(RightChoiceTest, WhereThereIsNoSuchRightSomethingElseIsOffered) {
  const RightChoice nevada = choose_right(shipped(), request(person("US-NV", "US-NV")));
  EXPECT_THAT(nevada.offers, testing::ElementsAre("row-policy-baseline"));
  const RightChoice unknown =
      choose_right(shipped(), request(person("SE", "SE", "", R"(, "right": "gdpr-art16-access")")));
  EXPECT_THAT(unknown.profiles, testing::IsEmpty());
  EXPECT_THAT(unknown.offers, testing::ElementsAre("gdpr-art15-access"));
}

TEST(RightChoiceTest, ANamedRightIsThatOneWithWhatItOffers) {
  for (const char* right : {"gdpr-art20-portability", "gdpr-art20-portability/2026.11"}) {
    const RightChoice choice =
        choose_right(shipped(), request(person("SE", "CH", "", R"(, "right": ")" + std::string(right) + "\"")));
    EXPECT_EQ(ids(choice), "gdpr-art20-portability");
    EXPECT_THAT(choice.offers, testing::ElementsAre("gdpr-art15-access"));
  }
}

Controller controller(std::map<std::string, Value, std::less<>> facts = {}) {
  Controller controller;
  controller.facts = std::move(facts);
  return controller;
}

struct InForce {
  const char* name;
  std::string law;      // members
  std::string request;  // members
  const char* verdict;
};

TEST(RightChoiceTest, ARightHoldsFromItsFirstDayAndAtHome) {
  const std::string days = R"({"effective": {"from": "2026-11-23", "to": "2026-12-01"}})";
  const auto received = [](const char* at) { return R"({"received": ")" + std::string(at) + "\"}"; };
  const std::string california = R"({"jurisdictions": ["US-CA"]})";
  const std::vector<InForce> cases = {
      {"the day before", days, received("2026-11-22T23:59:59Z"), "not-in-force"},
      {"the first day", days, received("2026-11-23T00:00:00Z"), "ok"},
      {"the last day", days, received("2026-11-30T23:59:59Z"), "ok"},
      {"the day after", days, received("2026-12-01T00:00:00Z"), "not-in-force"},
      {"always", "{}", received("2001-01-01T00:00:00Z"), "ok"},
      {"at home", california, person("US-CA", "SE"), "ok"},
      {"at home by the account", california, person("SE", "US-CA"), "ok"},
      {"at home by the ZIP code", california, person("US", "", "94110"), "ok"},
      {"a state beside it", california, person("US-NV", "US"), "no-such-right"},
      {"abroad", california, person("SE", "DE"), "no-such-right"},
      {"in a region", R"({"jurisdictions": ["EEA"]})", person("NO", ""), "ok"},
      {"outside it", R"({"jurisdictions": ["EEA"]})", person("GB", ""), "no-such-right"},
      {"everywhere", "{}", person("", ""), "ok"},
  };
  for (const InForce& each : cases) {
    EXPECT_EQ(verdict(check_in_force(law(each.law), request(each.request), controller())), each.verdict) << each.name;
  }
}

struct Threshold {
  const char* name;
  const char* received;
  std::map<std::string, Value, std::less<>> facts;
  const char* verdict;
};

// Scenario 28 and its bounds: PIPA Enforcement Decree 42-2.
TEST(RightChoiceTest, KoreasRightHoldsForLargeBodiesFromADay) {
  const Value revenue(std::int64_t{180000000001});
  const Value small(std::int64_t{180000000000});
  const Value people(std::int64_t{1000000});
  const char* const today = "2026-11-23T00:00:00Z";
  const char* const later = "2027-03-01T00:00:00Z";
  const Threshold cases[] = {
      {"today", today, {{"kind", "private"}, {"avg_revenue_krw", revenue}, {"subjects", people}}, "not-in-force"},
      {"the day before", "2027-02-19T23:59:59Z", {{"avg_revenue_krw", revenue}, {"subjects", people}}, "not-in-force"},
      {"the day", "2027-02-20T00:00:00Z", {{"avg_revenue_krw", revenue}, {"subjects", people}}, "ok"},
      {"1.2 million", later, {{"avg_revenue_krw", revenue}, {"subjects", Value(std::int64_t{1200000})}}, "ok"},
      {"0.9 million",
       later,
       {{"avg_revenue_krw", revenue}, {"subjects", Value(std::int64_t{900000})}},
       "below-threshold"},
      {"one less than a million",
       later,
       {{"avg_revenue_krw", revenue}, {"subjects", Value(std::int64_t{999999})}},
       "below-threshold"},
      {"sensitive", later, {{"avg_revenue_krw", revenue}, {"sensitive_subjects", Value(std::int64_t{50000})}}, "ok"},
      {"few sensitive",
       later,
       {{"avg_revenue_krw", revenue}, {"sensitive_subjects", Value(std::int64_t{49999})}},
       "below-threshold"},
      {"revenue at the bound", later, {{"avg_revenue_krw", small}, {"subjects", people}}, "below-threshold"},
      {"facts that nobody told", later, {}, "below-threshold"},
      {"a number as a text", later, {{"avg_revenue_krw", revenue}, {"subjects", "9999999"}}, "below-threshold"},
      {"a public body today", today, {{"kind", "public_system_operator"}}, "ok"},
      {"a public body before the law", "2026-08-19T23:59:59Z", {{"kind", "public_system_operator"}}, "not-in-force"},
  };
  const Profile& profile = *shipped().find("kr-pipa-art35-2-self");
  for (const Threshold& each : cases) {
    const std::string members = person("KR", "KR", "", R"(, "received": ")" + std::string(each.received) + "\"");
    EXPECT_EQ(verdict(check_in_force(profile, request(members), controller(each.facts))), each.verdict) << each.name;
  }
}

TEST(RightChoiceTest, FactsAreComparedInSixWays) {
  struct Compared {
    const char* op;
    bool less, equal, greater;
  };
  for (const Compared& each : {Compared{"eq", false, true, false},
                               {"ne", true, false, true},
                               {"lt", true, false, false},
                               {"le", true, true, false},
                               {"gt", false, false, true},
                               {"ge", false, true, true}}) {
    const Profile profile = law(R"({"applies_if_any": [[{"fact": "controller.n", "op": ")" + std::string(each.op) +
                                R"(", "value": 5}]], "else": ["E_NOT_IN_FORCE", "E_BELOW_THRESHOLD"]})");
    for (const auto& [n, holds] : {std::pair{4, each.less}, {5, each.equal}, {6, each.greater}}) {
      EXPECT_EQ(check_in_force(profile, request(), controller({{"n", Value(n)}})).ok(), holds) << n << each.op << 5;
    }
    EXPECT_FALSE(check_in_force(profile, request(), controller()).ok()) << each.op;
  }
}

TEST(RightChoiceTest, TheCodesAreThoseOfTheLaw) {
  const Profile profile = law(R"({"applies_if_any": [[{"fact": "receipt", "op": "ge", "value": "2027-01-01"},
      {"fact": "controller.n", "op": "ge", "value": 5}]], "else": ["E_RIGHT_NOT_OFFERED", "E_NO_SUCH_RIGHT"]})");
  EXPECT_EQ(verdict(check_in_force(profile, request(), controller())), "right-not-offered");
  EXPECT_EQ(verdict(check_in_force(profile, request(R"({"received": "2027-01-01T00:00:00Z"})"), controller())),
            "no-such-right");
}

}  // namespace
}  // namespace holdall
