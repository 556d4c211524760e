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

// A table whose rows do not say whose they are: equal ones of two people are told apart by the ledger alone.
constexpr std::string_view kNobodysMap = R"({
  "map": "nobodys/1", "subject": {"table": "person", "column": "pid", "type": "integer"},
  "rules": [{"from": "usage", "into": "thing", "set": {"url": {"from": "/object"}, "state": {"from": "/status"}}}]})";

class NobodysRows : public NextBundle {
 protected:
  void make(std::string_view table) {
    club_.run(table);
    club_.bind("pairwise-2", "2");
  }
  // What a further bundle about person 1 or 2 says, and what became of it.
  std::string says(int person, std::string_view url, std::string_view state) {
    ++count_;
    BundleFacts facts;
    facts.id.back() = static_cast<char>('0' + count_);
    facts.issued = "2026-11-23T10:0" + std::to_string(count_) + ":00Z";
    facts.sub = "pairwise-" + std::to_string(person);
    const std::string record =
        R"({"id":"u1","kind":"view","object":")" + std::string(url) + R"(","status":")" + std::string(state) + R"("})";
    ImportOptions options;
    options.subject = std::to_string(person);
    const ImportReport report =
        value_of(club_.import(shop_.bundle({{"usage", {record}}}, facts), kNobodysMap, options));
    for (const Outcome outcome : {Outcome::kStored, Outcome::kUpdated, Outcome::kConflict, Outcome::kUnchanged}) {
      if (count(report, "usage", outcome) == 1) {
        return std::string(outcome_name(outcome));
      }
    }
    return "something else";
  }
  [[nodiscard]] std::vector<std::string> things() const {
    return club_.rows("SELECT rowid, url, state FROM thing ORDER BY 1");
  }
  using Rows = std::vector<std::string>;
};

TEST_F(NobodysRows, P14_OfTwoEqualRowsEachPersonsBundleChangesItsOwn) {
  make("CREATE TABLE thing(url TEXT, state TEXT);\n");
  EXPECT_EQ(says(1, "/a", "x"), "stored");
  EXPECT_EQ(says(2, "/a", "x"), "stored");
  EXPECT_EQ(says(1, "/a", "y"), "updated");
  EXPECT_EQ(things(), (Rows{"1|/a|y", "2|/a|x"}));
  EXPECT_EQ(says(2, "/a", "z"), "updated");
  EXPECT_EQ(things(), (Rows{"1|/a|y", "2|/a|z"}));
}

TEST_F(NobodysRows, P14_AnEqualRowOfAnotherPersonUnderTheOldRowsKeyIsTheirs) {
  make("CREATE TABLE thing(url TEXT, state TEXT);\n");
  EXPECT_EQ(says(1, "/a", "x"), "stored");
  club_.run("DELETE FROM thing;\n");
  EXPECT_EQ(says(2, "/a", "x"), "stored");
  EXPECT_EQ(things(), (Rows{"1|/a|x"})) << "the key must be given again for this test to say anything";
  EXPECT_EQ(says(1, "/a", "y"), "conflict");
  EXPECT_EQ(things(), (Rows{"1|/a|x"}));
  EXPECT_EQ(says(2, "/a", "z"), "updated");
  EXPECT_EQ(things(), (Rows{"1|/a|z"}));
}

TEST_F(NobodysRows, P14_AnEqualRowOfAnotherPersonIsNotFoundByAUniqueKey) {
  make("CREATE TABLE thing(url TEXT UNIQUE, state TEXT);\n");
  EXPECT_EQ(says(1, "/a", "x"), "stored");
  club_.run("DELETE FROM thing;\nINSERT INTO thing VALUES('/own', 'own');\n");
  EXPECT_EQ(says(2, "/a", "x"), "stored");
  EXPECT_EQ(says(1, "/a", "y"), "conflict");
  EXPECT_EQ(things(), (Rows{"1|/own|own", "2|/a|x"}));
}

constexpr std::string_view kThreadMap = R"({
  "map": "thread/1", "subject": {"table": "person", "column": "pid", "type": "integer"},
  "rules": [
    {"from": "communications", "into": "thread", "set": {"title": {"from": "/status"}}},
    {"from": "communications", "into": "post",
     "set": {"pid": {"subject": true}, "body": {"from": "/body"},
             "thread": {"row": {"from": "communications", "into": "thread", "id": "/case", "column": "thread"}}}}]})";

TEST_F(NobodysRows, P14_ALinkDoesNotLeadToAnEqualRowOfAnotherPerson) {
  make(
      "CREATE TABLE thread(thread INTEGER PRIMARY KEY, title TEXT);\n"
      "CREATE TABLE post(pid INTEGER NOT NULL REFERENCES person, body TEXT, thread INTEGER);\n");
  const auto import = [&](int person, const std::vector<std::string>& records) {
    ++count_;
    BundleFacts facts;
    facts.id.back() = static_cast<char>('0' + count_);
    facts.issued = "2026-11-23T10:0" + std::to_string(count_) + ":00Z";
    facts.sub = "pairwise-" + std::to_string(person);
    ImportOptions options;
    options.subject = std::to_string(person);
    return club_.import(shop_.bundle({{"communications", records}}, facts), kThreadMap, options);
  };
  const std::string opens = R"({"id":"c1","kind":"case","status":"help"})";
  ASSERT_TRUE(import(1, {opens}).ok());
  club_.run("DELETE FROM thread;\n");
  ASSERT_TRUE(import(2, {opens}).ok());
  ASSERT_EQ(club_.one("SELECT thread, title FROM thread"), "1|help");
  const auto answer = import(1, {opens, R"({"id":"m1","kind":"message","case":"c1","body":"b"})"});
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code, ErrorCode::kMapping) << answer.error().message;
  const auto own = import(2, {opens, R"({"id":"m1","kind":"message","case":"c1","body":"b"})"});
  ASSERT_TRUE(own.ok()) << own.error().message;
  EXPECT_EQ(club_.one("SELECT pid, thread FROM post WHERE thread IS NOT NULL"), "2|1");
}

// The rules of a map whose pages are told apart by kind.
std::string kinds_map(const std::vector<std::string>& rules) {
  std::string map = R"({"map": "kinds/1", "subject": {"table": "person", "column": "pid", "type": "integer"},
                        "rules": [)";
  for (const std::string& rule : rules) {
    map.append(&rule == &rules.front() ? "" : ",").append(rule);
  }
  return map + "]}";
}

std::string kind_rule(const std::string& name, const std::string& kinds, const std::string& url) {
  return R"({"from": "usage", "into": "page", )" + (name.empty() ? "" : R"("name": ")" + name + R"(", )") +
         R"("when": {"/kind": [)" + kinds + R"(]}, "set": {"pid": {"subject": true}, "url": {"from": ")" + url +
         R"("}}})";
}

TEST_F(NextBundle, P10_RulesThatAreReorderedInsertedOrWidenedStoreNothingTwice) {
  club_.run("DROP TABLE page;\nCREATE TABLE page(pid INTEGER REFERENCES person, url TEXT);\n");
  SectionText usage = view("u1", "/a");
  usage.records.emplace_back(R"({"id":"u2","kind":"search","object":"/b","status":"q"})");
  const std::string view = kind_rule("", R"("view")", "/object");
  const std::string search = kind_rule("search", R"("search")", "/object");
  const std::string query = kind_rule("query", R"("search")", "/status");
  const auto with = [&](const std::vector<std::string>& rules) {
    const ImportReport report = value_of(club_.import(bundle({usage}), kinds_map(rules)));
    return std::pair(report.stored(), count(report, "usage", Outcome::kUnchanged));
  };
  using Result = std::pair<CodeCounts, std::uint64_t>;
  EXPECT_EQ(with({view, search}), Result(CodeCounts{{"page", 2}}, 0));
  EXPECT_EQ(with({search, view}), Result(CodeCounts{}, 2));
  EXPECT_EQ(with({kind_rule("like", R"("like")", "/object"), search, view}), Result(CodeCounts{}, 2));
  EXPECT_EQ(with({kind_rule("", R"("view", "play")", "/object"), search}), Result(CodeCounts{}, 2));
  EXPECT_EQ(with({query, search, view}), Result(CodeCounts{{"page", 1}}, 1));
  EXPECT_EQ(club_.rows("SELECT url FROM page ORDER BY 1"), (std::vector<std::string>{"/a", "/b", "q"}));
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
