#include "holdall/exporter/owner_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "unit/exporter/town_library.h"

namespace holdall {
namespace {

using testing::HasSubstr;
using testing_library::export_to;
using testing_library::kMap;
using testing_library::make_database;
using testing_library::replaced;
using testing_library::with_owner;

// One more table, the part that exports it, and whose the map says its rows are.
struct Case {
  const char* name;
  std::vector<std::string> tables;
  std::string part;     // all of it but `id`, which is the column `no`, and `fields`
  std::string owner;    // an entry of owners
  std::string message;  // of the refusal; empty: exported
};

std::string map_of(const Case& each) {
  const std::string part =
      R"({"name": "more", )" + each.part +
      R"(, "id": {"kind": "natural", "columns": ["no"]}, "fields": [{"field": "kind", "const": "x"},
                           {"field": "object", "column": "what", "type": "text", "item": "loans"}]},)";
  return replaced(with_owner(kMap, each.owner), R"("usage": [)", R"("usage": [)" + part);
}

const std::string kMail =
    "CREATE TABLE mail(no INTEGER PRIMARY KEY, writer INTEGER, reader INTEGER, what TEXT, kind TEXT)";
const std::string kMailOfReader = R"("table": "mail", "owner": "reader")";
const std::string kByReader = R"("mail": {"key": ["no"], "column": "reader"})";

// What becomes of an export with each of them.
void expect_outcomes(const std::vector<Case>& cases) {
  for (const Case& each : cases) {
    SCOPED_TRACE(each.name);
    const testing_library::Folder folder;
    make_database(folder.file("library.db"), each.tables);
    const std::string bundle = folder.file("bundle.zip");
    const auto report = export_to(bundle, folder.file("library.db"), map_of(each));
    EXPECT_EQ(std::filesystem::exists(bundle), each.message.empty());
    if (each.message.empty()) {
      EXPECT_TRUE(report.ok()) << report.error().message;
    } else {
      ASSERT_FALSE(report.ok());
      EXPECT_EQ(report.error().code, ErrorCode::kSelfCheck);
      EXPECT_THAT(report.error().message, HasSubstr(each.message));
    }
  }
}

TEST(OwnerCheckTest, P17_WhatWasTakenIsWhatThePersonOwns) {
  expect_outcomes({
      {"the two agree",
       {kMail, "INSERT INTO mail VALUES (1, 8, 7, 'a', 'x'), (2, 7, 8, 'b', 'x'), (3, 7, 7, 'c', 'x')"},
       kMailOfReader,
       kByReader,
       ""},
      {"the query says another owner",
       {kMail, "INSERT INTO mail VALUES (1, 8, 7, 'a', 'x'), (2, 7, 8, 'b', 'x')"},
       kMailOfReader,
       R"("mail": {"key": ["no"], "column": "writer"})",
       "/sections/usage/0: took 1 rows of mail, but those that owners gives to the person are others"},
      {"the query says an owner too many",
       {kMail, "INSERT INTO mail VALUES (1, 8, 7, 'a', 'x'), (2, 7, 7, 'b', 'x')"},
       kMailOfReader,
       R"("mail": {"key": ["no"], "column": "writer"})",
       "/sections/usage/0: took 2 rows of mail, but those that owners gives to the person are 1"},
      {"a key that is NULL in every row",
       {"CREATE TABLE mail(no INTEGER PRIMARY KEY, ref TEXT UNIQUE, writer INTEGER, reader INTEGER, what TEXT)",
        "INSERT INTO mail VALUES (1, NULL, 8, 7, 'a'), (2, NULL, 7, 8, 'b')"},
       kMailOfReader,
       R"("mail": {"key": ["ref"], "column": "writer"})",
       "/sections/usage/0: took 1 rows of mail, but those that owners gives to the person are others"},
  });
}

TEST(OwnerCheckTest, P17_AJoinNeitherReachesNorLosesARow) {
  const std::string holds = "CREATE TABLE hold(no INTEGER PRIMARY KEY, card INTEGER, other INTEGER, what TEXT)";
  const std::string joined =
      R"("table": "hold", "owner": "card", "joins": [{"table": "reader", "on": {"other": "card"}}])";
  const std::string hold_owner = R"("hold": {"key": ["no"], "column": "card"})";
  expect_outcomes({
      {"a join that reaches another person's row",
       {holds, "INSERT INTO hold VALUES (1, 7, 7, 'a'), (2, 7, 8, 'b')"},
       joined,
       hold_owner,
       "/sections/usage/0: took 2 rows of hold, but those that owners gives to the person are 1"},
      {"a join that stays with the person",
       {holds, "INSERT INTO hold VALUES (1, 7, 7, 'a'), (2, 8, 7, 'b')"},
       joined,
       hold_owner,
       ""},
      {"a join that loses a row",
       {holds, "INSERT INTO hold VALUES (1, 7, 7, 'a'), (2, 7, NULL, 'b')"},
       joined,
       hold_owner,
       "/owners/hold: the person has 1 rows that no part takes"},
  });
}

TEST(OwnerCheckTest, P17_AConditionLosesNoRowUnlessTheMapSaysSo) {
  expect_outcomes({
      {"a condition that loses a row",
       {kMail, "INSERT INTO mail VALUES (1, 8, 7, 'a', 'x'), (2, 8, 7, 'b', 'new'), (3, 8, 7, 'c', NULL)"},
       kMailOfReader + R"(, "where": {"kind": ["x"]})",
       kByReader,
       "/owners/mail: the person has 2 rows that no part takes"},
      {"a condition that the map says",
       {kMail, "INSERT INTO mail VALUES (1, 8, 7, 'a', 'x'), (2, 8, 7, 'b', 'new'), (3, 8, 7, 'c', NULL)"},
       kMailOfReader + R"(, "where": {"kind": ["x"]})",
       R"("mail": {"key": ["no"], "column": "reader", "where": {"kind": ["x", "y"]}})",
       ""},
  });
}

TEST(OwnerCheckTest, P17_AWayOverOtherTablesEndsAtThePerson) {
  expect_outcomes({
      {"a way over two tables",
       {"CREATE TABLE reply(no INTEGER PRIMARY KEY, letter INTEGER, card INTEGER, what TEXT)",
        "INSERT INTO reply VALUES (1, 1, 7, 'a'), (2, 2, 8, 'b')"},
       R"("table": "reply", "owner": "card")",
       R"("reply": {"key": ["no"], "via": {"letter": "letter.letter_no"}})",
       ""},
      {"a way that leads to somebody else",
       {"CREATE TABLE reply(no INTEGER PRIMARY KEY, letter INTEGER, card INTEGER, what TEXT)",
        "INSERT INTO reply VALUES (1, 1, 7, 'a'), (2, 2, 7, 'b')"},
       R"("table": "reply", "owner": "card")",
       R"("reply": {"key": ["no"], "via": {"letter": "letter.letter_no"}})",
       "took 2 rows of reply, but those that owners gives to the person are 1"},
      {"a way by two columns",
       {"CREATE TABLE stamp(no INTEGER PRIMARY KEY, card INTEGER, day TEXT, branch TEXT, what TEXT)",
        "INSERT INTO stamp VALUES (1, 7, '2026-01-02', 'N', 'a'), (2, 8, '2026-01-01', 'N', 'b')"},
       R"("table": "stamp", "owner": "card")",
       R"("stamp": {"key": ["no"], "via": {"card": "visit.card", "day": "visit.day", "branch": "visit.branch"}})",
       ""},
  });
}

// A record of a group is several rows, and a row that joins several others is taken as often.
TEST(OwnerCheckTest, P17_RowsThatAJoinMultipliesAreCountedAsOften) {
  const testing_library::Folder folder;
  make_database(folder.file("library.db"),
                {"CREATE TABLE chat(no INTEGER PRIMARY KEY, card INTEGER)", "INSERT INTO chat VALUES (1, 7), (2, 8)",
                 "CREATE TABLE line(no INTEGER PRIMARY KEY, chat INTEGER, at TEXT)",
                 "INSERT INTO line VALUES (1, 1, '2026-01-01T00:00:00Z'), (2, 1, NULL), (3, 2, NULL)"});
  const std::string part =
      R"({"name": "chat", "table": "chat", "owner": "card", "joins": [{"table": "line", "on": {"no": "chat"}}],
          "id": {"kind": "natural", "columns": ["no"]},
          "group": {"by": ["no"], "into": "events", "fields": [
            {"field": "at", "column": "line.at", "type": "timestamp", "item": "loans"},
            {"field": "state", "const": "given"}]},
          "fields": [{"field": "purpose", "const": "chat"}, {"field": "state", "const": "given"},
                     {"field": "state_at", "const": "2026-01-01T00:00:00Z"}]},)";
  const std::string owners = R"("chat": {"key": ["no"], "column": "card"},
      "line": {"key": ["no"], "via": {"chat": "chat.no"}})";
  const auto report = export_to(folder.file("bundle.zip"), folder.file("library.db"),
                                replaced(with_owner(kMap, owners), R"("consents": [)", R"("consents": [)" + part));
  EXPECT_TRUE(report.ok()) << report.error().message;
}

// A view has no key that a catalog knows: whatever it is said to be, rows of two people differ.
TEST(OwnerCheckTest, P17_RowsOfAViewAreToldApartByWhoseTheyAre) {
  const testing_library::Folder folder;
  make_database(folder.file("library.db"),
                {"CREATE TABLE note(no INTEGER PRIMARY KEY, writer INTEGER, reader INTEGER, day TEXT)",
                 "INSERT INTO note VALUES (1, 8, 7, '2026-01-01'), (2, 7, 8, '2026-01-01')",
                 "CREATE VIEW notes AS SELECT * FROM note"});
  const std::string part =
      R"({"name": "notes", "table": "notes", "owner": "reader", "id": {"kind": "natural", "columns": ["day"]},
          "group": {"by": ["day"], "into": "events", "fields": [
            {"field": "at", "const": "2026-01-01T00:00:00Z"}, {"field": "state", "const": "given"},
            {"field": "method", "column": "day", "type": "text", "item": "loans"}]},
          "fields": [{"field": "purpose", "const": "x"}, {"field": "state", "const": "given"},
                     {"field": "state_at", "const": "2026-01-01T00:00:00Z"}]},)";
  const auto of = [&](const std::string& owner) {
    return export_to(folder.file(owner + ".zip"), folder.file("library.db"),
                     replaced(with_owner(kMap, R"("notes": {"key": ["day"], "column": ")" + owner + "\"}"),
                              R"("consents": [)", R"("consents": [)" + part));
  };
  const auto other = of("writer");
  ASSERT_FALSE(other.ok());
  EXPECT_EQ(other.error().code, ErrorCode::kSelfCheck) << other.error().message;
}

TEST(OwnersTest, PathsThatLeadNowhereAreRefused) {
  struct Bad {
    const char* owner;
    const char* message;
  };
  for (const Bad& each : {
           Bad{R"("a": {"key": ["x"]})", "/owners/a: must say one of"},
           Bad{R"("a": {"column": "y"})", "/owners/a: must name the key"},
           Bad{R"("a": {"key": ["x"], "column": "y", "via": {"x": "reader.card"}})", "/owners/a: must say one of"},
           Bad{R"("a": {"key": ["x"], "shared": true})", "/owners/a: is shared"},
           Bad{R"("a": {"shared": true, "where": {"x": [1]}})", "/owners/a: is shared"},
           Bad{R"("a": {"key": ["x"], "via": {"x": "card"}})", "/owners/a/via/x: must lead to TABLE.COLUMN"},
           Bad{R"("a": {"key": ["x"], "via": {"x": "nowhere.card"}})", "/owners/a/via/x: leads to a table without"},
           Bad{R"("a": {"key": ["x"], "via": {"x": "branch.code"}})", "/owners/a/via/x: leads to a table without"},
           Bad{R"("a": {"key": ["x"], "via": {"x": "reader.card", "y": "loan.card"}})", "/owners/a/via/y: leads to an"},
           Bad{R"("a": {"key": ["x"], "via": {"x": "a.x"}})", "/owners/a/via: never comes to a person"},
           Bad{R"("a": {"key": ["x"], "via": {"x": "b.x"}}, "b": {"key": ["x"], "via": {"x": "a.x"}})",
               "/owners/a/via: never comes to a person"},
       }) {
    const auto map = DataMap::parse(with_owner(kMap, each.owner));
    ASSERT_FALSE(map.ok()) << each.owner;
    EXPECT_EQ(map.error().code, ErrorCode::kMapUnfit);
    EXPECT_THAT(map.error().message, HasSubstr(each.message));
  }
}

TEST(OwnersTest, EveryTableThatAPartReadsHasAnOwner) {
  struct Bad {
    const char* from;
    const char* to;
    const char* message;
  };
  for (const Bad& each : {
           Bad{R"("loan": {"key": ["loan_no"], "column": "card"},)", "", "/sections/usage/0/table: has no entry"},
           Bad{R"(, "branch": {"shared": true})", "", "/sections/usage/1/joins/0/table: has no entry"},
           Bad{R"("loan": {"key": ["loan_no"], "column": "card"})", R"("loan": {"shared": true})",
               "/sections/usage/0/table: is shared"},
           Bad{R"("key": ["loan_no"], "column": "card")",
               R"("key": ["loan_no"], "column": "card", "where": {"pin": [1]})", ""},
           Bad{R"("key": ["card"], "column": "card")", R"("key": ["card"], "column": "card", "where": {"pin": [1]})",
               "/owners/reader/where/pin: uses a column that holds a credential"},
       }) {
    const auto map = DataMap::parse(replaced(kMap, each.from, each.to));
    EXPECT_EQ(map.ok(), std::string(each.message).empty()) << each.to;
    if (!map.ok()) {
      EXPECT_THAT(map.error().message, HasSubstr(each.message));
    }
  }
}

}  // namespace
}  // namespace holdall
