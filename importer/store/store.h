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

// What a column keeps without changing it.
enum class StoreType : std::uint8_t { kAny, kInteger, kReal, kText, kNumeric };

struct StoreColumn {
  std::string name;
  StoreType type = StoreType::kAny;
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
  std::string row_key;  // integer column that finds a row again until the row is moved; empty: it cannot be done
  [[nodiscard]] const StoreColumn* find(std::string_view column) const;
};

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

struct Inserted {
  bool conflict = false;     // a unique key is taken: nothing was written
  std::int64_t row_key = 0;  // else: under StoreTable::row_key
};

// What the database has of an import.
struct Written {
  std::int64_t newest_import = 0;   // grows with each import that ledger::kImport gets
  std::vector<std::uint64_t> rows;  // by table: rows there are of those the ledger says the import wrote
};

// Dropped without commit(): everything is rolled back.
class StoreTransaction {
 public:
  virtual ~StoreTransaction() = default;
  // The columns of the first row that meets the condition. Errors: kBackend.
  virtual Result<std::optional<StoredRow>> find(std::string_view table, std::span<const std::string> columns,
                                                NamedCells where) = 0;
  // Never replaces a row, whatever the table says. Errors: kMapping for a constraint other than unique; kSelfCheck if
  // the database claims success but has no new row; kBackend.
  virtual Result<Inserted> insert(std::string_view table, NamedCells row) = 0;
  // How many rows were changed; nothing where a unique key is taken. Errors: kMapping, kBackend.
  virtual Result<std::optional<std::uint64_t>> update(std::string_view table, NamedCells set, NamedCells where) = 0;
  // Errors: kMapping for a constraint checked late, kBackend: rolled back; kOutcomeUnknown.
  virtual Result<void> commit() = 0;
};

class Store {
 public:
  virtual ~Store() = default;
  // An ordinary table (no view); nullptr where there is none. Valid as long as the store. Errors: kBackend.
  virtual Result<const StoreTable*> describe(std::string_view table) = 0;
  // Begins the one transaction, waiting a bounded time for other writers; Holdall's own tables (ledger_tables.h) exist
  // in it. Errors: kBackend.
  virtual Result<std::unique_ptr<StoreTransaction>> begin() = 0;
  // What there is of import `batch` in these tables, all of it seen at one moment: inside the open transaction, or of
  // what is committed. Requires: the ledger's tables exist. Errors: kBackend.
  virtual Result<Written> count_written(std::span<const std::string> tables, std::string_view batch) = 0;
};

}  // namespace holdall
