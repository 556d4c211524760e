#include "holdall/exporter/map/data_map.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/exporter/town_library.h"

namespace holdall {
namespace {

using ::testing::HasSubstr;
using testing_library::kMap;
using testing_library::library_map;
using testing_library::replaced;

TEST(DataMapTest, AMapIsCompiledIntoSectionsPartsAndLayouts) {
  const DataMap map = library_map();
  EXPECT_EQ(map.name(), "library/1");
  EXPECT_EQ(map.items().size(), 8U);
  ASSERT_EQ(map.sections().size(), 6U);
  const MappedSection& usage = map.sections()[2];
  EXPECT_EQ(usage.name, "usage");
  std::string names;
  for (const Field& field : usage.layout.fields()) {
    names += field.name + " ";
  }
  EXPECT_EQ(names, "at count country id kind object period privacy_signal ");
  EXPECT_EQ(usage.parts[1].query.joins[0].on[0].second.table, "branch");
  EXPECT_EQ(usage.parts[1].query.select[0].column.column, "card") << "the owner comes first";
}

TEST(DataMapTest, WhatPeopleAreKnownByIsAQueryOfItsOwn) {
  const DataMap map = library_map(replaced(
      kMap, "\"column\": \"card\",\n    \"keys\"",
      R"("column": "card", "known_by": [{"kind": "name", "table": "reader", "owner": "card", "columns": ["name", "state"]},
                           {"kind": "email", "table": "reader", "owner": "card", "columns": ["mail"]}], "keys")"));
  const auto& known = map.subject().known_by;
  ASSERT_EQ(known.size(), 2U);
  EXPECT_EQ(known[0].columns(), 2U);
  EXPECT_EQ(known[0].kind, KnownBy::Kind::kName);
  EXPECT_EQ(known[0].query.select[2].column.column, "state");
  EXPECT_EQ(known[1].kind, KnownBy::Kind::kEmail);
  EXPECT_EQ(known[1].query.owner.column, "card");
}

TEST(DataMapTest, TheDigestIsThatOfTheCanonicalForm) {
  const std::string spaced = replaced(kMap, R"("map": "library/1")", R"("map"   :   "library\u002f1")");
  EXPECT_EQ(library_map(spaced).digest(), library_map().digest());
  EXPECT_NE(library_map(replaced(kMap, "library/1", "library/2")).digest(), library_map().digest());
}

TEST(DataMapTest, P18_ACredentialIsSelectedByPresenceOnly) {
  const DataMap map = library_map();
  const Query& query = map.sections()[0].parts[1].query;
  for (const Selected& selected : query.select) {
    EXPECT_EQ(selected.presence, selected.column.column == "pin") << selected.column.column;
  }
}

struct BadMap {
  const char* name;
  const char* from;
  const char* to;
  const char* pointer;
};

TEST(DataMapTest, WhatDoesNotFitIsRefusedWithItsPointer) {
  const std::vector<BadMap> cases = {
      {"no JSON", "{\n  \"map\"", "\"map\"", ""},
      {"a key twice", "\"map\": \"library/1\",", "\"map\": \"library/1\", \"map\": \"library/1\",", ""},
      {"an unknown member", "\"map\": \"library/1\",", "\"map\": \"library/1\", \"sql\": \"x\",", "/sql"},
      {"an issuer that is no URI", "https://library.example", "library", "/controller/iss"},
      {"a credential as a name", "\"column\": \"card\",\n    \"keys\"",
       R"("column": "card", "known_by": [{"kind": "name", "table": "reader", "owner": "card", "columns": ["pin"]}],
    "keys")",
       "/subject/known_by/0/columns/0"},
      {"an address of two columns", "\"column\": \"card\",\n    \"keys\"",
       R"("column": "card", "known_by": [{"kind": "email", "table": "reader", "owner": "card", "columns": ["mail", "name"]}],
    "keys")",
       "/subject/known_by/0/columns"},
      {"another kind", "\"column\": \"card\",\n    \"keys\"",
       R"("column": "card", "known_by": [{"kind": "face", "table": "reader", "owner": "card", "columns": ["name"]}],
    "keys")",
       "/subject/known_by/0/kind"},
      {"a subject column of another table", "\"column\": \"card\",\n    \"keys\"",
       "\"column\": \"loan.card\",\n    \"keys\"", "/subject/column"},
      {"a key name twice", "{\"name\": \"mail\", \"column\": \"mail\", \"where\"",
       "{\"name\": \"card\", \"column\": \"mail\", \"where\"", "/subject/keys/1/name"},
      {"an unknown category", "\"fax\": {\"category\": \"ID\"", "\"fax\": {\"category\": \"XX\"",
       "/items/fax/category"},
      {"an unknown purpose", "\"purposes\": [\"P1\"]", "\"purposes\": [\"P2\"]", "/items/mail/purposes/0"},
      {"an unknown recipient", "\"recipients\": [\"RP\"]", "\"recipients\": [\"RX\"]", "/items/mail/recipients/0"},
      {"an unknown retention", "\"retention\": \"T1\"", "\"retention\": \"T2\"", "/items/mail/retention"},
      {"elsewhere but nowhere", ",\n                           \"controller\": \"County Library\"", "",
       "/items/borrowed.elsewhere/controller"},
      {"an item that no field delivers", "\"collected\": false", "\"collected\": true", "/items/fax"},
      {"a field of an item that is not collected", "\"letters\"}]},", "\"fax\"}]},",
       "/sections/communications/0/fields/1/item"},
      {"a field without an item", ", \"item\": \"letters\"", "", "/sections/communications/0/fields/1/item"},
      {"a field of an unknown item", "\"item\": \"letters\"", "\"item\": \"lettres\"",
       "/sections/communications/0/fields/1/item"},
      {"a credential that is read", "\"item\": \"pin\", \"presence\": true", "\"item\": \"pin\", \"type\": \"boolean\"",
       "/sections/identifiers/1/fields/1"},
      {"a credential's column under another item", "\"column\": \"name\", \"type\": \"text\", \"item\": \"person\"},",
       "\"column\": \"pin\", \"type\": \"text\", \"item\": \"person\"},", "/sections/profile/0/fields/0/column"},
      {"a credential's column in an id", "\"id\": {\"kind\": \"derived\", \"columns\": [\"card\"]}",
       "\"id\": {\"kind\": \"derived\", \"columns\": [\"card\", \"pin\"]}", "/sections/profile/0/id/columns/1"},
      {"rows chosen by a credential", "\"where\": {\"state\": [\"never\"]}", "\"where\": {\"pin\": [\"1234\"]}",
       "/sections/inferences/0/where/pin"},
      {"rows ordered by a credential", "\"where\": {\"state\": [\"never\"]}", "\"order\": [\"pin\"]",
       "/sections/inferences/0/order/0"},
      {"an unknown section", "\"inferences\": [", "\"inferencez\": [", "/sections"},
      {"a section of the controller's own", "\"inferences\": [", "\"org.example.guesses\": [",
       "/sections/org.example.guesses"},
      {"the ledger", "\"inferences\": [", "\"contents\": [", "/sections/contents"},
      {"the request", "\"inferences\": [", "\"request\": [", "/sections/request"},
      {"a part twice", "\"name\": \"visit\"", "\"name\": \"loan\"", "/sections/usage/1/name"},
      {"a field that is not in the record type", "\"field\": \"object\"", "\"field\": \"objekt\"",
       "/sections/usage/0/fields/1/field"},
      {"a field twice", "{\"field\": \"at\", \"column\": \"at\", \"type\": \"timestamp\", \"item\": \"loans\"}",
       "{\"field\": \"object\", \"column\": \"at\", \"type\": \"timestamp\", \"item\": \"loans\"}",
       "/sections/usage/0/fields/2/field"},
      {"the id as a field", "\"field\": \"object\"", "\"field\": \"id\"", "/sections/usage/0/fields/1/field"},
      {"a member of what has none", "\"field\": \"object\"", "\"field\": \"object.name\"",
       "/sections/usage/0/fields/1/field"},
      {"a member that its object lacks", "\"field\": \"notice.language\"", "\"field\": \"notice.lang\"",
       "/sections/consents/0/fields/3/field"},
      {"a required field that is not set", "{\"field\": \"kind\", \"const\": \"loan\"},", "",
       "/sections/usage/0/fields: must set the required field kind"},
      {"a required field of the group that is not set",
       "{\"field\": \"state\", \"column\": \"state\", \"type\": \"text\", \"item\": \"grants\"}]},",
       "{\"field\": \"method\", \"column\": \"state\", \"type\": \"text\", \"item\": \"grants\"}]},",
       "/sections/consents/0/group/fields: must set the required field state"},
      {"a group into what is no list", "\"into\": \"events\"", "\"into\": \"notice\"",
       "/sections/consents/0/group/into"},
      {"a type that does not fit", "\"column\": \"n\", \"type\": \"integer\"", "\"column\": \"n\", \"type\": \"text\"",
       "/sections/usage/1/fields/3/type"},
      {"no type", "\"column\": \"n\", \"type\": \"integer\"", "\"column\": \"n\"", "/sections/usage/1/fields/3/type"},
      {"neither a constant nor a column", ", \"column\": \"n\", \"type\": \"integer\"", ", \"type\": \"integer\"",
       "/sections/usage/1/fields/3: has neither"},
      {"nothing but a name", "{\"field\": \"kind\", \"const\": \"loan\"}", "{\"field\": \"kind\"}",
       "/sections/usage/0/fields/0: has neither"},
      {"a constant beside a column", "{\"field\": \"count\", \"column\"",
       "{\"field\": \"count\", \"const\": 1, \"column\"", "/sections/usage/1/fields/3/const"},
      {"a constant of an item", "\"const\": \"loan\"", "\"const\": \"loan\", \"item\": \"loans\"",
       "/sections/usage/0/fields/0/const"},
      {"presence beside a type", "\"presence\": true", "\"presence\": true, \"type\": \"boolean\"",
       "/sections/identifiers/1/fields/1/presence"},
      {"a constant that does not fit", "\"const\": \"loan\"", "\"const\": 1", "/sections/usage/0/fields/0/const"},
      {"an owner of a table that is not read", "\"owner\": \"visit.card\"", "\"owner\": \"reader.card\"",
       "/sections/usage/1/owner"},
      {"a table joined to itself", "\"joins\": [{\"table\": \"branch\"", "\"joins\": [{\"table\": \"visit\"",
       "/sections/usage/1/joins/0/table"},
      {"a join to a later table", "\"on\": {\"visit.branch\": \"code\"}", "\"on\": {\"branch.code\": \"code\"}",
       "/sections/usage/1/joins/0/on/branch.code"},
  };
  for (const BadMap& each : cases) {
    SCOPED_TRACE(each.name);
    const auto map = DataMap::parse(replaced(kMap, each.from, each.to));
    ASSERT_FALSE(map.ok());
    EXPECT_EQ(map.error().code, ErrorCode::kMapUnfit);
    EXPECT_THAT(map.error().message, HasSubstr(each.pointer));
  }
}

TEST(DataMapTest, AFieldThatHoldsAnythingTakesMembersOfAnyType) {
  const DataMap map = library_map(
      replaced(kMap, R"("field": "detail", "column": "extra")", R"("field": "detail.more", "column": "extra")"));
  EXPECT_EQ(map.sections()[4].parts[1].fields[1].inner, "more");
}

}  // namespace
}  // namespace holdall
