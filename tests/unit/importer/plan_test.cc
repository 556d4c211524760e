// The map against the catalog, and values against the columns (promises P15, P27, P31).
#include "holdall/importer/plan.h"

#include <gtest/gtest.h>

#include "unit/importer/parties.h"

namespace holdall::test {
namespace {

constexpr std::string_view kSql =
    "CREATE TABLE person(pid INTEGER PRIMARY KEY, nick TEXT, mentor INTEGER REFERENCES person);\n"
    "CREATE TABLE note(pid INTEGER REFERENCES person, text TEXT NOT NULL DEFAULT '', n INTEGER CHECK(n > 0), amount "
    "NUMERIC,"
    " answers INTEGER REFERENCES note(rid), country TEXT REFERENCES country(code), rid INTEGER UNIQUE);\n"
    "CREATE TABLE visit(guest INTEGER REFERENCES Person, at TEXT);\n"
    "CREATE TABLE log(pid INTEGER, at TEXT);\n"
    "CREATE TABLE country(code TEXT PRIMARY KEY);\n"
    "CREATE TABLE flat(k TEXT PRIMARY KEY) WITHOUT ROWID;\n"
    "CREATE TABLE form(fid INTEGER PRIMARY KEY NOT NULL, title TEXT NOT NULL, lang TEXT NOT NULL DEFAULT 'sv',"
    " size INTEGER NOT NULL AS (length(title)));\n"
    "CREATE VIEW people AS SELECT * FROM person;\n"
    "INSERT INTO country VALUES('SE');\n"
    "INSERT INTO person(pid) VALUES(1);\n";

std::string map_with(std::string_view rule, std::string_view column = "pid") {
  return R"({"map":"m/1","subject":{"table":"person","column":")" + std::string(column) +
         R"(","type":"integer"},"rules":[)" + std::string(rule) + "]}";
}

struct Case {
  const char* name;
  const char* rule;
  std::optional<ErrorCode> refused;
};

class PlanOf : public testing::TestWithParam<Case> {};

TEST_P(PlanOf, FitsTheCatalogOrIsRefused) {
  const Receiver receiver(kSql);
  const auto map = ImportMap::parse(map_with(GetParam().rule));
  ASSERT_TRUE(map.ok()) << map.error().message;
  const auto store = receiver.open();
  const auto plan = ImportPlan::compile(map.value(), *store);
  EXPECT_EQ(plan.ok(), !GetParam().refused) << (plan.ok() ? "" : plan.error().message);
  if (!plan.ok()) {
    EXPECT_EQ(plan.error().code, GetParam().refused) << plan.error().message;
    EXPECT_EQ(plan.error().message.find("/rules/0"), 0U) << plan.error().message;
  }
}

constexpr auto kUnfit = ErrorCode::kMapUnfit;
constexpr auto kAuthority = ErrorCode::kAuthorityColumn;

INSTANTIATE_TEST_SUITE_P(
    Catalog, PlanOf,
    testing::Values(
        Case{"fits", R"({"from":"usage","into":"note","set":{"pid":{"subject":true},"text":{"from":"/object"}}})", {}},
        Case{"look_up_table",
             R"({"from":"usage","into":"note","set":{"pid":{"subject":true},"country":{"from":"/country"}}})",
             {}},
        Case{"no_table", R"({"from":"usage","into":"nothing","set":{"a":{"const":1}}})", kUnfit},
        Case{"no_column", R"({"from":"usage","into":"note","set":{"pid":{"subject":true},"x":{"const":1}}})", kUnfit},
        Case{"other_case", R"({"from":"usage","into":"Note","set":{"pid":{"subject":true}}})", kUnfit},
        Case{"view", R"({"from":"usage","into":"people","set":{"nick":{"const":"x"}}})", kUnfit},
        Case{"sql_as_name", R"({"from":"usage","into":"note; DROP TABLE note","set":{"a":{"const":1}}})", kUnfit},
        Case{"catalog_table", R"({"from":"usage","into":"sqlite_schema","set":{"sql":{"const":"x"}}})", kUnfit},
        Case{"without_row_id", R"({"from":"usage","into":"flat","set":{"k":{"from":"/object"}}})", kUnfit},
        Case{"unknown_fact", R"({"from":"@bundle","into":"log","set":{"pid":{"subject":true},"at":{"bundle":"/x"}}})",
             kUnfit},
        Case{"suppressions",
             R"({"from":"@suppressions","into":"note","set":{"pid":{"subject":true},"text":{"from":"/topic"}}})",
             {}}),
    [](const auto& each) { return each.param.name; });

TEST(Plan, ARuleOnWhatHoldallSaysReadsOnlyWhatItSays) {
  const Receiver receiver(kSql);
  const auto store = receiver.open();
  for (const auto& [from, member, fits] :
       std::vector<std::tuple<std::string, std::string, bool>>{{"@suppressions", "/topic", true},
                                                               {"@suppressions", "/reason", true},
                                                               {"@suppressions", "/record", true},
                                                               {"@suppressions", "/purpose", false},
                                                               {"@suppressions", "/n", false},
                                                               {"@rejects", "/topic", false}}) {
    const auto map = ImportMap::parse(map_with(R"({"from":")" + from +
                                               R"(","into":"note","set":{"pid":{"subject":true},"text":{"from":")" +
                                               member + "\"}}}"));
    ASSERT_TRUE(map.ok()) << map.error().message;
    EXPECT_EQ(ImportPlan::compile(map.value(), *store).ok(), fits) << from << member;
  }
}

INSTANTIATE_TEST_SUITE_P(
    P15_OtherPeople, PlanOf,
    testing::Values(
        Case{"subject_from_record", R"({"from":"usage","into":"note","set":{"pid":{"from":"/count"}}})", kAuthority},
        Case{"subject_constant", R"({"from":"usage","into":"note","set":{"pid":{"const":2}}})", kAuthority},
        Case{"subject_left_out", R"({"from":"usage","into":"note","set":{"text":{"from":"/object"}}})", kAuthority},
        Case{"foreign_key_of_other_name", R"({"from":"usage","into":"visit","set":{"guest":{"from":"/count"}}})",
             kAuthority},
        Case{"same_name_without_key", R"({"from":"usage","into":"log","set":{"at":{"from":"/at"}}})", kAuthority},
        Case{"row_of_another",
             R"({"from":"usage","into":"note","set":{"pid":{"subject":true},"answers":{"from":"/count"}}})",
             kAuthority},
        Case{"person_in_own_row",
             R"({"from":"profile","into":"person","mode":"fill","set":{"mentor":{"from":"/status"}}})", kAuthority}),
    [](const auto& each) { return each.param.name; });

INSTANTIATE_TEST_SUITE_P(
    NeverFits, PlanOf,
    testing::Values(
        Case{"constant", R"({"from":"usage","into":"note","set":{"pid":{"subject":true},"n":{"const":"7"}}})", kUnfit},
        Case{"constant_like_a_number",
             R"({"from":"usage","into":"note","set":{"pid":{"subject":true},"amount":{"const":" +1e3 "}}})", kUnfit},
        Case{"null", R"({"from":"usage","into":"note","set":{"pid":{"subject":true},"n":{"const":null}}})", {}},
        Case{"transform",
             R"({"from":"usage","into":"note","set":{"pid":{"subject":true},"text":{"from":"/at","fn":["year"]}}})",
             kUnfit},
        Case{"fact", R"({"from":"usage","into":"note","set":{"pid":{"subject":true},"n":{"bundle":"/iss"}}})", kUnfit},
        Case{
            "default_that_does",
            R"({"from":"usage","into":"note","set":{"pid":{"subject":true},"text":{"from":"/count","fn":[{"default":"x"}]}}})",
            {}}),
    [](const auto& each) { return each.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Required, PlanOf,
    testing::Values(Case{"set", R"({"from":"usage","into":"form","set":{"title":{"from":"/object"}}})", {}},
                    Case{"set_to_what_may_be_missing",
                         R"({"from":"usage","into":"form","set":{"title":{"from":"/object"},"lang":{"from":"/at"}}})",
                         {}},
                    Case{"left_out", R"({"from":"usage","into":"form","set":{"lang":{"from":"/object"}}})", kUnfit},
                    Case{"left_out_of_a_bundles_facts",
                         R"({"from":"@bundle","into":"form","set":{"lang":{"bundle":"/iss"}}})", kUnfit},
                    Case{"null",
                         R"({"from":"usage","into":"form","set":{"title":{"const":null},"lang":{"from":"/object"}}})",
                         kUnfit}),
    [](const auto& each) { return each.param.name; });

TEST(Plan, TellsWhichRequiredColumnIsLeftOut) {
  const Receiver receiver(kSql);
  const auto store = receiver.open();
  const auto message = [&](const char* set) {
    const auto map = ImportMap::parse(map_with(R"({"from":"usage","into":"form","set":)" + std::string(set) + "}"));
    return ImportPlan::compile(map.value(), *store).error().message;
  };
  EXPECT_EQ(message(R"({"lang":{"from":"/object"}})"),
            "/rules/0/set: title of form must have a value, and neither the rule nor the database gives it one");
  EXPECT_EQ(message(R"({"lang":{"from":"/object"},"title":{"const":null}})"),
            "/rules/0/set/title: the column must have a value");
}

// A map of two rules: the first writes a table of threads, the second a table of posts, whose columns refer to threads.
class LinkedPlan : public testing::TestWithParam<Case> {
 protected:
  static constexpr std::string_view kThreads =
      "CREATE TABLE person(pid INTEGER PRIMARY KEY);\n"
      "CREATE TABLE thread(pid INTEGER REFERENCES person, tid INTEGER PRIMARY KEY, topic TEXT, other INTEGER);\n"
      "CREATE TABLE room(pid INTEGER REFERENCES person, name TEXT PRIMARY KEY);\n"
      "CREATE TABLE twokeys(pid INTEGER REFERENCES person, a TEXT UNIQUE, b TEXT UNIQUE);\n"
      "CREATE TABLE post(pid INTEGER REFERENCES person, thread INTEGER REFERENCES thread, body TEXT, note TEXT,"
      " room TEXT REFERENCES room, b TEXT REFERENCES twokeys(b), friend INTEGER REFERENCES person);\n"
      "INSERT INTO person VALUES(1);\n";
};

TEST_P(LinkedPlan, LeadsToARowOfOnesOwnOrIsRefused) {
  const Receiver receiver(kThreads);
  const std::string rules =
      R"({"from":"communications","when":{"/kind":["case"]},"into":"thread",)"
      R"("set":{"pid":{"subject":true},"topic":{"from":"/status"},"other":{"from":"/detail/n"}}},)"
      R"({"from":"communications","into":"room","set":{"pid":{"subject":true},"name":{"from":"/id"}}},)"
      R"({"from":"communications","into":"twokeys","set":{"pid":{"subject":true},"a":{"from":"/id"},"b":{"from":"/case"}}},)"
      R"({"from":"communications","into":"post","set":{"body":{"from":"/body"},)" +
      std::string(GetParam().rule) + "}}";
  const auto map = ImportMap::parse(map_with(rules));
  ASSERT_TRUE(map.ok()) << map.error().message;
  const auto store = receiver.open();
  const auto plan = ImportPlan::compile(map.value(), *store);
  EXPECT_EQ(plan.ok(), !GetParam().refused) << (plan.ok() ? "" : plan.error().message);
  if (!plan.ok()) {
    EXPECT_EQ(plan.error().code, GetParam().refused) << plan.error().message;
    EXPECT_EQ(plan.error().message.find("/rules/3"), 0U) << plan.error().message;
  }
}

#define LINK(table, column) \
  R"({"row":{"from":"communications","id":"/case","into":")" table R"(","column":")" column R"("}})"
INSTANTIATE_TEST_SUITE_P(
    P15_Links, LinkedPlan,
    testing::Values(
        Case{"generated_key", R"("pid":{"subject":true},"thread":)" LINK("thread", "tid"), {}},
        Case{"row_id_is_no_column", R"("pid":{"subject":true},"thread":)" LINK("thread", "rowid"), kUnfit},
        Case{"natural_key", R"("pid":{"subject":true},"room":)" LINK("room", "name"), {}},
        Case{"chosen_by_the_record", R"("pid":{"subject":true},"thread":)" LINK("thread", "other"), kAuthority},
        Case{"key_of_another_table", R"("pid":{"subject":true},"thread":)" LINK("room", "name"), kAuthority},
        Case{"one_of_two_keys", R"("pid":{"subject":true},"b":)" LINK("twokeys", "a"), kAuthority},
        Case{"where_nothing_refers", R"("pid":{"subject":true},"note":)" LINK("thread", "topic"), {}},
        Case{"says_whose_row_it_is", R"("pid":)" LINK("thread", "pid"), kAuthority},
        Case{"another_person", R"("pid":{"subject":true},"friend":)" LINK("thread", "pid"), kAuthority},
        Case{"not_linked", R"("pid":{"subject":true},"thread":{"from":"/detail/n"})", kAuthority}),
    [](const auto& each) { return each.param.name; });
#undef LINK

TEST(Plan, ImportsSectionsInTheOrderOfTheirLinks) {
  const Receiver receiver(kSql);
  const auto map = ImportMap::parse(map_with(
      R"({"from":"usage","into":"log","set":{"pid":{"subject":true},"at":{"row":{"from":"devices","into":"note","id":"/object","column":"text"}}}},)"
      R"({"from":"devices","into":"note","set":{"pid":{"subject":true},"text":{"from":"/model"}}})"));
  ASSERT_TRUE(map.ok()) << map.error().message;
  const auto store = receiver.open();
  const auto plan = ImportPlan::compile(map.value(), *store);
  ASSERT_TRUE(plan.ok()) << plan.error().message;
  EXPECT_EQ(std::vector<std::string>(plan.value().order().begin(), plan.value().order().end()),
            (std::vector<std::string>{"devices", "usage"}));
  EXPECT_EQ(plan.value().section("usage").storing.front().columns.front().source->row.key, "note");
}

// A catalog without a database.
class CatalogOnly final : public Store {
 public:
  explicit CatalogOnly(std::vector<StoreTable> tables) : tables_(std::move(tables)) {}
  Result<const StoreTable*> describe(std::string_view table) override {
    const auto found = std::ranges::find(tables_, table, &StoreTable::name);
    return found == tables_.end() ? nullptr : &*found;
  }
  Result<std::unique_ptr<StoreTransaction>> begin() override { return Error{ErrorCode::kBackend, "none", {}}; }
  Result<Written> count_written(std::span<const std::string> /*tables*/, std::int64_t /*import*/) override {
    return Error{ErrorCode::kBackend, "none", {}};
  }

 private:
  std::vector<StoreTable> tables_;
};

TEST(Plan, RefusesColumnsOfTypesThatAreNotSupported) {
  StoreTable person{"person", {{"pid", StoreType::kInteger}}, {{"pid"}}, {}, "pid", false};
  StoreTable log{"log", {{"pid", StoreType::kInteger}, {"where", StoreType::kUnsupported}}, {}, {}, "ctid", false};
  CatalogOnly store({person, log});
  const auto with = [](const std::string& more) {
    return value_of(
        ImportMap::parse(map_with(R"({"from":"usage","into":"log","set":{"pid":{"subject":true})" + more + "}}")));
  };
  const ImportMap plain = with("");
  EXPECT_TRUE(ImportPlan::compile(plain, store).ok());
  for (const char* value : {R"({"from":"/object"})", R"({"const":null})", R"({"subject":true})"}) {
    const ImportMap map = with(std::string(R"(,"where":)") + value);
    EXPECT_EQ(ImportPlan::compile(map, store).error().message,
              "/rules/0/set/where: columns of this type are not supported");
  }
}

// The row of a rule that fills is there, whatever it needed.
TEST(Plan, ARuleThatFillsNeedsNoRequiredColumn) {
  StoreTable person{
      "person", {{"pid", StoreType::kInteger}, {"joined", StoreType::kText, true}, {"nick"}}, {{"pid"}}, {}, "pid"};
  CatalogOnly store({person});
  const ImportMap map = value_of(ImportMap::parse(
      map_with(R"({"from":"profile","into":"person","mode":"fill","set":{"nick":{"from":"/display_name"}}})")));
  EXPECT_TRUE(ImportPlan::compile(map, store).ok());
}

TEST(Plan, TheSubjectsColumnMustBeAKey) {
  const Receiver receiver(kSql);
  const auto map = ImportMap::parse(map_with(R"({"from":"usage","reject":"X"})", "nick"));
  const auto store = receiver.open();
  EXPECT_EQ(ImportPlan::compile(map.value(), *store).error().code, kUnfit);
}

struct StoredValue {
  const char* name;
  const char* source;  // of the column
  const char* column;
  const char* stored;  // nullptr: the import is refused
};

class ColumnValue : public testing::TestWithParam<StoredValue> {};

TEST_P(ColumnValue, IsStoredAsItIsOrRefusesTheImport) {
  const Receiver receiver(kSql);
  Sender shop;
  const VerifiedBundle bundle = shop.bundle(
      {{"usage",
        {R"({"id":"u1","kind":"view","object":"marker-12","count":7,"privacy_signal":true,"detail":"12.50"})"}},
       {"communications", {R"({"id":"m1","kind":"case","detail":{"list":[1],"deep":{"x":"marker-13"}}})"}}});
  const bool deep = std::string_view(GetParam().source).find("/detail/") != std::string_view::npos;
  std::string rule = std::string(R"({"from":")") + (deep ? "communications" : "usage") +
                     R"(","into":"note","set":{"pid":{"subject":true},)";
  rule += std::string_view(GetParam().column) == "text" ? "" : R"("text":{"const":"t"},)";
  rule += "\"" + std::string(GetParam().column) + "\":" + GetParam().source + "}}";
  const std::string before = receiver.bytes();
  const auto report = receiver.import(bundle, map_with(rule));
  if (GetParam().stored != nullptr) {
    ASSERT_TRUE(report.ok()) << report.error().message;
    EXPECT_EQ(receiver.one("SELECT " + std::string(GetParam().column) + " FROM note"), GetParam().stored);
    return;
  }
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kMapping) << report.error().message;
  EXPECT_NE(report.error().message.find("record 1"), std::string::npos) << report.error().message;
  EXPECT_EQ(report.error().message.find("marker"), std::string::npos) << report.error().message;
  EXPECT_EQ(receiver.bytes(), before);
}

INSTANTIATE_TEST_SUITE_P(
    P9_AllOrNothing, ColumnValue,
    testing::Values(StoredValue{"text", R"({"from":"/object"})", "text", "marker-12"},
                    StoredValue{"integer", R"({"from":"/count"})", "n", "7"},
                    StoredValue{"nested", R"({"from":"/detail/deep/x"})", "text", "marker-13"},
                    StoredValue{"boolean_as_integer", R"({"from":"/privacy_signal","fn":["boolean_to_integer"]})", "n",
                                "1"},
                    StoredValue{"text_in_integer_column", R"({"from":"/object"})", "n", nullptr},
                    StoredValue{"integer_in_text_column", R"({"from":"/count"})", "text", nullptr},
                    StoredValue{"boolean_in_integer_column", R"({"from":"/privacy_signal"})", "n", nullptr},
                    StoredValue{"number_like_text_in_numeric_column", R"({"from":"/detail"})", "amount", nullptr},
                    StoredValue{"other_text_in_numeric_column", R"({"from":"/object"})", "amount", "marker-12"},
                    StoredValue{"a_name_like_a_number_in_numeric_column", R"({"const":"Nan"})", "amount", "Nan"},
                    StoredValue{"infinity_in_numeric_column", R"({"const":"-inf"})", "amount", "-inf"},
                    StoredValue{"payload_of_nan_in_numeric_column", R"x({"const":"nan(1)"})x", "amount", "nan(1)"},
                    StoredValue{"array_for_scalar", R"({"from":"/detail/list"})", "text", nullptr},
                    StoredValue{"check_violated", R"({"const":0})", "n", nullptr},
                    StoredValue{"unknown_country_code", R"({"const":"XX"})", "country", nullptr}),
    [](const auto& each) { return each.param.name; });

TEST(P9_AllOrNothing, ANotNullColumnWithoutValueRefusesTheImport) {
  const Receiver receiver(kSql);
  Sender shop;
  const auto report = receiver.import(
      shop.bundle({{"usage", {R"({"id":"u1","kind":"view","count":7})"}}}),
      map_with(
          R"({"from":"usage","into":"note","set":{"pid":{"subject":true},"text":{"from":"/object"},"n":{"from":"/count"}}})"));
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kMapping);
}

TEST(Import, WritesNoRowThatWouldHaveNothingOfTheRecord) {
  const Receiver receiver(kSql);
  Sender shop;
  const auto report = receiver.import(
      shop.bundle({{"usage", {R"({"id":"u1","kind":"view"})"}}}),
      map_with(R"({"from":"usage","into":"note","set":{"pid":{"subject":true},"text":{"from":"/object"}}})"));
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(receiver.one("SELECT count(*) FROM note"), "0");
  ASSERT_EQ(report.value().rejects().size(), 1U);
  EXPECT_EQ(report.value().rejects()[0].code, "UNMAPPED");
}

TEST(P31_Import, IsNoSuccessWhereATriggerUndoesIt) {
  const Receiver receiver(
      std::string(kSql) +
      "CREATE TRIGGER undo AFTER INSERT ON note BEGIN DELETE FROM note WHERE rowid=new.rowid; END;\n");
  Sender shop;
  const std::string before = receiver.bytes();
  const auto report = receiver.import(
      shop.bundle({{"usage", {R"({"id":"u1","kind":"view","object":"x"})"}}}),
      map_with(R"({"from":"usage","into":"note","set":{"pid":{"subject":true},"text":{"from":"/object"}}})"));
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kSelfCheck);
  EXPECT_EQ(receiver.bytes(), before);
}

}  // namespace
}  // namespace holdall::test
