// Imports into PostgreSQL: tables without a key of their own, and rows that a policy hides.
#include <gtest/gtest.h>

#include <array>

#include "holdall/importer/store/postgres_store.h"
#include "support/postgres_schema.h"
#include "unit/importer/parties.h"

namespace holdall::test {
namespace {

// The people have no integer key, and each page that they get changes their row, so that it moves.
constexpr auto kTables = std::to_array<std::string_view>({
    "CREATE TABLE person(handle TEXT NOT NULL UNIQUE, nick TEXT, city TEXT, pages INTEGER NOT NULL DEFAULT 0)",
    "CREATE TABLE page(handle TEXT NOT NULL REFERENCES person(handle), url TEXT)",
    "CREATE TABLE thing(url TEXT)",
    "CREATE FUNCTION count_page() RETURNS trigger LANGUAGE plpgsql AS"
    " 'BEGIN UPDATE person SET pages = pages + 1 WHERE handle = NEW.handle; RETURN NULL; END'",
    "CREATE TRIGGER counted AFTER INSERT ON page FOR EACH ROW EXECUTE FUNCTION count_page()",
    "INSERT INTO person(handle) VALUES ('anna'), ('bert')",
});

constexpr std::string_view kMap = R"({
  "map": "postgres/1", "subject": {"table": "person", "column": "handle", "type": "text"},
  "rules": [
    {"from": "profile", "into": "person", "name": "nick", "mode": "fill", "set": {"nick": {"from": "/display_name"}}},
    {"from": "usage", "into": "page", "set": {"handle": {"subject": true}, "url": {"from": "/object"}}},
    {"from": "identifiers", "into": "person", "mode": "fill", "set": {"city": {"from": "/value"}}},
    {"from": "devices", "into": "thing", "set": {"url": {"from": "/kind"}}}
  ]})";

SectionText profile(std::string_view name) {
  return {"profile", {R"({"id":"p1","source":"account","display_name":")" + std::string(name) + R"("})"}};
}
SectionText view(std::string_view id) {
  return {"usage", {R"({"id":")" + std::string(id) + R"(","kind":"view","object":"/a"})"}};
}
SectionText city(std::string_view name) {
  return {"identifiers", {R"({"id":"i1","type":"city","value":")" + std::string(name) + R"("})"}};
}
SectionText device(std::string_view kind) {
  return {"devices", {R"({"id":"d1","kind":")" + std::string(kind) + R"("})"}};
}

class PostgresImport : public testing::Test {
 protected:
  PostgresImport() {
    for (const std::string_view sql : kTables) {
      schema_.run(sql);
    }
    const auto store = value_of(open_postgres_store(schema_.uri()));
    const auto transaction = value_of(store->begin());
    for (const auto& [sub, subject] : {std::pair("pairwise-a", "anna"), std::pair("pairwise-b", "bert")}) {
      expect_done(bind_id(*transaction, {std::string(kIssuer), sub, subject, at("2026-11-01T00:00:00Z")}));
    }
    expect_done(transaction->commit());
  }
  // Each bundle is issued a minute after the one before.
  VerifiedBundle bundle(const std::vector<SectionText>& sections, std::string_view who = "anna") {
    ++count_;
    BundleFacts facts;
    facts.id.back() = static_cast<char>('0' + count_);
    facts.issued = "2026-11-23T10:0" + std::to_string(count_) + ":00Z";
    facts.sub = "pairwise-" + std::string(who.substr(0, 1));
    return shop_.bundle(sections, facts);
  }
  Result<ImportReport> import(const VerifiedBundle& bundle, const std::string& uri, std::string_view who = "anna") {
    ImportOptions options;
    options.subject = std::string(who);
    options.now = at("2026-11-23T12:00:00Z");
    HOLDALL_ASSIGN(const auto store, open_postgres_store(uri));
    return import_bundle(bundle, map_, *store, options);
  }
  // What became of the one record of that section.
  std::string imported(const std::vector<SectionText>& sections, std::string_view section,
                       std::string_view who = "anna") {
    const auto report = import(bundle(sections, who), schema_.uri(), who);
    if (!report.ok()) {
      return report.error().message;
    }
    for (std::size_t i = 0; i < kOutcomes; ++i) {
      if (report.value().records(section).at(i) == 1) {
        return std::string(outcome_name(static_cast<Outcome>(i)));
      }
    }
    return "not one record";
  }

  PostgresSchema schema_;
  Sender shop_;
  ImportMap map_ = value_of(ImportMap::parse(kMap));
  int count_ = 0;
};

TEST_F(PostgresImport, FillsTheSubjectsRowWhereverItHasMovedTo) {
  EXPECT_EQ(imported({profile("A"), view("u1"), city("Visby")}, "identifiers"), "stored");
  EXPECT_EQ(schema_.one("SELECT concat_ws('|', nick, city, pages) FROM person WHERE handle = 'anna'"), "A|Visby|1");
  EXPECT_EQ(schema_.one("SELECT count(*) FROM person WHERE nick IS NULL AND city IS NULL"), "1");
  EXPECT_EQ(schema_.one("SELECT count(*) FROM holdall_record WHERE stored_in = 'person' AND row_key IS NULL"), "2");
}

TEST_F(PostgresImport, FillsItAgainAfterTheReceiverHasChangedIt) {
  EXPECT_EQ(imported({profile("A")}, "profile"), "stored");
  schema_.run("UPDATE person SET pages = 7");
  schema_.run("UPDATE person SET nick = NULL, city = 'Lund' WHERE handle = 'anna'");
  schema_.run("VACUUM FULL person");
  EXPECT_EQ(imported({profile("B")}, "profile"), "stored");
  EXPECT_EQ(imported({profile("C"), city("Visby")}, "profile"), "conflict");
  EXPECT_EQ(schema_.one("SELECT concat_ws('|', nick, city, pages) FROM person WHERE handle = 'anna'"), "B|Lund|7");
  EXPECT_EQ(schema_.one("SELECT nick IS NULL AND city IS NULL FROM person WHERE handle = 'bert'"), "t");
}

TEST_F(PostgresImport, P14_AnEqualRowOfAnotherPersonAtTheOldRowsPlaceIsTheirs) {
  EXPECT_EQ(imported({device("tv")}, "devices"), "stored");
  const std::string place = schema_.one("SELECT ctid FROM thing");
  schema_.run("DELETE FROM thing");
  schema_.run("VACUUM thing");
  EXPECT_EQ(imported({device("tv")}, "devices", "bert"), "stored");
  ASSERT_EQ(schema_.one("SELECT ctid FROM thing"), place) << "the place must be given again";
  EXPECT_EQ(imported({device("radio")}, "devices"), "conflict");
  EXPECT_EQ(schema_.one("SELECT string_agg(url, ' ') FROM thing"), "tv");
  EXPECT_EQ(imported({device("phone")}, "devices", "bert"), "updated");
  EXPECT_EQ(schema_.one("SELECT string_agg(url, ' ') FROM thing"), "phone");
}

// A role that everything is granted to, and that owns nothing.
class PostgresPolicies : public PostgresImport {
 protected:
  PostgresPolicies() : role_(schema_.name() + "_role") {
    schema_.run("CREATE ROLE " + role_);
    grant();
  }
  ~PostgresPolicies() override {
    schema_.run("DROP OWNED BY " + role_);
    schema_.run("DROP ROLE " + role_);
  }
  void grant() {
    schema_.run("GRANT USAGE, CREATE ON SCHEMA " + schema_.name() + " TO " + role_);
    schema_.run("GRANT ALL ON ALL TABLES IN SCHEMA " + schema_.name() + " TO " + role_);
  }
  [[nodiscard]] std::string uri() const { return with_option(schema_.uri(), "role", role_); }
  void alter(std::string_view table, std::string_view what) {
    schema_.run("ALTER TABLE " + std::string(table) + " " + std::string(what));
  }
  std::string refusal(const VerifiedBundle& bundle) {
    const auto report = import(bundle, uri());
    if (report.ok()) {
      return "";
    }
    EXPECT_EQ(report.error().code, ErrorCode::kBackend);
    return report.error().message;
  }

  std::string role_;
};

TEST_F(PostgresPolicies, P10_HiddenLinesOfTheLedgerRefuseTheImportThatWouldStoreThemAgain) {
  const VerifiedBundle once = bundle({view("u1")});
  ASSERT_EQ(refusal(once), "");
  for (const std::string table :
       {"holdall_binding", "holdall_token", "holdall_import", "holdall_segment", "holdall_record"}) {
    alter(table, "ENABLE ROW LEVEL SECURITY");
    const std::string message = refusal(once);
    EXPECT_NE(message.find("row-level security"), std::string::npos) << message;
    EXPECT_NE(message.find(table), std::string::npos) << message;
    EXPECT_EQ(schema_.one("SELECT count(*) FROM page"), "1");
    alter(table, "DISABLE ROW LEVEL SECURITY");
  }
  EXPECT_EQ(import(once, uri()).value().status, ImportReport::Status::kAlreadyImported);
}

TEST_F(PostgresPolicies, TablesOfTheMapThatHideRowsRefuseTheImport) {
  const VerifiedBundle once = bundle({view("u1")});
  for (const std::string table : {"person", "page", "thing"}) {
    alter(table, "ENABLE ROW LEVEL SECURITY");
    schema_.run("CREATE POLICY all_of_it ON " + table + " USING (true)");
    const std::string message = refusal(once);
    EXPECT_NE(message.find("row-level security"), std::string::npos) << message;
    EXPECT_NE(message.find("`" + table + "`"), std::string::npos) << message;
    alter(table, "DISABLE ROW LEVEL SECURITY");
  }
  EXPECT_EQ(schema_.one("SELECT count(*) FROM holdall_import"), "0");
  EXPECT_EQ(refusal(once), "");
}

TEST_F(PostgresPolicies, CountOnlyWhereTheyApplyToTheRole) {
  alter("page", "ENABLE ROW LEVEL SECURITY");
  const auto hides = [&](const std::string& uri) {
    const auto store = value_of(open_postgres_store(uri));
    return value_of(store->describe("page"))->hides_rows;
  };
  EXPECT_FALSE(hides(schema_.uri())) << "a superuser";
  EXPECT_TRUE(hides(uri()));
  alter("page", "OWNER TO " + role_);
  EXPECT_FALSE(hides(uri())) << "the owner";
  alter("page", "FORCE ROW LEVEL SECURITY");
  EXPECT_TRUE(hides(uri()));
  schema_.run("ALTER ROLE " + role_ + " BYPASSRLS");
  EXPECT_FALSE(hides(uri()));
}

}  // namespace
}  // namespace holdall::test
