// The same person's next bundle: what is new, what changed there, what changed here (promises P10, P13).
#include <gtest/gtest.h>

#include <array>
#include <optional>
#include <thread>

#include "unit/importer/parties.h"

namespace holdall::test {
namespace {

constexpr std::string_view kSql =
    "CREATE TABLE person(pid INTEGER PRIMARY KEY, nick TEXT);\n"
    "CREATE TABLE page(pid INTEGER REFERENCES person, url TEXT UNIQUE, ts INTEGER, batch TEXT);\n"
    "CREATE TABLE evidence(pid INTEGER REFERENCES person, purpose TEXT, state TEXT, reliance TEXT);\n"
    "CREATE TABLE suppression(pid INTEGER REFERENCES person, topic TEXT, PRIMARY KEY(pid, topic));\n"
    "INSERT INTO person(pid) VALUES(1);\n"
    "INSERT INTO person(pid) VALUES(2);\n";

constexpr std::string_view kMap = R"({
  "map": "again/1", "subject": {"table": "person", "column": "pid", "type": "integer"},
  "rules": [
    {"from": "usage", "into": "page",
     "set": {"pid": {"subject": true}, "url": {"from": "/object"}, "ts": {"from": "/at", "fn": ["rfc3339_to_epoch"]},
             "batch": {"bundle": "/batch"}}},
    {"from": "profile", "into": "person", "mode": "fill", "set": {"nick": {"from": "/display_name"}}},
    {"from": "consents", "into": "evidence", "kind": "evidence", "reliance": "reliance",
     "set": {"pid": {"subject": true}, "purpose": {"from": "/purpose"}, "state": {"from": "/state"}}},
    {"from": "@suppressions", "into": "suppression", "set": {"pid": {"subject": true}, "topic": {"from": "/topic"}}}
  ]})";

SectionText view(std::string_view id, std::string_view url) {
  return {"usage",
          {R"({"id":")" + std::string(id) + R"(","kind":"view","at":"2026-01-01T00:00:00Z","object":")" +
           std::string(url) + R"("})"}};
}

class NextBundle : public testing::Test {
 protected:
  // Each bundle is issued a minute after the one before.
  VerifiedBundle bundle(const std::vector<SectionText>& sections) {
    ++count_;
    BundleFacts facts;
    facts.id.back() = static_cast<char>('0' + count_);
    facts.issued = "2026-11-23T10:0" + std::to_string(count_) + ":00Z";
    return shop_.bundle(sections, facts);
  }
  ImportReport import(const VerifiedBundle& bundle) {
    auto report = club_.import(bundle, kMap);
    EXPECT_TRUE(report.ok()) << (report.ok() ? "" : report.error().message);
    return report.ok() ? std::move(report).value() : ImportReport();
  }
  static std::uint64_t count(const ImportReport& report, std::string_view section, Outcome outcome) {
    return report.records(section).at(static_cast<std::size_t>(outcome));
  }

  Sender shop_;
  Receiver club_{kSql};
  int count_ = 0;
};

TEST_F(NextBundle, DoesNotStoreTheSameRecordAgain) {
  import(bundle({view("u1", "/a")}));
  const ImportReport second = import(bundle({view("u1", "/a")}));
  EXPECT_EQ(count(second, "usage", Outcome::kUnchanged), 1U);
  EXPECT_EQ(club_.one("SELECT count(*) FROM page"), "1");
}

TEST_F(NextBundle, UpdatesTheRowThatItWroteBefore) {
  import(bundle({view("u1", "/a")}));
  const std::string first_batch = club_.one("SELECT batch FROM page");
  const ImportReport second = import(bundle({view("u1", "/b")}));
  EXPECT_EQ(count(second, "usage", Outcome::kUpdated), 1U);
  EXPECT_EQ(club_.one("SELECT url FROM page"), "/b");
  EXPECT_NE(club_.one("SELECT batch FROM page"), first_batch);
}

TEST_F(NextBundle, KeepsWhatTheReceiverChanged) {
  import(bundle({view("u1", "/a")}));
  club_.run("UPDATE page SET ts=7;\n");
  const ImportReport second = import(bundle({view("u1", "/b")}));
  EXPECT_EQ(count(second, "usage", Outcome::kConflict), 1U);
  EXPECT_EQ(club_.one("SELECT url, ts FROM page"), "/a|7");
}

TEST_F(NextBundle, DoesNotBringBackWhatTheReceiverDeleted) {
  import(bundle({view("u1", "/a")}));
  club_.run("DELETE FROM page;\n");
  EXPECT_EQ(count(import(bundle({view("u1", "/a")})), "usage", Outcome::kUnchanged), 1U);
  EXPECT_EQ(count(import(bundle({view("u1", "/b")})), "usage", Outcome::kConflict), 1U);
  EXPECT_EQ(club_.one("SELECT count(*) FROM page"), "0");
}

TEST_F(NextBundle, NeverUpdatesARowThatTookTheOldRowsPlace) {
  import(bundle({view("u1", "/a")}));
  club_.run("DELETE FROM page;\nINSERT INTO page(pid, url, ts) VALUES(2, '/theirs', 1);\n");
  EXPECT_EQ(count(import(bundle({view("u1", "/b")})), "usage", Outcome::kConflict), 1U);
  EXPECT_EQ(club_.one("SELECT pid, url FROM page"), "2|/theirs");
}

TEST_F(NextBundle, AnUpdateIntoATakenKeyIsAConflict) {
  club_.run("INSERT INTO page(pid, url) VALUES(2, '/b');\n");
  import(bundle({view("u1", "/a")}));
  EXPECT_EQ(count(import(bundle({view("u1", "/b")})), "usage", Outcome::kConflict), 1U);
  EXPECT_EQ(club_.rows("SELECT pid, url FROM page ORDER BY 1"), (std::vector<std::string>{"1|/a", "2|/b"}));
}

TEST_F(NextBundle, TheSameRowTwiceInOneBundleIsKept) {
  SectionText twice = view("u1", "/a");
  twice.records.push_back(view("u2", "/a").records.front());
  const ImportReport report = import(bundle({twice}));
  EXPECT_EQ(count(report, "usage", Outcome::kStored), 1U);
  EXPECT_EQ(count(report, "usage", Outcome::kKept), 1U);
}

TEST_F(NextBundle, FillsButDoesNotReplace) {
  import(bundle({{ "profile", { R"({"id":"p1","source":"account","display_name":"A"})" } }}));
  const ImportReport second = import(bundle({{"profile", {R"({"id":"p1","source":"account","display_name":"B"})"}}}));
  EXPECT_EQ(count(second, "profile", Outcome::kConflict), 1U);
  EXPECT_EQ(club_.one("SELECT nick FROM person WHERE pid=1"), "A");
}

TEST_F(NextBundle, AChangedMapStoresWhatTheOldOneLeftOutAndNothingTwice) {
  const VerifiedBundle both = bundle({view("u1", "/a"), {"devices", {R"({"id":"d1","kind":"tv"})"}}});
  import(both);
  std::string map(kMap);
  map.insert(
      map.find("{\"from\": \"usage\""),
      R"({"from": "devices", "into": "evidence", "set": {"pid": {"subject": true}, "purpose": {"from": "/kind"}}},)");
  const auto again = club_.import(both, map);
  ASSERT_TRUE(again.ok()) << again.error().message;
  EXPECT_EQ(count(again.value(), "usage", Outcome::kUnchanged), 1U);
  EXPECT_EQ(club_.one("SELECT count(*) FROM page"), "1");
  EXPECT_EQ(club_.one("SELECT purpose FROM evidence"), "tv");
}

TEST(P10_InParallel, OneImportsAndTheOthersFindItDone) {
  Sender shop;
  const Receiver club(kSql);
  const VerifiedBundle bundle = shop.bundle({view("u1", "/a")});
  std::array<std::optional<ImportReport::Status>, 4> outcomes;
  std::vector<std::thread> operators;
  for (auto& outcome : outcomes) {
    operators.emplace_back([&club, &bundle, &outcome] {
      const auto report = club.import(bundle, kMap);
      if (report.ok()) {
        outcome = report.value().status;
      }
    });
  }
  for (std::thread& thread : operators) {
    thread.join();
  }
  EXPECT_EQ(std::count(outcomes.begin(), outcomes.end(), ImportReport::Status::kImported), 1);
  EXPECT_EQ(std::count(outcomes.begin(), outcomes.end(), ImportReport::Status::kAlreadyImported), 3);
  EXPECT_EQ(club.one("SELECT count(*) FROM page"), "1");
}

}  // namespace
}  // namespace holdall::test
