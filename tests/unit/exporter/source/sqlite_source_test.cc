#include "holdall/exporter/source/sqlite_source.h"

#include <gtest/gtest.h>

#include "conformance/source_suite.h"

namespace holdall {
namespace {

using testing_library::Folder;

class SqliteBackend {
 public:
  SqliteBackend() {
    testing_library::make_database(path_);
    run("PRAGMA journal_mode=WAL");  // so that the data can change under a reader
  }
  std::unique_ptr<Source> open() {
    auto source = open_source("sqlite:" + path_);
    return source.ok() ? std::move(source).value() : nullptr;
  }
  void run(const std::string& sql) {
    auto database = sqlite::Database::open(path_, sqlite::Database::Mode::kReadWrite);
    ASSERT_TRUE(database.ok());
    ASSERT_TRUE(database.value().run(sql).ok());
  }

 private:
  Folder folder_;
  std::string path_ = folder_.file("library.db");
};

INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, SourceSuite, SqliteBackend);

TEST(OpenSourceTest, OnlyKnownUrisOfExistingDatabasesAreOpened) {
  const Folder folder;
  EXPECT_EQ(open_source("oracle:x").error().code, ErrorCode::kUsage);
  EXPECT_EQ(open_source("sqlite:").error().code, ErrorCode::kUsage);
  EXPECT_EQ(open_source("sqlite:" + folder.file("none.db")).error().code, ErrorCode::kBackend);
  EXPECT_FALSE(std::filesystem::exists(folder.file("none.db")));
}

TEST(SqliteSourceTest, P17_AKeyThatOnlyComparesEqualIsSomebodyElse) {
  const Folder folder;
  const std::string path = folder.file("keys.db");
  testing_library::make_database(path, {"CREATE TABLE nick(name TEXT COLLATE NOCASE, likes TEXT)",
                                        "INSERT INTO nick VALUES('ann','x'),('ANN','y')"});
  const auto source = open_source("sqlite:" + path);
  Query query;
  query.table = "nick";
  query.owner = ColumnRef{"nick", "name", "/owner"};
  query.key_is_group = true;
  query.key = query.order = {query.owner};
  query.select = {Selected{query.owner}, Selected{ColumnRef{"nick", "likes", "/likes"}}};
  auto rows = source.value()->read(query, Value("ann"));
  ASSERT_TRUE(rows.ok()) << rows.error().message;
  Row row;
  ASSERT_EQ(rows.value()->next(row).value(), Read::kRow);
  EXPECT_EQ(row[1].as_text(), "x");
  EXPECT_EQ(rows.value()->next(row).value(), Read::kEnd);
}

}  // namespace
}  // namespace holdall
