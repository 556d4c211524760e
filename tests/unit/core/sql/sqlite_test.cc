// The door to SQLite: hostile files, values in and out, the catalog, and messages without values.
#include "holdall/core/sql/sqlite.h"

#include <cmath>
#include <limits>

#include "unit/core/core_fixture.h"

namespace holdall::sqlite {
namespace {

using namespace core_test;      // NOLINT: test words
using namespace std::literals;  // NOLINT: NUL in literals

class SqliteTest : public testing::Test {
 protected:
  void SetUp() override { write_whole(path(), ""); }  // an empty file is an empty database
  [[nodiscard]] std::string path() const { return folder_ / "db"; }
  [[nodiscard]] Database open(Database::Mode mode = Database::Mode::kReadWrite) const {
    Database db = must(Database::open(path(), mode));
    run(db, {"PRAGMA synchronous = OFF"});  // for speed: nothing here outlives the test
    return db;
  }
  static void run(Database& db, std::initializer_list<std::string_view> statements) {
    for (const std::string_view sql : statements) {
      ASSERT_TRUE(db.run(sql).ok()) << sql;
    }
  }
  // The one cell of `sql` with one parameter, as `read` sees it before the statement is gone.
  template <typename Read>
  static void with_result(Database& db, std::string_view sql, const Cell& parameter, const Read& read) {
    Statement statement = must(db.prepare(sql));
    ASSERT_TRUE(statement.bind(std::span(&parameter, 1)).ok());
    ASSERT_TRUE(must(statement.step()));
    read(statement.column(0));
  }

  TempFolder folder_;
};

TEST_F(SqliteTest, OpensOnlyAnExistingDatabase) {
  write_whole(folder_ / "text", std::string(5000, 'x'));
  std::filesystem::create_directory(folder_ / "folder");
  for (const auto mode : {Database::Mode::kReadOnly, Database::Mode::kReadWrite}) {
    for (const char* name : {"absent", "folder", "text", ""}) {
      EXPECT_EQ(code_of(Database::open(folder_ / name, mode)), ErrorCode::kBackend) << name;
    }
    EXPECT_EQ(code_of(Database::open(":memory:", mode)), ErrorCode::kBackend);
    EXPECT_EQ(code_of(Database::open("", mode)), ErrorCode::kBackend);
    EXPECT_EQ(code_of(Database::open("file:" + path(), mode)), ErrorCode::kBackend);
    EXPECT_TRUE(Database::open(path(), mode).ok());
  }
  EXPECT_EQ(folder_.names(), (std::vector<std::string>{"db", "folder", "text"}));
}

TEST_F(SqliteTest, P27_ChangesNothingThroughAReadOnlyHandle) {
  Database writer = open();
  run(writer, {"CREATE TABLE t(a)"});
  Database reader = open(Database::Mode::kReadOnly);
  for (const char* sql : {"INSERT INTO t VALUES (1)", "CREATE TABLE u(a)", "DROP TABLE t", "PRAGMA user_version = 7"}) {
    EXPECT_EQ(code_of(reader.run(sql)), ErrorCode::kBackend) << sql;
  }
}

TEST_F(SqliteTest, IsHardened) {
  Database db = open();
  run(db, {"CREATE TABLE t(a)", "CREATE TABLE parent(id INTEGER PRIMARY KEY)",
           "CREATE TABLE child(p REFERENCES parent)", "PRAGMA writable_schema = ON", "PRAGMA trusted_schema = OFF"});
  for (const char* sql :
       {"UPDATE sqlite_schema SET sql = 'x'", "INSERT INTO sqlite_schema VALUES ('table','x','x',0,'x')",
        "DELETE FROM sqlite_schema", "ATTACH ':memory:' AS other", "VACUUM INTO 'copy'",
        "SELECT load_extension('libm.so.6')", "CREATE TABLE sqlite_x(a)"}) {
    EXPECT_EQ(code_of(db.run(sql)), ErrorCode::kBackend) << sql;
  }
  EXPECT_EQ(code_of(db.run("INSERT INTO child VALUES (1)")), ErrorCode::kMapping);  // foreign keys are on
  const std::string long_text = "SELECT '" + std::string(2U << 20U, 'x') + "'";
  EXPECT_EQ(code_of(db.run(long_text)), ErrorCode::kBackend);
}

TEST_F(SqliteTest, DoesNotTrustTheSchemaOfAFile) {
  Database db = open();
  run(db, {"CREATE TABLE t(a)", "CREATE VIEW v AS SELECT load_extension('libm.so.6') AS a FROM t",
           "INSERT INTO t VALUES (1)"});
  EXPECT_EQ(code_of(db.run("SELECT a FROM v")), ErrorCode::kBackend);
}

TEST_F(SqliteTest, GivesBackEveryKindOfValueAsItWas) {
  constexpr std::int64_t kSmallest = std::numeric_limits<std::int64_t>::min();
  struct Case {
    const char* name;
    Cell in;
    Cell out;
  };
  const Case cases[] = {{"absent", Cell::absent(), Cell::absent()},
                        {"true", Cell::boolean(true), Cell::integer(1)},
                        {"false", Cell::boolean(false), Cell::integer(0)},
                        {"smallest integer", Cell::integer(kSmallest), Cell::integer(kSmallest)},
                        {"double", Cell::number(0.1), Cell::number(0.1)},
                        {"infinity", Cell::number(HUGE_VAL), Cell::number(HUGE_VAL)},
                        {"text", Cell::text("é\0x"sv), Cell::text("é\0x"sv)},
                        {"empty text", Cell::text(""), Cell::text("")},
                        {"empty text without storage", Cell::text({}), Cell::text("")},
                        {"bytes", Cell::bytes("\0\xFF"sv), Cell::bytes("\0\xFF"sv)},
                        {"empty bytes", Cell::bytes(""), Cell::bytes("")},
                        {"empty bytes without storage", Cell::bytes({}), Cell::bytes("")},
                        {"JSON", Cell::json("[1]"), Cell::text("[1]")},
                        {"SQL", Cell::text("'; DROP TABLE t; --"), Cell::text("'; DROP TABLE t; --")}};
  Database db = open();
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    with_result(db, "SELECT ?1", c.in, [&](const Cell& cell) {
      ASSERT_EQ(cell.kind(), c.out.kind());
      if (cell.kind() == Cell::Kind::kDouble) {
        EXPECT_EQ(cell.as_double(), c.out.as_double());
      } else if (cell.kind() == Cell::Kind::kInteger) {
        EXPECT_EQ(cell.as_integer(), c.out.as_integer());
      } else {
        EXPECT_EQ(cell.as_text(), c.out.as_text());
      }
    });
  }
}

TEST_F(SqliteTest, P27_TakesNoPayloadAsSql) {
  Database db = open();
  run(db, {"CREATE TABLE t(a)"});
  Statement insert = must(db.prepare("INSERT INTO t VALUES (?1)"));
  std::int64_t rows = 0;
  for (const HostileFile& file : HostileCorpus::files("text")) {
    if (file.file == "text/payloads.json") {
      const Value document = must(parse_document(file.bytes));
      for (const Value& payload : document.items()) {
        const std::string value = payload.text_or("value", "");
        const Cell cell = Cell::text(value);
        ASSERT_TRUE(insert.bind(std::span(&cell, 1)).ok());
        ASSERT_FALSE(must(insert.step()));
        insert.reset();
        ++rows;
        with_result(db, "SELECT a FROM t WHERE a IS ?1", cell,
                    [&](const Cell& found) { EXPECT_EQ(found.as_text(), value); });
      }
    }
  }
  if (rows == 0) {
    GTEST_SKIP() << "no payloads: the hostile corpus (HOLDALL_HOSTILE) is not there";
  }
  with_result(db, "SELECT count(*) FROM t WHERE 1 = ?1", Cell::integer(1),
              [&](const Cell& count) { EXPECT_EQ(count.as_integer(), rows); });
}

TEST_F(SqliteTest, CallsTextThatIsNoTextBytes) {
  Database db = open();
  for (const std::string_view text : {"\xFF"sv, "\xED\xA0\x80"sv, "\xC0\xAF"sv, "\xEF\xBF\xBF"sv}) {
    with_result(db, "SELECT CAST(?1 AS TEXT)", Cell::bytes(text), [&](const Cell& cell) {
      EXPECT_EQ(cell.kind(), Cell::Kind::kBytes);
      EXPECT_EQ(cell.as_text(), text);
    });
  }
}

TEST_F(SqliteTest, StaysAtTheEndUntilReset) {
  Database db = open();
  Statement statement = must(db.prepare("SELECT 1 UNION ALL SELECT 2"));
  EXPECT_EQ(statement.columns(), 1);
  for (int round = 0; round < 2; ++round) {
    EXPECT_TRUE(must(statement.step()));
    EXPECT_TRUE(must(statement.step()));
    for (int i = 0; i < 3; ++i) {
      EXPECT_FALSE(must(statement.step()));
    }
    statement.reset();
  }
}

TEST_F(SqliteTest, TellsWhatARowBroke) {
  using Violation = Database::Violation;
  Database db = open();
  run(db, {"CREATE TABLE t(a INTEGER PRIMARY KEY, b UNIQUE, c NOT NULL, d REFERENCES t(b), CHECK (c < 10))",
           "CREATE TRIGGER no BEFORE INSERT ON t WHEN new.c = 5 BEGIN SELECT RAISE(ABORT, 'no'); END",
           "CREATE TABLE strict(n INTEGER) STRICT", "INSERT INTO t VALUES (1, 1, 1, NULL)"});
  struct Case {
    const char* sql;
    Violation violation;
  };
  for (const Case& c : {Case{"INSERT INTO t VALUES (1, 2, 1, NULL)", Violation::kUnique},
                        Case{"INSERT INTO t VALUES (2, 1, 1, NULL)", Violation::kUnique},
                        Case{"INSERT INTO t VALUES (3, 3, NULL, NULL)", Violation::kNotNull},
                        Case{"INSERT INTO t VALUES (3, 3, 11, NULL)", Violation::kCheck},
                        Case{"INSERT INTO t VALUES (3, 3, 5, NULL)", Violation::kCheck},
                        Case{"INSERT INTO t VALUES (3, 3, 3, 9)", Violation::kForeignKey},
                        Case{"INSERT INTO t VALUES ('x', 3, 3, NULL)", Violation::kType},
                        Case{"INSERT INTO strict VALUES ('x')", Violation::kType},
                        Case{"INSERT INTO t VALUES (4, zeroblob(2000000000), 1, NULL)", Violation::kTooBig}}) {
    EXPECT_FALSE(db.run(c.sql).ok()) << c.sql;
    EXPECT_EQ(db.last_violation(), c.violation) << c.sql;
  }
  EXPECT_EQ(code_of(db.run("INSERT INTO t VALUES (1, 2, 1, NULL)")), ErrorCode::kMapping);
  run(db, {"INSERT INTO t VALUES (7, 7, 7, NULL)"});
  EXPECT_EQ(db.last_violation(), Violation::kNone);
  EXPECT_EQ(db.changes(), 1);
  EXPECT_EQ(db.last_insert_rowid(), 7);
}

TEST_F(SqliteTest, P25_NamesNoValueInItsErrors) {
  Database db = open();
  run(db, {"CREATE TABLE t(a UNIQUE CHECK (a <> 'canary-value'))"});
  for (const char* sql : {"SELECT canary-value FROM t", "INSERT INTO t VALUES ('canary-value')", "SELECT 'canary-value",
                          "INSERT INTO canary_value VALUES (1)", "SELECT json('canary-value')"}) {
    const auto failed = db.run(sql);
    ASSERT_FALSE(failed.ok()) << sql;
    EXPECT_EQ(failed.error().message.find("canary"), std::string::npos) << failed.error().message;
    EXPECT_EQ(failed.error().message.find('\n'), std::string::npos);
  }
}

TEST_F(SqliteTest, ListsColumnsOfTablesAndViews) {
  Database db = open();
  run(db, {R"(CREATE TABLE "a ""b"(id INTEGER PRIMARY KEY, "x y" VARCHAR(10) NOT NULL, z))",
           "CREATE VIEW v AS SELECT 1 AS one"});
  const Table* table = must(db.table("a \"b"));
  ASSERT_NE(table, nullptr);
  EXPECT_EQ(table, must(db.table("a \"b")));
  ASSERT_EQ(table->columns.size(), 3U);
  EXPECT_TRUE(table->find("id")->in_primary_key);
  EXPECT_EQ(table->find("x y")->declared_type, "VARCHAR(10)");
  EXPECT_EQ(table->find("ID"), nullptr);
  ASSERT_NE(must(db.table("v")), nullptr);
  EXPECT_TRUE(must(db.table("v"))->unique_keys.empty());
}

TEST_F(SqliteTest, AViewThatCannotBeReadHasNoColumnsAndStopsNoOther) {
  Database db = open();
  run(db, {"CREATE TABLE t(a)", "CREATE VIEW gone AS SELECT * FROM dropped", "CREATE VIEW f AS SELECT app_f(a) FROM t",
           "CREATE VIEW v AS SELECT a FROM t"});
  std::vector<std::string> broken;
  for (const Table& table : must(db.tables())) {
    if (table.is_broken()) {
      broken.push_back(table.name);
    }
  }
  EXPECT_EQ(broken, (std::vector<std::string>{"f", "gone"}));
  EXPECT_TRUE(must(db.table("gone"))->is_broken());
  EXPECT_FALSE(must(db.table("v"))->is_broken());
}

TEST_F(SqliteTest, KnowsNoTableButTheOrdinaryOnes) {
  Database db = open();
  run(db, {"CREATE TABLE t(a)", "CREATE INDEX i ON t(a)", "CREATE VIRTUAL TABLE words USING fts5(body)",
           "CREATE TEMP TABLE other(a)"});
  for (const std::string_view name :
       {"sqlite_schema"sv, "sqlite_master"sv, "SQLITE_SCHEMA"sv, "sqlite_temp_schema"sv, "T"sv, "i"sv, "words"sv,
        "other"sv, "absent"sv, ""sv, "t; DROP TABLE t"sv, "t\0"sv, "pragma_table_info"sv}) {
    EXPECT_EQ(must(db.table(name)), nullptr) << name;
  }
  EXPECT_NE(must(db.table("t")), nullptr);
}

TEST_F(SqliteTest, ListsTheKeysThatHoldForEveryRow) {
  struct Case {
    const char* name;
    std::vector<std::string_view> sql;
    std::vector<std::vector<std::string>> keys;
  };
  const Case cases[] = {
      {"rowid", {"CREATE TABLE t(id INTEGER PRIMARY KEY, b)"}, {{"id"}}},
      {"text", {"CREATE TABLE t(id TEXT PRIMARY KEY, b UNIQUE)"}, {{"b"}, {"id"}}},
      {"composite", {"CREATE TABLE t(a, b, c, PRIMARY KEY (b, a), UNIQUE (c, a))"}, {{"a", "b"}, {"a", "c"}}},
      {"without rowid", {"CREATE TABLE t(a, b, PRIMARY KEY (b)) WITHOUT ROWID"}, {{"b"}}},
      {"index", {"CREATE TABLE t(a, b)", "CREATE UNIQUE INDEX i ON t(b)"}, {{"b"}}},
      {"not unique", {"CREATE TABLE t(a, b)", "CREATE INDEX i ON t(b)"}, {}},
      {"partial", {"CREATE TABLE t(a, b)", "CREATE UNIQUE INDEX i ON t(b) WHERE a > 0"}, {}},
      {"expression", {"CREATE TABLE t(a, b)", "CREATE UNIQUE INDEX i ON t(lower(b))"}, {}},
      {"column and expression", {"CREATE TABLE t(a, b)", "CREATE UNIQUE INDEX i ON t(a, lower(b))"}, {}},
      {"index without a name",
       {"CREATE TABLE t(a PRIMARY KEY, b)", R"(CREATE UNIQUE INDEX "" ON t(b))"},
       {{"a"}, {"b"}}},
  };
  Database db = open();
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    for (const std::string_view sql : c.sql) {
      ASSERT_TRUE(db.run(sql).ok()) << sql;
    }
    Database fresh = open();  // a handle keeps what it once read of a table
    auto keys = must(fresh.table("t"))->unique_keys;
    for (auto& key : keys) {
      std::sort(key.begin(), key.end());
    }
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    EXPECT_EQ(keys, c.keys);
    ASSERT_TRUE(db.run("DROP TABLE t").ok());
  }
}

TEST(QuoteTest, P27_LetsNoIdentifierEnd) {
  EXPECT_EQ(quote("a"), R"("a")");
  EXPECT_EQ(quote(""), R"("")");
  EXPECT_EQ(quote("a\"; DROP TABLE t; --"), R"("a""; DROP TABLE t; --")");
  EXPECT_DEATH(quote("a\0b"sv), "broken precondition");
}

TEST(PathOfUriTest, KnowsOneScheme) {
  EXPECT_EQ(must(path_of_uri("sqlite:/a b/c.db")), "/a b/c.db");
  EXPECT_EQ(must(path_of_uri("sqlite:c.db?mode=rwc")), "c.db?mode=rwc");
  for (const char* uri : {"", "sqlite:", "c.db", "file:c.db", "SQLITE:c.db", "postgresql://h/d", " sqlite:c.db"}) {
    EXPECT_EQ(code_of(path_of_uri(uri)), ErrorCode::kUsage) << uri;
  }
}

// The bytes of the database file with its CREATE statement replaced, as nobody but an attacker writes it.
TEST_F(SqliteTest, KnowsAVirtualTableHoweverItsSchemaSpellsIt) {
  {
    Database db = open();
    run(db, {"CREATE VIRTUAL TABLE words USING fts5(body)"});
  }
  std::string bytes = read_whole(path());
  const auto at = bytes.find("CREATE VIRTUAL TABLE");
  ASSERT_NE(at, std::string::npos);
  bytes.replace(at, 20, "CREATE\nVIRTUAL TABLE");
  write_whole(path(), bytes);
  Database db = open();
  EXPECT_EQ(must(db.table("words")), nullptr);
}

}  // namespace
}  // namespace holdall::sqlite
