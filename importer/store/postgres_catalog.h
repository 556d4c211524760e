// Tables of a PostgreSQL database as its catalog has them: what the importer is told, and what SQL needs besides.
//
// Ordinary tables that the search path finds, by their exact name; each is named with its schema from then on, so that
// nothing that comes later can stand in for it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/sql/postgres.h"
#include "holdall/importer/store/store.h"

namespace holdall {

struct PostgresColumn {
  std::string name;
  StoreType type = StoreType::kUnsupported;
  std::string_view sql_type;  // the built-in type that values are cast to: "timestamptz"
  // What the declaration allows; -1: everything the type does.
  int characters = -1;       // of text
  int fraction_digits = -1;  // of decimals and of seconds
  bool is_tid = false;       // ctid, shown as an integer: block << 16 | offset
  bool is_writable = true;
  bool is_required = false;  // as StoreColumn has it
};

struct PostgresTable {
  StoreTable shown;
  std::string sql_name;                 // "schema"."table"
  std::vector<PostgresColumn> columns;  // all, also those nobody can write, and ctid where it is the row key
  [[nodiscard]] const PostgresColumn* find(std::string_view column) const;
};

class PostgresCatalog {
 public:
  explicit PostgresCatalog(postgres::Connection& connection) : connection_(connection) {}

  // nullptr where there is none. Valid as long as this. Errors: kBackend.
  Result<const PostgresTable*> find(std::string_view table);
  // For names that find() found before, to read and write the rows. Errors: kBackend, also where there is no such table
  // and where it hides rows from us.
  Result<const PostgresTable*> need(std::string_view table);
  // Whether find() would find it now, whatever it found before. Errors: kBackend.
  Result<bool> exists(std::string_view table);

 private:
  Result<PostgresTable> read(std::string_view name, const std::string& oid, std::string sql_name, bool one_heap);
  Result<void> read_columns(PostgresTable& table, const std::string& oid);
  Result<void> read_unique_keys(StoreTable& table, const std::string& oid);
  Result<void> read_references(StoreTable& table, const std::string& oid);
  Result<void> read_policies(StoreTable& table, const std::string& oid);
  Result<void> read_spreading(StoreTable& table, const std::string& oid);
  Result<void> choose_row_key(PostgresTable& table, const std::string& oid, bool one_heap);

  postgres::Connection& connection_;
  std::map<std::string, PostgresTable, std::less<>> tables_;
};

}  // namespace holdall
