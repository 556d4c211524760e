// SQLite behind a small door: bound values, checked identifiers, results instead of return codes.
//
// The only place that includes sqlite3.h. Messages of SQLite never pass (they can quote values): errors carry the
// result code's name. Thread rule: one Database per thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/model/row.h"

namespace holdall::sqlite {

struct Column {
  std::string name;
  std::string declared_type;
  bool in_primary_key = false;
  bool not_null = false;
  bool generated = false;  // computed by the database: can be read, not written
};

// Columns of one table that hold a key of another.
struct ForeignKey {
  std::vector<std::string> columns;
  std::string table;
  std::vector<std::string> parent_columns;  // as many as `columns`
};

// One table of the catalog with its unique keys (primary key and unique indexes without WHERE).
struct Table {
  std::string name;
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> unique_keys;  // the primary key first, where there is one
  std::vector<ForeignKey> foreign_keys;               // known where all tables were asked for
  bool is_view = false;                               // without columns where what it shows is not there
  [[nodiscard]] bool is_broken() const { return is_view && columns.empty(); }
  [[nodiscard]] const Column* find(std::string_view column) const;
};

class Statement {
 public:
  Statement(Statement&&) noexcept;
  Statement& operator=(Statement&&) noexcept;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement();

  // Binds the parameters ?1, ?2, … Text and bytes are copied. Requires: cells.size() parameters.
  Result<void> bind(std::span<const Cell> cells);
  // true: a row is there; false: done, until reset(). Errors: kBackend; kMapping for a violated constraint (see
  // Database::last_violation).
  Result<bool> step();
  // Makes the statement ready to be bound and run again.
  void reset();
  [[nodiscard]] int columns() const;
  // A view into SQLite's row, valid until the next step: kAbsent (NULL), kInteger, kDouble, kText or kBytes (a BLOB, or
  // TEXT that is not I-JSON text).
  [[nodiscard]] Cell column(int index) const;

 private:
  friend class Database;
  struct Handle;
  explicit Statement(std::unique_ptr<Handle> handle);
  std::unique_ptr<Handle> handle_;
};

class Database {
 public:
  enum class Mode { kReadOnly, kReadWrite };
  // Opens an existing regular file with DEFENSIVE, trusted_schema off, cell size checks and foreign keys on; never
  // creates one. Errors: kBackend.
  static Result<Database> open(const std::string& path, Mode mode);
  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  // `sql` is this program's own text with placeholders; identifiers in it come from quote(). Errors: kBackend.
  Result<Statement> prepare(std::string_view sql);
  Result<void> run(std::string_view sql);  // one statement without result
  // The ordinary tables and views (no sqlite_ tables, no virtual tables); nullptr where there is none of that name.
  // Names compare exactly. Errors: kBackend.
  Result<const Table*> table(std::string_view name);
  // All of them by name, with those of their foreign keys that lead to one of them, named as the catalog names them.
  // Errors: kBackend; kLimit for more than 4096 tables or 200 000 columns.
  Result<std::vector<Table>> tables();
  [[nodiscard]] std::int64_t changes() const;
  [[nodiscard]] std::int64_t last_insert_rowid() const;
  // Whether the last failed call failed for what its SQL names, not for the file or the machine.
  [[nodiscard]] bool last_was_wrong_sql() const;
  // What about the row the last failed step did not accept.
  enum class Violation { kNone, kUnique, kNotNull, kCheck, kForeignKey, kType, kTooBig };
  [[nodiscard]] Violation last_violation() const;

 private:
  struct Handle;
  explicit Database(std::unique_ptr<Handle> handle);
  std::unique_ptr<Handle> handle_;
};

// `"name"` with quotes doubled. Requires: no NUL.
std::string quote(std::string_view identifier);

// The PATH of `sqlite:PATH`. Errors: kUsage for any other URI.
Result<std::string> path_of_uri(std::string_view uri);

}  // namespace holdall::sqlite
