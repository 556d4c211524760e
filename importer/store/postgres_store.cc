#include "holdall/importer/store/postgres_store.h"

#include <array>
#include <utility>

#include "holdall/core/sql/postgres.h"
#include "holdall/importer/store/ledger_tables.h"
#include "holdall/importer/store/postgres_catalog.h"
#include "holdall/importer/store/postgres_transaction.h"

namespace holdall {
namespace {

using postgres::Parameter;
using postgres::Rows;

// The row key that the ledger has, as the table has it.
std::string key_of_ledger(const PostgresColumn& key) {
  return key.is_tid ? "('(' || ((l.row_key >> 16) & 4294967295) || ',' || (l.row_key & 65535) || ')')::pg_catalog.tid"
                    : "l.row_key";
}

class PostgresStore final : public Store {
 public:
  explicit PostgresStore(postgres::Connection connection)
      : session_(std::make_shared<PostgresSession>(std::move(connection))) {}

  Result<const StoreTable*> describe(std::string_view name) override {
    HOLDALL_ASSIGN(const PostgresTable* table, session_->catalog.find(name));
    return table == nullptr ? nullptr : &table->shown;
  }

  Result<std::unique_ptr<StoreTransaction>> begin() override {
    auto transaction = std::make_unique<PostgresTransaction>(session_);
    HOLDALL_TRY(transaction->start());
    return std::unique_ptr<StoreTransaction>(std::move(transaction));
  }

  // One statement sees one moment, in a transaction and outside.
  Result<Written> count_written(std::span<const std::string> tables, std::int64_t import) override {
    HOLDALL_ASSIGN(const PostgresTable* imports, session_->catalog.need(ledger::kImport));
    HOLDALL_ASSIGN(const PostgresTable* records, session_->catalog.need(ledger::kRecord));
    std::string sql = "SELECT (SELECT coalesce(max(import), 0) FROM " + imports->sql_name + ")";
    std::vector<Parameter> parameters;
    if (!tables.empty()) {
      parameters.push_back({std::to_string(import)});
    }
    for (const std::string& name : tables) {
      HOLDALL_ASSIGN(const PostgresTable* table, session_->catalog.need(name));
      const PostgresColumn* key = table->find(table->shown.row_key);
      HOLDALL_CHECK(key != nullptr);
      parameters.push_back({name});
      sql += ", (SELECT count(*) FROM " + records->sql_name + " l JOIN " + table->sql_name + " t ON t." +
             postgres::quote(key->name) + " = " + key_of_ledger(*key) + " WHERE l.stored_in = $" +
             std::to_string(parameters.size()) + "::text AND l.import = $1::int8)";
    }
    HOLDALL_ASSIGN(const Rows rows, session_->connection.query(sql, parameters));
    Written written{rows.integer(0, 0), {}};
    for (std::size_t i = 0; i < tables.size(); ++i) {
      written.rows.push_back(static_cast<std::uint64_t>(rows.integer(0, static_cast<int>(i + 1))));
    }
    return written;
  }

 private:
  std::shared_ptr<PostgresSession> session_;
};

}  // namespace

Result<std::unique_ptr<Store>> open_postgres_store(const std::string& uri) {
  HOLDALL_ASSIGN(postgres::Connection connection, postgres::Connection::open(uri));
  return std::unique_ptr<Store>(std::make_unique<PostgresStore>(std::move(connection)));
}

}  // namespace holdall
