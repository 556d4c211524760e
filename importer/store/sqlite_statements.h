// The SQL of a SQLite store: statements built from checked names, prepared once and kept while the store lives.
//
// Internal to importer/store. `INSERT OR ABORT` and `UPDATE OR ABORT` override ON CONFLICT clauses of the receiver's
// schema, one of which (REPLACE) would delete another person's row. https://www.sqlite.org/lang_conflict.html
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "holdall/core/base/result.h"
#include "holdall/core/sql/sqlite.h"
#include "holdall/importer/store/store.h"

namespace holdall {

// A statement's text while it is written: what it does with which names. It is also what finds the statement again.
class SqlText {
 public:
  explicit SqlText(std::string_view begin) : text_(begin) {}
  SqlText& add(std::string_view sql) {
    text_.append(sql);
    return *this;
  }
  SqlText& name(std::string_view identifier) { return add(sqlite::quote(identifier)); }
  SqlText& parameter() { return add("?").add(std::to_string(++parameters_)); }
  // `a=?1 AND b=?2`, or with another separator.
  SqlText& equations(NamedCells named, std::string_view separator);
  // `(?1,?2),(?3,?4)`
  SqlText& tuples(std::size_t rows, std::size_t cells);
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
  std::size_t parameters_ = 0;
};

class SqliteStatements {
 public:
  explicit SqliteStatements(sqlite::Database database) : database_(std::move(database)) {}

  sqlite::Database& database() { return database_; }
  // Hands each row to `visit`, which says whether it wants more. Errors: kBackend, kIo.
  template <typename Visit>
  Result<void> query(std::string_view sql, std::span<const Cell> cells, const Visit& visit) {
    HOLDALL_ASSIGN(sqlite::Statement * statement, bound(sql, cells));
    while (true) {
      auto row = statement->step();
      if (!row.ok() || !row.value() || !visit(*statement)) {
        statement->reset();
        HOLDALL_TRY(std::move(row));
        return {};
      }
    }
  }
  // Runs a statement that changes rows; RETURNING gives their row key. Errors: kBackend, kIo.
  Result<Changed> change(std::string_view sql, std::span<const Cell> cells);

 private:
  // A statement ready to be stepped. Valid until the next call with the same text.
  Result<sqlite::Statement*> bound(std::string_view sql, std::span<const Cell> cells);

  sqlite::Database database_;
  std::map<std::string, sqlite::Statement, std::less<>> statements_;
};

}  // namespace holdall
