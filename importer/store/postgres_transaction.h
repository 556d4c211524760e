// The one transaction of a PostgresStore, and the connection that both use.
//
// Order, for reasons that docs/adr/0021-row-keys-and-locks-in-postgresql.md gives: lock of the importers, BEGIN, first
// look (the snapshot), ledger tables, work, COMMIT, unlock.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/sql/postgres.h"
#include "holdall/importer/store/postgres_catalog.h"
#include "holdall/importer/store/store.h"

namespace holdall {

struct PostgresSession {
  explicit PostgresSession(postgres::Connection opened) : connection(std::move(opened)), catalog(connection) {}
  PostgresSession(const PostgresSession&) = delete;
  PostgresSession& operator=(const PostgresSession&) = delete;
  ~PostgresSession() = default;

  postgres::Connection connection;
  PostgresCatalog catalog;
  bool in_transaction = false;
};

class PostgresTransaction final : public StoreTransaction {
 public:
  explicit PostgresTransaction(std::shared_ptr<PostgresSession> session) : session_(std::move(session)) {}
  PostgresTransaction(const PostgresTransaction&) = delete;
  PostgresTransaction& operator=(const PostgresTransaction&) = delete;
  ~PostgresTransaction() override;

  // Once, before all else. Errors: kBackend.
  Result<void> start();

  Result<std::vector<StoredRow>> find(const Lookup& lookup) override;
  Result<std::vector<Inserted>> insert(std::string_view table, const RowBlock& rows, Keys keys) override;
  Result<Changed> update(std::string_view table, NamedCells set, NamedCells where) override;
  Result<Changed> erase(std::string_view table, NamedCells where) override;
  Result<void> commit() override;

 private:
  Result<void> lock();
  Result<void> look();
  Result<void> make_ledger_tables();
  Result<Changed> change(const std::string& sql, std::span<const postgres::Parameter> parameters,
                         const PostgresColumn* key);
  void unlock();

  std::shared_ptr<PostgresSession> session_;
  bool is_locked_ = false;
  bool is_open_ = false;
};

}  // namespace holdall
