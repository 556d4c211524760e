// The one transaction of a SQLite store. Internal to importer/store; see store.h.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/importer/store/sqlite_statements.h"
#include "holdall/importer/store/store.h"

namespace holdall {

class SqliteTransaction final : public StoreTransaction {
 public:
  explicit SqliteTransaction(std::shared_ptr<SqliteStatements> statements) : statements_(std::move(statements)) {}
  SqliteTransaction(const SqliteTransaction&) = delete;
  SqliteTransaction& operator=(const SqliteTransaction&) = delete;
  ~SqliteTransaction() override;

  Result<void> start();
  Result<std::vector<StoredRow>> find(const Lookup& lookup) override;
  Result<std::vector<Inserted>> insert(std::string_view table, const RowBlock& rows, Keys keys) override;
  Result<Changed> update(std::string_view table, NamedCells set, NamedCells where) override;
  Result<Changed> erase(std::string_view table, NamedCells where) override;
  Result<void> commit() override;

 private:
  Result<Inserted> insert_one(std::string_view table, const RowBlock& rows, std::size_t row);
  // Rows from `first` on under row keys from `key` on; false: one of them was refused, and none is there.
  Result<bool> insert_many(std::string_view table, const RowBlock& rows, std::size_t first, std::size_t count,
                           std::optional<std::int64_t> key);
  Result<bool> brings_its_key(std::string_view table, const RowBlock& rows);

  std::shared_ptr<SqliteStatements> statements_;
  bool open_ = false;
};

}  // namespace holdall
