// The answer to a right without data: what the record says, that it verifies, and which record an appeal may be about.
#include "holdall/exporter/decision_record.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "holdall/core/base/text.h"
#include "holdall/core/crypto/jws.h"
#include "holdall/core/json/canonical.h"
#include "holdall/exporter/earlier_decision.h"
#include "holdall/schemas/checked_document.h"
#include "support/typs.h"
#include "unit/exporter/rights/small_law.h"
#include "unit/exporter/town_library.h"

namespace holdall {
namespace {

using namespace testing_library;  // NOLINT: test words
using small_law::json;
using small_law::verdict;

constexpr const char* kIss = "https://library.example";

class DecisionRecordTest : public testing::Test {
 protected:
  void SetUp() override { make_database(database_); }

  // The record under `members` of the request and `decided`, or the error.
  Result<Value> record(const std::string& members, const std::string& decided = "",
                       const PrivateKey& key = library_key(), Timestamp now = kNow) {
    HumanDecisions decisions;
    if (!decided.empty()) {
      HOLDALL_ASSIGN(decisions, parse_decisions(canonical(merge_patch(json(R"({"request": "r-1"})"), json(decided)))));
    }
    const std::string text = canonical(merge_patch(json(kRequest), json(R"({"requester": {"verification":
        {"method": "session_reauth"}}})")));
    HOLDALL_ASSIGN(Judgement judgement, check_request(canonical(merge_patch(json(text), json(members))), map_,
                                                      shipped_rights(), now, decisions));
    if (judgement.refusal.has_value()) {
      return *judgement.refusal;
    }
    HOLDALL_ASSIGN(const auto source, open_source("sqlite:" + database_));
    return decision_of({*judgement.authorised, map_, shipped_rights(), *source, key});
  }

  Folder folder_;
  std::string database_ = folder_.file("library.db");
  DataMap map_ = library_map();
};

constexpr const char* kCorrect = R"({"right": "gdpr-action-16", "options": {"items": ["person"]}})";
constexpr const char* kCorrected = R"({"action": {"done": "whole", "what": "The name was corrected.",
    "recipients_told": ["RP"], "by": "desk", "at": "2026-11-23T11:30:00Z"}})";
constexpr const char* kRefused =
    R"({"refuse": {"code": "E_EXCESSIVE", "reason": "asked daily", "by": "desk", "at": "2026-11-23T11:30:00Z"}})";

TEST_F(DecisionRecordTest, SaysWhatWasAskedAndDoneAndUntilWhen) {
  Value decision = record(kCorrect, kCorrected).value();
  const Value* notices = decision.find("notices");
  ASSERT_NE(notices, nullptr);
  EXPECT_GE(notices->items().size(), 4U);
  decision.set("notices", Value());
  EXPECT_EQ(decision.at("person").text().size(), 43U);
  decision.set("person", "…");
  EXPECT_EQ(canonical(decision),
            R"({"appeal":[{"ref":"GDPR 77","to":"supervisory_authority"},{"ref":"GDPR 79","to":"court"}],)"
            R"("at":"2026-11-23T12:00:00.5Z","done":"whole","due":"2026-12-23","due_if_extended":"2027-02-23",)"
            R"("iss":"https://library.example","items":["person"],"notices":null,"outcome":"FULFIL","person":"…",)"
            R"("profile":"gdpr-action-16/2026.11","received":"2026-11-23T11:00:00Z",)"
            R"("recipients_told":[{"name":"Hosting Inc","recipient":"RP"}],"request":"r-1","right":"correct",)"
            R"("tell_extension_by":"2026-12-23","what":"The name was corrected."})");
}

TEST_F(DecisionRecordTest, HasTheShapeOfItsSchemaAndVerifies) {
  TrustStore trust;
  ASSERT_TRUE(trust.add(kIss, "Town Library", library_key().public_key()).ok());
  for (const char* decided : {"", kCorrected, kRefused}) {
    const Value decision = record(kCorrect, decided).value();
    EXPECT_TRUE(read_checked_document(canonical(decision), "decision-record", ErrorCode::kRequestUnfit).ok());
    const std::string jws = signed_decision(decision, library_key());
    const auto verified = verify_decision(jws, trust, kNow);
    ASSERT_TRUE(verified.ok()) << verified.error().message;
    EXPECT_EQ(canonical(verified.value()), canonical(decision));
    EXPECT_TRUE(is_same_decision(jws, decision, library_key().public_key()));
    EXPECT_EQ(verdict(verify_decision(jws, trust, at("2026-11-23T11:00:00Z"))), "from-future");
    EXPECT_EQ(verdict(verify_decision(jws, TrustStore(), kNow)), "sig-unknown-key");
    for (std::size_t i = 0; i < jws.size() - 1; i += 7) {
      std::string other = jws;
      other[i] = other[i] == 'A' ? 'B' : 'A';
      EXPECT_FALSE(verify_decision(other, trust, kNow).ok()) << i;
    }
  }
  const std::string payload = canonical(record(kCorrect).value());
  for (const std::string& typ : test::typs_but(kDecisionType)) {
    EXPECT_EQ(verdict(verify_decision(sign_compact_jws(library_key(), typ, payload), trust, kNow)), "sig-malformed")
        << typ;
  }
  TrustStore elsewhere;
  ASSERT_TRUE(elsewhere.add("https://other.example", "Other", library_key().public_key()).ok());
  EXPECT_EQ(verdict(verify_decision(signed_decision(record(kCorrect).value(), library_key()), elsewhere, kNow)),
            "issuer-mismatch");
}

TEST_F(DecisionRecordTest, IsTheSameWheneverItIsMadeAndNoOther) {
  const PublicKey key = library_key().public_key();
  const std::string quebec = R"({"right": "ca-qc-action-correct", "subject": {"residence": "CA-QC"}})";
  const Timestamp before = at("2026-11-23T11:45:00Z");
  for (const std::string& asked : {std::string(kCorrect), quebec}) {
    const std::string jws = signed_decision(record(asked, "", library_key(), before).value(), library_key());
    EXPECT_TRUE(is_same_decision(jws, record(asked).value(), key));
    EXPECT_FALSE(is_same_decision(jws, record(asked, kRefused).value(), key));
    EXPECT_FALSE(is_same_decision("", record(asked).value(), key));
  }
}

TEST_F(DecisionRecordTest, ThePersonIsAPseudonymBoundToTheKey) {
  const auto person = [&](const std::string& card, const PrivateKey& key) {
    const std::string members = R"({"right": "gdpr-action-16", "subject": {"key": {"card": ")" + card + R"("}}})";
    return record(members, "", key).value().at("person").text();
  };
  CountingRandom random;
  PrivateKey::generate(random);
  const PrivateKey other = PrivateKey::generate(random);
  EXPECT_EQ(person("7", library_key()), person("7", library_key()));
  EXPECT_NE(person("7", library_key()), person("8", library_key()));
  EXPECT_NE(person("7", library_key()), person("7", other));
}

TEST_F(DecisionRecordTest, NobodyAndNoConsentThatIsNotKnown) {
  EXPECT_EQ(verdict(record(R"({"right": "gdpr-action-16", "subject": {"key": {"card": "99"}}})")), "no-data");
  EXPECT_EQ(verdict(record(R"({"right": "gdpr-action-7-3"})")), "request-incomplete");
  EXPECT_EQ(verdict(record(R"({"right": "gdpr-action-7-3", "options": {"consent": "mail"}})")), "ok");
}

struct Appeal {
  const char* name;
  std::string received;
  std::string iss = kIss;
  std::string person = {};  // empty: the record's own
  std::string body = "controller";
  const char* verdict = "ok";
  std::string place = "EEA";
};

// Decided on 2026-11-23; the record says until when, by the law or by what a policy announced.
TEST_F(DecisionRecordTest, P19_AnAppealIsAboutADecisionOfThisControllerAndPersonInTime) {
  Value decision = record(kCorrect, kRefused).value();
  decision.set("appeal", json(R"([{"to": "controller"}, {"to": "controller", "until": "2026-12-23"},
                                  {"to": "controller", "until": "2026-12-01"}, {"to": "court"}])"));
  const std::string own = decision.at("person").text();
  const Appeal cases[] = {
      {"at once", "2026-11-23T12:00:01Z"},
      {"on the last day of the longest", "2026-12-23T23:59:59Z"},
      {.name = "late", .received = "2026-12-24T00:00:00Z", .verdict = "expired"},
      {.name = "to the court, which has no number", .received = "2029-01-01T00:00:00Z", .body = "court"},
      {.name = "to a body it does not name",
       .received = "2026-12-01T00:00:00Z",
       .body = "cai",
       .verdict = "no-such-right"},
      {.name = "before it was decided", .received = "2026-11-23T11:59:59Z", .verdict = "request-expired"},
      {.name = "of another controller",
       .received = "2026-12-01T00:00:00Z",
       .iss = "https://other.example",
       .verdict = "issuer-mismatch"},
      {.name = "of another person",
       .received = "2026-12-01T00:00:00Z",
       .person = std::string(43, 'A'),
       .verdict = "subject-mismatch"},
      {.name = "by the law of another place",
       .received = "2026-12-01T00:00:00Z",
       .verdict = "no-such-right",
       .place = "US-VA"},
  };
  for (const Appeal& each : cases) {
    SCOPED_TRACE(each.name);
    const Profile profile =
        small_law::law(R"({"kind": "action", "jurisdictions": [")" + each.place +
                       R"("], "request": {"decision": {"required": true, "to": ")" + each.body + "\"}}}");
    Request request;
    request.received = at(each.received);
    request.decision = signed_decision(decision, library_key());
    const auto earlier = check_earlier(profile, shipped_rights(), request, library_key().public_key(),
                                       {each.iss, each.person.empty() ? own : each.person});
    EXPECT_EQ(verdict(earlier), each.verdict);
    if (earlier.ok()) {
      EXPECT_EQ(earlier.value().at("request").text(), "r-1");
    }
  }
}

TEST_F(DecisionRecordTest, WhatNobodyDecidedYetIsContestedWhenItsTimeIsOver) {
  const Profile profile = small_law::law(
      R"({"kind": "action", "jurisdictions": ["SE"], "request": {"decision": {"required": true, "to": "court"}}})");
  const Value open = record(kCorrect).value();
  Request request;
  request.decision = signed_decision(open, library_key());
  for (const auto& [received, expected] :
       {std::pair{"2026-12-23T23:59:59Z", "request-incomplete"}, {"2026-12-24T00:00:00Z", "ok"}}) {
    request.received = at(received);
    EXPECT_EQ(verdict(check_earlier(profile, shipped_rights(), request, library_key().public_key(),
                                    {kIss, open.at("person").text()})),
              expected);
  }
}

}  // namespace
}  // namespace holdall
