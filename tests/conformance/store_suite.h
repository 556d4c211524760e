// What every Store must do, whatever database is behind it. A typed suite: an implementation instantiates it with a
// fixture that has
//
//   std::unique_ptr<Store> open();             a store on a database with the tables below, the same one each time
//   std::string count(std::string_view table);  rows of a table, seen by another connection
//
//   people(id: integer key, name: text, unique) · notes(owner_id: integer → people, text: text, n: integer, not null)
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "holdall/importer/store/ledger_tables.h"
#include "holdall/importer/store/store.h"
#include "support/store_rows.h"

namespace holdall::test {

template <typename Fixture>
class StoreSuite : public testing::Test {
 protected:
  static std::array<NamedCell, 2> person(std::int64_t id, std::string_view name) {
    return {NamedCell{"id", Cell::integer(id)}, NamedCell{"name", Cell::text(name)}};
  }
  static std::array<NamedCell, 3> note(std::int64_t owner, std::string_view text, Cell n = Cell::integer(1)) {
    return {NamedCell{"owner_id", Cell::integer(owner)}, NamedCell{"text", Cell::text(text)}, NamedCell{"n", n}};
  }
  Fixture fixture_;
};

TYPED_TEST_SUITE_P(StoreSuite);

TYPED_TEST_P(StoreSuite, DescribesColumnsKeysAndReferences) {
  const auto store = this->fixture_.open();
  const StoreTable* people = store->describe("people").value();
  ASSERT_NE(people, nullptr);
  ASSERT_NE(people->find("id"), nullptr);
  EXPECT_EQ(people->find("id")->type, StoreType::kInteger);
  EXPECT_EQ(people->find("name")->type, StoreType::kText);
  EXPECT_EQ(people->find("NAME"), nullptr);
  EXPECT_FALSE(people->row_key.empty());
  EXPECT_EQ(people->unique_keys, (std::vector<std::vector<std::string>>{{"id"}, {"name"}}));
  const StoreTable* notes = store->describe("notes").value();
  ASSERT_NE(notes, nullptr);
  ASSERT_EQ(notes->references.size(), 1U);
  EXPECT_EQ(notes->references[0].column, "owner_id");
  EXPECT_EQ(notes->references[0].table, "people");
  EXPECT_EQ(store->describe("nobody").value(), nullptr);
  EXPECT_EQ(store->describe("people; DROP TABLE people").value(), nullptr);
}

TYPED_TEST_P(StoreSuite, CommittedRowsAreThereAndDroppedOnesAreNot) {
  const auto store = this->fixture_.open();
  {
    const auto transaction = store->begin().value();
    ASSERT_TRUE(insert_one(*transaction, "people", this->person(1, "A")).ok());
  }
  EXPECT_EQ(this->fixture_.count("people"), "0");
  const auto transaction = store->begin().value();
  ASSERT_TRUE(insert_one(*transaction, "people", this->person(1, "A")).ok());
  EXPECT_EQ(this->fixture_.count("people"), "0");
  ASSERT_TRUE(transaction->commit().ok());
  EXPECT_EQ(this->fixture_.count("people"), "1");
}

TYPED_TEST_P(StoreSuite, FindsRowsAgainByTheirRowKey) {
  const auto store = this->fixture_.open();
  const auto transaction = store->begin().value();
  ASSERT_TRUE(insert_one(*transaction, "people", this->person(1, "A")).ok());
  const Inserted first = insert_one(*transaction, "notes", this->note(1, "first")).value();
  const Inserted second = insert_one(*transaction, "notes", this->note(1, "second")).value();
  EXPECT_NE(first.row_key, second.row_key);
  const std::vector<std::string> columns = {"text", "n"};
  const std::array where = {NamedCell{store->describe("notes").value()->row_key, Cell::integer(second.row_key)}};
  const auto found = find_one(*transaction, "notes", columns, where).value();
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->at(0).view().as_text(), "second");
  EXPECT_EQ(found->at(1).view().as_integer(), 1);
}

TYPED_TEST_P(StoreSuite, FindsAllRowsWhereNothingIsAsked) {
  const auto store = this->fixture_.open();
  const auto transaction = store->begin().value();
  ASSERT_TRUE(insert_one(*transaction, "people", this->person(1, "A")).ok());
  ASSERT_TRUE(insert_one(*transaction, "people", this->person(2, "B")).ok());
  const std::vector<std::string> columns = {"name"};
  EXPECT_EQ(transaction->find({"people", columns, {}}).value().size(), 2U);
}

TYPED_TEST_P(StoreSuite, ATakenUniqueKeyIsNoErrorAndWritesNothing) {
  const auto store = this->fixture_.open();
  const auto transaction = store->begin().value();
  ASSERT_FALSE(insert_one(*transaction, "people", this->person(1, "A")).value().refusal == Refusal::kTaken);
  EXPECT_TRUE(insert_one(*transaction, "people", this->person(1, "B")).value().refusal == Refusal::kTaken);
  EXPECT_TRUE(insert_one(*transaction, "people", this->person(2, "A")).value().refusal == Refusal::kTaken);
  ASSERT_FALSE(insert_one(*transaction, "people", this->person(2, "B")).value().refusal == Refusal::kTaken);
  const std::array set = {NamedCell{"name", Cell::text("A")}};
  const std::array where = {NamedCell{"id", Cell::integer(2)}};
  EXPECT_EQ(transaction->update("people", set, where).value().refusal, Refusal::kTaken);
  ASSERT_TRUE(transaction->commit().ok());
  EXPECT_EQ(this->fixture_.count("people"), "2");
}

TYPED_TEST_P(StoreSuite, OtherConstraintsRefuseTheRowAlone) {
  const auto store = this->fixture_.open();
  const auto transaction = store->begin().value();
  ASSERT_TRUE(insert_one(*transaction, "people", this->person(1, "A")).ok());
  EXPECT_EQ(insert_one(*transaction, "notes", this->note(1, "x", Cell::absent())).value().refusal, Refusal::kMissing);
  EXPECT_EQ(insert_one(*transaction, "notes", this->note(99, "orphan")).value().refusal, Refusal::kNoParent);
  EXPECT_EQ(insert_one(*transaction, "notes", this->note(1, "fits")).value().refusal, Refusal::kNone);
  ASSERT_TRUE(transaction->commit().ok());
  EXPECT_EQ(this->fixture_.count("notes"), "1");
}

TYPED_TEST_P(StoreSuite, ManyRowsAreWrittenAtOnceAndEachIsFoundAgain) {
  const auto store = this->fixture_.open();
  const auto transaction = store->begin().value();
  ASSERT_TRUE(insert_one(*transaction, "people", this->person(1, "A")).ok());
  constexpr auto kColumns = std::to_array<std::string_view>({"owner_id", "text", "n"});
  std::vector<std::string> texts;
  for (int i = 0; i < 100; ++i) {
    texts.push_back("note " + std::to_string(i));
  }
  std::vector<Cell> cells;
  for (int i = 0; i < 100; ++i) {
    const bool orphan = i == 40 || i == 99;
    cells.push_back(Cell::integer(orphan ? 7 : 1));
    cells.push_back(Cell::text(texts[static_cast<std::size_t>(i)]));
    cells.push_back(Cell::integer(i));
  }
  const auto inserted = transaction->insert("notes", {kColumns, cells}, StoreTransaction::Keys::kWanted).value();
  ASSERT_EQ(inserted.size(), 100U);
  const std::vector<std::string> columns = {"n"};
  for (std::size_t i = 0; i < inserted.size(); ++i) {
    SCOPED_TRACE(i);
    ASSERT_EQ(inserted[i].refusal, i == 40 || i == 99 ? Refusal::kNoParent : Refusal::kNone);
    if (inserted[i].refusal == Refusal::kNone) {
      const std::array where = {
          NamedCell{store->describe("notes").value()->row_key, Cell::integer(inserted[i].row_key)}};
      const auto found = find_one(*transaction, "notes", columns, where).value();
      ASSERT_TRUE(found.has_value());
      EXPECT_EQ(found->front().view().as_integer(), static_cast<std::int64_t>(i));
    }
  }
  std::vector<Cell> wanted;
  for (int n = 0; n < 300; ++n) {
    wanted.push_back(Cell::integer(n));
  }
  EXPECT_EQ(transaction->find({"notes", columns, {}, "n", wanted}).value().size(), 98U);
}

TYPED_TEST_P(StoreSuite, ErasesWhatMeetsTheCondition) {
  const auto store = this->fixture_.open();
  const auto transaction = store->begin().value();
  ASSERT_TRUE(insert_one(*transaction, "people", this->person(1, "A")).ok());
  ASSERT_TRUE(insert_one(*transaction, "notes", this->note(1, "x")).ok());
  const std::array owner = {NamedCell{"id", Cell::integer(1)}};
  EXPECT_EQ(transaction->erase("people", owner).value().refusal, Refusal::kNoParent);
  const std::array text = {NamedCell{"text", Cell::text("x")}};
  EXPECT_EQ(transaction->erase("notes", text).value().rows, 1U);
  EXPECT_EQ(transaction->erase("notes", text).value().rows, 0U);
  EXPECT_EQ(transaction->erase("people", owner).value().rows, 1U);
}

TYPED_TEST_P(StoreSuite, UpdatesSayHowManyRowsTheyChanged) {
  const auto store = this->fixture_.open();
  const auto transaction = store->begin().value();
  ASSERT_TRUE(insert_one(*transaction, "people", this->person(1, "A")).ok());
  const std::array set = {NamedCell{"name", Cell::text("Z")}};
  const std::array hit = {NamedCell{"id", Cell::integer(1)}, NamedCell{"name", Cell::text("A")}};
  EXPECT_EQ(transaction->update("people", set, hit).value().rows, 1U);
  EXPECT_EQ(transaction->update("people", set, hit).value().rows, 0U);
}

TYPED_TEST_P(StoreSuite, P27_ValuesNeverBecomeSql) {
  const auto store = this->fixture_.open();
  const auto transaction = store->begin().value();
  ASSERT_TRUE(insert_one(*transaction, "people", this->person(1, "A")).ok());
  for (const std::string_view text :
       {"'; DROP TABLE notes; --", "\" OR 1=1", "?1", "$1", "%_\\", "x' UNION SELECT name FROM people --"}) {
    ASSERT_TRUE(insert_one(*transaction, "notes", this->note(1, text)).ok());
    const std::vector<std::string> columns = {"text"};
    const std::array where = {NamedCell{"text", Cell::text(text)}};
    const auto found = find_one(*transaction, "notes", columns, where).value();
    ASSERT_TRUE(found.has_value()) << text;
    EXPECT_EQ(found->at(0).view().as_text(), text);
  }
}

TYPED_TEST_P(StoreSuite, CountsTheRowsThatTheLedgerNames) {
  const auto store = this->fixture_.open();
  const auto transaction = store->begin().value();
  ASSERT_TRUE(insert_one(*transaction, "people", this->person(1, "A")).ok());
  const Inserted kept = insert_one(*transaction, "notes", this->note(1, "kept")).value();
  for (const std::int64_t row_key : {kept.row_key, kept.row_key + 1000}) {
    const std::string record = std::to_string(row_key);
    const std::array line = {NamedCell{"iss", Cell::text("i")},           NamedCell{"subject", Cell::text("1")},
                             NamedCell{"section", Cell::text("s")},       NamedCell{"record", Cell::text(record)},
                             NamedCell{"rule", Cell::text("notes")},      NamedCell{"digest", Cell::text("d")},
                             NamedCell{"stored_in", Cell::text("notes")}, NamedCell{"row_key", Cell::integer(row_key)},
                             NamedCell{"import", Cell::integer(4)}};
    ASSERT_TRUE(insert_one(*transaction, ledger::kRecord, line).ok());
  }
  const std::vector<std::string> tables = {"notes", "people"};
  using Counts = std::vector<std::uint64_t>;
  EXPECT_EQ(store->count_written(tables, 4).value().rows, (Counts{1, 0}));
  EXPECT_EQ(store->count_written(tables, 5).value().rows, (Counts{0, 0}));
  ASSERT_TRUE(transaction->commit().ok());
  EXPECT_EQ(store->count_written(tables, 4).value().rows, (Counts{1, 0}));
}

TYPED_TEST_P(StoreSuite, TellsThatAnotherImportHasComeIn) {
  const auto store = this->fixture_.open();
  for (std::int64_t import = 1; import < 4; ++import) {
    const auto transaction = store->begin().value();
    EXPECT_EQ(store->count_written({}, 0).value().newest_import, import - 1);
    std::vector<NamedCell> line = {{"import", Cell::integer(import)}};
    for (const char* column :
         {"iss", "bundle_id", "manifest_sha256", "issued", "subject", "map_sha256", "imported", "note"}) {
      line.push_back({column, Cell::text("x")});
    }
    ASSERT_TRUE(insert_one(*transaction, ledger::kImport, line).ok());
    EXPECT_EQ(store->count_written({}, 0).value().newest_import, import);
    ASSERT_TRUE(transaction->commit().ok());
    EXPECT_EQ(store->count_written({}, 0).value().newest_import, import);
  }
}

REGISTER_TYPED_TEST_SUITE_P(StoreSuite, DescribesColumnsKeysAndReferences, CommittedRowsAreThereAndDroppedOnesAreNot,
                            FindsRowsAgainByTheirRowKey, FindsAllRowsWhereNothingIsAsked,
                            ATakenUniqueKeyIsNoErrorAndWritesNothing, OtherConstraintsRefuseTheRowAlone,
                            UpdatesSayHowManyRowsTheyChanged, ManyRowsAreWrittenAtOnceAndEachIsFoundAgain,
                            ErasesWhatMeetsTheCondition, P27_ValuesNeverBecomeSql, CountsTheRowsThatTheLedgerNames,
                            TellsThatAnotherImportHasComeIn);

}  // namespace holdall::test
