#include "holdall/importer/pipeline.h"

#include <gtest/gtest.h>

#include "unit/importer/parties.h"

namespace holdall::test {
namespace {

const SectionText kIdentifiers = {
    "identifiers",
    {R"({"id":"i1","type":"email","value":"astrid@mail.example","use":"contact"})",
     R"({"id":"i2","type":"phone","value":"+46701740605"})", R"({"id":"i3","type":"password","held":true})"}};
const SectionText kProfile = {
    "profile",
    {R"({"id":"p1","source":"account","display_name":"Astrid","country":"SE","postal_code":"114 55","status":"active"})",
     R"({"id":"p2","source":"sign_in","birth_date":"1987-04-12","country":"SE","language":"sv-SE"})",
     R"({"id":"p3","source":"google","given_name":"Astrid","family_name":"Berg"})"}};
const SectionText kConsents = {
    "consents",
    {R"({"id":"c1","purpose":"email","state":"given","state_at":"2024-03-01T00:00:00Z","events":[{"at":"2024-03-01T00:00:00Z","state":"given"}]})",
     R"({"id":"c2","purpose":"terms","state":"deemed","state_at":"2024-03-01T00:00:00Z","events":[{"at":"2024-03-01T00:00:00Z","state":"deemed"}]})",
     R"({"id":"c3","purpose":"profiling","state":"withdrawn","state_at":"2025-06-10T00:00:00Z","events":[{"at":"2024-03-01T00:00:00Z","state":"given"},{"at":"2025-06-10T00:00:00Z","state":"withdrawn"}]})"}};
const SectionText kPreferences = {"preferences",
                                  {R"({"id":"s1","kind":"setting","key":"personal_information","value":"disabled"})",
                                   R"({"id":"s2","kind":"signal","key":"gpc","raw":"1"})",
                                   R"({"id":"s3","kind":"setting","key":"theme","value":"dark"})"}};
const SectionText kUsage = {
    "usage",
    {R"({"id":"u1","kind":"view","at":"2026-01-01T00:00:01Z","object":"/home","ip":"192.0.2.7"})",
     R"({"id":"u2","kind":"view","at":"2026-01-01T00:00:02Z","object":"/home","ip":"192.0.2.7"})",
     R"({"id":"u3","kind":"counter","metric":"visits","count":9})"}};
const SectionText kMessages = {
    "communications",
    {R"({"id":"m1","kind":"message","author":"subject","at":"2026-01-01T00:00:00Z","body":"Hello, ask friend@mail.example"})",
     R"({"id":"m2","kind":"message","author":"agent","at":"2026-01-01T00:00:00Z","body":"Hello"})"}};
const SectionText kDevices = {"devices", {R"({"id":"d1","kind":"tv"})", R"({"id":"d2","kind":"phone"})"}};
const SectionText kInferences = {"inferences", {R"({"id":"f1","attribute":"age_band","value":"35-44"})"}};

std::vector<SectionText> everything() {
  return {kMessages, kConsents, kDevices, kIdentifiers, kInferences, kPreferences, kProfile, kUsage};
}

class ClubImport : public testing::Test {
 protected:
  Result<ImportReport> import(const VerifiedBundle& bundle, ImportOptions options = {}) {
    return club_.import(bundle, club_map(), std::move(options));
  }
  // Expects a refusal with this code that leaves the file byte-identical.
  void expect_refused(const VerifiedBundle& bundle, ErrorCode code, ImportOptions options = {}) {
    const std::string before = club_.bytes();
    const auto report = import(bundle, std::move(options));
    ASSERT_FALSE(report.ok());
    EXPECT_EQ(report.error().code, code) << report.error().message;
    EXPECT_EQ(club_.bytes(), before);
  }
  std::vector<std::string> rejects() { return club_.rows("SELECT item, n, code FROM import_reject ORDER BY 1, 3"); }

  Sender shop_;
  Receiver club_{club_sql()};
};

TEST_F(ClubImport, StoresWhatTheMapNamesAndCountsTheRest) {
  const auto report = import(shop_.bundle(everything()));
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(report.value().status, ImportReport::Status::kImported);
  EXPECT_EQ(club_.one("SELECT nick, full_name, locale, country3, birth_year, member_since FROM person WHERE pid=1"),
            "Astrid|Astrid Berg|sv_SE|SWE|1987|");
  EXPECT_EQ(club_.one("SELECT * FROM ident"), "1|email|astrid@mail.example|0");
  EXPECT_EQ(club_.one("SELECT * FROM addr"), "1|transferred|114 55|SWE");
  EXPECT_EQ(club_.one("SELECT count(*), min(ts), max(verb) FROM activity"), "2|1767225601|view");
  EXPECT_EQ(club_.one("SELECT pid, third_person, use_limit, length(batch) FROM msg_archive"), "1|1|subject_only|16");
  EXPECT_EQ(
      club_.one("SELECT pid, bundle_id, origin_controller, audience, received, art14_notice_due FROM import_batch"),
      "1|urn:uuid:00000000-0000-4000-8000-000000000001|https://shop.example|https://club.example|1795435200|"
      "1798027200");
  EXPECT_EQ(club_.one("SELECT count(*) FROM person"), "2");
}

TEST_F(ClubImport, Scenario34_ConsentIsEvidenceAndRefusalsCloseDoors) {
  ASSERT_TRUE(import(shop_.bundle({kConsents, kPreferences})).ok());
  EXPECT_EQ(
      club_.rows("SELECT last_state, reliance, json_extract(record_json, '$.id') FROM consent_evidence ORDER BY 1"),
      (std::vector<std::string>{"deemed|evidence_only|c2", "given|evidence_only|c1", "withdrawn|evidence_only|c3"}));
  EXPECT_EQ(club_.one("SELECT count(*) FROM marketing"), "0");
  EXPECT_EQ(club_.rows("SELECT topic, confirmed, origin FROM suppression ORDER BY 1"),
            (std::vector<std::string>{"gpc|0|https://shop.example", "profiling|0|https://shop.example",
                                      "sale_share|0|https://shop.example"}));
  EXPECT_EQ(rejects(), (std::vector<std::string>{"consents|2|CONSENT_NOT_TRANSFERABLE", "preferences|1|UNMAPPED",
                                                 "preferences/raw|1|UNMAPPED"}));
}

TEST_F(ClubImport, Scenario36_MinimisesAndReportsNamesAndCountsOnly) {
  ASSERT_TRUE(import(shop_.bundle({kDevices, kIdentifiers, kInferences, kProfile, kUsage})).ok());
  EXPECT_EQ(club_.one("SELECT birth_year FROM person WHERE pid=1"), "1987");
  EXPECT_EQ(club_.one("SELECT sum(verified) FROM ident"), "0");
  EXPECT_EQ(rejects(),
            (std::vector<std::string>{"devices|2|NOT_RELEVANT", "identifiers.credentials|1|CREDENTIAL_REFUSED",
                                      "identifiers.phone|1|NOT_RELEVANT", "identifiers/use|1|UNMAPPED",
                                      "inferences|1|DERIVED_REFUSED", "profile/source|1|UNMAPPED",
                                      "profile/status|1|UNMAPPED", "usage|1|UNMAPPED", "usage/ip|2|UNMAPPED"}));
  for (const std::string value : {"1987-04-12", "192.0.2.7", "+46701740605", "35-44"}) {
    EXPECT_EQ(club_.bytes().find(value), std::string::npos) << value;
  }
}

TEST_F(ClubImport, Scenario35_P10_TwiceEqualsOnce) {
  const VerifiedBundle bundle = shop_.bundle(everything());
  ASSERT_TRUE(import(bundle).ok());
  const std::string once = club_.bytes();
  const auto again = import(bundle);
  ASSERT_TRUE(again.ok()) << again.error().message;
  EXPECT_EQ(again.value().status, ImportReport::Status::kAlreadyImported);
  EXPECT_EQ(club_.bytes(), once);
}

TEST_F(ClubImport, DryRunTellsTheTruthAndWritesNothing) {
  const VerifiedBundle bundle = shop_.bundle(everything());
  const std::string before = club_.bytes();
  const auto plan =
      import(bundle, {.subject = "", .now = {}, .accept_copy = false, .allow_partial = false, .dry_run = true});
  ASSERT_TRUE(plan.ok()) << plan.error().message;
  EXPECT_EQ(plan.value().status, ImportReport::Status::kPlanned);
  EXPECT_EQ(club_.bytes(), before);
  const auto done = import(bundle);
  ASSERT_TRUE(done.ok());
  Value planned = plan.value().to_value();
  planned.set("state", "imported");
  EXPECT_EQ(canonical(planned), canonical(done.value().to_value()));
}

TEST_F(ClubImport, P9_WhereverItIsStoppedNothingIsStored) {
  const VerifiedBundle bundle = shop_.bundle(everything());
  const std::string before = club_.bytes();
  int asked = 0;
  ImportOptions counting;
  counting.dry_run = true;
  counting.stopped = [&] { return ++asked, false; };
  ASSERT_TRUE(import(bundle, counting).ok());
  EXPECT_GE(asked, 20);
  const int last = asked + 1;  // right before COMMIT, which a dry run does not come to
  for (int at = 1; at <= last; ++at) {
    asked = 0;
    ImportOptions options;
    options.stopped = [&] { return ++asked == at; };
    expect_refused(bundle, ErrorCode::kInternal, options);
    EXPECT_EQ(asked, at);
  }
  EXPECT_EQ(club_.bytes(), before);
  asked = 0;
  counting.dry_run = false;
  EXPECT_TRUE(import(bundle, counting).ok());
  EXPECT_EQ(asked, last);
}

TEST_F(ClubImport, P10_SameIdWithOtherContentIsAReplay) {
  ASSERT_TRUE(import(shop_.bundle({kUsage})).ok());
  expect_refused(shop_.bundle({kDevices}), ErrorCode::kReplay);
}

TEST_F(ClubImport, P13_AnOlderBundleDoesNotWin) {
  ASSERT_TRUE(import(shop_.bundle({kUsage}, {.id = "urn:uuid:00000000-0000-4000-8000-00000000000a"})).ok());
  BundleFacts older;
  older.issued = "2026-11-23T09:59:59Z";
  expect_refused(shop_.bundle({kUsage}, older), ErrorCode::kStale);
}

TEST_F(ClubImport, P14_APersonStaysBoundToTheirLocalSubject) {
  ASSERT_TRUE(import(shop_.bundle({kUsage})).ok());
  BundleFacts next;
  next.id = "urn:uuid:00000000-0000-4000-8000-00000000000b";
  ImportOptions other;
  other.subject = "2";
  expect_refused(shop_.bundle({kUsage}, next), ErrorCode::kSubjectMismatch, other);
  club_.bind("pairwise-2", "2");
  next.sub = "pairwise-2";
  expect_refused(shop_.bundle({kUsage}, next), ErrorCode::kSubjectMismatch);
  EXPECT_TRUE(import(shop_.bundle({kUsage}, next), other).ok());
}

TEST_F(ClubImport, P14_TheSameBundleIsNotForTwo) {
  const VerifiedBundle bundle = shop_.bundle({kUsage});
  ASSERT_TRUE(import(bundle).ok());
  ImportOptions other;
  other.subject = "2";
  expect_refused(bundle, ErrorCode::kSubjectMismatch, other);
}

TEST_F(ClubImport, P14_TheLocalSubjectMustExistExactly) {
  const VerifiedBundle bundle = shop_.bundle({kUsage});
  for (const char* subject : {"3", "1 ", "+1", "01x", "x", "1 OR 1=1", "99999999999999999999"}) {
    SCOPED_TRACE(subject);
    ImportOptions options;
    options.subject = subject;
    expect_refused(bundle, ErrorCode::kSubjectMismatch, options);
  }
}

TEST_F(ClubImport, Scenario35_AnotherUsersEmailIsNeitherTakenNorTold) {
  club_.run("INSERT INTO ident(pid, type, value) VALUES(2, 'email', 'astrid@mail.example');\n");
  const auto report = import(shop_.bundle({kIdentifiers}));
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(club_.one("SELECT pid FROM ident"), "2");
  EXPECT_EQ(rejects().front(), "identifiers|1|CONFLICT");
}

TEST_F(ClubImport, KeepsARowThatThePersonHasAlready) {
  club_.run("INSERT INTO ident(pid, type, value, verified) VALUES(1, 'email', 'astrid@mail.example', 1);\n");
  const auto report = import(shop_.bundle({kIdentifiers}));
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(club_.one("SELECT pid, verified FROM ident"), "1|1");
  EXPECT_EQ(report.value().records("identifiers").at(static_cast<std::size_t>(Outcome::kKept)), 1U);
}

TEST_F(ClubImport, FillsOnlyWhatIsNotKnown) {
  club_.run("UPDATE person SET nick='Asta' WHERE pid=1;\n");
  ASSERT_TRUE(import(shop_.bundle({kProfile})).ok());
  EXPECT_EQ(club_.one("SELECT nick, country3 FROM person WHERE pid=1"), "Asta|SWE");
}

TEST_F(ClubImport, CopyIsRefusedUnlessAccepted) {
  BundleFacts facts;
  facts.mode = Mode::kCopy;
  facts.sub = "";
  const VerifiedBundle copy = shop_.bundle({kUsage}, facts);
  expect_refused(copy, ErrorCode::kCopyRefused);
  ImportOptions options;
  options.accept_copy = true;
  EXPECT_TRUE(import(copy, options).ok());
}

TEST_F(ClubImport, P9_AValueThatDoesNotFitRefusesTheWholeImport) {
  SectionText usage = kUsage;
  usage.records.push_back(R"({"id":"u9","kind":"view","at":"2026-01-01T00:00:02Z","object":"/home"})");
  SectionText profile = {"profile", {R"({"id":"p9","source":"sign_in","country":"XX","birth_date":"1987-04-12"})"}};
  const VerifiedBundle bundle = shop_.bundle({usage, profile});
  const std::string before = club_.bytes();
  const auto report = import(bundle);
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kMapping);
  EXPECT_EQ(report.error().message,
            "section profile, record 1: /rules/3: person.country3 from /country: NOT_A_COUNTRY");
  EXPECT_EQ(club_.bytes(), before);
}

TEST_F(ClubImport, ReportsAndErrorsHaveNoValues) {
  const auto report = import(shop_.bundle(everything()));
  ASSERT_TRUE(report.ok());
  const std::string text = canonical(report.value().to_value());
  for (const char* value : {"astrid", "Astrid", "1987", "114 55", "192.0.2.7", "/home", "Berg", "disabled"}) {
    EXPECT_EQ(text.find(value), std::string::npos) << value;
  }
}

TEST_F(ClubImport, WhatTheBundleSaysAboutItselfIsNoDataLeftOut) {
  const SectionText request = {
      "request",
      {R"({"binding":"b","id":"r1","received":"2026-11-23T10:00:00Z","right":"row-policy-baseline/2026.11","requested":"auto","mode":"transfer","requester":{"kind":"subject","verification":{"method":"session","at":"2026-11-23T10:00:00Z","level":"substantial"}}})"}};
  const auto report = import(shop_.bundle({kDevices, request}));
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(report.value().segments().size(), 1U);
  EXPECT_EQ(report.value().segments().front().section, "devices");
  EXPECT_EQ(rejects(), (std::vector<std::string>{"devices|2|NOT_RELEVANT"}));
}

TEST_F(ClubImport, P4_TheMapMustFitTheIssuer) {
  std::string map = club_map();
  map.insert(map.find('{') + 1, R"("from":["https://other.example"],)");
  const std::string before = club_.bytes();
  const auto report = club_.import(shop_.bundle({kUsage}), map);
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kMapUnfit);
  EXPECT_EQ(club_.bytes(), before);
}

}  // namespace
}  // namespace holdall::test
