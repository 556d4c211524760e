// What PostgreSQL adds to the suite of all stores: its types, its catalog, its locks and its ways to fail.
#include "holdall/importer/store/postgres_store.h"

#include <gtest/gtest.h>

#include "conformance/store_suite.h"
#include "holdall/importer/store/open_store.h"
#include "support/postgres_schema.h"

namespace holdall::test {
namespace {

class PostgresFixture {
 public:
  PostgresFixture() {
    for (const std::string& sql : suite_tables(bytes_type())) {
      schema_.run(sql);
    }
  }
  static std::string bytes_type() { return "BYTEA"; }
  std::unique_ptr<Store> open() { return open_postgres_store(schema_.uri()).value(); }
  std::string one(const std::string& sql) { return schema_.one(sql); }
  bool has_table(std::string_view name) {
    return schema_.one("SELECT to_regclass('" + std::string(name) + "') IS NOT NULL") == "t";
  }

 private:
  PostgresSchema schema_;
};

INSTANTIATE_TYPED_TEST_SUITE_P(Postgres, StoreSuite, PostgresFixture);

class PostgresStoreTest : public testing::Test {
 protected:
  std::unique_ptr<Store> open(const std::string& uri) {
    auto store = open_postgres_store(uri);
    EXPECT_TRUE(store.ok()) << store.error().message;
    return std::move(store).value();
  }
  std::unique_ptr<Store> open() { return open(schema_.uri()); }
  // Whether the column took the cell, and what it gave back.
  static std::pair<Refusal, std::vector<StoredRow>> through(StoreTransaction& transaction, std::string_view column,
                                                            const Cell& cell, StoreTransaction::Keys keys) {
    SuiteRows rows({"mark", column});
    const std::string mark = std::to_string(++marks_);
    rows.add({Cell::text(mark), cell});
    auto inserted = transaction.insert("t", rows.block(), keys);
    EXPECT_TRUE(inserted.ok()) << inserted.error().message;
    const std::vector<std::string> columns = {std::string(column)};
    const std::array where = {NamedCell{"mark", Cell::text(mark)}};
    auto found = transaction.find(Lookup{"t", columns, where});
    EXPECT_TRUE(found.ok()) << found.error().message;
    return {inserted.value().at(0).refusal, std::move(found).value()};
  }
  static std::size_t matches(StoreTransaction& transaction, std::string_view column, const Cell& cell) {
    const std::vector<std::string> columns = {std::string(column)};
    const std::array where = {NamedCell{column, cell}};
    const std::size_t by_equation = transaction.find(Lookup{"t", columns, where}).value().size();
    EXPECT_EQ(transaction.find(Lookup{"t", columns, {}, column, {&cell, 1}}).value().size(), by_equation);
    return by_equation;
  }
  static Result<std::vector<Inserted>> insert_one(StoreTransaction& transaction, std::string_view column, Cell cell,
                                                  StoreTransaction::Keys keys = StoreTransaction::Keys::kWanted) {
    SuiteRows rows({column});
    rows.add({cell});
    return transaction.insert("t", rows.block(), keys);
  }

  PostgresSchema schema_;
  static inline int marks_ = 0;
};

using Keys = StoreTransaction::Keys;

constexpr std::string_view kTypes = R"(CREATE TABLE t(mark TEXT,
  i2 INT2, i4 INT4, i8 INT8, f8 FLOAT8, txt TEXT, vc VARCHAR(3), num NUMERIC, num2 NUMERIC(5,2), b BOOL,
  tz TIMESTAMPTZ, ts TIMESTAMP, ts0 TIMESTAMPTZ(0), d DATE, js JSON, jb JSONB, by BYTEA, u UUID, dom small_text))";

TEST_F(PostgresStoreTest, DescribesTheTypesItKeeps) {
  schema_.run("CREATE DOMAIN short_text AS VARCHAR(3)");
  schema_.run("CREATE DOMAIN small_text AS short_text CHECK (VALUE <> 'no')");
  schema_.run(kTypes);
  const auto store = open();
  const StoreTable* table = store->describe("t").value();
  ASSERT_NE(table, nullptr);
  using T = StoreType;
  const std::vector<T> expected = {T::kText,      T::kInteger,   T::kInteger,   T::kInteger, T::kReal,
                                   T::kText,      T::kText,      T::kDecimal,   T::kDecimal, T::kBoolean,
                                   T::kTimestamp, T::kTimestamp, T::kTimestamp, T::kDate,    T::kJson,
                                   T::kJson,      T::kBytes,     T::kUuid,      T::kText};
  ASSERT_EQ(table->columns.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(table->columns[i].type, expected[i]) << table->columns[i].name;
  }
}

TEST_F(PostgresStoreTest, NamesNoColumnWhoseValuesItWouldChange) {
  schema_.run("CREATE TYPE mood AS ENUM ('ok')");
  schema_.run(
      "CREATE TABLE t(f4 FLOAT4, c CHAR(3), m MONEY, tm TIME, iv INTERVAL, a INT[], e mood, n NUMERIC(3,-2), x XML,"
      " nm NAME, o OID, g INT GENERATED ALWAYS AS (1) STORED, id INT GENERATED ALWAYS AS IDENTITY PRIMARY KEY)");
  const auto store = open();
  const StoreTable* table = store->describe("t").value();
  for (const StoreColumn& column : table->columns) {
    EXPECT_EQ(column.type, StoreType::kUnsupported) << column.name;
  }
  EXPECT_EQ(table->find("g"), nullptr);
  EXPECT_EQ(table->find("id"), nullptr);
  EXPECT_EQ(table->row_key, "id");
}

TEST_F(PostgresStoreTest, GivesValuesBackAsTheyWereMapped) {
  schema_.run("CREATE DOMAIN short_text AS VARCHAR(3)");
  schema_.run("CREATE DOMAIN small_text AS short_text CHECK (VALUE <> 'no')");
  schema_.run(kTypes);
  const auto store = open();
  const auto transaction = store->begin().value();
  const std::vector<std::pair<std::string_view, std::string_view>> texts = {
      {"tz", "2026-11-23T10:00:00Z"},
      {"tz", "2026-11-23T10:00:00.123456Z"},
      {"tz", "0001-01-01T00:00:00Z"},
      {"tz", "9999-12-31T23:59:59.999999Z"},
      {"ts", "2026-03-29T02:30:00.5Z"},
      {"ts0", "2026-11-23T10:00:00Z"},
      {"d", "2024-02-29"},
      {"d", "0001-01-01"},
      {"num", "123456789012345678901234567890.000000000000000000001"},
      {"num", "-0.5"},
      {"num2", "999.99"},
      {"num2", "1.5"},
      {"u", "123e4567-e89b-12d3-a456-426614174000"},
      {"vc", "\xC3\xA4\xC3\xB6\xC3\xBC"},
      {"dom", "yes"},
      {"js", R"({"a":[1,2.5,"x"],"b":null})"},
      {"jb", R"({"a":[1,2.5,"x"],"b":null})"},
      {"jb", R"("text")"},
      {"jb", "1e+21"},
      {"jb", "[-1.7976931348623157e+308,5e-324,0.1]"},
      {"jb", R"({"a\"12345678901234567890":"12345678901234567890\\"})"},
  };
  for (const Keys keys : {Keys::kWanted, Keys::kNotWanted}) {
    for (const auto& [column, text] : texts) {
      const auto [refusal, found] = through(*transaction, column, Cell::text(text), keys);
      EXPECT_EQ(refusal, Refusal::kNone) << column << " " << text;
      ASSERT_EQ(found.size(), 1U) << column << " " << text;
      EXPECT_EQ(found[0].at(0).view().kind(), Cell::Kind::kText);
      EXPECT_EQ(found[0].at(0).view().as_text(), text);
      EXPECT_GE(matches(*transaction, column, Cell::text(text)), 1U) << column << " " << text;
    }
    for (const bool value : {false, true}) {
      const auto [refusal, found] = through(*transaction, "b", Cell::boolean(value), keys);
      EXPECT_EQ(refusal, Refusal::kNone);
      EXPECT_EQ(found.at(0).at(0).view().kind(), Cell::Kind::kBool);
      EXPECT_EQ(found.at(0).at(0).view().as_bool(), value);
    }
    EXPECT_GE(matches(*transaction, "b", Cell::boolean(true)), 1U);
    const auto [refusal, found] = through(*transaction, "num", Cell::integer(12), keys);
    EXPECT_EQ(refusal, Refusal::kNone);
    EXPECT_EQ(found.at(0).at(0).view().as_text(), "12");
  }
}

TEST_F(PostgresStoreTest, RefusesWhatAColumnWouldRoundCutPadOrRead) {
  schema_.run("CREATE DOMAIN short_text AS VARCHAR(3)");
  schema_.run("CREATE DOMAIN small_text AS short_text CHECK (VALUE <> 'no')");
  schema_.run(kTypes);
  const auto store = open();
  const auto transaction = store->begin().value();
  struct Case {
    std::string_view column;
    Cell cell;
    Refusal refusal;
  };
  const std::vector<Case> cases = {
      {"i2", Cell::integer(32768), Refusal::kOutOfRange},
      {"i4", Cell::integer(std::int64_t{1} << 31), Refusal::kOutOfRange},
      {"i4", Cell::text("1"), Refusal::kType},
      {"i4", Cell::boolean(true), Refusal::kType},
      {"b", Cell::integer(1), Refusal::kType},
      {"b", Cell::text("true"), Refusal::kType},
      {"f8", Cell::text("NaN"), Refusal::kType},
      {"txt", Cell::integer(1), Refusal::kType},
      {"txt", Cell::bytes("x"), Refusal::kType},
      {"vc", Cell::text("abcd"), Refusal::kOutOfRange},
      {"vc", Cell::text("abc "), Refusal::kOutOfRange},
      {"dom", Cell::text("abc "), Refusal::kOutOfRange},
      {"dom", Cell::text("no"), Refusal::kCheck},
      {"num", Cell::text("NaN"), Refusal::kType},
      {"num", Cell::text("1e5"), Refusal::kType},
      {"num", Cell::text(" 1"), Refusal::kType},
      {"num2", Cell::text("1.005"), Refusal::kOutOfRange},
      {"num2", Cell::text("1000"), Refusal::kOutOfRange},
      {"tz", Cell::text("now"), Refusal::kType},
      {"tz", Cell::text("2026-11-23 10:00:00"), Refusal::kType},
      {"tz", Cell::text("2026-11-23T10:00:00.1234567Z"), Refusal::kOutOfRange},
      {"ts0", Cell::text("2026-11-23T10:00:00.5Z"), Refusal::kOutOfRange},
      {"d", Cell::text("today"), Refusal::kType},
      {"d", Cell::text("2026-02-30"), Refusal::kType},
      {"js", Cell::text("{"), Refusal::kType},
      {"jb", Cell::text(R"("\u0000")"), Refusal::kType},
      {"by", Cell::text("\\x00"), Refusal::kType},
      {"u", Cell::text("123E4567-E89B-12D3-A456-426614174000"), Refusal::kType},
      {"u", Cell::text("{123e4567-e89b-12d3-a456-426614174000}"), Refusal::kType},
  };
  for (const Keys keys : {Keys::kWanted, Keys::kNotWanted}) {
    for (const Case& each : cases) {
      const auto [refusal, found] = through(*transaction, each.column, each.cell, keys);
      EXPECT_EQ(refusal, each.refusal) << each.column << " " << each.cell.as_text();
      EXPECT_TRUE(found.empty()) << each.column << " " << each.cell.as_text();
      EXPECT_EQ(matches(*transaction, each.column, each.cell), 0U) << each.column << " " << each.cell.as_text();
    }
  }
  const std::array set = {NamedCell{"num2", Cell::text("1.005")}};
  const std::array all = {NamedCell{"mark", Cell::text("1")}};
  EXPECT_EQ(transaction->update("t", set, all).value().refusal, Refusal::kOutOfRange);
}

TEST_F(PostgresStoreTest, FindsOrdinaryTablesOnly) {
  schema_.run("CREATE TABLE t(a INT)");
  schema_.run("CREATE VIEW v AS SELECT a FROM t");
  schema_.run("CREATE MATERIALIZED VIEW mv AS SELECT a FROM t");
  schema_.run("CREATE SEQUENCE s");
  schema_.run("CREATE TABLE parts(a INT) PARTITION BY RANGE (a)");
  const auto store = open();
  for (const char* name : {"v", "mv", "s", "pg_class", "tables", "T", "\"t\"", "t "}) {
    EXPECT_EQ(store->describe(name).value(), nullptr) << name;
  }
  EXPECT_EQ(store->describe(schema_.name() + ".t").value(), nullptr);
  EXPECT_NE(store->describe("parts").value(), nullptr);
  const std::string longest(63, 'n');
  schema_.run("CREATE TABLE " + longest + "(a INT)");
  EXPECT_NE(store->describe(longest).value(), nullptr);
  EXPECT_EQ(store->describe(longest + "n").value(), nullptr);  // a name of the server's type would be cut
}

TEST_F(PostgresStoreTest, KnowsHowEachTableFindsRowsAgain) {
  schema_.run("CREATE TABLE a(k INT PRIMARY KEY)");
  schema_.run("CREATE TABLE b(k TEXT PRIMARY KEY, n INT UNIQUE NOT NULL)");
  schema_.run("CREATE TABLE c(k TEXT PRIMARY KEY, n INT GENERATED BY DEFAULT AS IDENTITY UNIQUE)");
  schema_.run("CREATE TABLE d(k INT, n INT, PRIMARY KEY (k, n))");
  schema_.run("CREATE TABLE parts(a INT) PARTITION BY RANGE (a)");
  schema_.run("CREATE TABLE parts2(a INT PRIMARY KEY) PARTITION BY RANGE (a)");
  schema_.run("CREATE TABLE parent(a INT)");
  schema_.run("CREATE TABLE child() INHERITS (parent)");
  const auto store = open();
  const std::vector<std::pair<std::string, std::string>> expected = {{"a", "k"},     {"b", "ctid"},    {"c", "n"},
                                                                     {"d", "ctid"},  {"parts", ""},    {"parts2", "a"},
                                                                     {"parent", ""}, {"child", "ctid"}};
  for (const auto& [table, key] : expected) {
    EXPECT_EQ(store->describe(table).value()->row_key, key) << table;
  }
}

TEST_F(PostgresStoreTest, KnowsWhichColumnsItFillsItself) {
  schema_.run("CREATE DOMAIN must AS TEXT NOT NULL");
  schema_.run("CREATE DOMAIN must_too AS must CHECK (VALUE <> '')");
  schema_.run("CREATE DOMAIN has AS TEXT NOT NULL DEFAULT 'x'");
  schema_.run("CREATE TABLE a(k SERIAL PRIMARY KEY, n INT NOT NULL)");
  schema_.run("CREATE TABLE b(k INT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, m must, m2 must_too, h has)");
  schema_.run(
      "CREATE TABLE c(i INT GENERATED ALWAYS AS IDENTITY, k INT PRIMARY KEY, t TEXT,"
      " g INT NOT NULL GENERATED ALWAYS AS (k) STORED)");
  schema_.run("CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'");
  schema_.run("CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.n := 1; RETURN NEW; END'");
  schema_.run("CREATE TABLE filled(n INT NOT NULL, m must, t TEXT)");
  schema_.run("CREATE TRIGGER fill BEFORE INSERT ON filled FOR EACH ROW EXECUTE FUNCTION fill()");
  schema_.run("CREATE TABLE off(n INT NOT NULL, t TEXT)");
  schema_.run("CREATE TRIGGER fill BEFORE INSERT ON off FOR EACH ROW EXECUTE FUNCTION fill()");
  schema_.run("ALTER TABLE off DISABLE TRIGGER fill");
  schema_.run("CREATE TABLE late(n INT NOT NULL, t TEXT)");
  schema_.run("CREATE TRIGGER late AFTER INSERT ON late FOR EACH ROW EXECUTE FUNCTION nothing()");
  schema_.run("CREATE TRIGGER each BEFORE INSERT ON late FOR EACH STATEMENT EXECUTE FUNCTION nothing()");
  schema_.run("CREATE TRIGGER change BEFORE UPDATE ON late FOR EACH ROW EXECUTE FUNCTION fill()");
  schema_.run("CREATE TABLE parts(k INT PRIMARY KEY, n INT NOT NULL) PARTITION BY RANGE (k)");
  schema_.run("CREATE TABLE part PARTITION OF parts FOR VALUES FROM (0) TO (1000)");
  schema_.run("CREATE TRIGGER fill BEFORE INSERT ON part FOR EACH ROW EXECUTE FUNCTION fill()");
  const auto store = open();
  const auto transaction = store->begin().value();
  using Names = std::vector<std::string>;
  for (const auto& [name, required] : std::vector<std::pair<std::string, Names>>{
           {"a", {"n"}}, {"b", {"m", "m2"}}, {"c", {"k"}}, {"filled", {"m"}}, {"off", {"n"}}, {"late", {"n"}}}) {
    const StoreTable& table = *store->describe(name).value();
    EXPECT_EQ(required_columns(table), required) << name;
    EXPECT_EQ(refused_without(*transaction, table), required) << name;
  }
  EXPECT_EQ(required_columns(*store->describe("parts").value()), Names());
}

TEST_F(PostgresStoreTest, KnowsUniqueKeysThatHoldForAllRows) {
  schema_.run("CREATE TABLE t(a INT, b TEXT, c INT NOT NULL, d INT PRIMARY KEY, UNIQUE (b, a))");
  schema_.run("CREATE UNIQUE INDEX u1 ON t(c) INCLUDE (a)");
  schema_.run("CREATE UNIQUE INDEX u2 ON t(a) WHERE a > 0");
  schema_.run("CREATE UNIQUE INDEX u3 ON t(lower(b))");
  schema_.run("CREATE UNIQUE INDEX u4 ON t(a) NULLS NOT DISTINCT");
  EXPECT_EQ(open()->describe("t").value()->unique_keys,
            (std::vector<std::vector<std::string>>{{"d"}, {"b", "a"}, {"c"}, {"a"}}));
}

TEST_F(PostgresStoreTest, P31_NoticesATriggerThatSwallowsRows) {
  schema_.run("CREATE TABLE t(a TEXT)");
  schema_.run("CREATE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'");
  schema_.run("CREATE TRIGGER swallow BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION swallow()");
  for (const Keys keys : {Keys::kWanted, Keys::kNotWanted}) {
    const auto store = open();
    const auto transaction = store->begin().value();
    const auto inserted = insert_one(*transaction, "a", Cell::text("x"), keys);
    ASSERT_FALSE(inserted.ok());
    EXPECT_EQ(inserted.error().code, ErrorCode::kSelfCheck);
  }
}

TEST_F(PostgresStoreTest, ATriggerOrAnIndexMayRefuseARow) {
  schema_.run("CREATE TABLE t(a TEXT, EXCLUDE (lower(a) WITH =))");
  schema_.run("CREATE INDEX ON t(a)");
  schema_.run(
      "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
      "'BEGIN IF NEW.a = ''bad'' THEN RAISE EXCEPTION ''no %'', NEW.a; END IF; RETURN NEW; END'");
  schema_.run("CREATE TRIGGER refuse BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION refuse()");
  const auto store = open();
  const auto transaction = store->begin().value();
  EXPECT_EQ(insert_one(*transaction, "a", Cell::text("good")).value().at(0).refusal, Refusal::kNone);
  EXPECT_EQ(insert_one(*transaction, "a", Cell::text("GOOD")).value().at(0).refusal, Refusal::kTaken);
  EXPECT_EQ(insert_one(*transaction, "a", Cell::text("bad")).value().at(0).refusal, Refusal::kCheck);
  std::string random;  // which the server cannot compress
  for (std::uint32_t n = 1, state = 1; n < 9000; ++n) {
    state = state * 1664525 + 1013904223;
    random.push_back(static_cast<char>('a' + (state >> 24) % 26));
  }
  EXPECT_EQ(insert_one(*transaction, "a", Cell::text(random)).value().at(0).refusal, Refusal::kOutOfRange);
  ASSERT_TRUE(transaction->commit().ok());
}

TEST_F(PostgresStoreTest, AConstraintThatIsCheckedLateRefusesTheCommit) {
  schema_.run("CREATE TABLE t(a TEXT UNIQUE DEFERRABLE INITIALLY DEFERRED)");
  const auto store = open();
  const auto transaction = store->begin().value();
  EXPECT_TRUE(insert_one(*transaction, "a", Cell::text("marker")).ok());
  EXPECT_TRUE(insert_one(*transaction, "a", Cell::text("marker")).ok());
  const auto committed = transaction->commit();
  ASSERT_FALSE(committed.ok());
  EXPECT_EQ(committed.error().code, ErrorCode::kMapping);
  EXPECT_EQ(committed.error().message.find("marker"), std::string::npos);
  EXPECT_EQ(schema_.one("SELECT count(*) FROM t"), "0");
  EXPECT_TRUE(open()->begin().ok());
}

TEST_F(PostgresStoreTest, WaitsABoundedTimeForAnotherImport) {
  const auto first = open();
  const auto transaction = first->begin().value();
  const auto second = open(with_option(schema_.uri(), "lock_timeout", "20"))->begin();
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().code, ErrorCode::kBackend);
}

TEST_F(PostgresStoreTest, WaitsABoundedTimeForOtherWriters) {
  schema_.run("CREATE TABLE t(a INT PRIMARY KEY)");
  const auto store = open(with_option(schema_.uri(), "lock_timeout", "20"));
  const auto transaction = store->begin().value();
  schema_.run("BEGIN");
  schema_.run("INSERT INTO t VALUES(1)");
  const auto inserted = insert_one(*transaction, "a", Cell::integer(1));
  schema_.run("ROLLBACK");
  ASSERT_FALSE(inserted.ok());
  EXPECT_EQ(inserted.error().code, ErrorCode::kBackend);
}

TEST_F(PostgresStoreTest, ARowThatAnotherWriterChangedEndsTheImport) {
  schema_.run("CREATE TABLE t(k INT PRIMARY KEY, a TEXT)");
  schema_.run("INSERT INTO t VALUES(1, 'old')");
  const auto store = open();
  const auto transaction = store->begin().value();
  schema_.run("UPDATE t SET a = 'theirs'");
  const std::array set = {NamedCell{"a", Cell::text("ours")}};
  const std::array where = {NamedCell{"k", Cell::integer(1)}};
  EXPECT_EQ(transaction->update("t", set, where).error().code, ErrorCode::kBackend);
}

TEST_F(PostgresStoreTest, P9_AServerThatEndsTheSessionHasCommittedNothing) {
  schema_.run("CREATE TABLE t(a TEXT)");
  const auto store = open();
  const auto transaction = store->begin().value();
  EXPECT_TRUE(insert_one(*transaction, "a", Cell::text("x")).ok());
  schema_.run(
      "SELECT pg_terminate_backend(pid, 10000) FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid()");
  EXPECT_EQ(transaction->commit().error().code, ErrorCode::kBackend);
  EXPECT_EQ(schema_.one("SELECT count(*) FROM t"), "0");
  EXPECT_EQ(schema_.one("SELECT to_regclass('holdall_import') IS NULL"), "t");
  EXPECT_EQ(store->begin().error().code, ErrorCode::kBackend);
  EXPECT_TRUE(open()->begin().ok());
}

TEST_F(PostgresStoreTest, IsNotWeakerThanASynchronousCommit) {
  schema_.run("CREATE TABLE t(a TEXT)");
  schema_.run("CREATE TABLE seen(level TEXT)");
  schema_.run(
      "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS "
      "'BEGIN INSERT INTO seen VALUES(current_setting(''synchronous_commit'')); RETURN NEW; END'");
  schema_.run("CREATE TRIGGER note BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION note()");
  const auto store = open(with_option(schema_.uri(), "synchronous_commit", "off"));
  const auto transaction = store->begin().value();
  EXPECT_TRUE(insert_one(*transaction, "a", Cell::text("x")).ok());
  ASSERT_TRUE(transaction->commit().ok());
  EXPECT_EQ(schema_.one("SELECT level FROM seen"), "on");
}

TEST_F(PostgresStoreTest, NeedsNoRightToMakeTablesThatAreThere) {
  const std::string role = schema_.name() + "_role";
  schema_.run("CREATE TABLE t(k INT PRIMARY KEY)");
  schema_.run("CREATE ROLE " + role);
  schema_.run("GRANT USAGE ON SCHEMA " + schema_.name() + " TO " + role);
  const std::string uri = with_option(schema_.uri(), "role", role);
  EXPECT_EQ(open(uri)->begin().error().code, ErrorCode::kBackend);
  for (const std::string_view definition : ledger::kDefinitions) {
    schema_.run(definition);
  }
  schema_.run("GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA " + schema_.name() + " TO " + role);
  {
    const auto store = open(uri);
    const auto transaction = store->begin().value();
    EXPECT_EQ(insert_one(*transaction, "k", Cell::integer(1)).value().at(0).refusal, Refusal::kNone);
    EXPECT_TRUE(transaction->commit().ok());
  }
  schema_.run("DROP OWNED BY " + role);
  schema_.run("DROP ROLE " + role);
}

TEST_F(PostgresStoreTest, IsOpenedByItsUri) {
  EXPECT_TRUE(open_store(schema_.uri()).ok());
  EXPECT_EQ(open_store("postgresql:club").error().code, ErrorCode::kUsage);
  EXPECT_EQ(open_store("postgres://a:secret@127.0.0.1/b").error().code, ErrorCode::kUsage);
}

// The ledger's own tables come back after a transaction that made them was dropped.
TEST_F(PostgresStoreTest, MakesTheLedgerAgainAfterARollback) {
  const auto store = open();
  store->begin().value().reset();
  const auto transaction = store->begin().value();
  SuiteRows token({"token_sha256", "subject", "made", "expires"});
  token.add({Cell::text("d"), Cell::text("1"), Cell::text("x"), Cell::text("y")});
  EXPECT_TRUE(transaction->insert(ledger::kToken, token.block(), Keys::kNotWanted).ok());
  EXPECT_TRUE(transaction->commit().ok());
  EXPECT_EQ(schema_.one("SELECT count(*) FROM holdall_token"), "1");
}

TEST_F(PostgresStoreTest, RowsWithoutAnIntegerKeyMoveAndAreFoundAgain) {
  schema_.run("CREATE TABLE t(k TEXT PRIMARY KEY, n INT)");
  const auto store = open();
  const auto transaction = store->begin().value();
  SuiteRows rows({"k", "n"});
  std::vector<std::string> names;
  for (int i = 0; i < 3000; ++i) {  // more than one page
    names.push_back(std::to_string(i));
  }
  for (const std::string& name : names) {
    rows.add({Cell::text(name), Cell::integer(0)});
  }
  const auto inserted = transaction->insert("t", rows.block(), Keys::kWanted).value();
  const std::array set = {NamedCell{"n", Cell::integer(1)}};
  const std::array where = {NamedCell{"ctid", Cell::integer(inserted.at(2999).row_key)}};
  const Changed changed = transaction->update("t", set, where).value();
  ASSERT_EQ(changed.rows, 1U);
  EXPECT_NE(changed.row_key, inserted.at(2999).row_key);
  const std::vector<std::string> columns = {"k", "ctid"};
  const std::array<Cell, 2> keys = {Cell::integer(changed.row_key), Cell::integer(inserted.at(1).row_key)};
  const auto found = transaction->find(Lookup{"t", columns, {}, "ctid", keys}).value();
  EXPECT_EQ(found.size(), 2U);
  EXPECT_EQ(transaction->update("t", set, where).value().rows, 0U);  // it is not there any more
}

TEST_F(PostgresStoreTest, TemporaryTablesNeverStandInForOrdinaryOnes) {
  schema_.run("CREATE TABLE t(a TEXT)");
  schema_.run(
      "CREATE FUNCTION hide() RETURNS trigger LANGUAGE plpgsql AS "
      "'BEGIN CREATE TEMP TABLE IF NOT EXISTS t(a TEXT); RETURN NEW; END'");
  schema_.run("CREATE TRIGGER hide BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION hide()");
  const auto store = open();
  const auto transaction = store->begin().value();
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(insert_one(*transaction, "a", Cell::text("x"), i == 0 ? Keys::kWanted : Keys::kNotWanted).ok());
  }
  ASSERT_TRUE(transaction->commit().ok());
  EXPECT_EQ(schema_.one("SELECT count(*) FROM t"), "3");
}

}  // namespace
}  // namespace holdall::test
