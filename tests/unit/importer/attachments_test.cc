// What an import makes of attachments and of a sender's own sections.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include "holdall/importer/pipeline.h"
#include "unit/importer/parties.h"

namespace holdall::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::string_view kSchema =
    R"({"$id":"https://shop.example/schemas/photos","additionalProperties":false,)"
    R"("properties":{"id":{"type":"string"},"image":{"type":"object"},"n":{"type":"integer"}},)"
    R"("required":["id"],"type":"object"})";

constexpr std::string_view kTables =
    "CREATE TABLE person(pid INTEGER PRIMARY KEY, nick TEXT);\n"
    "CREATE TABLE photo(photo_id INTEGER PRIMARY KEY, pid INTEGER NOT NULL REFERENCES person, name TEXT, type TEXT,"
    " size INTEGER, sha TEXT, content BLOB);\n"
    "CREATE TABLE ident(ident_id INTEGER PRIMARY KEY, pid INTEGER REFERENCES person, value TEXT);\n"
    "INSERT INTO person VALUES(1, NULL);\n";

std::string map_of(const std::string& rules) {
  return R"({"map": "m/1", "subject": {"table": "person", "column": "pid", "type": "integer"}, "rules": [)" + rules +
         "]}";
}

const std::string kPhotoRule = R"({"from": "com.example.photos", "into": "photo", "set": {"pid": {"subject": true},
  "name": {"from": "/image/_file/name"}, "type": {"from": "/image/_file/mediaType"},
  "size": {"from": "/image/_file/bytes"}, "sha": {"from": "/image/_file/sha256"},
  "content": {"from": "/image", "fn": ["file"]}}})";
const std::string kIdentRule =
    R"({"from": "identifiers", "into": "ident", "set": {"pid": {"subject": true}, "value": {"from": "/value"}}})";

class AttachmentImport : public testing::Test {
 protected:
  VerifiedBundle photos(const std::vector<std::string>& records, const std::vector<std::string>& files) {
    return shop_.bundle({{"com.example.photos", records, std::string(kSchema)}}, {}, files);
  }
  static std::string photo(const std::string& id, std::string_view bytes, std::string_view name) {
    return R"({"id":")" + id + R"(","image":)" + reference_to(bytes, name) + "}";
  }
  static std::vector<std::string> rejects(const ImportReport& report) {
    std::vector<std::string> lines;
    for (const Reject& reject : report.rejects()) {
      lines.push_back(reject.item + " " + std::to_string(reject.n) + " " + reject.code);
    }
    return lines;
  }

  Sender shop_;
  Receiver club_{kTables};
};

TEST_F(AttachmentImport, BytesGoIntoAColumnAndFactsWhereTheirPointersLead) {
  const std::string bytes("\x00PNG\xff", 5);
  const auto report = club_.import(
      photos({photo("p1", bytes, "../../etc/passwd"), photo("p2", "", "empty")}, {bytes, ""}), map_of(kPhotoRule));
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_THAT(club_.rows("SELECT pid, name, type, size, sha, hex(content), typeof(content) FROM photo ORDER BY 1, 4"),
              ElementsAre("1|empty|image/png|0|" + sha256_hex(std::string_view()) + "||blob",
                          "1|../../etc/passwd|image/png|5|" + sha256_hex(bytes) + "|00504E47FF|blob"));
  EXPECT_THAT(rejects(report.value()), IsEmpty());
}

TEST_F(AttachmentImport, TwiceIsOnceAndChangedBytesAreAnUpdate) {
  const std::string map = map_of(kPhotoRule);
  ASSERT_TRUE(club_.import(photos({photo("p1", "one", "a")}, {"one"}), map).ok());
  BundleFacts later;
  later.id = "urn:uuid:00000000-0000-4000-8000-000000000002";
  later.issued = "2026-11-23T11:00:00Z";
  const SectionText section = {
      "com.example.photos", {photo("p1", "two", "a"), photo("p2", "two", "b")}, std::string(kSchema)};
  const auto report = club_.import(shop_.bundle({section}, later, {"two"}), map);
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_THAT(club_.rows("SELECT name, content FROM photo ORDER BY 1"), ElementsAre("a|two", "b|two"));
}

TEST_F(AttachmentImport, AnAttachmentWhereATextIsWantedIsLeftOutAndCounted) {
  const std::string record = R"({"id":"i1","type":"x","value":)" + reference_to("CANARY", "n") + "}";
  const auto report = club_.import(
      shop_.bundle({{"identifiers", {record, R"({"id":"i2","type":"x","value":"text"})"}}}, {}, {"CANARY"}),
      map_of(kIdentRule));
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_THAT(club_.rows("SELECT pid, value FROM ident"), ElementsAre("1|text"));
  EXPECT_THAT(rejects(report.value()), ElementsAre("identifiers/type 1 UNMAPPED", "identifiers/value 1 ATTACHMENT"));
  EXPECT_EQ(club_.bytes().find("CANARY"), std::string::npos);
}

TEST_F(AttachmentImport, TheRestOfARowIsStoredWithoutIt) {
  const std::string rule = R"({"from": "identifiers", "into": "ident", "when": {"/value": [null, "v"]}, "set": {
    "pid": {"subject": true}, "value": {"from": "/value"}}}, {"from": "identifiers", "into": "photo", "set": {
    "pid": {"subject": true}, "name": {"from": "/value", "fn": ["lower_ascii"]}, "type": {"from": "/type"}}})";
  const std::string record = R"({"id":"i1","type":"x","value":)" + reference_to("b", "n") + "}";
  const auto report = club_.import(shop_.bundle({{"identifiers", {record}}}, {}, {"b"}), map_of(rule));
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_THAT(club_.rows("SELECT pid, name, type FROM photo"), ElementsAre("1||x"));
  EXPECT_THAT(club_.rows("SELECT * FROM ident"), IsEmpty()) << "an attachment is not null and no text";
  EXPECT_THAT(rejects(report.value()), ElementsAre("identifiers/value 1 ATTACHMENT"));
}

TEST_F(AttachmentImport, MoreThanACellMayHoldIsLeftOutAndCounted) {
  const std::string big((64U << 20U) + 1, 'x');
  const auto report = club_.import(photos({photo("p1", big, "video")}, {big}), map_of(kPhotoRule));
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_THAT(club_.rows("SELECT name, content IS NULL FROM photo"), ElementsAre("video|1"));
  EXPECT_THAT(rejects(report.value()), ElementsAre("com.example.photos/image 1 ATTACHMENT_SIZE"));
}

long peak_kib() {
  struct rusage usage {};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

TEST_F(AttachmentImport, P08_OneFileInManyRecordsIsNotHeldManyTimes) {
  if (HOLDALL_SANITIZED != 0) {
    GTEST_SKIP() << "a sanitizer keeps what is freed";
  }
  constexpr int kRecords = 100;
  constexpr long kMostKib = 128L << 10U;
  const std::string file(4U << 20U, 'x');
  std::vector<std::string> records;
  for (int i = 0; i < kRecords; ++i) {
    records.push_back(photo("p" + std::to_string(i), file, "n"));
  }
  const VerifiedBundle bundle = photos(records, {file});
  const long before = peak_kib();
  ASSERT_TRUE(club_.import(bundle, map_of(kPhotoRule)).ok());
  EXPECT_LT(peak_kib() - before, kMostKib);
  EXPECT_EQ(club_.one("SELECT count(*) FROM photo WHERE length(content) = 4194304"), std::to_string(kRecords));
}

TEST_F(AttachmentImport, WhatIsNoAttachmentCannotBeStoredAsOne) {
  const std::string rule = R"({"from": "identifiers", "into": "photo", "set": {
    "pid": {"subject": true}, "content": {"from": "/value", "fn": ["file"]}}})";
  const auto report =
      club_.import(shop_.bundle({{"identifiers", {R"({"id":"i1","type":"x","value":"CANARY"})"}}}), map_of(rule));
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kMapping);
  EXPECT_THAT(report.error().message, HasSubstr("photo.content from /value: NOT_A_FILE"));
  EXPECT_EQ(report.error().message.find("CANARY"), std::string::npos);
}

TEST_F(AttachmentImport, BytesDoNotFitATextColumn) {
  const auto report = club_.import(photos({photo("p1", "x", "n")}, {"x"}),
                                   map_of(R"({"from": "com.example.photos", "into": "photo", "set": {
    "pid": {"subject": true}, "name": {"from": "/image", "fn": ["file"]}}})"));
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kMapUnfit);
}

TEST_F(AttachmentImport, TheFileTransformStandsAlone) {
  for (const std::string value :
       {R"({"from": "/image", "fn": ["file", "lower_ascii"]})", R"({"from": "/image", "fn": ["lower_ascii", "file"]})",
        R"({"from": ["/image", "/n"], "fn": ["file"]})", R"({"bundle": "/id", "fn": ["file"]})"}) {
    const auto map = ImportMap::parse(
        map_of(R"({"from": "com.example.photos", "into": "photo", "set": {"content": )" + value + "}}"));
    ASSERT_FALSE(map.ok()) << value;
    EXPECT_EQ(map.error().code, ErrorCode::kMapUnfit);
    EXPECT_THAT(map.error().message, HasSubstr("/set/content/fn"));
  }
}

TEST_F(AttachmentImport, ASectionThatNoRuleNamesIsCounted) {
  const auto report = club_.import(photos({photo("p1", "x", "n")}, {"x"}), map_of(kIdentRule));
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_THAT(rejects(report.value()), ElementsAre("com.example.photos 1 UNMAPPED"));
}

}  // namespace
}  // namespace holdall::test
