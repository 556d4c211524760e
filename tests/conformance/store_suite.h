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
    ASSERT_TRUE(transaction->insert("people", this->person(1, "A")).ok());
  }
  EXPECT_EQ(this->fixture_.count("people"), "0");
  const auto transaction = store->begin().value();
  ASSERT_TRUE(transaction->insert("people", this->person(1, "A")).ok());
  EXPECT_EQ(this->fixture_.count("people"), "0");
  ASSERT_TRUE(transaction->commit().ok());
  EXPECT_EQ(this->fixture_.count("people"), "1");
}

TYPED_TEST_P(StoreSuite, FindsRowsAgainByTheirRowKey) {
  const auto store = this->fixture_.open();
  const auto transaction = store->begin().value();
  ASSERT_TRUE(transaction->insert("people", this->person(1, "A")).ok());
  const Inserted first = transaction->insert("notes", this->note(1, "first")).value();
  const Inserted second = transaction->insert("notes", this->note(1, "second")).value();
  EXPECT_NE(first.row_key, second.row_key);
  const std::vector<std::string> columns = {"text", "n"};
  const std::array where = {NamedCell{store->describe("notes").value()->row_key, Cell::integer(second.row_key)}};
  const auto found = transaction->find("notes", columns, where).value();
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->at(0).view().as_text(), "second");
  EXPECT_EQ(found->at(1).view().as_integer(), 1);
}

TYPED_TEST_P(StoreSuite, ATakenUniqueKeyIsNoErrorAndWritesNothing) {
  const auto store = this->fixture_.open();
  const auto transaction = store->begin().value();
  ASSERT_FALSE(transaction->insert("people", this->person(1, "A")).value().conflict);
  EXPECT_TRUE(transaction->insert("people", this->person(1, "B")).value().conflict);
  EXPECT_TRUE(transaction->insert("people", this->person(2, "A")).value().conflict);
  ASSERT_FALSE(transaction->insert("people", this->person(2, "B")).value().conflict);
  const std::array set = {NamedCell{"name", Cell::text("A")}};
  const std::array where = {NamedCell{"id", Cell::integer(2)}};
  EXPECT_FALSE(transaction->update("people", set, where).value().has_value());
  ASSERT_TRUE(transaction->commit().ok());
  EXPECT_EQ(this->fixture_.count("people"), "2");
}

TYPED_TEST_P(StoreSuite, OtherConstraintsAreErrorsOfTheMapping) {
  const auto store = this->fixture_.open();
  const auto transaction = store->begin().value();
  ASSERT_TRUE(transaction->insert("people", this->person(1, "A")).ok());
  const auto null = transaction->insert("notes", this->note(1, "marker-value", Cell::absent()));
  ASSERT_FALSE(null.ok());
  EXPECT_EQ(null.error().code, ErrorCode::kMapping);
  EXPECT_EQ(null.error().message.find("marker-value"), std::string::npos);
  const auto orphan = transaction->insert("notes", this->note(99, "orphan"));
  EXPECT_TRUE(!orphan.ok() && orphan.error().code == ErrorCode::kMapping);
}

TYPED_TEST_P(StoreSuite, UpdatesSayHowManyRowsTheyChanged) {
  const auto store = this->fixture_.open();
  const auto transaction = store->begin().value();
  ASSERT_TRUE(transaction->insert("people", this->person(1, "A")).ok());
  const std::array set = {NamedCell{"name", Cell::text("Z")}};
  const std::array hit = {NamedCell{"id", Cell::integer(1)}, NamedCell{"name", Cell::text("A")}};
  EXPECT_EQ(transaction->update("people", set, hit).value(), 1U);
  EXPECT_EQ(transaction->update("people", set, hit).value(), 0U);
}

TYPED_TEST_P(StoreSuite, P27_ValuesNeverBecomeSql) {
  const auto store = this->fixture_.open();
  const auto transaction = store->begin().value();
  ASSERT_TRUE(transaction->insert("people", this->person(1, "A")).ok());
  for (const std::string_view text :
       {"'; DROP TABLE notes; --", "\" OR 1=1", "?1", "$1", "%_\\", "x' UNION SELECT name FROM people --"}) {
    ASSERT_TRUE(transaction->insert("notes", this->note(1, text)).ok());
    const std::vector<std::string> columns = {"text"};
    const std::array where = {NamedCell{"text", Cell::text(text)}};
    const auto found = transaction->find("notes", columns, where).value();
    ASSERT_TRUE(found.has_value()) << text;
    EXPECT_EQ(found->at(0).view().as_text(), text);
  }
}

TYPED_TEST_P(StoreSuite, CountsTheRowsThatTheLedgerNames) {
  const auto store = this->fixture_.open();
  const auto transaction = store->begin().value();
  ASSERT_TRUE(transaction->insert("people", this->person(1, "A")).ok());
  const Inserted kept = transaction->insert("notes", this->note(1, "kept")).value();
  for (const std::int64_t row_key : {kept.row_key, kept.row_key + 1000}) {
    const std::string record = std::to_string(row_key);
    const std::array line = {NamedCell{"iss", Cell::text("i")},           NamedCell{"subject", Cell::text("1")},
                             NamedCell{"section", Cell::text("s")},       NamedCell{"record", Cell::text(record)},
                             NamedCell{"rule", Cell::text("notes")},      NamedCell{"digest", Cell::text("d")},
                             NamedCell{"stored_in", Cell::text("notes")}, NamedCell{"row_key", Cell::integer(row_key)},
                             NamedCell{"batch", Cell::text("b")}};
    ASSERT_TRUE(transaction->insert(ledger::kRecord, line).ok());
  }
  const std::vector<std::string> tables = {"notes", "people"};
  using Counts = std::vector<std::uint64_t>;
  EXPECT_EQ(store->count_written(tables, "b").value().rows, (Counts{1, 0}));
  EXPECT_EQ(store->count_written(tables, "other").value().rows, (Counts{0, 0}));
  ASSERT_TRUE(transaction->commit().ok());
  EXPECT_EQ(store->count_written(tables, "b").value().rows, (Counts{1, 0}));
}

TYPED_TEST_P(StoreSuite, TellsThatAnotherImportHasComeIn) {
  const auto store = this->fixture_.open();
  std::int64_t last = 0;
  for (const char* bundle : {"b1", "b2", "b3"}) {
    const auto transaction = store->begin().value();
    std::vector<NamedCell> line;
    for (const char* column : {"iss", "manifest_sha256", "issued", "subject", "map_sha256", "batch", "imported"}) {
      line.push_back({column, Cell::text("x")});
    }
    line.push_back({"bundle_id", Cell::text(bundle)});
    line.push_back({"record_rows", Cell::integer(0)});
    ASSERT_TRUE(transaction->insert(ledger::kImport, line).ok());
    const std::int64_t inside = store->count_written({}, "x").value().newest_import;
    EXPECT_GT(inside, last);
    ASSERT_TRUE(transaction->commit().ok());
    last = store->count_written({}, "x").value().newest_import;
    EXPECT_EQ(last, inside);
  }
}

REGISTER_TYPED_TEST_SUITE_P(StoreSuite, DescribesColumnsKeysAndReferences, CommittedRowsAreThereAndDroppedOnesAreNot,
                            FindsRowsAgainByTheirRowKey, ATakenUniqueKeyIsNoErrorAndWritesNothing,
                            OtherConstraintsAreErrorsOfTheMapping, UpdatesSayHowManyRowsTheyChanged,
                            P27_ValuesNeverBecomeSql, CountsTheRowsThatTheLedgerNames, TellsThatAnotherImportHasComeIn);

}  // namespace holdall::test
