// Rows of one shape into one table of PostgreSQL, as many as possible by each statement.
//
// A statement that the server refuses is taken back (a savepoint) and tried again in halves, down to the row that is at
// fault; what stands before a row in the block is written before it.
#pragma once

#include <string>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/sql/postgres.h"
#include "holdall/importer/store/postgres_catalog.h"
#include "holdall/importer/store/store.h"

namespace holdall {

// Why the server did not take a row, by SQLSTATE; kNone where it is not the row's fault.
Refusal postgres_refusal(std::string_view state);

class PostgresInsert {
 public:
  // The arguments must outlive it. `keys`: rows go by INSERT, which tells their keys; else by COPY.
  PostgresInsert(postgres::Connection& connection, const PostgresTable& table, const RowBlock& block,
                 StoreTransaction::Keys keys)
      : connection_(connection), table_(table), block_(block), keys_(keys) {}

  // Once. As StoreTransaction::insert().
  Result<std::vector<Inserted>> run();

 private:
  using Range = std::span<const std::size_t>;  // of rows in the block, in order
  Result<void> find_columns();
  Refusal misfit(std::size_t row) const;
  [[nodiscard]] std::size_t bytes_of(Range rows) const;
  Result<void> insert(Range rows);
  Result<void> insert_halves(Range rows);
  Result<void> write(Range rows);
  Result<void> write_insert(Range rows);
  Result<void> write_copy(Range rows);
  [[nodiscard]] std::string insert_sql() const;

  postgres::Connection& connection_;
  const PostgresTable& table_;
  const RowBlock& block_;
  StoreTransaction::Keys keys_;
  std::vector<const PostgresColumn*> columns_;
  std::string names_;  // `"a","b"`
  std::string sql_;
  std::vector<Inserted> results_;
};

}  // namespace holdall
