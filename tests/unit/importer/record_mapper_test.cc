#include "holdall/importer/record_mapper.h"

#include <gtest/gtest.h>

#include <array>

namespace holdall {
namespace {

std::string digest_of(const Cell& cell) {
  const NamedCell named{"c", cell};
  return content_digest({&named, 1});
}

// Two ways of asking one question must not answer differently: one decides before a row is written, one after.
TEST(SameContent, AgreesWithTheDigest) {
  const std::array cells = {Cell::absent(),      Cell::boolean(false), Cell::boolean(true), Cell::integer(0),
                            Cell::integer(1),    Cell::number(0.0),    Cell::number(-0.0),  Cell::number(1.0),
                            Cell::text(""),      Cell::text("1"),      Cell::json("1"),     Cell::bytes("1"),
                            Cell::bytes("\xFF"), Cell::text("0")};
  for (std::size_t i = 0; i < cells.size(); ++i) {
    for (std::size_t j = 0; j < cells.size(); ++j) {
      EXPECT_EQ(same_content(cells[i], cells[j]), digest_of(cells[i]) == digest_of(cells[j])) << i << " " << j;
    }
  }
  EXPECT_TRUE(same_content(Cell::boolean(true), Cell::integer(1)));
  EXPECT_TRUE(same_content(Cell::json("1"), Cell::text("1")));
  EXPECT_FALSE(same_content(Cell::number(1.0), Cell::integer(1)));
}

}  // namespace
}  // namespace holdall
