#include "holdall/exporter/draft/paths.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace holdall {
namespace {

TEST(ReadableKeyTest, IdentifiesEveryRowThatGoesTheWay) {
  sqlite::Table table;
  table.name = "letter";
  table.columns = {
      {"id", "TEXT", true, false}, {"a", "TEXT", false, true}, {"b", "TEXT"}, {"pin", "TEXT", false, true}};
  Way way;
  way.column = "b";
  Way elsewhere;
  elsewhere.column = "x";
  Way over;
  over.via.on = {{"b", "b"}};
  using Key = std::vector<std::string>;
  struct Case {
    const char* name;
    std::vector<Key> keys;
    const Way* way;
    std::optional<Key> key;
  };
  const Case cases[] = {
      {"none", {}, &way, std::nullopt},
      {"primary, though SQLite lets it be NULL", {{"id"}}, &elsewhere, Key{"id"}},
      {"not null", {{"a"}}, &elsewhere, Key{"a"}},
      {"may be null", {{"b"}}, &elsewhere, std::nullopt},
      {"partly", {{"a", "b"}}, &elsewhere, std::nullopt},
      {"the next one", {{"b"}, {"a"}}, &elsewhere, Key{"a"}},
      {"owner column", {{"b"}}, &way, Key{"b"}},
      {"column of the way", {{"a", "b"}}, &over, Key{"a", "b"}},
      {"credential", {{"pin"}}, &way, std::nullopt},
  };
  for (const Case& each : cases) {
    SCOPED_TRACE(each.name);
    table.unique_keys = each.keys;
    EXPECT_EQ(readable_key(table, *each.way), each.key);
  }
}

TEST(UnlikeKeyTest, IsADeclaredKeyThatNobodyCanGo) {
  sqlite::Table people;
  people.name = "a_user";
  people.columns = {{"id", "TEXT", true, true}};
  sqlite::Table child;
  child.name = "x";
  child.columns = {{"user", "INT"}};
  child.foreign_keys = {{{"user"}, "a_user", {"id"}}};
  std::vector<Way> ways(2);
  EXPECT_EQ(unlike_key({people, child}, ways, 1), nullptr) << "leads to nobody";
  ways[0].is_found = true;
  const std::vector<sqlite::Table> tables = {people, child};
  EXPECT_EQ(unlike_key(tables, ways, 1), tables[1].foreign_keys.data());
  child.columns[0].declared_type = "VARCHAR(9)";
  EXPECT_EQ(unlike_key({people, child}, ways, 1), nullptr);
}

}  // namespace
}  // namespace holdall
