// A controller that no example knows: a town library with integer keys, grouped permissions and joined letters.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/clock.h"
#include "holdall/core/sql/sqlite.h"
#include "holdall/exporter/export.h"
#include "holdall/exporter/rights/check_request.h"
#include "holdall/formats/bundle/verify.h"

namespace holdall::testing_library {

// A folder of its own, gone afterwards.
class Folder {
 public:
  Folder() {
    std::string name = testing::TempDir() + "/holdall-XXXXXX";
    EXPECT_NE(mkdtemp(name.data()), nullptr);
    path_ = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }
  [[nodiscard]] std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

inline std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The same bytes every time it is made.
class CountingRandom final : public Random {
 public:
  void fill(std::span<std::byte> out) override {
    for (std::byte& each : out) {
      each = static_cast<std::byte>(++last_);
    }
  }

 private:
  unsigned last_ = 0;
};

inline Timestamp at(std::string_view text) {
  return parse_timestamp(text).value();
}

inline const Timestamp kNow = at("2026-11-23T12:00:00.5Z");

inline const std::vector<std::string> kTables = {
    "CREATE TABLE reader(card INTEGER PRIMARY KEY, mail TEXT COLLATE NOCASE, name TEXT, born TEXT, pin BLOB,"
    " state TEXT, extra TEXT)",
    "CREATE TABLE loan(loan_no INTEGER PRIMARY KEY, card INTEGER REFERENCES reader, title TEXT, at TEXT, late INTEGER)",
    "CREATE TABLE branch(code TEXT PRIMARY KEY, country TEXT)",
    "CREATE TABLE visit(card INTEGER, day TEXT, branch TEXT, n INTEGER, PRIMARY KEY(card, day, branch))",
    "CREATE TABLE grant_event(seq INTEGER PRIMARY KEY, grant_no TEXT, card INTEGER, topic TEXT, state TEXT, at TEXT,"
    " lang TEXT)",
    "CREATE TABLE thread(thread_no INTEGER PRIMARY KEY, card INTEGER)",
    "CREATE TABLE letter(letter_no INTEGER PRIMARY KEY, thread_no INTEGER REFERENCES thread, body TEXT, at TEXT)",
    "CREATE VIEW loans_by_day AS SELECT card, at, count(*) AS n FROM loan GROUP BY card, at",
};

// Two people, 7 and 8; each text of theirs carries OWN7 or OWN8, each secret SECRET.
inline const std::vector<std::string> kPeople = {
    "INSERT INTO branch VALUES('N','SE'),('S','NO')",
    "INSERT INTO reader VALUES(7,'OWN7-mail@x.example','OWN7-name','1980-02-29',x'534543524554','active',"
    "'{\"b\":1,\"a\":\"OWN7-extra\"}')",
    "INSERT INTO reader VALUES(8,'OWN8-mail@x.example','OWN8-name',NULL,CAST('SECRET8' AS BLOB),'active',NULL)",
    "INSERT INTO reader VALUES(9,'Gone@x.example','OWN9-name',NULL,NULL,'closed',NULL)",
    "INSERT INTO loan "
    "VALUES(100,7,'OWN7-title-b','2026-03-02T10:00:00Z',1),(101,8,'OWN8-title','2026-03-01T10:00:00Z',0),"
    "(102,7,'OWN7-title-a','2026-03-01T09:00:00Z',0)",
    "INSERT INTO visit VALUES(7,'2026-01-02','N',3),(7,'2026-01-01','S',1),(8,'2026-01-01','N',9)",
    "INSERT INTO grant_event VALUES(1,'g1',7,'OWN7-topic','given','2024-03-01T00:00:00Z','sv'),"
    "(2,'g2',8,'OWN8-topic','refused','2024-04-01T00:00:00Z','en'),"
    "(3,'g3',7,'OWN7-other','refused','2024-05-01T00:00:00Z',NULL),"
    "(4,'g1',7,'OWN7-topic','withdrawn','2025-06-10T00:00:00Z','sv')",
    "INSERT INTO thread VALUES(1,7),(2,8)",
    "INSERT INTO letter VALUES(1,1,'OWN7-letter','2026-01-01T00:00:00Z'),(2,2,'OWN8-letter','2026-01-01T00:00:00Z')",
};

// Makes a database of `path` by running the statements.
inline void make_database(const std::string& path, const std::vector<std::string>& more = {}) {
  std::ofstream(path).flush();
  auto database = sqlite::Database::open(path, sqlite::Database::Mode::kReadWrite);
  ASSERT_TRUE(database.ok()) << database.error().message;
  ASSERT_TRUE(database.value().run("BEGIN").ok());
  for (const std::vector<std::string>& list : {kTables, kPeople, more}) {
    for (const std::string& sql : list) {
      const auto done = database.value().run(sql);
      ASSERT_TRUE(done.ok()) << done.error().message << " in " << sql;
    }
  }
  ASSERT_TRUE(database.value().run("COMMIT").ok());
}

inline const std::string kMap = R"({
  "map": "library/1",
  "controller": {"iss": "https://library.example", "name": "Town Library", "contact": "desk@library.example"},
  "subject": {"table": "reader", "column": "card",
    "keys": [{"name": "card", "column": "card"},
             {"name": "mail", "column": "mail", "where": {"state": ["active", "paused"]}}]},
  "owners": {
    "reader": {"key": ["card"], "column": "card"}, "loan": {"key": ["loan_no"], "column": "card"},
    "visit": {"key": ["card", "day", "branch"], "column": "card"}, "branch": {"shared": true},
    "grant_event": {"key": ["seq"], "column": "card"}, "thread": {"key": ["thread_no"], "column": "card"},
    "letter": {"key": ["letter_no"], "via": {"thread_no": "thread.thread_no"}}
  },
  "categories": {"ID": {"en": "Identifiers"}},
  "purposes": {"P1": {"en": "To lend books"}},
  "recipients": {"RP": {"name": "Hosting Inc", "role": "processor", "country": "US"}},
  "retention": {"T1": {"en": "While the card is valid"}},
  "notices": [{"topic": "complaint", "text": {"en": "You may complain."}}, {"topic": "complaint", "text": {"en": "Twice."}}],
  "items": {
    "mail": {"category": "ID", "provenance": "provided", "basis": "contract", "purposes": ["P1"], "recipients": ["RP"],
             "retention": "T1"},
    "pin": {"category": "ID", "provenance": "provided", "class": "credential"},
    "person": {"category": "ID", "provenance": "provided"},
    "loans": {"category": "ID", "provenance": "observed"},
    "grants": {"category": "ID", "provenance": "provided"},
    "letters": {"category": "ID", "provenance": "provided"},
    "fax": {"category": "ID", "provenance": "provided", "collected": false},
    "borrowed.elsewhere": {"category": "ID", "provenance": "observed", "holder": "other_controller",
                           "controller": "County Library"}
  },
  "sections": {
    "identifiers": [
      {"name": "mail", "table": "reader", "owner": "card", "id": {"kind": "natural", "columns": ["card"]},
       "fields": [{"field": "type", "const": "email"},
                  {"field": "value", "column": "mail", "type": "text", "item": "mail"}]},
      {"name": "pin", "table": "reader", "owner": "card", "id": {"kind": "natural", "columns": ["card"]},
       "fields": [{"field": "type", "const": "pin"},
                  {"field": "held", "column": "pin", "item": "pin", "presence": true}]}],
    "profile": [
      {"name": "reader", "table": "reader", "owner": "card", "id": {"kind": "derived", "columns": ["card"]},
       "fields": [{"field": "display_name", "column": "name", "type": "text", "item": "person"},
                  {"field": "birth_date", "column": "born", "type": "date", "item": "person"}]}],
    "usage": [
      {"name": "loan", "table": "loan", "owner": "card", "order": ["at"],
       "id": {"kind": "natural", "columns": ["loan_no"]},
       "fields": [{"field": "kind", "const": "loan"},
                  {"field": "object", "column": "title", "type": "text", "item": "loans"},
                  {"field": "at", "column": "at", "type": "timestamp", "item": "loans"},
                  {"field": "privacy_signal", "column": "late", "type": "boolean", "item": "loans"}]},
      {"name": "visit", "table": "visit", "owner": "visit.card",
       "joins": [{"table": "branch", "on": {"visit.branch": "code"}}],
       "id": {"kind": "natural", "columns": ["card", "day", "branch"]},
       "fields": [{"field": "kind", "const": "visit"},
                  {"field": "period", "column": "day", "type": "text", "item": "loans"},
                  {"field": "country", "column": "branch.country", "type": "text", "item": "loans"},
                  {"field": "count", "column": "n", "type": "integer", "item": "loans"}]}],
    "consents": [
      {"name": "grant", "table": "grant_event", "owner": "card", "order": ["at", "seq"],
       "id": {"kind": "natural", "columns": ["grant_no"]},
       "group": {"by": ["grant_no"], "into": "events", "fields": [
         {"field": "at", "column": "at", "type": "timestamp", "item": "grants"},
         {"field": "state", "column": "state", "type": "text", "item": "grants"}]},
       "fields": [{"field": "purpose", "column": "topic", "type": "text", "item": "grants"},
                  {"field": "state", "column": "state", "type": "text", "item": "grants"},
                  {"field": "state_at", "column": "at", "type": "timestamp", "item": "grants"},
                  {"field": "notice.language", "column": "lang", "type": "text", "item": "grants"}]}],
    "communications": [
      {"name": "letter", "table": "letter", "joins": [{"table": "thread", "on": {"thread_no": "thread_no"}}],
       "owner": "thread.card", "id": {"kind": "derived", "columns": ["letter_no"]},
       "fields": [{"field": "kind", "const": "message"},
                  {"field": "body", "column": "body", "type": "text", "item": "letters"}]},
      {"name": "extra", "table": "reader", "owner": "card", "id": {"kind": "natural", "columns": ["card"]},
       "fields": [{"field": "kind", "const": "note"},
                  {"field": "detail", "column": "extra", "type": "json", "item": "person"}]}],
    "inferences": [
      {"name": "none", "table": "reader", "owner": "card", "where": {"state": ["never"]},
       "id": {"kind": "natural", "columns": ["card"]},
       "fields": [{"field": "attribute", "const": "nothing"},
                  {"field": "value", "column": "name", "type": "text", "item": "person"}]}]
  }
})";

inline const std::string kRequest = R"({
  "id": "r-1", "received": "2026-11-23T11:00:00Z",
  "subject": {"key": {"card": "7"}, "residence": "SE"},
  "requester": {"kind": "subject",
                "verification": {"method": "card_and_pin", "at": "2026-11-23T11:00:00Z", "level": "substantial"}},
  "right": "row-policy-baseline", "delivery": {"mode": "copy"}
})";

// `text` with the first `from` replaced. Fails the test where there is none.
inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t found = text.find(from);
  EXPECT_NE(found, std::string::npos) << "not in the text: " << from;
  return found == std::string::npos ? text : text.replace(found, from.size(), to);
}

// `map` with the owner of one more table: R"("badge": {"key": ["code"], "column": "card"})".
inline std::string with_owner(const std::string& map, const std::string& owner) {
  return replaced(map, R"("owners": {)", R"("owners": {)" + owner + ",");
}

inline DataMap library_map(const std::string& text = kMap) {
  auto map = DataMap::parse(text);
  EXPECT_TRUE(map.ok()) << map.error().message;
  return std::move(map).value();
}

inline const ProfileSet& shipped_rights() {
  static const ProfileSet set = ProfileSet::shipped().value();
  return set;
}

// What became of a request; a refusal as the error it is told with.
inline Result<Judgement> judged(const DataMap& map, const std::string& text = kRequest) {
  auto judgement = check_request(text, map, shipped_rights(), kNow);
  if (judgement.ok() && judgement.value().refusal.has_value()) {
    return *judgement.value().refusal;
  }
  return judgement;
}

inline AuthorisedRequest authorised(const DataMap& map, const std::string& text = kRequest) {
  auto judgement = judged(map, text);
  EXPECT_TRUE(judgement.ok()) << judgement.error().message;
  return *std::move(judgement).value().authorised;
}

inline PrivateKey library_key() {
  CountingRandom random;
  return PrivateKey::generate(random);
}

inline Result<ExportReport> export_to(const std::string& output, const std::string& database,
                                      const std::string& map_text = kMap, const std::string& request = kRequest,
                                      const std::string& folder = {}) {
  const DataMap map = library_map(map_text);
  HOLDALL_ASSIGN(const auto source, open_source("sqlite:" + database));
  const FixedClock clock(kNow);
  CountingRandom random;
  ExportOptions options;
  options.output = output;
  options.folder = folder;
  options.clock = &clock;
  options.random = &random;
  return export_bundle(authorised(map, request), map, *source, library_key(), options);
}

inline VerifiedBundle verified_bundle(const std::string& path) {
  TrustStore trust;
  EXPECT_TRUE(trust.add("https://library.example", "Town Library", library_key().public_key()).ok());
  auto opened = open_bundle(path);
  EXPECT_TRUE(opened.ok()) << opened.error().message;
  VerifyOptions options;
  options.now = kNow;
  auto verified = verify(opened.value(), trust, options);
  EXPECT_TRUE(verified.ok()) << verified.error().message;
  return std::move(verified).value();
}

// Every record of a bundle, verified, as canonical text by section.
inline std::map<std::string, std::vector<std::string>> records_of(const std::string& path) {
  std::map<std::string, std::vector<std::string>> records;
  const VerifiedBundle verified = verified_bundle(path);
  const Layout whole = Layout::compile({""}).value();
  for (const SegmentInfo& segment : verified.segments()) {
    auto& list = records[segment.section];
    auto rows = verified.read(segment, whole);
    EXPECT_TRUE(rows.ok());
    Row row;
    for (;;) {
      const auto read = rows.value()->next(row);
      EXPECT_TRUE(read.ok());
      if (!read.ok() || read.value() == Read::kEnd) {
        break;
      }
      list.emplace_back(row[0].as_text());
    }
  }
  return records;
}

inline std::string all_text(const std::string& bundle) {
  std::string text;
  for (const auto& section : records_of(bundle)) {
    for (const std::string& record : section.second) {
      text += record + "\n";
    }
  }
  return text;
}

}  // namespace holdall::testing_library
