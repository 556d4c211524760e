// An import map that is wrong in any one place is refused as a map: nothing aborts, nothing is guessed.
#include <gtest/gtest.h>

#include "holdall/importer/map/import_map.h"
#include "support/mutations.h"

namespace holdall {
namespace {

TEST(MutatedMapTest, AnImportMapIsTakenOrRefused) {
  const Value map = test::document_at("examples/receiver/import-map.json");
  ASSERT_TRUE(ImportMap::parse(canonical(map)).ok());
  std::size_t refused = 0;
  test::Mutator(map, [&](const std::string& place, const std::string& text) {
    const auto parsed = ImportMap::parse(text);
    test::expect_judged(parsed, {ErrorCode::kMapUnfit, ErrorCode::kAuthorityColumn, ErrorCode::kLimit}, place);
    refused += parsed.ok() ? 0U : 1U;
  }).run();
  EXPECT_GT(refused, 100U);
}

}  // namespace
}  // namespace holdall
