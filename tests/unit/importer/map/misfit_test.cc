// The codes are a promise to whoever reads reports: the page has each, and no other.
#include "holdall/importer/map/misfit.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "holdall/importer/map/transform_reader.h"

namespace holdall {
namespace {

std::string page() {
  std::ifstream file("docs/import-map.md");
  EXPECT_TRUE(file) << "run from the project's root";
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(MisfitCodes, AreTheTableOfTheDocumentation) {
  std::string table;
  for (const MisfitInfo& info : misfit_table()) {
    table.append("| `").append(info.name).append("` | ").append(info.meaning).append(" |\n");
    EXPECT_EQ(misfit_name(info.code), info.name);
  }
  EXPECT_NE(page().find("| code | meaning |\n|---|---|\n" + table + "\n"), std::string::npos) << table;
}

TEST(MisfitCodes, AreDifferent) {
  std::set<std::string_view> names;
  for (const MisfitInfo& info : misfit_table()) {
    EXPECT_TRUE(names.insert(info.name).second) << info.name;
    EXPECT_EQ(info.name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"), std::string_view::npos);
  }
}

TEST(TransformNames, AreAllInTheDocumentation) {
  const std::string text = page();
  for (int kind = 0; kind <= static_cast<int>(TransformKind::kFile); ++kind) {
    const std::string name(transform_name(static_cast<TransformKind>(kind)));
    EXPECT_TRUE(text.find("`" + name + "`") != std::string::npos ||
                text.find("`{\"" + name + "\": ") != std::string::npos)
        << name;
  }
}

}  // namespace
}  // namespace holdall
