// Where an importing controller keeps its people: a narrow door to one database, the same for every kind of database.
//
// The importer thinks in rows and names; a Store turns them into its own SQL. Names were found in the catalog
// (describe) and are quoted; values are bound. All writing happens in one StoreTransaction. tests/conformance/
// store_suite.h holds what every Store must do. Thread rule: one thread per Store.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/model/row.h"

namespace holdall {

// What a column keeps without changing it. The mapper refuses a value that does not fit before a database sees it.
enum class StoreType : std::uint8_t {
  kAny,        // whatever it is given
  kInteger,    // 64 bits
  kReal,       // an IEEE 754 double
  kText,       // text, and JSON as text
  kNumeric,    // SQLite's: text that looks like a number would become one
  kDecimal,    // decimal numbers of any length; takes text in decimal form
  kBoolean,    // true or false; a 0 or 1 that a transform made is refused
  kTimestamp,  // an instant to the microsecond; takes RFC 3339 text
  kDate,       // YYYY-MM-DD
  kJson,       // a JSON value, read back in RFC 8785 form
  kBytes,
  kUuid,         // 8-4-4-4-12 in lower case
  kUnsupported,  // a map cannot name it
};

struct StoreColumn {
  std::string name;
  StoreType type = StoreType::kAny;
  bool required = false;  // no row is taken that leaves it out: it may not be NULL, and the database gives no value
};

// A column whose values are keys of another table.
struct Reference {
  std::string column;
  std::string table;  // as the catalog of that table has it
};

struct StoreTable {
  std::string name;
  std::vector<StoreColumn> columns;
  std::vector<std::vector<std::string>> unique_keys;
  std::vector<Reference> references;
  std::string row_key;      // integer column that finds a row again until the row is moved; empty: it cannot be done
  bool hides_rows = false;  // its own rules may hide rows from us: an import must not use it
  bool erasing_spreads = false;  // a foreign key of some table deletes or changes its rows with those of this one
  [[nodiscard]] const StoreColumn* find(std::string_view column) const;
};

// The error of whoever would use a table that hides rows: kBackend.
Error hides_rows(const StoreTable& table);

// A cell under a column's name. A row is a list of these; as a condition, all must be equal (never kAbsent).
struct NamedCell {
  std::string_view column;
  Cell cell;
};
using NamedCells = std::span<const NamedCell>;

// A value read from a store, with its own memory.
class StoredCell {
 public:
  explicit StoredCell(const Cell& cell);
  [[nodiscard]] Cell view() const;  // as the store gave it; lives as long as this

 private:
  Cell cell_;
  std::string text_;
};
using StoredRow = std::vector<StoredCell>;

// Rows of one shape: cells row by row, each row with a cell per column.
struct RowBlock {
  std::span<const std::string_view> columns;
  std::span<const Cell> cells;
  [[nodiscard]] std::size_t rows() const { return cells.size() / columns.size(); }
  [[nodiscard]] std::span<const Cell> row(std::size_t n) const {
    return cells.subspan(n * columns.size(), columns.size());
  }
};

// Why the database did not take a row; nothing was written of it.
enum class Refusal : std::uint8_t {
  kNone,
  kTaken,       // a unique key is taken
  kMissing,     // NOT NULL
  kCheck,       // a CHECK, or the receiver's own trigger
  kNoParent,    // a foreign key leads nowhere
  kOutOfRange,  // too large or too long for the column
  kType,        // not a value of the column's type, or text it cannot hold
};

struct Inserted {
  Refusal refusal = Refusal::kNone;
  std::int64_t row_key = 0;  // where there is no refusal and keys were asked for: under StoreTable::row_key
};

struct Changed {
  Refusal refusal = Refusal::kNone;
  std::uint64_t rows = 0;
  std::int64_t row_key = 0;  // of the last row changed: an update may move it
};

// The rows for which all of `where` holds and, where `in` is not empty, `in_column` is one of its cells.
struct Lookup {
  std::string_view table;
  std::span<const std::string> columns;  // to read
  NamedCells where;
  std::string_view in_column = {};
  std::span<const Cell> in = {};
};

// Dropped without commit(): everything is rolled back.
class StoreTransaction {
 public:
  virtual ~StoreTransaction() = default;
  // In no order. Errors: kBackend.
  virtual Result<std::vector<StoredRow>> find(const Lookup& lookup) = 0;
  enum class Keys : std::uint8_t { kWanted, kNotWanted };
  // What became of each row, in order. Never replaces a row, whatever the table says; a row that is refused does not
  // hinder the others. Errors: kSelfCheck if the database claims success but has no new row; kBackend.
  virtual Result<std::vector<Inserted>> insert(std::string_view table, const RowBlock& rows, Keys keys) = 0;
  // Errors: kBackend.
  virtual Result<Changed> update(std::string_view table, NamedCells set, NamedCells where) = 0;
  // Errors: kBackend.
  virtual Result<Changed> erase(std::string_view table, NamedCells where) = 0;
  // Errors: kMapping for a constraint checked late, kBackend: rolled back; kOutcomeUnknown.
  virtual Result<void> commit() = 0;
};

// What the database has of an import.
struct Written {
  std::int64_t newest_import = 0;   // the highest number in ledger::kImport
  std::vector<std::uint64_t> rows;  // by table: rows there are of those the ledger says the import wrote
};

// Inserts one row that nobody else can have written in this transaction. Errors: kSelfCheck where it is refused; those
// of insert().
Result<void> insert_row(StoreTransaction& transaction, std::string_view table, NamedCells row);

class Store {
 public:
  virtual ~Store() = default;
  // An ordinary table (no view); nullptr where there is none. Valid as long as the store. Errors: kBackend.
  virtual Result<const StoreTable*> describe(std::string_view table) = 0;
  // Begins the one transaction, waiting a bounded time for other writers; Holdall's own tables (ledger_tables.h) exist
  // in it. Errors: kBackend.
  virtual Result<std::unique_ptr<StoreTransaction>> begin() = 0;
  // What there is of import number `import` in these tables, all of it seen at one moment: inside the open transaction,
  // or of what is committed. Requires: the ledger's tables exist. Errors: kBackend.
  virtual Result<Written> count_written(std::span<const std::string> tables, std::int64_t import) = 0;
};

}  // namespace holdall
