#include "holdall/core/sql/sqlite.h"

#include <sqlite3.h>
#include <sys/stat.h>

#include <algorithm>
#include <map>

#include "holdall/core/base/text.h"

namespace holdall::sqlite {
namespace {

constexpr int kBusyMilliseconds = 5000;

struct Close {
  void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

Error failure(const char* what, int code) {
  return {ErrorCode::kBackend, std::string("SQLite: ") + what + ": " + sqlite3_errstr(code), {}};
}

// Untrusted files and untrusted schemas: https://www.sqlite.org/security.html
Result<void> harden(sqlite3* db) {
  for (const int option : {SQLITE_DBCONFIG_DEFENSIVE, SQLITE_DBCONFIG_ENABLE_FKEY}) {
    if (const int code = sqlite3_db_config(db, option, 1, nullptr); code != SQLITE_OK) {  // NOLINT: C varargs
      return failure("cannot be hardened", code);
    }
  }
  for (const int option :
       {SQLITE_DBCONFIG_TRUSTED_SCHEMA, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, SQLITE_DBCONFIG_WRITABLE_SCHEMA}) {
    if (const int code = sqlite3_db_config(db, option, 0, nullptr); code != SQLITE_OK) {  // NOLINT: C varargs
      return failure("cannot be hardened", code);
    }
  }
  sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit(db, SQLITE_LIMIT_SQL_LENGTH, 1 << 20);
  sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 64 << 20);
  sqlite3_limit(db, SQLITE_LIMIT_EXPR_DEPTH, 100);
  sqlite3_busy_timeout(db, kBusyMilliseconds);
  return {};
}

Cell text_or_bytes(std::string_view value) {
  return is_ijson_text(value) ? Cell::text(value) : Cell::bytes(value);
}

}  // namespace

struct Statement::Handle {
  std::unique_ptr<sqlite3_stmt, Close> statement;
  bool done = false;
};

struct Database::Handle {
  std::unique_ptr<sqlite3, Close> db;
  std::map<std::string, Table, std::less<>> tables;
};

const Column* Table::find(std::string_view column) const {
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const Column& c) { return c.name == column; });
  return found == columns.end() ? nullptr : &*found;
}

Statement::Statement(std::unique_ptr<Handle> handle) : handle_(std::move(handle)) {}
Statement::Statement(Statement&&) noexcept = default;
Statement& Statement::operator=(Statement&&) noexcept = default;
Statement::~Statement() = default;

Result<void> Statement::bind(std::span<const Cell> cells) {
  sqlite3_stmt* statement = handle_->statement.get();
  HOLDALL_CHECK(static_cast<int>(cells.size()) == sqlite3_bind_parameter_count(statement));
  for (int i = 1; const Cell& cell : cells) {
    int code = SQLITE_OK;
    const std::string_view text = cell.as_text().data() == nullptr ? "" : cell.as_text();  // SQLite: no data is NULL
    switch (cell.kind()) {
      case Cell::Kind::kAbsent:
        code = sqlite3_bind_null(statement, i);
        break;
      case Cell::Kind::kBool:
      case Cell::Kind::kInteger:
        code = sqlite3_bind_int64(statement, i, cell.as_integer());
        break;
      case Cell::Kind::kDouble:
        code = sqlite3_bind_double(statement, i, cell.as_double());
        break;
      case Cell::Kind::kText:
      case Cell::Kind::kJson:
        code = sqlite3_bind_text64(statement, i, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);  // NOLINT
        break;
      case Cell::Kind::kBytes:
        code = sqlite3_bind_blob64(statement, i, text.data(), text.size(), SQLITE_TRANSIENT);  // NOLINT
        break;
    }
    if (code != SQLITE_OK) {
      return failure("cannot bind a value", code);
    }
    ++i;
  }
  return {};
}

Result<bool> Statement::step() {
  if (handle_->done) {
    return false;  // SQLite itself would begin again
  }
  const int code = sqlite3_step(handle_->statement.get());
  handle_->done = code != SQLITE_ROW;
  if (code == SQLITE_ROW || code == SQLITE_DONE) {
    return code == SQLITE_ROW;
  }
  Error error = failure("cannot run a statement", code);
  if ((code & 0xFF) == SQLITE_CONSTRAINT) {
    error.code = ErrorCode::kMapping;
  } else if ((code & 0xFF) == SQLITE_FULL || (code & 0xFF) == SQLITE_IOERR) {
    error.code = ErrorCode::kIo;
  }
  return error;
}

void Statement::reset() {
  sqlite3_reset(handle_->statement.get());
  handle_->done = false;
}

int Statement::columns() const {
  return sqlite3_column_count(handle_->statement.get());
}

Cell Statement::column(int index) const {
  sqlite3_stmt* statement = handle_->statement.get();
  const auto view = [&](const void* data) {
    return std::string_view(static_cast<const char*>(data),
                            static_cast<std::size_t>(sqlite3_column_bytes(statement, index)));
  };
  switch (sqlite3_column_type(statement, index)) {
    case SQLITE_INTEGER:
      return Cell::integer(sqlite3_column_int64(statement, index));
    case SQLITE_FLOAT:
      return Cell::number(sqlite3_column_double(statement, index));
    case SQLITE_TEXT: {
      const void* text = sqlite3_column_text(statement, index);
      return text_or_bytes(view(text));
    }
    case SQLITE_BLOB: {
      const void* blob = sqlite3_column_blob(statement, index);
      return Cell::bytes(view(blob));
    }
    default:
      return Cell::absent();
  }
}

Database::Database(std::unique_ptr<Handle> handle) : handle_(std::move(handle)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

Result<Database> Database::open(const std::string& path, Mode mode) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) {
    return Error{ErrorCode::kBackend, "SQLite: `" + printable(path) + "` is not a database file", {}};
  }
  const int flags = (mode == Mode::kReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) | SQLITE_OPEN_NOMUTEX |
                    SQLITE_OPEN_EXRESCODE;
  sqlite3* db = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &db, flags, nullptr);
  auto handle = std::make_unique<Handle>();
  handle->db.reset(db);
  if (code != SQLITE_OK) {
    return failure("cannot open the database", code);
  }
  HOLDALL_TRY(harden(db));
  Database database(std::move(handle));
  HOLDALL_TRY(database.run("PRAGMA cell_size_check=ON"));
  HOLDALL_TRY(database.run("PRAGMA synchronous=FULL"));
  // The first read of the file: what is no database fails here, not in the middle of the work.
  HOLDALL_ASSIGN(Statement probe, database.prepare("SELECT count(*) FROM sqlite_schema"));
  HOLDALL_ASSIGN([[maybe_unused]] const bool row, probe.step());
  return database;
}

Result<Statement> Database::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code =
      sqlite3_prepare_v3(handle_->db.get(), sql.data(), static_cast<int>(sql.size()), 0, &statement, nullptr);
  auto handle = std::make_unique<Statement::Handle>();
  handle->statement.reset(statement);
  if (code != SQLITE_OK) {
    return failure("cannot prepare a statement", code);
  }
  return Statement(std::move(handle));
}

Result<void> Database::run(std::string_view sql) {
  HOLDALL_ASSIGN(Statement statement, prepare(sql));
  while (true) {
    HOLDALL_ASSIGN(const bool row, statement.step());
    if (!row) {
      return {};
    }
  }
}

namespace {

std::string text_of(const Statement& statement, int column) {
  return std::string(statement.column(column).as_text());
}

Result<std::vector<Column>> read_columns(Database& database, const std::string& table) {
  HOLDALL_ASSIGN(Statement statement, database.prepare(R"(SELECT name, type, pk FROM pragma_table_info(?1))"));
  const Cell name = Cell::text(table);
  HOLDALL_TRY(statement.bind(std::span(&name, 1)));
  std::vector<Column> columns;
  while (true) {
    HOLDALL_ASSIGN(const bool row, statement.step());
    if (!row) {
      return columns;
    }
    columns.push_back(Column{text_of(statement, 0), text_of(statement, 1), statement.column(2).as_integer() != 0});
  }
}

// Unique indexes over plain columns of the whole table; the primary key is one of them, or the row id.
Result<std::vector<std::vector<std::string>>> read_unique_keys(Database& database, const Table& table) {
  HOLDALL_ASSIGN(Statement statement,
                 database.prepare(R"(SELECT l.name, i.name FROM pragma_index_list(?1) l, pragma_index_info(l.name) i
                                     WHERE l."unique" AND NOT l.partial ORDER BY l.seq, i.seqno)"));
  const Cell name = Cell::text(table.name);
  HOLDALL_TRY(statement.bind(std::span(&name, 1)));
  std::vector<std::vector<std::string>> keys;
  std::vector<std::string> primary;
  for (const Column& column : table.columns) {
    if (column.in_primary_key) {
      primary.push_back(column.name);
    }
  }
  if (!primary.empty()) {
    keys.push_back(std::move(primary));
  }
  std::optional<std::string> index;
  while (true) {
    HOLDALL_ASSIGN(const bool row, statement.step());
    if (!row) {
      break;
    }
    if (index != statement.column(0).as_text()) {
      index = text_of(statement, 0);
      keys.emplace_back();
    }
    keys.back().push_back(text_of(statement, 1));  // an expression has no column name: ""
  }
  std::erase_if(keys, [](const auto& key) { return std::find(key.begin(), key.end(), "") != key.end(); });
  return keys;
}

}  // namespace

Result<const Table*> Database::table(std::string_view name) {
  if (const auto found = handle_->tables.find(name); found != handle_->tables.end()) {
    return &found->second;
  }
  // SQLite writes these beginnings itself; a forged one may spell CREATE VIRTUAL TABLE in any way.
  HOLDALL_ASSIGN(
      Statement statement,
      prepare(
          "SELECT name FROM sqlite_schema WHERE type IN ('table','view') AND name = ?1 COLLATE BINARY "
          "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND (sql LIKE 'CREATE TABLE %' OR sql LIKE 'CREATE VIEW %')"));
  const Cell cell = Cell::text(name);
  HOLDALL_TRY(statement.bind(std::span(&cell, 1)));
  HOLDALL_ASSIGN(const bool row, statement.step());
  if (!row) {
    return static_cast<const Table*>(nullptr);
  }
  Table table{std::string(name), {}, {}};
  HOLDALL_ASSIGN(table.columns, read_columns(*this, table.name));
  HOLDALL_ASSIGN(table.unique_keys, read_unique_keys(*this, table));
  return &handle_->tables.emplace(std::string(name), std::move(table)).first->second;
}

std::int64_t Database::changes() const {
  return sqlite3_changes64(handle_->db.get());
}

std::int64_t Database::last_insert_rowid() const {
  return sqlite3_last_insert_rowid(handle_->db.get());
}

bool Database::last_was_unique_conflict() const {
  const int code = sqlite3_extended_errcode(handle_->db.get());
  return code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY || code == SQLITE_CONSTRAINT_ROWID;
}

std::string quote(std::string_view identifier) {
  std::string out = "\"";
  for (const char c : identifier) {
    HOLDALL_CHECK(c != '\0');
    out.append(c == '"' ? 2 : 1, c);
  }
  return out + "\"";
}

Result<std::string> path_of_uri(std::string_view uri) {
  constexpr std::string_view kScheme = "sqlite:";
  if (!uri.starts_with(kScheme) || uri.size() == kScheme.size()) {
    return Error{ErrorCode::kUsage, "the database is not named as sqlite:PATH", {}};
  }
  return std::string(uri.substr(kScheme.size()));
}

}  // namespace holdall::sqlite
