#include "holdall/exporter/source/sqlite_source.h"

#include <gtest/gtest.h>

#include "conformance/source_suite.h"

namespace holdall {
namespace {

using testing_library::Folder;

class SqliteBackend {
 public:
  SqliteBackend() {
    testing_library::make_database(path_);
    run("PRAGMA journal_mode=WAL");  // so that the data can change under a reader
  }
  std::unique_ptr<Source> open() {
    auto source = open_source("sqlite:" + path_);
    return source.ok() ? std::move(source).value() : nullptr;
  }
  void run(const std::string& sql) {
    auto database = sqlite::Database::open(path_, sqlite::Database::Mode::kReadWrite);
    ASSERT_TRUE(database.ok());
    ASSERT_TRUE(database.value().run(sql).ok());
  }

 private:
  Folder folder_;
  std::string path_ = folder_.file("library.db");
};

INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, SourceSuite, SqliteBackend);

TEST(OpenSourceTest, OnlyKnownUrisOfExistingDatabasesAreOpened) {
  const Folder folder;
  EXPECT_EQ(open_source("oracle:x").error().code, ErrorCode::kUsage);
  EXPECT_EQ(open_source("sqlite:").error().code, ErrorCode::kUsage);
  EXPECT_EQ(open_source("sqlite:" + folder.file("none.db")).error().code, ErrorCode::kBackend);
  EXPECT_FALSE(std::filesystem::exists(folder.file("none.db")));
}

std::string accepting(std::size_t count) {
  std::string list = R"("where": {"title": [null, "OWN7-title-b")";
  for (std::size_t i = 0; i < count; ++i) {
    list += ", " + std::to_string(i);
  }
  return list + "]}, ";
}

std::size_t count_rows(Source& source, const Query& query) {
  auto rows = source.read(query, Value(7));
  EXPECT_TRUE(rows.ok()) << (rows.ok() ? "" : rows.error().message);
  std::size_t count = 0;
  for (Row row; rows.ok() && rows.value()->next(row).value() == Read::kRow;) {
    ++count;
  }
  return count;
}

TEST(SqliteSourceTest, AConditionMayAcceptAsManyValuesAsAMapMayList) {
  const Folder folder;
  const std::string path = folder.file("library.db");
  testing_library::make_database(path, {"INSERT INTO loan VALUES(103,7,NULL,'2026-03-01T09:00:00Z',0)"});
  const auto source = open_source("sqlite:" + path);
  for (const std::size_t count : {0U, 97U, 1022U}) {
    SCOPED_TRACE(count);
    const std::string from = R"("order": ["at"],)";
    const DataMap map =
        testing_library::library_map(testing_library::replaced(testing_library::kMap, from, from + accepting(count)));
    const auto checked = check_map(map, *source.value());
    ASSERT_TRUE(checked.ok()) << checked.error().message;
    EXPECT_EQ(count_rows(*source.value(), map.sections()[2].parts[0].query), 2U) << "NULL and the one title";
  }
}

TEST(SqliteSourceTest, AConditionMayAcceptNullAlone) {
  const Folder folder;
  const std::string path = folder.file("library.db");
  testing_library::make_database(path, {"INSERT INTO loan VALUES(103,7,NULL,'2026-03-01T09:00:00Z',0)"});
  const auto source = open_source("sqlite:" + path);
  DataMap map = testing_library::library_map(testing_library::replaced(
      testing_library::kMap, R"("order": ["at"],)", R"("order": ["at"], "where": {"title": [null]},)"));
  EXPECT_EQ(count_rows(*source.value(), map.sections()[2].parts[0].query), 1U);
}

// Every name is in the catalog, and yet SQLite finds the statement ambiguous: a map with such a part is refused
// earlier.
TEST(SqliteSourceTest, WhatTheDatabaseWouldNotTakeIsSaidByTheCheck) {
  const Folder folder;
  const std::string path = folder.file("library.db");
  testing_library::make_database(path);
  const auto source = open_source("sqlite:" + path);
  Query query = testing_library::library_map().sections()[2].parts[1].query;
  ASSERT_TRUE(source.value()->check(query).ok());
  query.joins.push_back(query.joins[0]);
  const auto checked = source.value()->check(query);
  ASSERT_FALSE(checked.ok());
  EXPECT_EQ(checked.error().code, ErrorCode::kBackend);
  EXPECT_NE(checked.error().message.find("/sections/usage/1"), std::string::npos) << checked.error().message;
}

// 1 equals '1' and '01' there, so that the unique key of `mark` would not fix one row.
TEST(SqliteSourceTest, AJoinOfUnlikeTypesFixesNoRow) {
  struct Case {
    const char* left;
    const char* right;
    bool fits;
  };
  for (const Case& each : {Case{"INTEGER", "TEXT", false}, Case{"TEXT", "INTEGER", false}, Case{"", "TEXT", false},
                           Case{"BLOB", "INT", false}, Case{"ANY", "INT", false}, Case{"varchar(9)", "TEXT", true},
                           Case{"BIGINT", "REAL", true}, Case{"", "BLOB", true}, Case{"DECIMAL(5,2)", "int", true}}) {
    SCOPED_TRACE(std::string(each.left) + " = " + each.right);
    const Folder folder;
    const std::string path = folder.file("library.db");
    testing_library::make_database(
        path, {"CREATE TABLE entry(no INTEGER PRIMARY KEY, card INTEGER, mark " + std::string(each.left) + ")",
               "CREATE TABLE mark(code " + std::string(each.right) + " NOT NULL UNIQUE)",
               "INSERT INTO entry VALUES(5,7,1)", "INSERT INTO mark VALUES(1)"});
    const auto source = open_source("sqlite:" + path);
    Query query;
    query.table = "entry";
    query.owner = ColumnRef{"entry", "card", "/owner"};
    query.key = query.order = {ColumnRef{"entry", "no", "/id/columns/0"}};
    query.joins = {Join{"mark", {{ColumnRef{"entry", "mark", "/on"}, ColumnRef{"mark", "code", "/on"}}}, "/joins/0"}};
    query.select = {Selected{query.owner}};
    const auto checked = source.value()->check(query);
    EXPECT_EQ(checked.ok(), each.fits);
    if (!checked.ok()) {
      EXPECT_EQ(checked.error().code, ErrorCode::kMapUnfit);
      EXPECT_EQ(checked.error().message.substr(0, 4), "/on:");
    }
    query.key_is_group = true;
    EXPECT_TRUE(source.value()->check(query).ok());
  }
}

TEST(SqliteSourceTest, TheCheckOfAMapCoversWherePeopleAreFound) {
  const Folder folder;
  const std::string path = folder.file("library.db");
  testing_library::make_database(path);
  const auto source = open_source("sqlite:" + path);
  struct Case {
    const char* from;
    const char* to;
    const char* pointer;
  };
  for (const Case& each :
       {Case{R"("subject": {"table": "reader")", R"("subject": {"table": "readers")", "/subject/table"},
        Case{R"("name": "mail", "column": "mail")", R"("name": "mail", "column": "male")", "/subject/keys/1/column"},
        Case{R"("state": ["active")", R"("stat": ["active")", "/subject/keys/1/where/stat"}}) {
    const DataMap map =
        testing_library::library_map(testing_library::replaced(testing_library::kMap, each.from, each.to));
    const auto checked = check_map(map, *source.value());
    ASSERT_FALSE(checked.ok()) << each.pointer;
    EXPECT_EQ(checked.error().code, ErrorCode::kMapUnfit);
    EXPECT_EQ(checked.error().message.substr(0, checked.error().message.find(": ")), each.pointer);
  }
}

TEST(SqliteSourceTest, P17_AKeyThatOnlyComparesEqualIsSomebodyElse) {
  const Folder folder;
  const std::string path = folder.file("keys.db");
  testing_library::make_database(path, {"CREATE TABLE nick(name TEXT COLLATE NOCASE, likes TEXT)",
                                        "INSERT INTO nick VALUES('ann','x'),('ANN','y')"});
  const auto source = open_source("sqlite:" + path);
  Query query;
  query.table = "nick";
  query.owner = ColumnRef{"nick", "name", "/owner"};
  query.key_is_group = true;
  query.key = query.order = {query.owner};
  query.select = {Selected{query.owner}, Selected{ColumnRef{"nick", "likes", "/likes"}}};
  auto rows = source.value()->read(query, Value("ann"));
  ASSERT_TRUE(rows.ok()) << rows.error().message;
  Row row;
  ASSERT_EQ(rows.value()->next(row).value(), Read::kRow);
  EXPECT_EQ(row[1].as_text(), "x");
  EXPECT_EQ(rows.value()->next(row).value(), Read::kEnd);
}

}  // namespace
}  // namespace holdall
