// What every Store must do, whatever database is behind it. A typed suite: an implementation instantiates it with a
// fixture that has
//
//   a constructor that makes a database with suite_tables()
//   static std::string bytes_type()               the type of a column for bytes, in SQL
//   std::unique_ptr<Store> open()                 a store on it, the same database each time
//   std::string one(const std::string& sql)       the one cell of a query, seen by another connection
//   bool has_table(std::string_view name)
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "holdall/importer/store/ledger_tables.h"
#include "holdall/importer/store/store.h"

namespace holdall::test {

// A name that SQL would trip over, and the same quoted.
inline constexpr std::string_view kOddTable = "x\"; DROP TABLE notes; --";
inline constexpr std::string_view kOddColumn = "a\"b' $1 ?1 \\";

inline std::vector<std::string> suite_tables(const std::string& bytes_type) {
  return {
      "CREATE TABLE people(id INTEGER PRIMARY KEY, name TEXT UNIQUE)",
      "CREATE TABLE notes(owner_id INTEGER REFERENCES People, text TEXT, n INTEGER NOT NULL CHECK (n < 1000))",
      "CREATE TABLE things(i BIGINT, r DOUBLE PRECISION, t TEXT, b " + bytes_type + ")",
      "CREATE TABLE kin_of_cascade(id INTEGER PRIMARY KEY)",
      "CREATE TABLE kin_of_null(id INTEGER PRIMARY KEY)",
      "CREATE TABLE kin_of_default(id INTEGER PRIMARY KEY)",
      "CREATE TABLE kin_of_restrict(id INTEGER PRIMARY KEY)",
      "CREATE TABLE kin_of_nothing(id INTEGER PRIMARY KEY)",
      "CREATE TABLE kin_of_itself(id INTEGER PRIMARY KEY, above INTEGER REFERENCES kin_of_itself ON DELETE CASCADE)",
      "CREATE TABLE kin(a INTEGER REFERENCES kin_of_cascade ON DELETE CASCADE,"
      " b INTEGER REFERENCES kin_of_null ON DELETE SET NULL,"
      " c INTEGER DEFAULT 1 REFERENCES kin_of_default ON DELETE SET DEFAULT,"
      " d INTEGER REFERENCES kin_of_restrict ON DELETE RESTRICT, e INTEGER REFERENCES kin_of_nothing)",
      "CREATE TABLE forms(id INTEGER PRIMARY KEY, needed TEXT NOT NULL, free TEXT, given TEXT NOT NULL DEFAULT 'x',"
      " \"Two\" INTEGER NOT NULL, void TEXT NOT NULL DEFAULT NULL)",
      R"(CREATE TABLE "x""; DROP TABLE notes; --"("a""b' $1 ?1 \" TEXT))",
  };
}

// Rows as a test writes them.
class SuiteRows {
 public:
  explicit SuiteRows(std::vector<std::string_view> columns) : columns_(std::move(columns)) {}
  SuiteRows& add(std::initializer_list<Cell> row) {
    cells_.insert(cells_.end(), row);
    return *this;
  }
  [[nodiscard]] RowBlock block() const { return {columns_, cells_}; }

 private:
  std::vector<std::string_view> columns_;
  std::vector<Cell> cells_;
};

inline std::vector<std::string> required_columns(const StoreTable& table) {
  std::vector<std::string> names;
  for (const StoreColumn& column : table.columns) {
    if (column.required) {
      names.push_back(column.name);
    }
  }
  return names;
}

// The columns (of integers and texts, and not the only one) without which the database takes no row.
inline std::vector<std::string> refused_without(StoreTransaction& transaction, const StoreTable& table) {
  std::vector<std::string> names;
  for (std::size_t left_out = 0; left_out < table.columns.size(); ++left_out) {
    std::vector<NamedCell> row;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const bool is_integer = table.columns[i].type == StoreType::kInteger;
      const Cell cell = is_integer ? Cell::integer(static_cast<std::int64_t>(left_out) + 100) : Cell::text("x");
      if (i != left_out) {
        row.push_back({table.columns[i].name, cell});
      }
    }
    std::vector<std::string_view> columns;
    std::vector<Cell> cells;
    for (const NamedCell& named : row) {
      columns.push_back(named.column);
      cells.push_back(named.cell);
    }
    const auto inserted = transaction.insert(table.name, {columns, cells}, StoreTransaction::Keys::kWanted);
    EXPECT_TRUE(inserted.ok()) << inserted.error().message;
    if (inserted.ok() && inserted.value().at(0).refusal != Refusal::kNone) {
      EXPECT_EQ(inserted.value().at(0).refusal, Refusal::kMissing) << table.columns[left_out].name;
      names.push_back(table.columns[left_out].name);
    }
  }
  return names;
}

template <typename Fixture>
class StoreSuite : public testing::Test {
 protected:
  using Keys = StoreTransaction::Keys;

  static std::vector<Inserted> insert(StoreTransaction& transaction, std::string_view table, const SuiteRows& rows,
                                      Keys keys = Keys::kWanted) {
    auto inserted = transaction.insert(table, rows.block(), keys);
    EXPECT_TRUE(inserted.ok()) << inserted.error().message;
    return inserted.ok() ? inserted.value() : std::vector<Inserted>(rows.block().rows());
  }
  static void insert_people(StoreTransaction& transaction, std::int64_t count) {
    SuiteRows rows({"id"});
    for (std::int64_t id = 1; id <= count; ++id) {
      rows.add({Cell::integer(id)});
    }
    for (const Inserted& each : insert(transaction, "people", rows)) {
      EXPECT_EQ(each.refusal, Refusal::kNone);
    }
  }
  static SuiteRows notes() { return SuiteRows({"owner_id", "text", "n"}); }
  static std::vector<StoredRow> find(StoreTransaction& transaction, std::string_view table,
                                     const std::vector<std::string>& columns, NamedCells where) {
    auto found = transaction.find(Lookup{table, columns, where});
    EXPECT_TRUE(found.ok()) << found.error().message;
    return found.ok() ? std::move(found).value() : std::vector<StoredRow>();
  }
  static void add_import(StoreTransaction& transaction, std::int64_t number) {
    SuiteRows line(
        {"import", "iss", "bundle_id", "manifest_sha256", "issued", "subject", "imported", "map_sha256", "note"});
    const Cell x = Cell::text("x");
    line.add({Cell::integer(number), x, x, x, x, x, x, x, x});
    EXPECT_EQ(insert(transaction, ledger::kImport, line, Keys::kNotWanted).at(0).refusal, Refusal::kNone);
  }
  std::string count(const std::string& table) { return fixture_.one("SELECT count(*) FROM " + table); }
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
  EXPECT_EQ(store->describe("things").value()->find("r")->type, StoreType::kReal);
  using namespace std::literals;  // NOLINT: NUL in literals
  for (const std::string_view name :
       {"nobody"sv, "PEOPLE"sv, "people; DROP TABLE people"sv, ""sv, "people\0"sv, "\xff"sv}) {
    EXPECT_EQ(store->describe(name).value(), nullptr);
  }
}

TYPED_TEST_P(StoreSuite, TellsWhetherErasingARowDoesSomethingToOthers) {
  const auto store = this->fixture_.open();
  for (const auto& [table, spreads] : std::vector<std::pair<std::string, bool>>{{"kin_of_cascade", true},
                                                                                {"kin_of_null", true},
                                                                                {"kin_of_default", true},
                                                                                {"kin_of_restrict", false},
                                                                                {"kin_of_nothing", false},
                                                                                {"kin_of_itself", true},
                                                                                {"kin", false}}) {
    const StoreTable* found = store->describe(table).value();
    ASSERT_NE(found, nullptr) << table;
    EXPECT_EQ(found->erasing_spreads, spreads) << table;
  }
}

TYPED_TEST_P(StoreSuite, KnowsWhichColumnsARowCannotLeaveOut) {
  const auto store = this->fixture_.open();
  const StoreTable* table = store->describe("forms").value();
  ASSERT_NE(table, nullptr);
  for (const auto& [name, required] : std::vector<std::pair<std::string, bool>>{
           {"needed", true}, {"free", false}, {"given", false}, {"Two", true}, {"void", true}}) {
    EXPECT_EQ(table->find(name)->required, required) << name;
  }
  const auto transaction = store->begin().value();
  EXPECT_EQ(refused_without(*transaction, *table), required_columns(*table));
}

TYPED_TEST_P(StoreSuite, CommittedRowsAreThereAndDroppedOnesAreNot) {
  const auto store = this->fixture_.open();
  {
    const auto transaction = store->begin().value();
    this->insert_people(*transaction, 3);
  }
  EXPECT_EQ(this->count("people"), "0");
  EXPECT_FALSE(this->fixture_.has_table(ledger::kImport));
  const auto transaction = store->begin().value();
  this->insert_people(*transaction, 3);
  EXPECT_EQ(this->count("people"), "0");
  ASSERT_TRUE(transaction->commit().ok());
  EXPECT_EQ(this->count("people"), "3");
  EXPECT_TRUE(this->fixture_.has_table(ledger::kImport));
}

TYPED_TEST_P(StoreSuite, FindsEachRowOfABlockAgainByItsRowKey) {
  const auto store = this->fixture_.open();
  const auto transaction = store->begin().value();
  this->insert_people(*transaction, 1);
  SuiteRows rows = this->notes();
  for (int n = 0; n < 600; ++n) {
    rows.add({Cell::integer(1), Cell::text("same"), Cell::integer(n)});
  }
  const std::vector<Inserted> inserted = this->insert(*transaction, "notes", rows);
  ASSERT_EQ(inserted.size(), 600U);
  const std::string& key = store->describe("notes").value()->row_key;
  for (std::size_t n = 0; n < inserted.size(); ++n) {
    const std::array where = {NamedCell{key, Cell::integer(inserted[n].row_key)}};
    const auto found = this->find(*transaction, "notes", {"n", key}, where);
    ASSERT_EQ(found.size(), 1U);
    ASSERT_EQ(found[0].at(0).view().as_integer(), static_cast<std::int64_t>(n));
    ASSERT_EQ(found[0].at(1).view().as_integer(), inserted[n].row_key);
  }
}

TYPED_TEST_P(StoreSuite, ARefusedRowDoesNotHinderTheOthers) {
  const auto store = this->fixture_.open();
  for (const auto keys : {StoreTransaction::Keys::kWanted, StoreTransaction::Keys::kNotWanted}) {
    const auto transaction = store->begin().value();
    this->insert_people(*transaction, 1);
    SuiteRows rows = this->notes();
    std::vector<Refusal> expected;
    const auto add = [&](std::int64_t owner, Cell n, Refusal refusal) {
      rows.add({Cell::integer(owner), Cell::text("marker"), n});
      expected.push_back(refusal);
    };
    for (int i = 0; i < 40; ++i) {
      add(1, Cell::integer(i), Refusal::kNone);
      if (i % 9 == 0) {
        add(1, Cell::absent(), Refusal::kMissing);
        add(1, Cell::integer(1000), Refusal::kCheck);
        add(99, Cell::integer(1), Refusal::kNoParent);
      }
    }
    const std::vector<Inserted> inserted = this->insert(*transaction, "notes", rows, keys);
    ASSERT_EQ(inserted.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      EXPECT_EQ(inserted[i].refusal, expected[i]) << i;
    }
    const std::array all = {NamedCell{"text", Cell::text("marker")}};
    EXPECT_EQ(this->find(*transaction, "notes", {"n"}, all).size(), 40U);
  }
}

TYPED_TEST_P(StoreSuite, TheFirstOfRowsThatCollideIsStored) {
  const auto store = this->fixture_.open();
  const auto transaction = store->begin().value();
  SuiteRows rows({"id", "name"});
  rows.add({Cell::integer(1), Cell::text("A")}).add({Cell::integer(1), Cell::text("B")});
  rows.add({Cell::integer(2), Cell::text("A")}).add({Cell::integer(2), Cell::text("B")});
  rows.add({Cell::integer(3), Cell::text("B")}).add({Cell::integer(3), Cell::absent()});
  const std::vector<Inserted> inserted = this->insert(*transaction, "people", rows);
  std::vector<Refusal> refusals;
  for (const Inserted& each : inserted) {
    refusals.push_back(each.refusal);
  }
  EXPECT_EQ(refusals, (std::vector{Refusal::kNone, Refusal::kTaken, Refusal::kTaken, Refusal::kNone, Refusal::kTaken,
                                   Refusal::kNone}));
  SuiteRows same({"id", "name"});
  for (const std::string_view name : {"first", "p", "q", "r", "s", "t", "u", "v"}) {
    same.add({Cell::integer(9), Cell::text(name)});
  }
  this->insert(*transaction, "people", same);
  ASSERT_TRUE(transaction->commit().ok());
  EXPECT_EQ(this->fixture_.one("SELECT name FROM people WHERE id = 1"), "A");
  EXPECT_EQ(this->fixture_.one("SELECT name FROM people WHERE id = 9"), "first");
  EXPECT_EQ(this->count("people"), "4");
}

TYPED_TEST_P(StoreSuite, AnEmptyBlockIsNoError) {
  const auto store = this->fixture_.open();
  const auto transaction = store->begin().value();
  EXPECT_TRUE(this->insert(*transaction, "people", SuiteRows({"id"})).empty());
}

TYPED_TEST_P(StoreSuite, UpdatesSayHowManyRowsTheyChanged) {
  const auto store = this->fixture_.open();
  const auto transaction = store->begin().value();
  SuiteRows rows({"id", "name"});
  rows.add({Cell::integer(1), Cell::text("A")}).add({Cell::integer(2), Cell::text("B")});
  this->insert(*transaction, "people", rows);
  const std::array set = {NamedCell{"name", Cell::text("Z")}};
  const std::array hit = {NamedCell{"id", Cell::integer(1)}, NamedCell{"name", Cell::text("A")}};
  EXPECT_EQ(transaction->update("people", set, hit).value().rows, 1U);
  EXPECT_EQ(transaction->update("people", set, hit).value().rows, 0U);
  const std::array second = {NamedCell{"id", Cell::integer(2)}};
  const Changed taken = transaction->update("people", set, second).value();
  EXPECT_EQ(taken.refusal, Refusal::kTaken);
  EXPECT_EQ(taken.rows, 0U);
  const std::array null = {NamedCell{"name", Cell::absent()}};
  EXPECT_EQ(transaction->update("people", null, second).value().rows, 1U);
  EXPECT_TRUE(this->find(*transaction, "people", {"name"}, second).at(0).at(0).view().is_absent());
}

TYPED_TEST_P(StoreSuite, TellsWhereAnUpdatedRowIs) {
  const auto store = this->fixture_.open();
  const auto transaction = store->begin().value();
  this->insert_people(*transaction, 1);
  SuiteRows rows = this->notes();
  rows.add({Cell::integer(1), Cell::text("mine"), Cell::integer(0)});
  rows.add({Cell::integer(1), Cell::text("other"), Cell::integer(0)});
  std::int64_t row_key = this->insert(*transaction, "notes", rows).at(0).row_key;
  const std::string& key = store->describe("notes").value()->row_key;
  for (int n = 1; n <= 5; ++n) {
    const std::array set = {NamedCell{"n", Cell::integer(n)}};
    const std::array where = {NamedCell{key, Cell::integer(row_key)}};
    const Changed changed = transaction->update("notes", set, where).value();
    ASSERT_EQ(changed.rows, 1U);
    row_key = changed.row_key;
  }
  const std::array where = {NamedCell{key, Cell::integer(row_key)}};
  const auto found = this->find(*transaction, "notes", {"text", "n"}, where);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].at(0).view().as_text(), "mine");
  EXPECT_EQ(found[0].at(1).view().as_integer(), 5);
}

TYPED_TEST_P(StoreSuite, FindsAllRowsWhereNothingIsAsked) {
  const auto store = this->fixture_.open();
  const auto transaction = store->begin().value();
  this->insert_people(*transaction, 2);
  const std::vector<std::string> columns = {"name"};
  EXPECT_EQ(transaction->find({"people", columns, {}}).value().size(), 2U);
}

TYPED_TEST_P(StoreSuite, ErasesWhatMeetsAllConditionsAndNoMore) {
  const auto store = this->fixture_.open();
  const auto transaction = store->begin().value();
  this->insert_people(*transaction, 2);
  SuiteRows rows = this->notes();
  for (const std::int64_t owner : {1, 1, 2}) {
    rows.add({Cell::integer(owner), Cell::text("x"), Cell::integer(1)});
  }
  const std::int64_t first = this->insert(*transaction, "notes", rows).at(0).row_key;
  const std::string& key = store->describe("notes").value()->row_key;
  const std::array other = {NamedCell{key, Cell::integer(first)}, NamedCell{"owner_id", Cell::integer(2)}};
  EXPECT_EQ(transaction->erase("notes", other).value().rows, 0U);
  const std::array own = {NamedCell{key, Cell::integer(first)}, NamedCell{"owner_id", Cell::integer(1)}};
  EXPECT_EQ(transaction->erase("notes", own).value().rows, 1U);
  const std::array parent = {NamedCell{"id", Cell::integer(2)}};
  EXPECT_EQ(transaction->erase("people", parent).value().refusal, Refusal::kNoParent);
  ASSERT_TRUE(transaction->commit().ok());
  EXPECT_EQ(this->count("notes"), "2");
  EXPECT_EQ(this->count("people"), "2");
}

TYPED_TEST_P(StoreSuite, LooksManyRowsUpAtOnce) {
  const auto store = this->fixture_.open();
  const auto transaction = store->begin().value();
  this->insert_people(*transaction, 2);
  SuiteRows rows = this->notes();
  std::vector<std::string> texts;
  for (int n = 0; n < 700; ++n) {
    texts.push_back("t" + std::to_string(n));
  }
  std::vector<Cell> wanted;
  for (std::size_t n = 0; n < texts.size(); ++n) {
    rows.add({Cell::integer(1 + static_cast<std::int64_t>(n % 2)), Cell::text(texts[n]), Cell::integer(1)});
    wanted.push_back(Cell::text(texts[n]));
  }
  this->insert(*transaction, "notes", rows, StoreTransaction::Keys::kNotWanted);
  wanted.push_back(Cell::text("nowhere"));
  const std::vector<std::string> columns = {"owner_id", "text"};
  const std::array where = {NamedCell{"owner_id", Cell::integer(2)}};
  const auto found = transaction->find(Lookup{"notes", columns, where, "text", wanted}).value();
  EXPECT_EQ(found.size(), 350U);
  const auto everywhere = transaction->find(Lookup{"notes", columns, {}, "text", wanted}).value();
  EXPECT_EQ(everywhere.size(), 700U);
}

TYPED_TEST_P(StoreSuite, P27_ValuesAndNamesNeverBecomeSql) {
  const auto store = this->fixture_.open();
  const auto transaction = store->begin().value();
  ASSERT_NE(store->describe(kOddTable).value(), nullptr);
  ASSERT_NE(store->describe(kOddTable).value()->find(kOddColumn), nullptr);
  for (const auto keys : {StoreTransaction::Keys::kWanted, StoreTransaction::Keys::kNotWanted}) {
    for (const std::string_view text :
         {"'; DROP TABLE notes; --", "\" OR 1=1", "?1", "$1", "%_\\", "x' UNION SELECT name FROM people --", "\\.",
          "\\N", "\\x41", "{a,NULL,\"b\"}", "$$;SELECT 1;$$", "E'\\''", "a\tb\nc\rd", "/* */", "NULL", "",
          "\xE2\x80\xAE\xF0\x9F\x98\x80 \xC2\xA0"}) {
      SuiteRows rows({kOddColumn});
      rows.add({Cell::text(text)});
      EXPECT_EQ(this->insert(*transaction, kOddTable, rows, keys).at(0).refusal, Refusal::kNone);
      const std::array where = {NamedCell{kOddColumn, Cell::text(text)}};
      const auto found = this->find(*transaction, kOddTable, {std::string(kOddColumn)}, where);
      ASSERT_EQ(found.size(), 1U) << text;
      EXPECT_EQ(found[0].at(0).view().as_text(), text);
      EXPECT_EQ(transaction->update(kOddTable, where, where).value().rows, 1U);
      EXPECT_EQ(transaction->erase(kOddTable, where).value().rows, 1U);
    }
  }
  ASSERT_TRUE(transaction->commit().ok());
  EXPECT_EQ(this->count("notes"), "0");
}

// Text that not every database holds: it is kept as it is, or the row is refused.
TYPED_TEST_P(StoreSuite, P27_NeverChangesTextInSilence) {
  using namespace std::literals;  // NOLINT: NUL in literals
  const auto store = this->fixture_.open();
  const auto transaction = store->begin().value();
  for (const auto keys : {StoreTransaction::Keys::kWanted, StoreTransaction::Keys::kNotWanted}) {
    for (const std::string_view text : {"a\0b"sv, "\0"sv, "\xC0\x27"sv, "\xF4\x90\x80\x80"sv, "x\xE2\x82"sv}) {
      SuiteRows rows({"t"});
      rows.add({Cell::text("before")}).add({Cell::text(text)}).add({Cell::text("after")});
      const std::vector<Inserted> inserted = this->insert(*transaction, "things", rows, keys);
      EXPECT_EQ(inserted.at(0).refusal, Refusal::kNone);
      EXPECT_EQ(inserted.at(2).refusal, Refusal::kNone);
      const std::array where = {NamedCell{"t", Cell::text(text)}};
      const auto found = this->find(*transaction, "things", {"t"}, where);
      if (inserted.at(1).refusal == Refusal::kNone) {
        ASSERT_FALSE(found.empty());
        EXPECT_EQ(found[0].at(0).view().as_text(), text);
      } else {
        EXPECT_EQ(inserted.at(1).refusal, Refusal::kType);
        EXPECT_TRUE(found.empty());
      }
    }
  }
}

TYPED_TEST_P(StoreSuite, GivesBackTheCellsThatWereWritten) {
  using namespace std::literals;  // NOLINT: NUL in literals
  const auto store = this->fixture_.open();
  const auto transaction = store->begin().value();
  const std::string_view bytes = "\0\xff\\\n'"sv;
  for (const auto keys : {StoreTransaction::Keys::kWanted, StoreTransaction::Keys::kNotWanted}) {
    for (const std::int64_t integer : {std::numeric_limits<std::int64_t>::min(), std::int64_t{-1}, std::int64_t{0},
                                       std::int64_t{1} << 53, std::numeric_limits<std::int64_t>::max()}) {
      for (const double real : {0.1, -1e300, 5e-324, 9007199254740993.0, 1.0 / 3}) {
        SuiteRows rows({"i", "r", "t", "b"});
        rows.add({Cell::integer(integer), Cell::number(real), Cell::text("t"), Cell::bytes(bytes)});
        this->insert(*transaction, "things", rows, keys);
        const std::array where = {NamedCell{"i", Cell::integer(integer)}, NamedCell{"r", Cell::number(real)},
                                  NamedCell{"b", Cell::bytes(bytes)}};
        const auto found = this->find(*transaction, "things", {"i", "r", "t", "b"}, where);
        ASSERT_FALSE(found.empty()) << integer << " " << real;
        EXPECT_EQ(found[0].at(0).view().as_integer(), integer);
        EXPECT_EQ(found[0].at(1).view().as_double(), real);
        EXPECT_EQ(found[0].at(2).view().as_text(), "t");
        EXPECT_EQ(found[0].at(3).view().kind(), Cell::Kind::kBytes);
        EXPECT_EQ(found[0].at(3).view().as_text(), bytes);
      }
    }
    SuiteRows nothing({"i", "r", "t", "b"});
    nothing.add({Cell::absent(), Cell::absent(), Cell::text("nothing"), Cell::absent()});
    this->insert(*transaction, "things", nothing, keys);
    const std::array where = {NamedCell{"t", Cell::text("nothing")}};
    for (const std::size_t column : {0U, 1U, 3U}) {
      EXPECT_TRUE(this->find(*transaction, "things", {"i", "r", "t", "b"}, where).at(0).at(column).view().is_absent());
    }
  }
}

TYPED_TEST_P(StoreSuite, CountsTheRowsThatTheLedgerNames) {
  const auto store = this->fixture_.open();
  const auto transaction = store->begin().value();
  this->insert_people(*transaction, 1);
  SuiteRows kept = this->notes();
  kept.add({Cell::integer(1), Cell::text("kept"), Cell::integer(1)});
  const std::int64_t row_key = this->insert(*transaction, "notes", kept).at(0).row_key;
  SuiteRows lines({"iss", "subject", "section", "record", "rule", "digest", "stored_in", "row_key", "import"});
  const std::array<std::string_view, 2> records = {"r1", "r2"};
  for (std::size_t i = 0; i < records.size(); ++i) {
    lines.add({Cell::text("i"), Cell::text("1"), Cell::text("s"), Cell::text(records[i]), Cell::text("notes"),
               Cell::text("d"), Cell::text("notes"), Cell::integer(row_key + (i == 0 ? 0 : 1000)), Cell::integer(7)});
  }
  this->insert(*transaction, ledger::kRecord, lines, StoreTransaction::Keys::kNotWanted);
  const std::vector<std::string> tables = {"notes", "people"};
  using Counts = std::vector<std::uint64_t>;
  EXPECT_EQ(store->count_written(tables, 7).value().rows, (Counts{1, 0}));
  EXPECT_EQ(store->count_written(tables, 8).value().rows, (Counts{0, 0}));
  ASSERT_TRUE(transaction->commit().ok());
  EXPECT_EQ(store->count_written(tables, 7).value().rows, (Counts{1, 0}));
}

TYPED_TEST_P(StoreSuite, TellsThatAnotherImportHasComeIn) {
  const auto store = this->fixture_.open();
  for (std::int64_t number = 1; number <= 3; ++number) {
    const auto transaction = store->begin().value();
    EXPECT_EQ(store->count_written({}, 0).value().newest_import, number - 1);
    this->add_import(*transaction, number);
    EXPECT_EQ(store->count_written({}, 0).value().newest_import, number);
    ASSERT_TRUE(transaction->commit().ok());
    EXPECT_EQ(store->count_written({}, 0).value().newest_import, number);
  }
}

// The second sees what the first has committed, whenever it was that it began to wait.
TYPED_TEST_P(StoreSuite, StoresWaitForEachOther) {
  const auto store = this->fixture_.open();
  auto transaction = store->begin().value();
  std::size_t seen = 0;
  std::thread second([&] {
    const auto other = this->fixture_.open();
    const auto waiting = other->begin();
    ASSERT_TRUE(waiting.ok()) << waiting.error().message;
    const std::array where = {NamedCell{"id", Cell::integer(1)}};
    seen = this->find(*waiting.value(), "people", {"id"}, where).size();
  });
  this->insert_people(*transaction, 1);
  EXPECT_TRUE(transaction->commit().ok());
  transaction.reset();
  second.join();
  EXPECT_EQ(seen, 1U);
}

REGISTER_TYPED_TEST_SUITE_P(StoreSuite, DescribesColumnsKeysAndReferences, TellsWhetherErasingARowDoesSomethingToOthers,
                            KnowsWhichColumnsARowCannotLeaveOut, CommittedRowsAreThereAndDroppedOnesAreNot,
                            FindsEachRowOfABlockAgainByItsRowKey, ARefusedRowDoesNotHinderTheOthers,
                            TheFirstOfRowsThatCollideIsStored, AnEmptyBlockIsNoError, UpdatesSayHowManyRowsTheyChanged,
                            TellsWhereAnUpdatedRowIs, FindsAllRowsWhereNothingIsAsked,
                            ErasesWhatMeetsAllConditionsAndNoMore, LooksManyRowsUpAtOnce,
                            P27_ValuesAndNamesNeverBecomeSql, P27_NeverChangesTextInSilence,
                            GivesBackTheCellsThatWereWritten, CountsTheRowsThatTheLedgerNames,
                            TellsThatAnotherImportHasComeIn, StoresWaitForEachOther);

}  // namespace holdall::test
