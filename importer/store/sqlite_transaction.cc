// Many rows in one statement, under row keys that follow the one that SQLite chose: which row got which is then known
// without RETURNING, whose order SQLite leaves open (https://www.sqlite.org/lang_returning.html).
#include "holdall/importer/store/sqlite_transaction.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "holdall/importer/store/ledger_tables.h"

namespace holdall {
namespace {

// Rows of one INSERT: more of them gain nothing, and one that is refused costs all of them a second try.
constexpr auto kChunks = std::to_array<std::size_t>({32, 8});
// Values of one look-up; shorter lists repeat their last value, so that there are few statements.
constexpr std::size_t kValuesAtOnce = 64;

Error lost() {
  return {ErrorCode::kSelfCheck, "the database accepted a row and does not have it", {}};
}

std::vector<Cell> cells_of(NamedCells first, NamedCells second = {}) {
  std::vector<Cell> cells;
  for (const NamedCells named : {first, second}) {
    for (const NamedCell& each : named) {
      cells.push_back(each.cell);
    }
  }
  return cells;
}

SqlText insert_text(std::string_view table, std::span<const std::string_view> columns, bool with_key) {
  SqlText sql("INSERT OR ABORT INTO ");
  sql.name(table).add(with_key ? "(rowid" : "(");
  for (std::size_t i = 0; i < columns.size(); ++i) {
    sql.add(i == 0 && !with_key ? "" : ",").name(columns[i]);
  }
  return std::move(sql.add(") VALUES"));
}

bool same_letters(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::ranges::equal(a, b, {}, lower, lower);
}

}  // namespace

SqliteTransaction::~SqliteTransaction() {
  if (open_) {
    // Cannot fail in a way that keeps a row: without it, closing the database rolls back too.
    [[maybe_unused]] const auto rolled_back = statements_->database().run("ROLLBACK");
  }
}

Result<void> SqliteTransaction::start() {
  HOLDALL_TRY(statements_->database().run("BEGIN IMMEDIATE"));
  open_ = true;
  for (const std::string_view definition : ledger::kDefinitions) {
    HOLDALL_TRY(statements_->database().run(definition));
  }
  return {};
}

Result<std::vector<StoredRow>> SqliteTransaction::find(const Lookup& lookup) {
  SqlText sql("SELECT ");
  for (std::size_t i = 0; i < lookup.columns.size(); ++i) {
    sql.add(i == 0 ? "" : ",").name(lookup.columns[i]);
  }
  const bool has_list = !lookup.in.empty();
  sql.add(" FROM ").name(lookup.table).add(has_list || !lookup.where.empty() ? " WHERE " : "");
  sql.equations(lookup.where, " AND ");
  const std::size_t width = lookup.in.size() == 1 ? 1 : kValuesAtOnce;
  if (has_list) {
    sql.add(lookup.where.empty() ? "" : " AND ").name(lookup.in_column).add(" IN ").tuples(1, width);
  }
  std::vector<StoredRow> found;
  const auto keep = [&](const sqlite::Statement& row) {
    StoredRow& cells = found.emplace_back();
    for (int i = 0; i < row.columns(); ++i) {
      cells.emplace_back(row.column(i));
    }
    return true;
  };
  std::vector<Cell> cells = cells_of(lookup.where);
  for (std::size_t at = 0; at == 0 || at < lookup.in.size(); at += width) {
    cells.resize(lookup.where.size());
    for (std::size_t i = at; has_list && i < at + width; ++i) {
      cells.push_back(lookup.in[std::min(i, lookup.in.size() - 1)]);
    }
    HOLDALL_TRY(statements_->query(sql.text(), cells, keep));
  }
  return found;
}

Result<Inserted> SqliteTransaction::insert_one(std::string_view table, const RowBlock& rows, std::size_t row) {
  const SqlText sql = std::move(insert_text(table, rows.columns, false).tuples(1, rows.columns.size()));
  HOLDALL_ASSIGN(const Changed changed, statements_->change(sql.text(), rows.row(row)));
  if (changed.refusal != Refusal::kNone) {
    return Inserted{changed.refusal, 0};
  }
  if (changed.rows != 1) {
    return lost();
  }
  return Inserted{Refusal::kNone, statements_->database().last_insert_rowid()};
}

Result<bool> SqliteTransaction::insert_many(std::string_view table, const RowBlock& rows, std::size_t first,
                                            std::size_t count, std::optional<std::int64_t> key) {
  const std::size_t width = rows.columns.size() + (key ? 1 : 0);
  const SqlText sql = std::move(insert_text(table, rows.columns, key.has_value()).tuples(count, width));
  std::vector<Cell> cells;
  cells.reserve(count * width);
  for (std::size_t i = 0; i < count; ++i) {
    if (key) {
      cells.push_back(Cell::integer(*key + static_cast<std::int64_t>(i)));
    }
    const auto row = rows.row(first + i);
    cells.insert(cells.end(), row.begin(), row.end());
  }
  HOLDALL_ASSIGN(const Changed changed, statements_->change(sql.text(), cells));
  if (changed.refusal == Refusal::kNone && changed.rows != count) {
    return lost();
  }
  return changed.refusal == Refusal::kNone;
}

// Whether the rows say themselves what their row key is: https://www.sqlite.org/lang_createtable.html#rowid
Result<bool> SqliteTransaction::brings_its_key(std::string_view table, const RowBlock& rows) {
  HOLDALL_ASSIGN(const sqlite::Table* found, statements_->database().table(table));
  HOLDALL_CHECK(found != nullptr);
  return std::ranges::any_of(rows.columns, [&](std::string_view name) {
    const sqlite::Column* column = found->find(name);
    return column != nullptr && column->in_primary_key && same_letters(column->declared_type, "INTEGER");
  });
}

Result<std::vector<Inserted>> SqliteTransaction::insert(std::string_view table, const RowBlock& rows, Keys keys) {
  const bool wants_keys = keys == Keys::kWanted;
  HOLDALL_ASSIGN(const bool one_by_one, brings_its_key(table, rows));
  constexpr std::int64_t kHighest = std::numeric_limits<std::int64_t>::max() - 1'000'000;
  std::vector<Inserted> results;
  results.reserve(rows.rows());
  std::optional<std::int64_t> key;  // the last one that was given
  while (results.size() < rows.rows()) {
    const std::size_t at = results.size();
    const auto* fitting = std::ranges::find_if(kChunks, [&](std::size_t size) { return size <= rows.rows() - at; });
    const bool many = fitting != kChunks.end() && !one_by_one && (!wants_keys || (key && *key < kHighest));
    const std::size_t count = many ? *fitting : 1;
    const auto next = wants_keys && many ? std::optional(*key + 1) : std::nullopt;
    bool done = false;
    if (many) {
      HOLDALL_ASSIGN(done, insert_many(table, rows, at, count, next));
    }
    for (std::size_t i = 0; i < count; ++i) {
      if (done) {
        results.push_back({Refusal::kNone, next.value_or(0) + static_cast<std::int64_t>(i)});
        continue;
      }
      HOLDALL_ASSIGN(const Inserted inserted, insert_one(table, rows, at + i));
      results.push_back(inserted);
    }
    if (results.back().refusal == Refusal::kNone) {
      key = results.back().row_key;
    }
  }
  return results;
}

Result<Changed> SqliteTransaction::update(std::string_view table, NamedCells set, NamedCells where) {
  SqlText sql("UPDATE OR ABORT ");
  sql.name(table).add(" SET ").equations(set, ", ").add(" WHERE ").equations(where, " AND ");
  sql.add(" RETURNING rowid");
  return statements_->change(sql.text(), cells_of(set, where));
}

Result<Changed> SqliteTransaction::erase(std::string_view table, NamedCells where) {
  SqlText sql("DELETE FROM ");
  sql.name(table).add(" WHERE ").equations(where, " AND ");
  return statements_->change(sql.text(), cells_of(where));
}

Result<void> SqliteTransaction::commit() {
  HOLDALL_TRY(statements_->database().run("COMMIT"));
  open_ = false;
  return {};
}

}  // namespace holdall
