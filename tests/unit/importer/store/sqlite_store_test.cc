#include "holdall/importer/store/sqlite_store.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "conformance/store_suite.h"
#include "holdall/importer/store/open_store.h"
#include "support/store_rows.h"
#include "unit/importer/parties.h"

namespace holdall::test {
namespace {

constexpr std::string_view kTables =
    "CREATE TABLE people(id INTEGER PRIMARY KEY, name TEXT UNIQUE);\n"
    "CREATE TABLE notes(owner_id INTEGER REFERENCES People, text TEXT, n INTEGER NOT NULL);\n";

class SqliteFixture {
 public:
  SqliteFixture() {
    for (const std::string& sql : suite_tables(bytes_type())) {
      receiver_.run(sql);
    }
  }
  static std::string bytes_type() { return "BLOB"; }
  std::unique_ptr<Store> open() { return receiver_.open(); }
  std::string one(const std::string& sql) { return receiver_.one(sql); }
  bool has_table(std::string_view name) {
    return one("SELECT count(*) FROM sqlite_schema WHERE name = '" + std::string(name) + "'") == "1";
  }

 private:
  Receiver receiver_{"", ""};
};

INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, StoreSuite, SqliteFixture);

TEST(SqliteStore, ARolledBackTransactionLeavesTheFileAsItWas) {
  const Receiver receiver(kTables);
  const std::string before = receiver.bytes();
  {
    const auto store = receiver.open();
    const auto transaction = store->begin().value();
    const std::array row = {NamedCell{"id", Cell::integer(1)}, NamedCell{"name", Cell::text("A")}};
    ASSERT_TRUE(insert_one(*transaction, "people", row).ok());
  }
  EXPECT_EQ(receiver.bytes(), before);
}

// More rows than the page cache holds, so that SQLite has begun to write the file when the process dies.
TEST(SqliteStore, P9_AProcessThatDiesBeforeCommitLeavesNothing) {
  const Receiver receiver(kTables, "");
  const std::string filler(2000, 'x');
  const pid_t child = fork();
  if (child == 0) {
    const auto store = receiver.open();
    const auto transaction = store->begin().value();
    for (std::int64_t id = 1; id <= 4000; ++id) {
      const std::string name = std::to_string(id) + filler;
      const std::array row = {NamedCell{"id", Cell::integer(id)}, NamedCell{"name", Cell::text(name)}};
      if (!insert_one(*transaction, "people", row).ok()) {
        _exit(1);
      }
    }
    _exit(0);
  }
  int status = -1;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_EQ(status, 0);
  EXPECT_EQ(receiver.open()->begin().ok(), true);
  EXPECT_EQ(receiver.one("SELECT count(*) FROM people"), "0");
  EXPECT_EQ(receiver.one("PRAGMA integrity_check"), "ok");
  EXPECT_EQ(receiver.one("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'holdall%'"), "0");
}

TEST(SqliteStore, OverridesConflictClausesOfTheReceiver) {
  const Receiver receiver(
      "CREATE TABLE t(a INTEGER PRIMARY KEY ON CONFLICT REPLACE, b TEXT);\n"
      "INSERT INTO t VALUES(1, 'theirs');\n");
  const auto store = receiver.open();
  const auto transaction = store->begin().value();
  const std::array row = {NamedCell{"a", Cell::integer(1)}, NamedCell{"b", Cell::text("ours")}};
  EXPECT_TRUE(insert_one(*transaction, "t", row).value().refusal == Refusal::kTaken);
  ASSERT_TRUE(transaction->commit().ok());
  EXPECT_EQ(receiver.one("SELECT b FROM t"), "theirs");
}

TEST(SqliteStore, P31_NoticesATriggerThatSwallowsRows) {
  const Receiver receiver(
      "CREATE TABLE t(a TEXT);\n"
      "CREATE TRIGGER swallow BEFORE INSERT ON t BEGIN SELECT RAISE(IGNORE); END;\n");
  const auto store = receiver.open();
  const auto transaction = store->begin().value();
  const std::array row = {NamedCell{"a", Cell::text("x")}};
  const auto inserted = insert_one(*transaction, "t", row);
  ASSERT_FALSE(inserted.ok());
  EXPECT_EQ(inserted.error().code, ErrorCode::kSelfCheck);
}

TEST(SqliteStore, KnowsWhichTablesCannotFindRowsAgain) {
  const Receiver receiver(
      "CREATE TABLE a(k TEXT PRIMARY KEY) WITHOUT ROWID;\nCREATE TABLE b(RowID TEXT);\n"
      "CREATE TABLE c(k TEXT);\nCREATE VIEW v AS SELECT * FROM c;\n");
  const auto store = receiver.open();
  EXPECT_EQ(store->describe("a").value()->row_key, "");
  EXPECT_EQ(store->describe("b").value()->row_key, "");
  EXPECT_EQ(store->describe("c").value()->row_key, "rowid");
  EXPECT_EQ(store->describe("v").value(), nullptr);
}

TEST(SqliteStore, KnowsWhichKeysItMakesItself) {
  const Receiver receiver(
      "CREATE TABLE a(k integer NOT NULL PRIMARY KEY, t TEXT);\nCREATE TABLE b(k INT NOT NULL PRIMARY KEY, t TEXT);\n"
      "CREATE TABLE c(k INTEGER NOT NULL PRIMARY KEY DESC, t TEXT);\n"
      "CREATE TABLE d(k INTEGER NOT NULL, t TEXT, PRIMARY KEY (k));\n"
      "CREATE TABLE e(k INTEGER NOT NULL, l INTEGER NOT NULL, PRIMARY KEY (k, l));\n"
      "CREATE TABLE f(k INTEGER PRIMARY KEY, t TEXT NOT NULL ON CONFLICT REPLACE DEFAULT (NULL), u TEXT);\n"
      "CREATE TABLE g(k TEXT, l TEXT, t INTEGER NOT NULL AS (coalesce(length(k), 0)) STORED);\n");
  const auto store = receiver.open();
  const auto transaction = store->begin().value();
  using Names = std::vector<std::string>;
  for (const auto& [name, required] : std::vector<std::pair<std::string, Names>>{
           {"a", {}}, {"b", {"k"}}, {"c", {"k"}}, {"d", {}}, {"e", {"k", "l"}}, {"f", {"t"}}, {"g", {}}}) {
    const StoreTable& table = *store->describe(name).value();
    EXPECT_EQ(required_columns(table), required) << name;
    EXPECT_EQ(refused_without(*transaction, table), required) << name;
  }
}

TEST(SqliteStore, IsOpenedByItsUri) {
  EXPECT_EQ(open_store("mysql://club").error().code, ErrorCode::kUsage);
  EXPECT_EQ(open_store("sqlite:/no/such/file").error().code, ErrorCode::kBackend);
}

}  // namespace
}  // namespace holdall::test
