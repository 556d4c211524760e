// A receipt accounts for what was presented, and says so under a key that others know (P2, P3, P31).
#include "holdall/importer/receipt.h"

#include <gtest/gtest.h>

#include "holdall/core/crypto/jws.h"
#include "support/seeded.h"
#include "support/typs.h"
#include "unit/importer/parties.h"

namespace holdall::test {
namespace {

constexpr std::string_view kSql =
    "CREATE TABLE person(pid INTEGER PRIMARY KEY);\n"
    "CREATE TABLE page(pid INTEGER REFERENCES person, url TEXT UNIQUE);\n"
    "INSERT INTO person(pid) VALUES(1);\n";
constexpr std::string_view kMap =
    R"({"map":"m/1","subject":{"table":"person","column":"pid","type":"integer"},"rules":[
        {"from":"usage","when":{"/kind":["view"]},"into":"page","set":{"pid":{"subject":true},"url":{"from":"/object"}}},
        {"from":"devices","reject":"NOT_RELEVANT"}]})";
constexpr std::string_view kClub = "https://club.example";

class Receipt : public testing::Test {
 protected:
  Receipt() { EXPECT_TRUE(trust_.add(kClub, "Club", key_.public_key()).ok()); }
  ImportReport import() { return value_of(club_.import(bundle_, kMap)); }
  ImportReceipt receipt() { return make_receipt(bundle_, import(), std::string(kClub), now_); }
  [[nodiscard]] Result<ImportReceipt> verify(const std::string& text) const {
    return verify_receipt(text, trust_, now_);
  }

  SeededRandom random_{5};
  PrivateKey key_ = PrivateKey::generate(random_);
  TrustStore trust_;
  Timestamp now_ = at("2026-11-23T12:00:00Z");
  Sender shop_;
  Receiver club_{kSql};
  VerifiedBundle bundle_ =
      shop_.bundle({{"usage",
                     {R"({"id":"u1","kind":"view","object":"/a"})", R"({"id":"u2","kind":"view","object":"/b"})",
                      R"({"id":"u3","kind":"sign_in"})"}},
                    {"devices", {R"({"id":"d1","kind":"tv"})"}}});
};

TEST_F(Receipt, P31_AccountsForEveryRecordThatWasPresented) {
  club_.run("INSERT INTO page VALUES(1, '/a');\n");
  const ImportReceipt signed_one = value_of(verify(sign_receipt(receipt(), key_)));
  ASSERT_TRUE(reconcile_receipt(signed_one, bundle_).ok());
  ASSERT_EQ(signed_one.segments.size(), 2U);
  for (const SegmentOutcome& outcome : signed_one.segments) {
    if (outcome.section == "usage") {
      EXPECT_EQ(outcome.stored, 1U);
      EXPECT_EQ(outcome.unchanged, 1U);
      EXPECT_EQ(outcome.refused, (CodeCounts{{"UNMAPPED", 1}}));
    } else {
      EXPECT_EQ(outcome.refused, (CodeCounts{{"NOT_RELEVANT", 1}}));
    }
  }
}

TEST_F(Receipt, OfAnImportThatWasThereIsTheSame) {
  const std::string first = sign_receipt(receipt(), key_);
  EXPECT_EQ(sign_receipt(receipt(), key_), first);
}

TEST_F(Receipt, TellsWhatThisMapDidNotWhatAnotherDid) {
  const std::string first = sign_receipt(receipt(), key_);
  std::string other(kMap);
  other.replace(other.find("NOT_RELEVANT"), 12, "NOT_WANTED");
  ASSERT_TRUE(club_.import(bundle_, other).ok());
  EXPECT_EQ(sign_receipt(receipt(), key_), first);
}

TEST_F(Receipt, P31_ThatDoesNotAddUpIsToldApart) {
  const ImportReceipt good = receipt();
  ImportReceipt lost = good;
  lost.segments.pop_back();
  ImportReceipt twice = good;
  twice.segments.push_back(good.segments.front());
  ImportReceipt fewer = good;
  (fewer.segments.front().stored != 0 ? fewer.segments.front().stored
                                      : fewer.segments.front().refused.begin()->second) -= 1;
  ImportReceipt other = good;
  other.manifest_sha256 = std::string(64, '0');
  ImportReceipt person = good;
  person.subject->id = "someone-else";
  for (const ImportReceipt& bad : {lost, twice, fewer, other, person}) {
    const auto reconciled = reconcile_receipt(bad, bundle_);
    ASSERT_FALSE(reconciled.ok());
    EXPECT_EQ(reconciled.error().code, ErrorCode::kLedger);
  }
}

TEST_F(Receipt, P02_OnlyAKeyOfTheTrustStoreCanVouch) {
  SeededRandom random(6);
  const PrivateKey stranger = PrivateKey::generate(random);
  EXPECT_EQ(verify(sign_receipt(receipt(), stranger)).error().code, ErrorCode::kUnknownKey);
  std::string changed = sign_receipt(receipt(), key_);
  changed[changed.size() - 20] = changed[changed.size() - 20] == 'A' ? 'B' : 'A';
  EXPECT_EQ(verify(changed).error().code, ErrorCode::kSignatureInvalid);
}

TEST_F(Receipt, P03_AKeyVouchesForItsControllerAndForReceiptsOnly) {
  ImportReceipt stolen = receipt();
  stolen.by = "https://other.example";
  EXPECT_EQ(verify(sign_receipt(stolen, key_)).error().code, ErrorCode::kIssuerMismatch);
  const std::string payload = canonical(receipt_value(receipt()));
  for (const std::string& typ : typs_but(kReceiptType)) {
    EXPECT_EQ(verify(sign_compact_jws(key_, typ, payload)).error().code, ErrorCode::kSignatureMalformed) << typ;
  }
}

TEST_F(Receipt, FromTheFutureOrOfAnotherShapeIsRefused) {
  ImportReceipt early = receipt();
  early.received = Timestamp{now_.seconds + 301, 0};
  EXPECT_EQ(verify(sign_receipt(early, key_)).error().code, ErrorCode::kFromFuture);
  Value more = receipt_value(receipt());
  more.set("note", Value("x"));
  EXPECT_EQ(verify(sign_compact_jws(key_, kReceiptType, canonical(more))).error().code, ErrorCode::kRecordSchema);
}

}  // namespace
}  // namespace holdall::test
