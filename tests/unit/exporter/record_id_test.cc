#include "holdall/exporter/record_id.h"

#include <gtest/gtest.h>

#include <set>

#include "holdall/core/base/text.h"

namespace holdall {
namespace {

IdScope scope_of(const std::string& iss, const std::string& sub, char secret = 's') {
  return IdScope{Secret(std::vector<std::byte>(32, static_cast<std::byte>(secret))), iss, sub};
}

Part part_of(std::size_t components, bool derived) {
  Part part;
  part.name = "loan";
  part.query.table = "loan";
  part.derived_ids = derived;
  for (std::size_t i = 0; i < components; ++i) {
    part.query.select.push_back(Selected{ColumnRef{"loan", "c" + std::to_string(i), "/id"}});
    part.id_cells.push_back(i);
  }
  return part;
}

std::string id_of(const Part& part, const IdScope& scope, std::vector<Cell> cells) {
  std::string id = "what was there before";
  const auto written = write_record_id(id, part, scope, cells);
  return written.ok() ? id : written.error().message;
}

TEST(RecordIdTest, NaturalIdsCannotBeMadeToCollide) {
  const Part part = part_of(2, false);
  const IdScope scope = scope_of("iss", "");
  EXPECT_EQ(id_of(part, scope, {Cell::text("a:b"), Cell::text("c%")}), "loan:a%3Ab:c%25");
  EXPECT_NE(id_of(part, scope, {Cell::text("a"), Cell::text("b:c")}),
            id_of(part, scope, {Cell::text("a:b"), Cell::text("c")}));
  EXPECT_EQ(id_of(part, scope, {Cell::integer(-3), Cell::bytes("\xFF")}), "loan:-3:%b_w");
}

TEST(RecordIdTest, WhatDiffersInKindOnlyHasAnotherId) {
  const std::vector<Cell> cells = {Cell::integer(1),   Cell::text("1"),   Cell::bytes("1"),   Cell::text("MQ"),
                                   Cell::text("%bMQ"), Cell::text("%31"), Cell::text("01"),   Cell::text("1 "),
                                   Cell::integer(-1),  Cell::text("-1"),  Cell::text("%2D1"), Cell::text(""),
                                   Cell::bytes(""),    Cell::text("-")};
  for (const bool derived : {false, true}) {
    const Part part = part_of(1, derived);
    std::set<std::string> ids;
    std::set<std::string> groups;
    Part group = part;
    group.group_cells = group.id_cells;
    for (const Cell& cell : cells) {
      std::vector<Cell> row = {cell};
      ids.insert(id_of(part, scope_of("i", "s"), row));
      std::string key;
      ASSERT_TRUE(write_group_key(key, group, row).ok());
      groups.insert(key);
    }
    EXPECT_EQ(ids.size(), cells.size());
    EXPECT_EQ(groups.size(), cells.size());
  }
}

TEST(RecordIdTest, NaturalIdsStayReadable) {
  const Part part = part_of(1, false);
  const auto id = [&](const Cell& cell) { return id_of(part, scope_of("i", "s"), {cell}); };
  EXPECT_EQ(id(Cell::integer(9223372036854775807)), "loan:9223372036854775807");
  EXPECT_EQ(id(Cell::text("shes-9e3779b1")), "loan:shes-9e3779b1");
  EXPECT_EQ(id(Cell::text("2026-01-01")), "loan:2026-01-01");
  EXPECT_EQ(id(Cell::text("007")), "loan:007");
  EXPECT_EQ(id(Cell::text("9223372036854775808")), "loan:9223372036854775808") << "no integer of a database";
  EXPECT_EQ(id(Cell::text("42")), "loan:%342");
  EXPECT_EQ(id(Cell::text("-42")), "loan:%2D42");
}

TEST(RecordIdTest, DerivedIdsDependOnEverythingTheyAreBoundTo) {
  const Part part = part_of(2, true);
  const std::vector<Cell> cells = {Cell::text("ab"), Cell::text("c")};
  const std::string id = id_of(part, scope_of("i", "s"), cells);
  EXPECT_EQ(id.size(), std::string("loan:").size() + 22);
  EXPECT_EQ(id, id_of(part, scope_of("i", "s"), cells));
  Part other_table = part_of(2, true);
  other_table.query.table = "loan2";
  const std::set<std::string> ids = {id, id_of(part, scope_of("is", ""), cells),
                                     id_of(part, scope_of("i", "s", 't'), cells),
                                     id_of(part, scope_of("i", "s"), {Cell::text("a"), Cell::text("bc")}),
                                     id_of(other_table, scope_of("i", "s"), cells)};
  EXPECT_EQ(ids.size(), 5U);
}

TEST(RecordIdTest, NullAndFractionsIdentifyNothing) {
  for (const bool derived : {false, true}) {
    const Part part = part_of(1, derived);
    EXPECT_EQ(id_of(part, scope_of("i", "s"), {Cell::absent()}), "loan.c0: NULL or a fraction cannot be part of an id");
    EXPECT_EQ(id_of(part, scope_of("i", "s"), {Cell::number(1.5)}),
              "loan.c0: NULL or a fraction cannot be part of an id");
  }
}

}  // namespace
}  // namespace holdall
