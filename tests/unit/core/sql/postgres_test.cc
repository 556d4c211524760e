// The door to PostgreSQL: URIs, values, messages without values, lost connections.
#include "holdall/core/sql/postgres.h"

#include <gtest/gtest.h>

#include <array>

#include "support/postgres_schema.h"

namespace holdall::postgres {
namespace {

using test::PostgresSchema;
using test::with_option;
using namespace std::literals;  // NOLINT: NUL in literals

Connection must_open(const std::string& uri) {
  auto connection = Connection::open(uri);
  EXPECT_TRUE(connection.ok()) << connection.error().message;
  return std::move(connection).value();
}

std::string one(Connection& connection, const std::string& sql, std::span<const Parameter> parameters = {}) {
  auto rows = connection.query(sql, parameters);
  EXPECT_TRUE(rows.ok()) << rows.error().message;
  return rows.ok() ? std::string(rows.value().text(0, 0)) : "(failed)";
}

// Ends the session behind `connection` by way of another.
void terminate(PostgresSchema& schema, Connection& connection) {
  schema.run("SELECT pg_terminate_backend(" + one(connection, "SELECT pg_backend_pid()") + ", 10000)");
}

TEST(Postgres, ReadsNoUriButItsOwn) {
  for (const std::string& uri : {"postgresql:"s, "postgres:db"s, "host=127.0.0.1 dbname=x"s, "http://x"s,
                                 "postgresql://[::1/x"s, "postgresql://h/x?nonsense=1"s, "postgresql://h/a\0b"s}) {
    const auto opened = Connection::open(uri);
    ASSERT_FALSE(opened.ok()) << uri;
    EXPECT_EQ(opened.error().code, ErrorCode::kUsage) << uri;
  }
}

TEST(Postgres, P27_APasswordInTheUriIsRefusedAndNotRepeated) {
  for (const std::string uri : {"postgresql://u:marker@h/x", "postgres://h/x?password=marker",
                                "postgresql://h/x?sslpassword=marker", "postgresql://u:marker@h:bad:port/x"}) {
    const auto opened = Connection::open(uri);
    ASSERT_FALSE(opened.ok());
    EXPECT_EQ(opened.error().code, ErrorCode::kUsage);
    EXPECT_EQ((opened.error().message + opened.error().hint).find("marker"), std::string::npos);
    EXPECT_FALSE(opened.error().hint.empty());
  }
}

TEST(Postgres, ARefusedConnectionIsABackendError) {
  const std::string server = test::postgres_server();
  for (const std::string& uri : {"postgresql://nobody@127.0.0.1:1/x"s, "postgresql://h@/x?host=/no/such/folder"s,
                                 std::string(server).replace(server.find("/postgres?"), 10, "/nosuch?"),
                                 std::string(server).replace(server.find("//holdall@"), 10, "//stranger@")}) {
    const auto opened = Connection::open(uri);
    ASSERT_FALSE(opened.ok());
    EXPECT_EQ(opened.error().code, ErrorCode::kBackend);
    EXPECT_EQ(opened.error().message.find('\n'), std::string::npos);
  }
}

TEST(Postgres, SetsWhatItsTextFormsDependOn) {
  PostgresSchema schema;
  std::string uri = with_option(schema.uri(), "TimeZone", "Asia/Tokyo");
  for (const auto& [name, value] :
       {std::pair("DateStyle", "German"), std::pair("extra_float_digits", "-5"), std::pair("bytea_output", "escape"),
        std::pair("lock_timeout", "0"), std::pair("standard_conforming_strings", "off"),
        std::pair("client_encoding", "LATIN1")}) {
    uri = with_option(uri, name, value);
  }
  Connection connection = must_open(uri);
  EXPECT_EQ(one(connection, "SELECT '2026-07-01T12:00:00Z'::timestamptz"), "2026-07-01 12:00:00+00");
  EXPECT_EQ(one(connection, "SELECT 0.1::float8 + 0.2::float8"), "0.30000000000000004");
  EXPECT_EQ(one(connection, "SELECT 'a'::bytea"), "\\x61");
  EXPECT_EQ(one(connection, "SELECT 'a\\b'"), "a\\b");
  EXPECT_EQ(one(connection, "SELECT 'ä'"), "ä");
  EXPECT_EQ(one(connection, "SHOW lock_timeout"), "30s");
  EXPECT_EQ(one(connection, "SHOW search_path"), schema.name() + ", pg_temp");
  Connection hasty = must_open(with_option(schema.uri(), "lock_timeout", "70"));
  EXPECT_EQ(one(hasty, "SHOW lock_timeout"), "70ms");
}

TEST(Postgres, ArraysGoThroughWithoutQuoting) {
  PostgresSchema schema;
  Connection connection = must_open(schema.uri());
  Array texts(Array::Of::kText);
  texts.add_text("{a,\"b\\\"}");
  texts.add_null();
  texts.add_text("");
  texts.add_text("NULL");
  EXPECT_EQ(one(connection, "SELECT string_agg(coalesce(v, '-'), '|') FROM unnest($1::text[]) AS v",
                std::array{texts.parameter()}),
            "{a,\"b\\\"}|-||NULL");
  Array integers(Array::Of::kInteger);
  integers.add_integer(-1);
  integers.add_integer(std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(one(connection, "SELECT $1::int8[]", std::array{integers.parameter()}), "{-1,9223372036854775807}");
  Array doubles(Array::Of::kDouble);
  doubles.add_double(-0.5);
  EXPECT_EQ(one(connection, "SELECT $1::float8[]", std::array{doubles.parameter()}), "{-0.5}");
  Array booleans(Array::Of::kBoolean);
  booleans.add_boolean(true);
  booleans.add_boolean(false);
  EXPECT_EQ(one(connection, "SELECT $1::bool[]", std::array{booleans.parameter()}), "{t,f}");
  Array bytes(Array::Of::kBytes);
  bytes.add_text("\0\xff"sv);
  EXPECT_EQ(one(connection, "SELECT ($1::bytea[])[1]", std::array{bytes.parameter()}), "\\x00ff");
  EXPECT_EQ(one(connection, "SELECT cardinality($1::text[])", std::array{Array(Array::Of::kText).parameter()}), "0");
}

TEST(Postgres, CopiesLinesAndSaysHowMany) {
  PostgresSchema schema;
  schema.run("CREATE TABLE t(a TEXT, b TEXT)");
  Connection connection = must_open(schema.uri());
  std::string lines;
  append_copy_field(lines, "tab\t line\n return\r back\\ \\N \\.");
  lines.append("\t").append(kCopyNull).append("\n\\\\.\tx\n");
  EXPECT_EQ(connection.copy_in("COPY t FROM STDIN", lines).value(), 2U);
  EXPECT_EQ(schema.one("SELECT a FROM t WHERE b IS NULL"), "tab\t line\n return\r back\\ \\N \\.");
  EXPECT_EQ(schema.one("SELECT a FROM t WHERE b = 'x'"), "\\.");
  ASSERT_FALSE(connection.copy_in("COPY t FROM STDIN", "one field\n").ok());
  EXPECT_EQ(connection.last_state(), "22P04");
  EXPECT_EQ(one(connection, "SELECT count(*) FROM t"), "2");
}

TEST(Postgres, P27_OneStatementAndNoMore) {
  PostgresSchema schema;
  Connection connection = must_open(schema.uri());
  EXPECT_FALSE(connection.run("SELECT 1; SELECT 2").ok());
  EXPECT_FALSE(connection.query("SELECT 1; SELECT 2").ok());
}

TEST(Postgres, MessagesOfTheServerNeverPass) {
  PostgresSchema schema;
  schema.run("CREATE TABLE t(a TEXT UNIQUE, n INT CHECK (n < 5))");
  schema.run("INSERT INTO t VALUES('marker', 1)");
  schema.run(
      "CREATE FUNCTION shout(x text) RETURNS int LANGUAGE plpgsql AS "
      "'BEGIN PERFORM set_config(''client_min_messages'', ''notice'', false); RAISE WARNING ''marker''; RAISE "
      "EXCEPTION ''marker'' USING ERRCODE = ''MARKE''; END'");
  Connection connection = must_open(schema.uri());
  testing::internal::CaptureStderr();
  const std::array marker = {Parameter{"marker"}};
  for (const char* sql : {"INSERT INTO t VALUES($1, 2)", "SELECT $1::text::int", "SELECT shout($1)",
                          "INSERT INTO t SELECT $1 || $1, 7", "SELECT marker FROM t WHERE a = $1"}) {
    const auto rows = connection.query(sql, marker);
    ASSERT_FALSE(rows.ok()) << sql;
    EXPECT_EQ(rows.error().code, ErrorCode::kBackend);
    EXPECT_EQ((rows.error().message + rows.error().hint).find("arke"), std::string::npos) << rows.error().message;
    EXPECT_EQ(rows.error().message.find("MARKE"), std::string::npos);
  }
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST(Postgres, ASessionThatIsEndedIsLostAndNoSignalComes) {
  PostgresSchema schema;
  Connection connection = must_open(schema.uri());
  terminate(schema, connection);
  for (int i = 0; i < 3; ++i) {
    const auto rows = connection.run("SELECT 1");
    ASSERT_FALSE(rows.ok());
    EXPECT_EQ(rows.error().code, ErrorCode::kBackend);
  }
  EXPECT_TRUE(connection.is_lost());
}

TEST(Postgres, P9_ACommitThatWasNeverSentIsRolledBack) {
  PostgresSchema schema;
  Connection connection = must_open(schema.uri());
  ASSERT_TRUE(connection.run("BEGIN").ok());
  terminate(schema, connection);
  EXPECT_EQ(connection.commit().error().code, ErrorCode::kBackend);
  Connection other = must_open(schema.uri());
  ASSERT_TRUE(other.run("BEGIN").ok());
  EXPECT_FALSE(other.run("SELECT 1/0").ok());
  EXPECT_EQ(other.commit().error().code, ErrorCode::kBackend);
}

// The session ends itself while it commits: the client has no answer to COMMIT, or the server's last words.
TEST(Postgres, P9_ACommitWithoutAnAnswerHasAnUnknownOutcome) {
  PostgresSchema schema;
  schema.run("CREATE TABLE t(a INT)");
  schema.run(
      "CREATE FUNCTION stop() RETURNS trigger LANGUAGE plpgsql AS "
      "'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(60); RETURN NULL; END'");
  schema.run(
      "CREATE CONSTRAINT TRIGGER stop AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED "
      "FOR EACH ROW EXECUTE FUNCTION stop()");
  Connection connection = must_open(schema.uri());
  ASSERT_TRUE(connection.run("BEGIN").ok());
  ASSERT_TRUE(connection.run("INSERT INTO t VALUES(1)").ok());
  const auto committed = connection.commit();
  ASSERT_FALSE(committed.ok());
  EXPECT_EQ(committed.error().code, ErrorCode::kOutcomeUnknown);
}

TEST(Postgres, KnowsWhatItHoldsAsText) {
  EXPECT_TRUE(is_text("a\tä\xF0\x9F\x98\x80"));
  for (const std::string_view bad : {"a\0"sv, "\xC0\x27"sv, "\xED\xA0\x80"sv, "\xF4\x90\x80\x80"sv, "x\xE2\x82"sv}) {
    EXPECT_FALSE(is_text(bad));
  }
}

TEST(Postgres, QuotesNames) {
  EXPECT_EQ(quote(R"(a"b'c)"), R"("a""b'c")");
  EXPECT_EQ(double_text(-0.1), "-0.1");
  EXPECT_EQ(bytes_text("\x01\xff"), "\\x01ff");
}

}  // namespace
}  // namespace holdall::postgres
