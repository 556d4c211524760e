// Consents that want to be more than they are, in validly signed bundles (promise P16; security R15-R24): each is
// evidence without effect, or refused. Whatever the record says, the club's own answers and flags stay as they are.
#include <gtest/gtest.h>

#include "unit/importer/parties.h"

namespace holdall::test {
namespace {

// The club has people who can be minors, and asks them itself.
std::string sql() {
  return club_sql() +
         "CREATE TABLE care(pid INTEGER PRIMARY KEY REFERENCES person, is_minor INTEGER, guardian TEXT);\n"
         "INSERT INTO care VALUES(1, 1, 'asked');\nINSERT INTO marketing VALUES(1, 0, 'said no');\n";
}

std::string event(std::string_view day, std::string_view state) {
  return R"({"at":")" + std::string(day) + R"(T00:00:00Z","state":")" + std::string(state) + "\"}";
}

// A consent to mail whose other members the test says.
SectionText consent(std::string_view state, const std::string& events, std::string_view more = "",
                    std::string_view purpose = "mail") {
  return {"consents",
          {R"({"id":"c1","purpose":")" + std::string(purpose) + R"(","state":")" + std::string(state) +
           R"(","state_at":"2026-05-01T00:00:00Z","events":[)" + events + "]" + std::string(more) + "}"}};
}

class ForeignConsent : public testing::Test {
 protected:
  void import(const SectionText& section) {
    ++bundles_;
    BundleFacts facts;
    facts.id.back() = static_cast<char>('0' + bundles_);
    facts.issued = "2026-11-23T10:0" + std::to_string(bundles_) + ":00Z";
    const auto report = club_.import(shop_.bundle({section}, facts), club_map());
    ASSERT_TRUE(report.ok()) << report.error().message;
  }
  void expect_evidence(std::size_t records) {
    EXPECT_EQ(club_.one("SELECT count(*) FROM consent_evidence WHERE reliance = 'evidence_only'"),
              std::to_string(records));
    EXPECT_EQ(club_.rows("SELECT * FROM marketing"), std::vector<std::string>{"1|0|said no"});
    EXPECT_EQ(club_.rows("SELECT * FROM care"), std::vector<std::string>{"1|1|asked"});
  }
  std::vector<std::string> suppressed() { return club_.rows("SELECT topic FROM suppression ORDER BY 1"); }

  Receiver club_{sql()};

 private:
  Sender shop_;
  int bundles_ = 0;
};

const std::vector<std::string> kNobody;
const std::vector<std::string> kMail = {"mail"};

TEST_F(ForeignConsent, P16_R15_GivenAfterWithdrawnInTheNextBundleLeavesTheSuppression) {
  import(consent("withdrawn", event("2026-05-01", "withdrawn")));
  import(consent("given", event("2026-05-01", "withdrawn") + "," + event("2026-06-01", "given")));
  expect_evidence(2);
  EXPECT_EQ(suppressed(), kMail);
}

TEST_F(ForeignConsent, P16_R16_AWiderScopeThanBeforeIsOneMoreRecordOfEvidence) {
  import(consent("given", event("2026-05-01", "given"), R"(,"purposes":[{"description":"Mail about speakers"}])"));
  import(consent("given", event("2026-05-01", "given"),
                 R"(,"purposes":[{"description":"Everything","recipients":["anyone"],"data":[{"category":"all"}]}])"));
  expect_evidence(2);
  EXPECT_EQ(suppressed(), kNobody);
}

TEST_F(ForeignConsent, P16_R17_AYesOfTheFutureIsNoneAndHidesNoWithdrawal) {
  import(consent("given", event("2026-05-01", "withdrawn") + "," + event("2099-01-01", "given")));
  expect_evidence(1);
  EXPECT_EQ(suppressed(), kMail);
}

TEST_F(ForeignConsent, P16_R18_AnUnknownPurposeIsSuppressedUnderItsOwnName) {
  import(consent("given", event("2026-05-01", "given"), "", "com.shop.unheard-of"));
  EXPECT_EQ(suppressed(), kNobody);
  import(consent("withdrawn", event("2026-06-01", "withdrawn"), "", "com.shop.unheard-of"));
  expect_evidence(2);
  EXPECT_EQ(suppressed(), std::vector<std::string>{"com.shop.unheard-of"});
}

TEST_F(ForeignConsent, P16_R19_AnUnknownTextIsKeptWithItsVersion) {
  import(consent("given", event("2026-05-01", "given"), R"(,"notice":{"version":"1999-never-seen"})"));
  expect_evidence(1);
  EXPECT_EQ(club_.one("SELECT notice_version, length(manifest_sha256), origin_controller FROM consent_evidence"),
            "1999-never-seen|64|https://shop.example");
}

TEST_F(ForeignConsent, P16_R20_WithoutProofAYesIsEvidenceAndANoStillOne) {
  import(consent("given", ""));
  EXPECT_EQ(suppressed(), kNobody);
  import(consent("withdrawn", ""));
  expect_evidence(2);
  EXPECT_EQ(suppressed(), kMail);
}

TEST_F(ForeignConsent, P16_R21_WhoIsAGuardianTheBundleDoesNotDecide) {
  import(consent("given", event("2026-05-01", "given"),
                 R"(,"parties":[{"id":"g","name":"G","role":"guardian","type":"guardian"}],)"
                 R"("ext":{"com.shop.account":{"guardian":"none","guardian_approved":true,"is_minor":0}})"));
  expect_evidence(1);
}

TEST_F(ForeignConsent, P16_R22_TheSameConsentOfAnotherTimeIsOneMoreRecordOfEvidence) {
  import(consent("given", event("2026-05-01", "given")));
  import(consent("given", event("2026-07-01", "given")));
  expect_evidence(2);
  EXPECT_EQ(suppressed(), kNobody);
}

TEST_F(ForeignConsent, P16_R23_AConsentThatNamesTheReceiverIsEvidenceToo) {
  import(consent("given", event("2026-05-01", "given"),
                 R"(,"controller":"https://club.example","parties":[{"id":"p","name":"https://club.example",)"
                 R"("role":"controller","url":"https://club.example"}],)"
                 R"("purposes":[{"description":"Mail of the club","controllers":["p"]}])"));
  expect_evidence(1);
  EXPECT_EQ(suppressed(), kNobody);
}

// A map cannot get around it either: neither by the state nor by whom the consent names.
TEST(P16_HostileMap, MakesNoConsentCount) {
  for (const char* rule :
       {R"({"from":"consents","when":{"/controller":["https://club.example"]},"into":"agreed",
            "set":{"pid":{"subject":true},"topic":{"from":"/purpose"}}})",
        R"({"from":"consents","into":"agreed","kind":"data","set":{"pid":{"subject":true},"at":{"from":"/state_at"}}})",
        R"({"from":"consents","into":"agreed","kind":"suppression","set":{"topic":{"from":"/purpose"}}})",
        R"({"from":"consents","into":"agreed","kind":"evidence","reliance":"r",
            "set":{"pid":{"subject":true},"r":{"from":"/state"}}})",
        R"({"from":"consents","into":"person","mode":"fill","set":{"nick":{"from":"/state"}}})",
        R"({"from":"consents","into":"marketing","kind":"evidence","reliance":"r","set":{"pid":{"subject":true}}})",
        R"({"from":"@suppressions","into":"marketing","set":{"pid":{"subject":true}}})",
        R"({"from":"@suppressions","into":"agreed","set":{"email_ok":{"const":1}}})"}) {
    const auto map = ImportMap::parse(
        R"({"map":"m/1","subject":{"table":"person","column":"pid","type":"integer"},"rules":[
            {"from":"@suppressions","into":"no","set":{"pid":{"subject":true},"topic":{"from":"/topic"}}},)" +
        std::string(rule) + "]}");
    ASSERT_FALSE(map.ok()) << rule;
    EXPECT_TRUE(map.error().code == ErrorCode::kMapUnfit || map.error().code == ErrorCode::kAuthorityColumn);
    EXPECT_EQ(map.error().message.find("/rules/1"), 0U) << map.error().message;
  }
}

}  // namespace
}  // namespace holdall::test
