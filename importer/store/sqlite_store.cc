// The catalog as an import map sees it, and the reading back.
#include "holdall/importer/store/sqlite_store.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "holdall/core/sql/sqlite.h"
#include "holdall/importer/store/ledger_tables.h"
#include "holdall/importer/store/sqlite_transaction.h"

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

class SqliteStore final : public Store {
 public:
  explicit SqliteStore(sqlite::Database database)
      : statements_(std::make_shared<SqliteStatements>(std::move(database))) {}

  Result<const StoreTable*> describe(std::string_view name) override {
    if (const auto known = tables_.find(name); known != tables_.end()) {
      return &known->second;
    }
    HOLDALL_ASSIGN(const sqlite::Table* found, statements_->database().table(name));
    HOLDALL_ASSIGN(const bool is_table, is_ordinary_table(name));
    if (found == nullptr || !is_table) {
      return static_cast<const StoreTable*>(nullptr);
    }
    StoreTable table;
    table.name = found->name;
    table.unique_keys = found->unique_keys;
    HOLDALL_ASSIGN(const std::set<std::string> required, required_columns(name));
    for (const sqlite::Column& column : found->columns) {
      if (!column.generated) {  // nobody can write it
        table.columns.push_back({column.name, type_of(column.declared_type), required.contains(column.name)});
      }
    }
    HOLDALL_ASSIGN(table.references, references_of(name));
    HOLDALL_ASSIGN(table.erasing_spreads, erasing_spreads(name));
    HOLDALL_ASSIGN(table.row_key, row_key_of(table));
    return &tables_.emplace(table.name, std::move(table)).first->second;
  }

  Result<std::unique_ptr<StoreTransaction>> begin() override {
    auto transaction = std::make_unique<SqliteTransaction>(statements_);
    HOLDALL_TRY(transaction->start());
    return std::unique_ptr<StoreTransaction>(std::move(transaction));
  }

  Result<Written> count_written(std::span<const std::string> tables, std::int64_t import) override {
    // A savepoint makes one read of several queries, inside a transaction and outside.
    HOLDALL_TRY(statements_->database().run("SAVEPOINT holdall_count"));
    auto written = count_all(tables, import);
    HOLDALL_TRY(statements_->database().run("RELEASE holdall_count"));
    return written;
  }

 private:
  Result<Written> count_all(std::span<const std::string> tables, std::int64_t import) {
    Written written;
    HOLDALL_ASSIGN(const std::int64_t newest,
                   query_integer("SELECT coalesce(max(import),0) FROM " + quote(ledger::kImport), {}));
    written.newest_import = newest;
    for (const std::string& name : tables) {
      HOLDALL_ASSIGN(const StoreTable* table, describe(name));
      HOLDALL_CHECK(table != nullptr && !table->row_key.empty());
      const std::string sql = "SELECT count(*) FROM holdall_record l JOIN " + quote(name) + " t ON t." +
                              quote(table->row_key) + "=l.row_key WHERE l.import=?1 AND l.stored_in=?2";
      const std::array<Cell, 2> cells = {Cell::integer(import), Cell::text(name)};
      HOLDALL_ASSIGN(const std::int64_t count, query_integer(sql, cells));
      written.rows.push_back(static_cast<std::uint64_t>(count));
    }
    return written;
  }

  Result<std::int64_t> query_integer(const std::string& sql, std::span<const Cell> cells) {
    std::int64_t integer = 0;
    HOLDALL_TRY(statements_->query(sql, cells, [&](const sqlite::Statement& row) {
      integer = row.column(0).as_integer();
      return true;
    }));
    return integer;
  }

  Result<bool> is_ordinary_table(std::string_view name) {
    const Cell cell = Cell::text(name);
    bool found = false;
    HOLDALL_TRY(statements_->query("SELECT 1 FROM sqlite_schema WHERE type='table' AND name=?1", {&cell, 1},
                                   [&](const sqlite::Statement&) { return found = true; }));
    return found;
  }

  // An INTEGER PRIMARY KEY without an index of its own is the row id, which SQLite makes.
  Result<std::set<std::string>> required_columns(std::string_view name) {
    const Cell cell = Cell::text(name);
    std::set<std::string> columns;
    HOLDALL_TRY(statements_->query(
        R"(SELECT name FROM pragma_table_xinfo(?1)
           WHERE "notnull" AND (dflt_value IS NULL OR upper(dflt_value)='NULL')
             AND NOT (pk AND upper(type)='INTEGER'
                      AND NOT EXISTS (SELECT 1 FROM pragma_index_list(?1) WHERE origin='pk')))",
        {&cell, 1}, [&](const sqlite::Statement& row) {
          columns.emplace(row.column(0).as_text());
          return true;
        }));
    return columns;
  }

  Result<std::vector<Reference>> references_of(std::string_view name) {
    const Cell cell = Cell::text(name);
    std::vector<Reference> references;
    // A reference names its table in any case; the catalog has the one spelling.
    HOLDALL_TRY(statements_->query(
        R"(SELECT f."from", t.name FROM pragma_foreign_key_list(?1) f
                                    JOIN sqlite_schema t ON t.type='table' AND t.name=f."table" COLLATE NOCASE)",
        {&cell, 1}, [&](const sqlite::Statement& row) {
          references.push_back({std::string(row.column(0).as_text()), std::string(row.column(1).as_text())});
          return true;
        }));
    return references;
  }

  Result<bool> erasing_spreads(std::string_view name) {
    const Cell cell = Cell::text(name);
    HOLDALL_ASSIGN(const std::int64_t keys,
                   query_integer(R"(SELECT count(*) FROM sqlite_schema s JOIN pragma_foreign_key_list(s.name) f
                                    WHERE s.type='table' AND f."table"=?1 COLLATE NOCASE
                                      AND f.on_delete NOT IN ('NO ACTION', 'RESTRICT'))",
                                 {&cell, 1}));
    return keys != 0;
  }

  // "rowid", unless a column has that name or the table is WITHOUT ROWID.
  Result<std::string> row_key_of(const StoreTable& table) {
    const Cell cell = Cell::text(table.name);
    bool without = false;
    HOLDALL_TRY(statements_->query("SELECT wr FROM pragma_table_list WHERE schema='main' AND name=?1", {&cell, 1},
                                   [&](const sqlite::Statement& row) {
                                     without = row.column(0).as_integer() != 0;
                                     return true;
                                   }));
    const auto is_rowid = [](const StoreColumn& column) { return upper_ascii(column.name) == "ROWID"; };
    const bool hidden = std::any_of(table.columns.begin(), table.columns.end(), is_rowid);
    return std::string(without || hidden ? "" : "rowid");
  }

  std::shared_ptr<SqliteStatements> statements_;
  std::map<std::string, StoreTable, std::less<>> tables_;
};

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite_store(const std::string& path) {
  HOLDALL_ASSIGN(sqlite::Database database, sqlite::Database::open(path, sqlite::Database::Mode::kReadWrite));
  return std::unique_ptr<Store>(std::make_unique<SqliteStore>(std::move(database)));
}

}  // namespace holdall
