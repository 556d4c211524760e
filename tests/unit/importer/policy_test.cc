// What a map lets an import do with values that do not fit, and rows that refer to rows (docs/import-map.md).
#include <gtest/gtest.h>

#include "unit/importer/parties.h"

namespace holdall::test {
namespace {

constexpr std::string_view kSql =
    "CREATE TABLE person(pid INTEGER PRIMARY KEY);\n"
    "CREATE TABLE page(pid INTEGER REFERENCES person, url TEXT NOT NULL, n INTEGER CHECK(n < 100));\n"
    "CREATE TABLE thread(thread_id INTEGER PRIMARY KEY, pid INTEGER REFERENCES person, status TEXT);\n"
    "CREATE TABLE post(thread_id INTEGER REFERENCES thread, pid INTEGER REFERENCES person, body TEXT);\n"
    "INSERT INTO person(pid) VALUES(1);\n";

std::string map_with(std::string_view policy, std::string_view rules) {
  return R"({"map":"policy/1","subject":{"table":"person","column":"pid","type":"integer"},)" + std::string(policy) +
         R"("rules":[)" + std::string(rules) + "]}";
}

constexpr std::string_view kPages =
    R"({"from":"usage","into":"page","set":{"pid":{"subject":true},"url":{"from":"/object"},"n":{"from":"/count"}}})";
constexpr std::string_view kStoreRest = R"("policy":{"misfit":"store_rest"},)";

SectionText usage() {
  return {"usage",
          {R"({"count":1,"id":"u1","kind":"counter","object":"/a"})", R"({"count":7,"id":"u2","kind":"counter"})",
           R"({"count":100,"id":"u3","kind":"counter","object":"/c"})",
           R"({"count":4,"id":"u4","kind":"counter","object":"/d"})"}};
}

TEST(Policy, RefusesAllByDefaultAndSaysWhichWouldNotFit) {
  Sender shop;
  const Receiver club(kSql);
  const std::string before = club.bytes();
  const auto report = club.import(shop.bundle({usage()}), map_with("", kPages));
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kMapping);
  EXPECT_EQ(report.error().message, "section usage, record 2: /rules/0: page: REQUIRED_COLUMN (and 1 more)");
  EXPECT_EQ(club.bytes(), before);
}

TEST(Policy, StoresTheRestWhereTheMapSaysSo) {
  Sender shop;
  const Receiver club(kSql);
  const ImportReport report = value_of(club.import(shop.bundle({usage()}), map_with(kStoreRest, kPages)));
  EXPECT_EQ(club.rows("SELECT url FROM page ORDER BY url"), (std::vector<std::string>{"/a", "/d"}));
  EXPECT_EQ(report.refused(), (CodeCounts{{"CHECK_FAILED", 1}, {"REQUIRED_COLUMN", 1}}));
  ASSERT_EQ(report.misfits().size(), 2U);
  EXPECT_EQ(report.misfits()[0].record, 2U);
  EXPECT_EQ(report.misfits()[1].record, 3U);
  EXPECT_EQ(report.misfits()[0].rule, "/rules/0");
}

TEST(Policy, RefusesWhatNoRuleHasAUseForWhereTheMapSaysSo) {
  Sender shop;
  const Receiver club(kSql);
  const SectionText devices{"devices", {R"({"id":"d1","kind":"tv"})"}};
  const std::string strict = R"("policy":{"unlisted":"refuse_all"},)";
  const auto report = club.import(shop.bundle({devices}), map_with(strict, kPages));
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().message, "devices: UNMAPPED: no rule has a use for it");
  const std::string told = std::string(kPages) + R"(,{"from":"devices","reject":"NOT_RELEVANT"})";
  EXPECT_TRUE(club.import(shop.bundle({devices}), map_with(strict, told)).ok());
}

// The ledger of a PostgreSQL store could not keep such an id.
TEST(Policy, P27_AnIdWithANulIsNoId) {
  Sender shop;
  const Receiver club(kSql);
  const SectionText bad{"usage", {R"({"id":"u\u0000","kind":"view","object":"/a"})"}};
  const auto report = club.import(shop.bundle({bad}), map_with(kStoreRest, kPages));
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kRecordSchema);
}

// A row that the receiver has marked as lifted is no suppression: that the person has one must not be made up.
TEST(Suppression, P16_ThatIsMarkedAsLiftedHereRefusesTheImport) {
  const std::string map = map_with("", R"({"from":"@suppressions","into":"no","set":{"pid":{"subject":true},
      "topic":{"from":"/topic"},"holds":{"const":1}}})");
  const SectionText optout{"preferences", {R"({"id":"p1","kind":"optout","key":"email"})"}};
  for (const bool active : {true, false}) {
    Sender shop;
    const Receiver club(kSql);
    club.run(
        "CREATE TABLE no(pid INTEGER REFERENCES person, topic TEXT, holds INTEGER, PRIMARY KEY(pid, topic));\n"
        "INSERT INTO no VALUES(1, 'email', " +
        std::to_string(active ? 1 : 0) + ");\n");
    EXPECT_EQ(club.import(shop.bundle({optout}), map).ok(), active);
  }
}

constexpr std::string_view kThreads =
    R"({"from":"communications","when":{"/kind":["case"]},"into":"thread",
        "set":{"pid":{"subject":true},"status":{"from":"/status"}}},
       {"from":"communications","when":{"/kind":["message"]},"into":"post",
        "set":{"pid":{"subject":true},"body":{"from":"/body"},
               "thread_id":{"row":{"from":"communications","into":"thread","id":"/case","column":"thread_id"}}}})";

std::string message(std::string_view id, std::string_view of) {
  return R"({"body":")" + std::string(id) + R"(","case":")" + std::string(of) + R"(","id":")" + std::string(id) +
         R"(","kind":"message"})";
}

constexpr std::string_view kPosts = "SELECT p.body, t.status FROM post p JOIN thread t USING(thread_id) ORDER BY 1";

TEST(LinkedRows, ReferToRowsThatOtherRecordsMade) {
  Sender shop;
  const Receiver club(kSql);
  club.run("INSERT INTO thread(thread_id, status) VALUES(41, 'another''s');\n");
  const SectionText cases{"communications",
                          {R"({"id":"c1","kind":"case","status":"one"})", R"({"id":"c2","kind":"case","status":"two"})",
                           message("m1", "c2"), message("m2", "c1"), message("m3", "c2")}};
  ASSERT_TRUE(club.import(shop.bundle({cases}), map_with("", kThreads)).ok());
  EXPECT_EQ(club.rows(kPosts), (std::vector<std::string>{"m1|two", "m2|one", "m3|two"}));
}

TEST(LinkedRows, ReferToRowsOfEarlierImports) {
  Sender shop;
  const Receiver club(kSql);
  const std::string first = R"({"id":"c1","kind":"case","status":"one"})";
  ASSERT_TRUE(club.import(shop.bundle({{"communications", {first}}}), map_with("", kThreads)).ok());
  BundleFacts later;
  later.id.back() = '2';
  later.issued = "2026-11-23T11:00:00Z";
  ASSERT_TRUE(
      club.import(shop.bundle({{"communications", {first, message("m1", "c1")}}}, later), map_with("", kThreads)).ok());
  EXPECT_EQ(club.rows(kPosts), (std::vector<std::string>{"m1|one"}));
}

TEST(LinkedRows, P15_ARecordCannotNameARowThatIsNotItsOwn) {
  Sender shop;
  const Receiver club(kSql);
  club.run("INSERT INTO thread(thread_id, status) VALUES(41, 'another''s');\n");
  const SectionText stray{"communications", {message("m1", "41"), message("m2", "nobody")}};
  const ImportReport report = value_of(club.import(shop.bundle({stray}), map_with(kStoreRest, kThreads)));
  EXPECT_EQ(report.refused(), (CodeCounts{{"NO_PARENT_ROW", 2}}));
  EXPECT_EQ(report.misfits().front().pointer, "/case");
  EXPECT_EQ(club.one("SELECT count(*) FROM post"), "0");
}

// A row key goes to another row when the last row of a table is deleted and a new one made.
TEST(LinkedRows, P14_ARowThatTookTheKeyOfOursIsNotOurs) {
  Sender shop;
  const Receiver club(kSql);
  club.run("INSERT INTO person(pid) VALUES(2);\n");
  const std::string first = R"({"id":"c1","kind":"case","status":"one"})";
  ASSERT_TRUE(club.import(shop.bundle({{"communications", {first}}}), map_with(kStoreRest, kThreads)).ok());
  club.run("DELETE FROM thread;\nINSERT INTO thread(pid, status) VALUES(2, 'theirs');\n");
  BundleFacts later;
  later.id.back() = '2';
  later.issued = "2026-11-23T11:00:00Z";
  const ImportReport report = value_of(club.import(
      shop.bundle({{"communications", {first, message("m1", "c1")}}}, later), map_with(kStoreRest, kThreads)));
  EXPECT_EQ(report.refused(), (CodeCounts{{"NO_PARENT_ROW", 1}}));
  EXPECT_EQ(club.one("SELECT count(*) FROM post"), "0");
}

TEST(LinkedRows, SectionsThatOthersReferToComeFirst) {
  Sender shop;
  const Receiver club(kSql);
  const std::string rules =
      R"({"from":"usage","into":"thread","set":{"pid":{"subject":true},"status":{"from":"/object"}}},
         {"from":"communications","into":"post",
          "set":{"pid":{"subject":true},"body":{"from":"/body"},
                 "thread_id":{"row":{"from":"usage","into":"thread","id":"/case","column":"thread_id"}}}})";
  ASSERT_TRUE(club.import(shop.bundle({{"communications", {message("m1", "u1")}},
                                       {"usage", {R"({"id":"u1","kind":"view","object":"/a"})"}}}),
                          map_with("", rules))
                  .ok());
  EXPECT_EQ(club.rows(kPosts), (std::vector<std::string>{"m1|/a"}));
}

}  // namespace
}  // namespace holdall::test
