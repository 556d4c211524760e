// P18: whole exports of a library in whose columns somebody left secrets. Nothing is published; nothing tells the
// value.
#include "holdall/exporter/secret/guard.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/exporter/secret/samples.h"
#include "unit/exporter/town_library.h"

namespace holdall {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using namespace testing_library;  // NOLINT(google-build-using-namespace): all of it is used

const std::string kCard = test::with_check_digit("411111111111111");
const std::string kHash = "$2b$12$" + test::random_text(test::crypt64(), 53);

// `column` of `table` holds `value` for one person's row with `key`.
std::string put(const std::string& table, const std::string& column, const std::string& value, const std::string& key) {
  return "UPDATE " + table + " SET " + column + " = '" + value + "' WHERE " + key;
}

class SecretGuardTest : public testing::Test {
 protected:
  Result<ExportReport> run(const std::vector<std::string>& sql, const std::string& map = kMap,
                           const std::string& request = kRequest) {
    const std::string database = folder_.file("library-" + std::to_string(++runs_) + ".db");
    make_database(database, sql);
    bundle_ = folder_.file("out-" + std::to_string(runs_) + ".holdall.zip");
    return export_to(bundle_, database, map, request);
  }
  void expect_stop(const std::vector<std::string>& sql, const std::string& place, const std::string& kind,
                   const std::string& map = kMap) {
    const auto report = run(sql, map);
    ASSERT_FALSE(report.ok()) << place;
    const Error& error = report.error();
    EXPECT_EQ(error.code, ErrorCode::kSecretFound) << error.message;
    EXPECT_THAT(error.message, HasSubstr(place));
    EXPECT_THAT(error.message, HasSubstr("(" + kind + ")"));
    EXPECT_THAT(error.hint, HasSubstr("{\"" + kind + "\": "));
    EXPECT_THAT(error.message + error.hint, Not(HasSubstr(kCard.substr(4, 8))));
    EXPECT_THAT(error.message + error.hint, Not(HasSubstr(kHash.substr(10, 20))));
    EXPECT_FALSE(std::filesystem::exists(bundle_));
  }

  Folder folder_;
  std::string bundle_;
  int runs_ = 0;
};

TEST_F(SecretGuardTest, P18_ASecretInAnyColumnThatLeavesStopsTheExport) {
  expect_stop({put("reader", "name", kHash, "card = 7")},
              "section profile, part reader: reader.name, row 1: looks like a password's hash", "password_hash");
  expect_stop({put("loan", "title", "on page " + kCard, "loan_no = 100")}, "loan.title, row 2", "card_number");
  expect_stop({put("reader", "extra", R"({"a":[{"b":"see ' || char(92) || 'n)" + kHash + "\"}]}", "card = 7")},
              "reader.extra, row 1", "password_hash");
  expect_stop({"UPDATE letter SET body = CAST('" + kHash + "' AS BLOB) WHERE letter_no = 1"}, "letter.body, row 1",
              "password_hash");
  expect_stop({put("visit", "n", kCard, "card = 7 AND branch = 'N'")}, "visit.n, row 2", "card_number");
  expect_stop({put("grant_event", "lang", kHash, "seq = 4")}, "grant_event.lang, row 2", "password_hash");
}

TEST_F(SecretGuardTest, NothingOfAColumnThatTheMapDoesNotNameLeaves) {
  std::vector<std::string> sql;
  for (const char* table : {"reader", "loan", "letter", "grant_event", "visit", "thread", "branch"}) {
    sql.push_back("ALTER TABLE " + std::string(table) + " ADD COLUMN note TEXT");
    sql.push_back("UPDATE " + std::string(table) + " SET note = 'UNNAMED-" + kHash + "'");
  }
  ASSERT_TRUE(run(sql).ok());
  const std::string text = all_text(bundle_);
  EXPECT_THAT(text, HasSubstr("OWN7-name"));
  EXPECT_THAT(text, Not(HasSubstr("UNNAMED")));
  EXPECT_THAT(text, Not(HasSubstr(kHash)));
}

TEST_F(SecretGuardTest, WhatDoesNotLeaveIsNotLookedAt) {
  const std::string nothing = replaced(kRequest, R"("delivery":)", R"("options": {"items": ["mail"]}, "delivery":)");
  EXPECT_TRUE(
      run({put("reader", "name", kHash, "card = 7"), put("loan", "title", kHash, "card = 7")}, kMap, nothing).ok());
  EXPECT_TRUE(run({put("reader", "name", kHash, "card = 8")}).ok()) << "somebody else's";
  EXPECT_TRUE(run({put("reader", "pin", kHash, "card = 7")}).ok()) << "only its presence is told";
  // Of a group's own fields, those of its last row leave: here the third of three events.
  EXPECT_TRUE(run({put("grant_event", "topic", kHash, "seq = 1")}).ok());
  expect_stop({put("grant_event", "topic", kHash, "seq = 4")}, "grant_event.topic", "password_hash");
  expect_stop({put("grant_event", "topic", kHash, "seq = 3")}, "grant_event.topic", "password_hash");
  expect_stop({put("grant_event", "state", kHash, "seq = 1")}, "grant_event.state", "password_hash");
}

TEST_F(SecretGuardTest, IdsThatShowTheirColumnsAreLookedAt) {
  expect_stop({put("loan", "loan_no", kCard, "loan_no = 100")}, "/sections/usage/0/id", "card_number");
  const std::string excused = replaced(kMap, R"("columns": ["loan_no"])",
                                       R"("columns": ["loan_no"], "excuse": {"card_number": "Numbers of loans"})");
  EXPECT_TRUE(run({put("loan", "loan_no", kCard, "loan_no = 100")}, excused).ok());
  const std::string derived =
      replaced(kMap, R"({"kind": "natural", "columns": ["loan_no"])", R"({"kind": "derived", "columns": ["loan_no"])");
  EXPECT_TRUE(run({put("loan", "loan_no", kCard, "loan_no = 100")}, derived).ok());
}

TEST_F(SecretGuardTest, AnExcuseIsForOneKindInOneField) {
  const std::string excused =
      replaced(kMap, R"("column": "title", "type": "text",)",
               R"("column": "title", "type": "text", "excuse": {"card_number": "Shelf marks"},)");
  EXPECT_TRUE(run({put("loan", "title", kCard, "loan_no = 100")}, excused).ok());
  EXPECT_THAT(all_text(bundle_), HasSubstr(kCard));
  expect_stop({put("loan", "title", kHash, "loan_no = 100")}, "loan.title", "password_hash", excused);
  expect_stop({put("reader", "name", kCard, "card = 7")}, "reader.name", "card_number", excused);
}

TEST_F(SecretGuardTest, AnExcuseThatExcusesNothingIsRefused) {
  const auto refused = [](const std::string& from, const std::string& to) {
    const auto map = DataMap::parse(replaced(kMap, from, to));
    EXPECT_FALSE(map.ok()) << to;
    return map.ok() ? std::string() : map.error().message;
  };
  const std::string field = R"("column": "title", "type": "text",)";
  EXPECT_THAT(refused(field, field + R"("excuse": {"credit_card": "why"},)"),
              HasSubstr("/sections/usage/0/fields/1/excuse/credit_card: is no kind of secret"));
  EXPECT_THAT(refused(field, field + R"("excuse": {"card_number": ""},)"), HasSubstr("excuse/card_number"));
  EXPECT_THAT(refused(field, field + R"("excuse": {},)"), HasSubstr("excuse"));
  EXPECT_THAT(refused(R"("const": "loan")", R"("const": "loan", "excuse": {"card_number": "why"})"),
              HasSubstr("const"));
  EXPECT_THAT(refused(R"("columns": ["loan_no"])", R"("columns": ["loan_no"], "excuse": {"x": "why"})"),
              HasSubstr("/sections/usage/0/id/excuse/x"));
}

TEST_F(SecretGuardTest, TheRequestThatLeavesWithTheDataIsLookedAt) {
  const std::string request = replaced(kRequest, R"("requester": {)",
                                       R"("requester": {"evidence": [{"kind": "card", "seen": ")" + kCard + "\"}],");
  const auto report = run({}, kMap, request);
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().message, "the request: looks like the number of a payment card (card_number)");
}

// A column that says it holds tokens: there, a digest is one.
TEST_F(SecretGuardTest, TheNameOfAColumnCounts) {
  const std::string hex = test::random_text(test::kHex, 64);
  EXPECT_TRUE(run({put("loan", "title", hex, "loan_no = 100")}).ok());
  const std::string map = replaced(kMap, R"("column": "title")", R"("column": "api_token")");
  expect_stop({"ALTER TABLE loan ADD COLUMN api_token TEXT", put("loan", "api_token", hex, "loan_no = 100")},
              "loan.api_token, row 2", "random_token", map);
}

}  // namespace
}  // namespace holdall
