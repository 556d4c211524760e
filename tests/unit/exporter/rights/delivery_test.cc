// Whether an answer may go where it is wanted.
#include "holdall/exporter/rights/delivery.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/exporter/rights/small_law.h"

namespace holdall {
namespace {

using small_law::kNow;
using small_law::law;
using small_law::request;
using small_law::verdict;

const std::string kUs = "https://small.example";

// A transfer with these members of `delivery` besides.
std::string transfer(std::string_view delivery = "{}") {
  const Value base = small_law::json(R"({"mode": "transfer", "audience": "https://other.example",
      "expires": "2026-12-23T00:00:00Z", "sub": {"id": "pair-7"}})");
  return R"({"delivery": )" + canonical(merge_patch(base, small_law::json(delivery))) + "}";
}

struct Case {
  const char* name;
  std::string request;
  const char* verdict;
};

TEST(DeliveryTest, ATransferNamesReceiverEndAndPerson) {
  const std::vector<Case> cases = {
      {"all of them", transfer(), "ok"},
      {"no receiver", transfer(R"({"audience": null})"), "request-incomplete"},
      {"ourselves", transfer(R"({"audience": "https://small.example"})"), "request-incomplete"},
      {"no end", transfer(R"({"expires": null})"), "request-incomplete"},
      {"ended", transfer(R"({"expires": "2026-11-23T11:59:59Z"})"), "request-incomplete"},
      {"ends now", transfer(R"({"expires": "2026-11-23T12:00:00Z"})"), "request-incomplete"},
      {"a year", transfer(R"({"expires": "2027-11-23T12:00:00Z"})"), "ok"},
      {"more than a year", transfer(R"({"expires": "2027-11-25T12:00:00Z"})"), "request-incomplete"},
      {"no person", transfer(R"({"sub": null})"), "request-incomplete"},
      {"an e-mail address", transfer(R"({"sub": {"id": "me@x.example"}})"), "request-incomplete"},
      {"a binding token", transfer(R"({"sub": {"id": null, "token": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}})"),
       "ok"},
      {"512 bytes", transfer(R"({"sub": {"id": ")" + std::string(512, 'x') + "\"}}"), "ok"},
      {"513 bytes", transfer(R"({"sub": {"id": ")" + std::string(513, 'x') + "\"}}"), "request-incomplete"},
  };
  for (const Case& each : cases) {
    EXPECT_EQ(verdict(check_delivery(request(each.request), kUs, kNow)), each.verdict) << each.name;
  }
}

TEST(DeliveryTest, ACopyGoesToNobodyElse) {
  const std::vector<Case> cases = {
      {"a copy", "{}", "ok"},
      {"with a receiver", R"({"delivery": {"audience": "https://other.example"}})", "request-unfit"},
      {"with an end", R"({"delivery": {"expires": "2026-12-23T00:00:00Z"}})", "request-unfit"},
  };
  for (const Case& each : cases) {
    EXPECT_EQ(verdict(check_delivery(request(each.request), kUs, kNow)), each.verdict) << each.name;
  }
}

struct Receiver {
  const char* name;
  const char* transfer;  // of the law
  std::string evidence;
  std::string country;
  const char* verdict;
};

TEST(DeliveryTest, AReceiverMayReceiveUnderTheRight) {
  const char* const conditions = R"({"conditions": ["technically_feasible", "no_harm_to_others"]})";
  const char* const abroad = R"({"cross_border": "needs_record", "home": "CN"})";
  const std::vector<Receiver> cases = {
      {"anybody", R"({"to_subject": true})", "[]", "", "ok"},
      {"nobody", "null", "[]", "", "no-such-right"},
      {"a gatekeeper", R"({"ineligible": ["gatekeeper_recipient"]})", R"(["gatekeeper_recipient"])", "",
       "recipient-ineligible"},
      {"no gatekeeper", R"({"ineligible": ["gatekeeper_recipient"]})", "[]", "", "ok"},
      {"all conditions", conditions, R"(["no_harm_to_others", "technically_feasible"])", "", "ok"},
      {"one of two", conditions, R"(["technically_feasible"])", "", "request-incomplete"},
      {"none", conditions, "[]", "", "request-incomplete"},
      {"at home", abroad, "[]", "CN", "ok"},
      {"abroad", abroad, "[]", "DE", "cross-border"},
      {"abroad, recorded", abroad, R"(["cross_border_recorded"])", "DE", "ok"},
      {"from nobody knows where", abroad, "[]", "", "cross-border"},
      {"as the person says", R"({"cross_border": "subject_instructed"})", "[]", "DE", "ok"},
  };
  for (const Receiver& each : cases) {
    SCOPED_TRACE(each.name);
    const std::string country = each.country.empty() ? "{}" : R"({"recipient_country": ")" + each.country + "\"}";
    const Value members = merge_patch(
        small_law::json(transfer()),
        small_law::json(R"({"options": )" + country + R"(, "requester": {"evidence": )" + each.evidence + "}}"));
    const Profile profile = law(R"({"transfer": )" + std::string(each.transfer) + "}");
    EXPECT_EQ(verdict(check_recipient(profile, request(canonical(members)))), each.verdict);
    EXPECT_EQ(verdict(check_recipient(profile, request())), "ok") << "a copy has no receiver";
  }
}

TEST(DeliveryTest, SomeRightsAreFromControllerToControllerOnly) {
  const Profile only = law(R"({"transfer": {"to_subject": false}})");
  EXPECT_EQ(verdict(check_recipient(only, request())), "no-such-right");
  EXPECT_EQ(verdict(check_recipient(only, request(transfer()))), "ok");
  EXPECT_EQ(verdict(check_recipient(law(R"({"transfer": {"to_subject": true}})"), request())), "ok");
}

TEST(DeliveryTest, ALawThatSaysNothingOfTransfersHasNone) {
  EXPECT_EQ(verdict(check_recipient(law(), request(transfer()))), "no-such-right");
}

}  // namespace
}  // namespace holdall
