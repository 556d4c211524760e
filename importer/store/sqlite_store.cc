// SQL for SQLite: statements are built from checked names, prepared once and kept while the store lives.
//
// `INSERT OR ABORT` and `UPDATE OR ABORT` override ON CONFLICT clauses of the receiver's schema, one of which (REPLACE)
// would delete another person's row. https://www.sqlite.org/lang_conflict.html
#include "holdall/importer/store/sqlite_store.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "holdall/core/sql/sqlite.h"
#include "holdall/importer/store/ledger_tables.h"

namespace holdall {

namespace {

using sqlite::quote;

std::string upper_ascii(std::string_view text) {
  std::string upper(text);
  std::transform(upper.begin(), upper.end(), upper.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return upper;
}

// Column affinity: https://www.sqlite.org/datatype3.html#determination_of_column_affinity
StoreType type_of(std::string_view declared) {
  const std::string upper = upper_ascii(declared);
  const auto has = [&](std::string_view part) { return upper.find(part) != std::string::npos; };
  if (has("INT")) {
    return StoreType::kInteger;
  }
  if (has("CHAR") || has("CLOB") || has("TEXT")) {
    return StoreType::kText;
  }
  if (has("BLOB") || upper.empty()) {
    return StoreType::kAny;
  }
  return has("REAL") || has("FLOA") || has("DOUB") ? StoreType::kReal : StoreType::kNumeric;
}

// What a statement does with which names: finds it again without building its SQL.
class StatementKey {
 public:
  std::string_view of(std::string_view verb, std::string_view table, NamedCells first, NamedCells second = {}) {
    start(verb, table);
    for (const NamedCells names : {first, second}) {
      for (const NamedCell& each : names) {
        add(each.column);
      }
      add("");
    }
    return key_;
  }
  std::string_view of(std::string_view table, std::span<const std::string> columns, NamedCells where) {
    of("find", table, where);
    for (const std::string& column : columns) {
      add(column);
    }
    return key_;
  }

 private:
  void start(std::string_view verb, std::string_view table) {
    key_.clear();
    add(verb);
    add(table);
  }
  void add(std::string_view name) { key_.append(name).push_back('\0'); }  // no name in a catalog has a NUL
  std::string key_;
};

// Statements under their keys: an import runs few statements many times.
class SqliteDatabase {
 public:
  explicit SqliteDatabase(sqlite::Database database) : database_(std::move(database)) {}

  sqlite::Database& raw() { return database_; }
  // Runs the statement known by `key` and hands each row to `visit`, which says whether it wants more. `make_sql` gives
  // its text the first time.
  template <typename MakeSql, typename Visit>
  Result<void> query(std::string_view key, const MakeSql& make_sql, std::span<const Cell> cells, const Visit& visit) {
    HOLDALL_ASSIGN(sqlite::Statement * statement, bound(key, make_sql, cells));
    while (true) {
      auto row = statement->step();
      if (!row.ok() || !row.value() || !visit(*statement)) {
        statement->reset();
        HOLDALL_TRY(std::move(row));
        return {};
      }
    }
  }
  // A statement that is its own key.
  template <typename Visit>
  Result<void> query(std::string_view sql, std::span<const Cell> cells, const Visit& visit) {
    return query(
        sql, [&] { return std::string(sql); }, cells, visit);
  }
  // Rows changed; nothing where a unique key is taken.
  template <typename MakeSql>
  Result<std::optional<std::uint64_t>> change(std::string_view key, const MakeSql& make_sql,
                                              std::span<const Cell> cells) {
    HOLDALL_ASSIGN(sqlite::Statement * statement, bound(key, make_sql, cells));
    auto row = statement->step();
    const bool taken = !row.ok() && database_.last_was_unique_conflict();
    const auto changed = static_cast<std::uint64_t>(database_.changes());
    statement->reset();
    if (taken) {
      return std::optional<std::uint64_t>();
    }
    HOLDALL_TRY(std::move(row));
    return std::optional(changed);
  }

 private:
  // A statement ready to be stepped. Valid until the next call with the same key.
  template <typename MakeSql>
  Result<sqlite::Statement*> bound(std::string_view key, const MakeSql& make_sql, std::span<const Cell> cells) {
    auto found = statements_.find(key);
    if (found == statements_.end()) {
      HOLDALL_ASSIGN(sqlite::Statement statement, database_.prepare(make_sql()));
      found = statements_.emplace(key, std::move(statement)).first;
    }
    found->second.reset();
    HOLDALL_TRY(found->second.bind(cells));
    return &found->second;
  }

  sqlite::Database database_;
  std::map<std::string, sqlite::Statement, std::less<>> statements_;
};

// `"a"=?N, "b"=?N+1`
std::string equations(NamedCells named, std::string_view separator, std::size_t first = 1) {
  std::string sql;
  for (const NamedCell& each : named) {
    sql.append(sql.empty() ? "" : separator).append(quote(each.column)).append("=?").append(std::to_string(first++));
  }
  return sql;
}

std::string insert_sql(std::string_view table, NamedCells row) {
  std::string columns;
  std::string values;
  for (std::size_t i = 0; i < row.size(); ++i) {
    columns.append(columns.empty() ? "" : ",").append(quote(row[i].column));
    values.append(values.empty() ? "?" : ",?").append(std::to_string(i + 1));
  }
  return "INSERT OR ABORT INTO " + quote(table) + "(" + columns + ") VALUES(" + values + ")";
}

std::string find_sql(std::string_view table, std::span<const std::string> columns, NamedCells where) {
  std::string sql;
  for (const std::string& column : columns) {
    sql.append(sql.empty() ? "SELECT " : ",").append(quote(column));
  }
  return sql + " FROM " + quote(table) + " WHERE " + equations(where, " AND ");
}

std::string update_sql(std::string_view table, NamedCells set, NamedCells where) {
  return "UPDATE OR ABORT " + quote(table) + " SET " + equations(set, ", ") + " WHERE " +
         equations(where, " AND ", set.size() + 1);
}

class SqliteTransaction final : public StoreTransaction {
 public:
  explicit SqliteTransaction(std::shared_ptr<SqliteDatabase> database) : database_(std::move(database)) {}
  SqliteTransaction(const SqliteTransaction&) = delete;
  SqliteTransaction& operator=(const SqliteTransaction&) = delete;
  ~SqliteTransaction() override {
    if (open_) {
      // Cannot fail in a way that keeps a row: without it, closing the database rolls back too.
      [[maybe_unused]] const auto rolled_back = database_->raw().run("ROLLBACK");
    }
  }

  Result<void> start() {
    HOLDALL_TRY(database_->raw().run("BEGIN IMMEDIATE"));
    open_ = true;
    for (const std::string_view definition : ledger::kDefinitions) {
      HOLDALL_TRY(database_->raw().run(definition));
    }
    return {};
  }

  Result<std::optional<StoredRow>> find(std::string_view table, std::span<const std::string> columns,
                                        NamedCells where) override {
    std::optional<StoredRow> found;
    const auto make_sql = [&] { return find_sql(table, columns, where); };
    HOLDALL_TRY(
        database_->query(key_.of(table, columns, where), make_sql, cells_of(where), [&](const sqlite::Statement& row) {
          found.emplace();
          for (int i = 0; i < row.columns(); ++i) {
            found->emplace_back(row.column(i));
          }
          return false;
        }));
    return found;
  }

  Result<Inserted> insert(std::string_view table, NamedCells row) override {
    const auto make_sql = [&] { return insert_sql(table, row); };
    HOLDALL_ASSIGN(const std::optional<std::uint64_t> changed,
                   database_->change(key_.of("insert", table, row), make_sql, cells_of(row)));
    if (!changed) {
      return Inserted{true, 0};
    }
    if (*changed != 1) {
      return Error{ErrorCode::kSelfCheck, "the database accepted a row and does not have it", {}};
    }
    return Inserted{false, database_->raw().last_insert_rowid()};
  }

  Result<std::optional<std::uint64_t>> update(std::string_view table, NamedCells set, NamedCells where) override {
    const auto make_sql = [&] { return update_sql(table, set, where); };
    return database_->change(key_.of("update", table, set, where), make_sql, cells_of(set, where));
  }

  Result<void> commit() override {
    HOLDALL_TRY(database_->raw().run("COMMIT"));
    open_ = false;
    return {};
  }

 private:
  // The values to bind, in the order of the parameters. Valid until the next call.
  std::span<const Cell> cells_of(NamedCells first, NamedCells second = {}) {
    cells_.clear();
    for (const NamedCells named : {first, second}) {
      for (const NamedCell& each : named) {
        cells_.push_back(each.cell);
      }
    }
    return cells_;
  }

  std::shared_ptr<SqliteDatabase> database_;
  StatementKey key_;
  std::vector<Cell> cells_;
  bool open_ = false;
};

class SqliteStore final : public Store {
 public:
  explicit SqliteStore(sqlite::Database database) : database_(std::make_shared<SqliteDatabase>(std::move(database))) {}

  Result<const StoreTable*> describe(std::string_view name) override {
    if (const auto known = tables_.find(name); known != tables_.end()) {
      return &known->second;
    }
    HOLDALL_ASSIGN(const sqlite::Table* found, database_->raw().table(name));
    HOLDALL_ASSIGN(const bool is_table, is_ordinary_table(name));
    if (found == nullptr || !is_table) {
      return static_cast<const StoreTable*>(nullptr);
    }
    StoreTable table;
    table.name = found->name;
    table.unique_keys = found->unique_keys;
    for (const sqlite::Column& column : found->columns) {
      if (!column.generated) {  // nobody can write it
        table.columns.push_back({column.name, type_of(column.declared_type)});
      }
    }
    HOLDALL_ASSIGN(table.references, references_of(name));
    HOLDALL_ASSIGN(table.row_key, row_key_of(table));
    return &tables_.emplace(table.name, std::move(table)).first->second;
  }

  Result<std::unique_ptr<StoreTransaction>> begin() override {
    auto transaction = std::make_unique<SqliteTransaction>(database_);
    HOLDALL_TRY(transaction->start());
    return std::unique_ptr<StoreTransaction>(std::move(transaction));
  }

  Result<Written> count_written(std::span<const std::string> tables, std::string_view batch) override {
    // A savepoint makes one read of several queries, inside a transaction and outside.
    HOLDALL_TRY(database_->raw().run("SAVEPOINT holdall_count"));
    auto written = count_all(tables, batch);
    HOLDALL_TRY(database_->raw().run("RELEASE holdall_count"));
    return written;
  }

 private:
  Result<Written> count_all(std::span<const std::string> tables, std::string_view batch) {
    Written written;
    HOLDALL_ASSIGN(const std::int64_t newest,
                   query_integer("SELECT coalesce(max(rowid),0) FROM " + quote(ledger::kImport), {}));
    written.newest_import = newest;
    for (const std::string& name : tables) {
      HOLDALL_ASSIGN(const StoreTable* table, describe(name));
      HOLDALL_CHECK(table != nullptr && !table->row_key.empty());
      const std::string sql = "SELECT count(*) FROM holdall_record l JOIN " + quote(name) + " t ON t." +
                              quote(table->row_key) + "=l.row_key WHERE l.batch=?1 AND l.stored_in=?2";
      const std::array<Cell, 2> cells = {Cell::text(batch), Cell::text(name)};
      HOLDALL_ASSIGN(const std::int64_t count, query_integer(sql, cells));
      written.rows.push_back(static_cast<std::uint64_t>(count));
    }
    return written;
  }

  Result<std::int64_t> query_integer(const std::string& sql, std::span<const Cell> cells) {
    std::int64_t integer = 0;
    HOLDALL_TRY(database_->query(sql, cells, [&](const sqlite::Statement& row) {
      integer = row.column(0).as_integer();
      return true;
    }));
    return integer;
  }

  Result<bool> is_ordinary_table(std::string_view name) {
    const Cell cell = Cell::text(name);
    bool found = false;
    HOLDALL_TRY(database_->query("SELECT 1 FROM sqlite_schema WHERE type='table' AND name=?1", {&cell, 1},
                                 [&](const sqlite::Statement&) { return found = true; }));
    return found;
  }

  Result<std::vector<Reference>> references_of(std::string_view name) {
    const Cell cell = Cell::text(name);
    std::vector<Reference> references;
    // A reference names its table in any case; the catalog has the one spelling.
    HOLDALL_TRY(database_->query(
        R"(SELECT f."from", t.name FROM pragma_foreign_key_list(?1) f
                                    JOIN sqlite_schema t ON t.type='table' AND t.name=f."table" COLLATE NOCASE)",
        {&cell, 1}, [&](const sqlite::Statement& row) {
          references.push_back({std::string(row.column(0).as_text()), std::string(row.column(1).as_text())});
          return true;
        }));
    return references;
  }

  // "rowid", unless a column has that name or the table is WITHOUT ROWID.
  Result<std::string> row_key_of(const StoreTable& table) {
    const Cell cell = Cell::text(table.name);
    bool without = false;
    HOLDALL_TRY(database_->query("SELECT wr FROM pragma_table_list WHERE schema='main' AND name=?1", {&cell, 1},
                                 [&](const sqlite::Statement& row) {
                                   without = row.column(0).as_integer() != 0;
                                   return true;
                                 }));
    const auto is_rowid = [](const StoreColumn& column) { return upper_ascii(column.name) == "ROWID"; };
    const bool hidden = std::any_of(table.columns.begin(), table.columns.end(), is_rowid);
    return std::string(without || hidden ? "" : "rowid");
  }

  std::shared_ptr<SqliteDatabase> database_;
  std::map<std::string, StoreTable, std::less<>> tables_;
};

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite_store(const std::string& path) {
  HOLDALL_ASSIGN(sqlite::Database database, sqlite::Database::open(path, sqlite::Database::Mode::kReadWrite));
  return std::unique_ptr<Store>(std::make_unique<SqliteStore>(std::move(database)));
}

}  // namespace holdall
