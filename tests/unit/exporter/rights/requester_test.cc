// Who may ask under a right: each kind of requester with each kind of evidence, and what a request must have stated.
#include "holdall/exporter/rights/requester.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/exporter/rights/small_law.h"

namespace holdall {
namespace {

using small_law::asks;
using small_law::law;
using small_law::request;
using small_law::verdict;

struct Case {
  const char* name;
  std::string request;  // members
  const char* verdict;
};

void expect_verdicts(const std::string& requesters, const std::vector<Case>& cases) {
  const Profile profile = law(R"({"requesters": )" + requesters + "}");
  for (const Case& each : cases) {
    SCOPED_TRACE(each.name);
    const auto checked = check_requester(profile, request(each.request));
    EXPECT_EQ(verdict(checked), each.verdict) << (checked.ok() ? "" : checked.error().message);
  }
}

TEST(RequesterTest, TheSubjectIsVerifiedByOneOfTheMethods) {
  expect_verdicts(R"({"subject": {"assurance": ["session_reauth", "eid"]}})",
                  {{"first method", asks("subject", "null", "session_reauth"), "ok"},
                   {"second method", asks("subject", "null", "eid"), "ok"},
                   {"another method", asks("subject", "null", "email_challenge"), "id-unverified"},
                   {"a method in other letters", asks("subject", "null", "EID"), "id-unverified"},
                   {"a method among the evidence", asks("subject", R"(["eid"])", "email_challenge"), "id-unverified"}});
  expect_verdicts(R"({"subject": {}})", {{"any method", asks("subject", "null", "telepathy"), "ok"}});
}

TEST(RequesterTest, TheSubjectIsVerifiedByWhetherThereIsAnAccount) {
  const std::string rule = R"({"subject": {"account_holder": ["session_reauth"],
      "no_account": ["match_3_points", "declaration_under_penalty_of_perjury"]}})";
  const auto without = [](const std::string& evidence, const std::string& method) {
    return R"({"subject": {"account": false}, "requester": {"evidence": )" + evidence +
           R"(, "verification": {"method": ")" + method + R"("}}})";
  };
  const std::string perjury = R"(["declaration_under_penalty_of_perjury"])";
  expect_verdicts(rule,
                  {{"an account and its session", asks("subject", "null"), "ok"},
                   {"an account and points", asks("subject", perjury, "match_3_points"), "id-unverified"},
                   {"an account that is named", R"({"subject": {"account": true}})", "ok"},
                   {"none: all of them", without(perjury, "match_3_points"), "ok"},
                   {"none: all of them as evidence",
                    without(R"(["match_3_points", "declaration_under_penalty_of_perjury"])", "email_challenge"), "ok"},
                   {"none: no declaration", without("null", "match_3_points"), "id-unverified"},
                   {"none: two points", without(perjury, "match_2_points"), "id-unverified"},
                   {"none: a session", without("null", "session_reauth"), "id-unverified"}});
}

TEST(RequesterTest, TheSubjectShowsAllEvidence) {
  expect_verdicts(
      R"({"subject": {"assurance": ["session_reauth"], "evidence": ["signed_declaration", "user_status"]}})",
      {{"all", asks("subject", R"(["user_status", "signed_declaration"])"), "ok"},
       {"as objects", asks("subject", R"([{"kind": "user_status"}, {"kind": "signed_declaration", "at": 1}])"), "ok"},
       {"one", asks("subject", R"(["signed_declaration"])"), "request-incomplete"},
       {"none", asks("subject", "null"), "request-incomplete"},
       {"none and another method", asks("subject", "null", "email_challenge"), "id-unverified"}});
}

TEST(RequesterTest, AnAgentShowsAMandate) {
  expect_verdicts(R"({"subject": {}, "agent": {"evidence": ["mandate_signed", "consumer_verifies_identity"]}})",
                  {{"all", asks("agent", R"(["mandate_signed", "consumer_verifies_identity"])"), "ok"},
                   {"a part", asks("agent", R"(["mandate_signed"])"), "agent-no-permission"},
                   {"none", asks("agent", "null"), "agent-no-permission"}});
  expect_verdicts(R"({"agent": {"evidence": ["mandate_signed"], "missing": "E_INCOMPLETE"}})",
                  {{"the code of the law", asks("agent", "null"), "request-incomplete"}});
}

TEST(RequesterTest, AnAgentShowsOneOfSeveralProofs) {
  const std::string rule = R"({"agent": {"evidence_any": [["signed_permission"],
      ["power_of_attorney_probate_4121_4130"], ["court_order", "identity"]],
      "permission_fields": ["agent_full_name", "consumer_full_name", "clear_description"],
      "missing": "E_AGENT_NO_PERMISSION"}})";
  const std::string power = R"("power_of_attorney_probate_4121_4130")";
  const std::string whole = R"({"kind": "signed_permission", "agent_full_name": "A", "consumer_full_name": "C",
      "clear_description": "All"})";
  const std::string vague = R"({"kind": "signed_permission", "agent_full_name": "A", "consumer_full_name": "C"})";
  const std::string empty = R"({"kind": "signed_permission", "agent_full_name": "", "consumer_full_name": "C",
      "clear_description": "All"})";
  expect_verdicts(rule, {{"a signed permission", asks("agent", "[" + whole + "]"), "ok"},
                         {"one without a description", asks("agent", "[" + vague + "]"), "agent-no-permission"},
                         {"one with an empty name", asks("agent", "[" + empty + "]"), "agent-no-permission"},
                         {"one that is only named", asks("agent", R"(["signed_permission"])"), "agent-no-permission"},
                         {"a power of attorney", asks("agent", "[" + power + "]"), "ok"},
                         {"with it no further proof", asks("agent", "[" + vague + "," + power + "]"), "ok"},
                         {"all of an alternative", asks("agent", R"(["identity", "court_order"])"), "ok"},
                         {"a part of one", asks("agent", R"(["court_order"])"), "agent-no-permission"},
                         {"nothing", asks("agent", "[]"), "agent-no-permission"}});
}

TEST(RequesterTest, AGuardianShowsEvidenceAndThatSomebodyLooked) {
  expect_verdicts(R"({"guardian": {"evidence": ["parental_responsibility"], "check": "best_interests"}})",
                  {{"both", asks("guardian", R"(["parental_responsibility", "best_interests"])"), "ok"},
                   {"not looked at", asks("guardian", R"(["parental_responsibility"])"), "request-incomplete"},
                   {"only looked at", asks("guardian", R"(["best_interests"])"), "request-incomplete"},
                   {"nothing", asks("guardian", "null"), "request-incomplete"}});
  expect_verdicts(R"({"guardian": {"evidence": ["guardian_proof"], "missing": "E_GUARDIAN_REQUIRED"}})",
                  {{"the code of the law", asks("guardian", "null"), "guardian-required"},
                   {"nobody need look", asks("guardian", R"(["guardian_proof"])"), "ok"}});
}

std::string heir(const char* residence, const std::string& evidence, const char* country = "SE") {
  const std::string home = residence[0] == '\0' ? "null" : "\"" + std::string(residence) + "\"";
  return R"({"subject": {"residence": )" + home + R"(, "country": ")" + country + R"("}, "requester": {"kind": "heir",
      "evidence": )" +
         evidence + "}}";
}

TEST(RequesterTest, AnHeirShowsWhatTheLawOfTheCountryAsksFor) {
  const std::string rule = R"({"heir": {"by_country": {"IT": "interest_or_family", "DK": "within_10y"},
      "evidence": ["proof_of_death"], "default": "E_HEIR_NOT_RECOGNISED"}})";
  expect_verdicts(
      rule, {{"all", heir("IT", R"(["proof_of_death", "interest_or_family"])"), "ok"},
             {"another country", heir("DK", R"(["proof_of_death", "within_10y"])"), "ok"},
             {"the account's country", heir("", R"(["proof_of_death", "within_10y"])", "DK"), "ok"},
             {"residence before it", heir("SE", R"(["proof_of_death", "within_10y"])", "DK"), "heir-not-recognised"},
             {"a part of the country", heir("IT-25", R"(["proof_of_death", "interest_or_family"])"), "ok"},
             {"evidence of another country", heir("IT", R"(["proof_of_death", "within_10y"])"), "request-incomplete"},
             {"no proof of death", heir("IT", R"(["interest_or_family"])"), "request-incomplete"},
             {"a country without such a law", heir("SE", R"(["proof_of_death", "interest_or_family"])"),
              "heir-not-recognised"},
             {"against the will of the deceased",
              heir("IT", R"(["proof_of_death", "interest_or_family", "deceased_forbade"])"), "heir-not-recognised"}});
  expect_verdicts(R"({"heir": {"default": "E_HEIR_NOT_RECOGNISED"}})",
                  {{"nowhere", heir("IT", R"(["proof_of_death"])"), "heir-not-recognised"}});
  expect_verdicts(R"({"heir": {"evidence": ["succession_document"]}})",
                  {{"everywhere", heir("SE", R"(["proof_of_death", "succession_document"])"), "ok"},
                   {"but with evidence", heir("SE", "[]"), "request-incomplete"}});
}

TEST(RequesterTest, ARightKnowsOnlyTheRequestersItNames) {
  const std::string nobody = R"({"subject": null, "agent": null, "guardian": null, "heir": null})";
  for (const std::string& rule : {nobody, std::string("{}")}) {
    expect_verdicts(rule, {{"the person", asks("subject", "null"), "requester"},
                           {"an agent", asks("agent", R"(["mandate_signed"])"), "requester"},
                           {"a guardian", asks("guardian", R"(["parental_responsibility"])"), "requester"},
                           {"an heir", asks("heir", R"(["heir"])"), "heir-not-recognised"}});
  }
}

TEST(RequesterTest, ARequestStatesWhatTheLawNames) {
  const Profile profile = law(R"({"request": {"subject_tag": "Your Rights – X",
      "required_fields": ["name", "postal_address|zip"]}})");
  const std::vector<Case> cases = {
      {"all", R"({"reference": "about Your Rights – X", "stated": ["name", "zip"]})", "ok"},
      {"the other alternative", R"({"reference": "Your Rights – X", "stated": ["postal_address", "name"]})", "ok"},
      {"neither", R"({"reference": "Your Rights – X", "stated": ["name"]})", "request-incomplete"},
      {"the alternatives as one word", R"({"reference": "Your Rights – X", "stated": ["name", "postal_address|zip"]})",
       "request-incomplete"},
      {"no words", R"({"stated": ["name", "zip"]})", "request-incomplete"},
      {"other words", R"({"reference": "your rights – x", "stated": ["name", "zip"]})", "request-incomplete"},
      {"nothing", "{}", "request-incomplete"},
      {"sent elsewhere", R"({"reference": "Your Rights – X", "stated": ["name", "zip"], "designated_address": false})",
       "request-incomplete"},
      {"sent where it should be",
       R"({"reference": "Your Rights – X", "stated": ["name", "zip"], "designated_address": true})", "ok"},
  };
  for (const Case& each : cases) {
    EXPECT_EQ(verdict(check_intake(profile, request(R"({"intake": )" + each.request + "}"))), each.verdict)
        << each.name;
  }
  EXPECT_EQ(verdict(check_intake(law(), request())), "ok");
  EXPECT_EQ(verdict(check_intake(law(R"({"request": {"subject_tag": null, "required_fields": []}})"), request())),
            "ok");
}

}  // namespace
}  // namespace holdall
