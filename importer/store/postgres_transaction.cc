#include "holdall/importer/store/postgres_transaction.h"

#include <algorithm>
#include <optional>

#include "holdall/core/base/text.h"
#include "holdall/importer/store/ledger_tables.h"
#include "holdall/importer/store/postgres_cells.h"
#include "holdall/importer/store/postgres_insert.h"

namespace holdall {
namespace {

using postgres::Parameter;
using postgres::Rows;

// The key of all importers' advisory lock: "holdall" and a version. Locks of different databases do not meet.
constexpr std::string_view kLock = "SELECT pg_catalog.pg_advisory_lock(x'686f6c64616c6c01'::int8)";
constexpr std::string_view kUnlock = "SELECT pg_catalog.pg_advisory_unlock(x'686f6c64616c6c01'::int8)";

// The first statement of the transaction, which takes its snapshot. A pooler that hands transactions around would give
// it another session than the one that has the lock.
constexpr std::string_view kLook = R"(SELECT
  (SELECT count(*) FROM pg_catalog.pg_locks
   WHERE locktype = 'advisory' AND pid = pg_catalog.pg_backend_pid() AND granted
     AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
     AND classid = x'686f6c64'::int4::oid AND objid = x'616c6c01'::int4::oid AND objsubid = 1),
  CASE WHEN current_setting('synchronous_commit') IN ('on', 'remote_apply') THEN ''
       ELSE set_config('synchronous_commit', 'on', true) END)";

// SQL with its parameters, while it is built.
class PostgresStatement {
 public:
  explicit PostgresStatement(const PostgresTable& table) : table_(table) {}
  std::string sql;
  std::vector<Parameter> parameters;

  // Errors: kBackend for a column that is not there.
  Result<const PostgresColumn*> column(std::string_view name) const {
    const PostgresColumn* found = table_.find(name);
    if (found == nullptr || found->type == StoreType::kUnsupported) {
      return Error{ErrorCode::kBackend, "PostgreSQL: there is no column `" + printable(name) + "` to use", {}};
    }
    return found;
  }
  // `$n::type`
  std::string bind(const PostgresColumn& column, const Cell& cell, std::string_view type) {
    parameters.push_back(postgres_parameter(column, cell));
    return "$" + std::to_string(parameters.size()) + "::" + std::string(type);
  }
  // Appends ` WHERE "a" = $1::… AND …`. false: no row can meet it.
  Result<bool> where(NamedCells cells) {
    std::string_view joint = " WHERE ";
    for (const NamedCell& each : cells) {
      HOLDALL_ASSIGN(const PostgresColumn* found, column(each.column));
      if (each.cell.is_absent() || postgres_misfit(*found, each.cell) != Refusal::kNone) {
        return false;
      }
      sql.append(std::exchange(joint, " AND ")).append(left_side(*found)).append(" = ");
      sql.append(bind(*found, each.cell, compared_as(*found)));
    }
    return true;
  }
  // Appends ` AND "a" = ANY($n::text[]::date[])`. false: no row can meet it.
  Result<bool> in(std::string_view name, std::span<const Cell> cells, std::string_view joint) {
    HOLDALL_ASSIGN(const PostgresColumn* found, column(name));
    postgres::Array array(postgres_array_of(*found));
    bool any = false;
    for (const Cell& cell : cells) {
      if (!cell.is_absent() && postgres_misfit(*found, cell) == Refusal::kNone) {
        add_to(array, *found, cell);
        any = true;
      }
    }
    parameters.push_back(array.parameter());
    sql.append(joint).append(left_side(*found)).append(" = ANY($").append(std::to_string(parameters.size()));
    sql.append("::").append(postgres_array_cast(*found));
    if (postgres_array_of(*found) == postgres::Array::Of::kText) {
      sql.append("::").append(compared_as(*found)).append("[]");
    }
    sql.append(")");
    return any;
  }

 private:
  // json has no equality, jsonb has.
  static std::string compared_as(const PostgresColumn& column) {
    return column.sql_type == "json" ? "pg_catalog.jsonb" : postgres_cast(column);
  }
  static std::string left_side(const PostgresColumn& column) {
    return postgres::quote(column.name) + (column.sql_type == "json" ? "::pg_catalog.jsonb" : "");
  }
  const PostgresTable& table_;
};

std::string returning(const PostgresTable& table) {
  return table.shown.row_key.empty() ? "" : " RETURNING " + postgres::quote(table.shown.row_key);
}

}  // namespace

PostgresTransaction::~PostgresTransaction() {
  if (is_open_) {
    // Cannot fail in a way that keeps a row: a server without its client rolls back too.
    [[maybe_unused]] const auto rolled_back = session_->connection.run("ROLLBACK");
    session_->in_transaction = false;
  }
  unlock();
}

void PostgresTransaction::unlock() {
  if (std::exchange(is_locked_, false)) {
    // Where it fails the session is gone, and its locks with it.
    [[maybe_unused]] const auto unlocked = session_->connection.run(kUnlock);
  }
}

Result<void> PostgresTransaction::start() {
  HOLDALL_CHECK(!session_->in_transaction);
  HOLDALL_TRY(lock());
  HOLDALL_TRY(session_->connection.run("BEGIN ISOLATION LEVEL REPEATABLE READ, READ WRITE"));
  is_open_ = true;
  session_->in_transaction = true;
  HOLDALL_TRY(look());
  return make_ledger_tables();
}

Result<void> PostgresTransaction::lock() {
  auto locked = session_->connection.run(kLock);
  if (!locked.ok() && session_->connection.last_state() == "55P03") {
    return Error{ErrorCode::kBackend, "PostgreSQL: another import into this database takes too long",
                 "run it again when that is done"};
  }
  HOLDALL_TRY(std::move(locked));
  is_locked_ = true;
  return {};
}

Result<void> PostgresTransaction::look() {
  HOLDALL_ASSIGN(const Rows rows, session_->connection.run(kLook));
  if (rows.integer(0, 0) != 1) {
    return Error{ErrorCode::kBackend, "PostgreSQL: a lock of the session does not hold in its transaction",
                 "connect to the server itself, or to a pooler that pools sessions"};
  }
  return {};
}

// Tables that are there need no right to make some.
Result<void> PostgresTransaction::make_ledger_tables() {
  constexpr std::array kTables = {ledger::kBinding, ledger::kToken, ledger::kImport, ledger::kSegment, ledger::kRecord};
  bool all = true;
  for (const std::string_view name : kTables) {
    HOLDALL_ASSIGN(const bool exists, session_->catalog.exists(name));
    all = all && exists;
  }
  for (std::size_t i = 0; !all && i < ledger::kDefinitions.size(); ++i) {
    HOLDALL_TRY(session_->connection.run(ledger::kDefinitions[i]));
  }
  for (const std::string_view name : kTables) {
    HOLDALL_TRY(session_->catalog.need(name));  // an ordinary table, not hidden by another, whose lines we see
  }
  return {};
}

Result<std::vector<StoredRow>> PostgresTransaction::find(const Lookup& lookup) {
  HOLDALL_ASSIGN(const PostgresTable* table, session_->catalog.need(lookup.table));
  PostgresStatement statement(*table);
  std::vector<const PostgresColumn*> columns;
  for (const std::string& name : lookup.columns) {
    HOLDALL_ASSIGN(const PostgresColumn* column, statement.column(name));
    columns.push_back(column);
    statement.sql.append(statement.sql.empty() ? "SELECT " : ",").append(postgres::quote(name));
  }
  statement.sql.append(" FROM ").append(table->sql_name);
  HOLDALL_ASSIGN(bool possible, statement.where(lookup.where));
  if (possible && !lookup.in.empty()) {
    HOLDALL_ASSIGN(possible, statement.in(lookup.in_column, lookup.in, lookup.where.empty() ? " WHERE " : " AND "));
  }
  std::vector<StoredRow> found;
  if (!possible) {
    return found;
  }
  HOLDALL_ASSIGN(const Rows rows, session_->connection.query(statement.sql, statement.parameters));
  found.resize(rows.size());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      found[row].push_back(read_postgres(*columns[i], rows, row, static_cast<int>(i)));
    }
  }
  return found;
}

Result<std::vector<Inserted>> PostgresTransaction::insert(std::string_view table, const RowBlock& rows, Keys keys) {
  HOLDALL_ASSIGN(const PostgresTable* found, session_->catalog.need(table));
  return PostgresInsert(session_->connection, *found, rows, keys).run();
}

// In a savepoint: a change that is refused takes nothing else with it.
Result<Changed> PostgresTransaction::change(const std::string& sql, std::span<const Parameter> parameters,
                                            const PostgresColumn* key) {
  HOLDALL_TRY(session_->connection.run("SAVEPOINT holdall_row"));
  auto rows = session_->connection.query(sql, parameters);
  if (!rows.ok()) {
    const Refusal refusal = postgres_refusal(session_->connection.last_state());
    if (refusal == Refusal::kNone) {
      return std::move(rows).error();
    }
    HOLDALL_TRY(session_->connection.run("ROLLBACK TO holdall_row"));
    HOLDALL_TRY(session_->connection.run("RELEASE holdall_row"));
    return Changed{refusal, 0, 0};
  }
  HOLDALL_TRY(session_->connection.run("RELEASE holdall_row"));
  const Rows& changed = rows.value();
  const bool has_key = key != nullptr && changed.size() != 0;
  return Changed{Refusal::kNone, changed.affected(),
                 has_key ? read_postgres_row_key(*key, changed.text(changed.size() - 1, 0)) : 0};
}

Result<Changed> PostgresTransaction::update(std::string_view table, NamedCells set, NamedCells where) {
  HOLDALL_ASSIGN(const PostgresTable* found, session_->catalog.need(table));
  PostgresStatement statement(*found);
  statement.sql = "UPDATE " + found->sql_name + " SET ";
  for (std::string_view joint; const NamedCell& each : set) {
    HOLDALL_ASSIGN(const PostgresColumn* column, statement.column(each.column));
    if (const Refusal refusal = postgres_misfit(*column, each.cell); refusal != Refusal::kNone) {
      return Changed{refusal, 0, 0};
    }
    statement.sql.append(std::exchange(joint, ", ")).append(postgres::quote(each.column)).append(" = ");
    statement.sql.append(statement.bind(*column, each.cell, postgres_cast(*column)));
  }
  HOLDALL_ASSIGN(const bool possible, statement.where(where));
  if (!possible) {
    return Changed{};
  }
  statement.sql += returning(*found);
  return change(statement.sql, statement.parameters, found->find(found->shown.row_key));
}

Result<Changed> PostgresTransaction::erase(std::string_view table, NamedCells where) {
  HOLDALL_ASSIGN(const PostgresTable* found, session_->catalog.need(table));
  PostgresStatement statement(*found);
  statement.sql = "DELETE FROM " + found->sql_name;
  HOLDALL_ASSIGN(const bool possible, statement.where(where));
  if (!possible) {
    return Changed{};
  }
  return change(statement.sql, statement.parameters, nullptr);
}

Result<void> PostgresTransaction::commit() {
  auto committed = session_->connection.commit();
  is_open_ = false;
  session_->in_transaction = false;
  unlock();
  return committed;
}

}  // namespace holdall
