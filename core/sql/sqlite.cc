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
  // A COMMIT ends with the unlinking of the journal. FULL does not sync that: a power loss would take the rows back.
  HOLDALL_TRY(database.run("PRAGMA synchronous=EXTRA"));
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
  HOLDALL_ASSIGN(
      Statement statement,
      database.prepare(R"(SELECT name, type, pk, "notnull", hidden FROM pragma_table_xinfo(?1) WHERE hidden <> 1)"));
  const Cell name = Cell::text(table);
  HOLDALL_TRY(statement.bind(std::span(&name, 1)));
  std::vector<Column> columns;
  while (true) {
    HOLDALL_ASSIGN(const bool row, statement.step());
    if (!row) {
      return columns;
    }
    columns.push_back(Column{text_of(statement, 0), text_of(statement, 1), statement.column(2).as_integer() != 0,
                             statement.column(3).as_integer() != 0, statement.column(4).as_integer() != 0});
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

// Table and column names of a foreign key are as its author wrote them: in any case, and without columns where the
// parent's primary key is meant.
Result<std::vector<ForeignKey>> read_foreign_keys(Database& database, const std::string& table) {
  HOLDALL_ASSIGN(
      Statement statement,
      database.prepare(R"(SELECT id, "table", "from", "to" FROM pragma_foreign_key_list(?1) ORDER BY id, seq)"));
  const Cell name = Cell::text(table);
  HOLDALL_TRY(statement.bind(std::span(&name, 1)));
  std::vector<ForeignKey> keys;
  std::optional<std::int64_t> id;
  while (true) {
    HOLDALL_ASSIGN(const bool row, statement.step());
    if (!row) {
      return keys;
    }
    if (id != statement.column(0).as_integer()) {
      id = statement.column(0).as_integer();
      keys.emplace_back();
      keys.back().table = text_of(statement, 1);
    }
    keys.back().columns.push_back(text_of(statement, 2));
    keys.back().parent_columns.push_back(statement.column(3).is_absent() ? "" : text_of(statement, 3));
  }
}

std::string folded(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return name;
}

// The column's own name where `table` has it in any case.
bool find_exact(const Table& table, std::string& column) {
  const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                  [&](const Column& each) { return folded(each.name) == folded(column); });
  if (found == table.columns.end()) {
    return false;
  }
  column = found->name;
  return true;
}

// Whether the key leads to columns of `parent`; names them as the catalog does. Where its author named none, the
// parent's primary key is meant, which one column alone can follow without knowing the key's own order.
bool resolve(const Table& table, const Table& parent, ForeignKey& key) {
  key.table = parent.name;
  if (key.parent_columns.front().empty()) {
    std::vector<std::string> primary;
    for (const Column& column : parent.columns) {
      if (column.in_primary_key) {
        primary.push_back(column.name);
      }
    }
    if (primary.size() != key.columns.size()) {
      return false;
    }
    key.parent_columns = std::move(primary);
  }
  const auto all = [](const Table& of, std::vector<std::string>& columns) {
    return std::all_of(columns.begin(), columns.end(), [&](std::string& column) { return find_exact(of, column); });
  };
  return all(table, key.columns) && all(parent, key.parent_columns);
}

// SQLite writes these beginnings itself; a forged one may spell CREATE VIRTUAL TABLE in any way.
constexpr const char* kOrdinary =
    " FROM sqlite_schema WHERE type IN ('table','view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
    "AND (sql LIKE 'CREATE TABLE %' OR sql LIKE 'CREATE VIEW %')";

Result<Table> read_table(Database& database, std::string name, bool is_view) {
  Table table;
  table.name = std::move(name);
  table.is_view = is_view;
  auto columns = read_columns(database, table.name);
  if (!columns.ok() && is_view && database.last_was_wrong_sql()) {  // of a dropped table, say: no fault of the others
    return table;
  }
  HOLDALL_ASSIGN(table.columns, std::move(columns));
  HOLDALL_ASSIGN(table.unique_keys, read_unique_keys(database, table));
  return table;
}

constexpr std::size_t kMostTables = 4096;
constexpr std::size_t kMostColumns = 200'000;

Result<std::vector<std::pair<std::string, bool>>> list_tables(Database& database) {
  HOLDALL_ASSIGN(Statement statement, database.prepare("SELECT name, type = 'view'" + std::string(kOrdinary) +
                                                       " ORDER BY name COLLATE BINARY"));
  std::vector<std::pair<std::string, bool>> names;
  while (true) {
    HOLDALL_ASSIGN(const bool row, statement.step());
    if (!row) {
      return names;
    }
    if (names.size() == kMostTables) {
      return Error{ErrorCode::kLimit, "the database has more than " + std::to_string(kMostTables) + " tables", {}};
    }
    names.emplace_back(text_of(statement, 0), statement.column(1).as_integer() != 0);
  }
}

// Keeps the foreign keys that lead to one of the tables.
void resolve_foreign_keys(std::vector<Table>& tables) {
  std::map<std::string, const Table*, std::less<>> by_name;
  for (const Table& table : tables) {
    by_name.emplace(folded(table.name), &table);
  }
  for (Table& table : tables) {
    std::erase_if(table.foreign_keys, [&](ForeignKey& key) {
      const auto parent = by_name.find(folded(key.table));
      return parent == by_name.end() || !resolve(table, *parent->second, key);
    });
  }
}

}  // namespace

Result<const Table*> Database::table(std::string_view name) {
  if (const auto found = handle_->tables.find(name); found != handle_->tables.end()) {
    return &found->second;
  }
  HOLDALL_ASSIGN(Statement statement,
                 prepare("SELECT type = 'view'" + std::string(kOrdinary) + " AND name = ?1 COLLATE BINARY"));
  const Cell cell = Cell::text(name);
  HOLDALL_TRY(statement.bind(std::span(&cell, 1)));
  HOLDALL_ASSIGN(const bool row, statement.step());
  if (!row) {
    return static_cast<const Table*>(nullptr);
  }
  HOLDALL_ASSIGN(Table table, read_table(*this, std::string(name), statement.column(0).as_integer() != 0));
  return &handle_->tables.emplace(std::string(name), std::move(table)).first->second;
}

Result<std::vector<Table>> Database::tables() {
  using Named = std::pair<std::string, bool>;
  HOLDALL_ASSIGN(std::vector<Named> names, list_tables(*this));
  std::vector<Table> tables;
  std::size_t columns = 0;
  for (Named& named : names) {
    HOLDALL_ASSIGN(Table table, read_table(*this, std::move(named.first), named.second));
    HOLDALL_ASSIGN(table.foreign_keys, read_foreign_keys(*this, table.name));
    columns += table.columns.size();
    if (columns > kMostColumns) {
      return Error{ErrorCode::kLimit, "the database has more than " + std::to_string(kMostColumns) + " columns", {}};
    }
    tables.push_back(std::move(table));
  }
  resolve_foreign_keys(tables);
  return tables;
}

std::int64_t Database::changes() const {
  return sqlite3_changes64(handle_->db.get());
}

std::int64_t Database::last_insert_rowid() const {
  return sqlite3_last_insert_rowid(handle_->db.get());
}

bool Database::last_was_wrong_sql() const {
  return sqlite3_errcode(handle_->db.get()) == SQLITE_ERROR;
}

Database::Violation Database::last_violation() const {
  switch (sqlite3_extended_errcode(handle_->db.get())) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
      return Violation::kUnique;
    case SQLITE_CONSTRAINT_NOTNULL:
      return Violation::kNotNull;
    case SQLITE_CONSTRAINT_CHECK:
    case SQLITE_CONSTRAINT_TRIGGER:
      return Violation::kCheck;
    case SQLITE_CONSTRAINT_FOREIGNKEY:
      return Violation::kForeignKey;
    case SQLITE_CONSTRAINT_DATATYPE:
    case SQLITE_MISMATCH:
      return Violation::kType;
    case SQLITE_TOOBIG:
      return Violation::kTooBig;
    default:
      return Violation::kNone;
  }
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
