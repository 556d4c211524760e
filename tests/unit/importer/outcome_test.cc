// What the import says when the store fails around its COMMIT (promises P9, P31).
#include <gtest/gtest.h>

#include <functional>

#include "unit/importer/parties.h"

namespace holdall::test {
namespace {

constexpr std::string_view kSql =
    "CREATE TABLE person(pid INTEGER PRIMARY KEY);\n"
    "CREATE TABLE page(pid INTEGER REFERENCES person, url TEXT);\n"
    "INSERT INTO person(pid) VALUES(1);\n";
constexpr std::string_view kMap =
    R"({"map":"m/1","subject":{"table":"person","column":"pid","type":"integer"},"rules":[
        {"from":"usage","into":"page","set":{"pid":{"subject":true},"url":{"from":"/object"}}}]})";

Error broken() {
  return {ErrorCode::kBackend, "SQLite: cannot run a statement: disk I/O error", {}};
}

// Does something between COMMIT and the reading back.
class HookedTransaction final : public StoreTransaction {
 public:
  HookedTransaction(std::unique_ptr<StoreTransaction> inner, std::function<void()> committed)
      : inner_(std::move(inner)), committed_(std::move(committed)) {}
  Result<std::vector<StoredRow>> find(const Lookup& lookup) override { return inner_->find(lookup); }
  Result<std::vector<Inserted>> insert(std::string_view table, const RowBlock& rows, Keys keys) override {
    return inner_->insert(table, rows, keys);
  }
  Result<Changed> update(std::string_view table, NamedCells set, NamedCells where) override {
    return inner_->update(table, set, where);
  }
  Result<Changed> erase(std::string_view table, NamedCells where) override { return inner_->erase(table, where); }
  Result<void> commit() override {
    HOLDALL_TRY(inner_->commit());
    committed_();
    return {};
  }

 private:
  std::unique_ptr<StoreTransaction> inner_;
  std::function<void()> committed_;
};

class HookedStore final : public Store {
 public:
  HookedStore(std::unique_ptr<Store> inner, std::function<void()> after_commit)
      : inner_(std::move(inner)), after_commit_(std::move(after_commit)) {}
  Result<const StoreTable*> describe(std::string_view table) override { return inner_->describe(table); }
  Result<std::unique_ptr<StoreTransaction>> begin() override {
    HOLDALL_ASSIGN(auto transaction, inner_->begin());
    return std::unique_ptr<StoreTransaction>(
        std::make_unique<HookedTransaction>(std::move(transaction), after_commit_));
  }
  Result<Written> count_written(std::span<const std::string> tables, std::int64_t import) override {
    if (unreadable) {
      return broken();
    }
    return inner_->count_written(tables, import);
  }
  bool unreadable = false;

 private:
  std::unique_ptr<Store> inner_;
  std::function<void()> after_commit_;
};

SectionText page(std::string_view url) {
  return {"usage", {R"({"id":"u1","kind":"view","object":")" + std::string(url) + R"("})"}};
}

class AroundCommit : public testing::Test {
 protected:
  Result<ImportReport> import(HookedStore& store) {
    ImportOptions options;
    options.subject = "1";
    options.now = at("2026-11-23T12:00:00Z");
    return import_bundle(first_, value_of(ImportMap::parse(kMap)), store, options);
  }

  Sender shop_;
  Receiver club_{kSql};
  VerifiedBundle first_ = shop_.bundle({page("/a")});
};

TEST_F(AroundCommit, P9_AFailureToReadBackIsNoRollback) {
  HookedStore* door = nullptr;
  HookedStore store(club_.open(), [&] { door->unreadable = true; });
  door = &store;
  const auto report = import(store);
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kOutcomeUnknown) << report.error().message;
  EXPECT_EQ(club_.one("SELECT url FROM page"), "/a");
}

TEST_F(AroundCommit, P9_AFailureBeforeCommitIsARollback) {
  const std::string before = club_.bytes();
  HookedStore store(club_.open(), [] {});
  store.unreadable = true;
  const auto report = import(store);
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kBackend);
  EXPECT_EQ(club_.bytes(), before);
}

TEST_F(AroundCommit, P31_RowsThatAreGoneAfterCommitAreNoSuccess) {
  HookedStore store(club_.open(), [&] { club_.run("DELETE FROM page;\n"); });
  const auto report = import(store);
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kOutcomeUnknown);
}

TEST_F(AroundCommit, ANewerImportInBetweenIsNoFailure) {
  BundleFacts newer;
  newer.id = "urn:uuid:00000000-0000-4000-8000-000000000002";
  newer.issued = "2026-11-23T11:00:00Z";
  const VerifiedBundle second = shop_.bundle({page("/b")}, newer);
  HookedStore store(club_.open(), [&] { EXPECT_TRUE(club_.import(second, kMap).ok()); });
  const auto report = import(store);
  EXPECT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(club_.one("SELECT url FROM page"), "/b");
}

}  // namespace
}  // namespace holdall::test
