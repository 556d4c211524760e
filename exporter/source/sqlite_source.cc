#include "holdall/exporter/source/sqlite_source.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace holdall {
namespace {

Cell to_cell(const Value& value) {
  if (const std::string* text = value.string()) {
    return Cell::text(*text);
  }
  if (const std::int64_t* integer = value.integer()) {
    return Cell::integer(*integer);
  }
  return Cell::absent();
}

std::string quoted(const ColumnRef& ref) {
  return sqlite::quote(ref.table) + "." + sqlite::quote(ref.column);
}

// COLLATE BINARY: what a column calls equal for sorting is not the same person.
std::string exactly(const ColumnRef& ref) {
  return quoted(ref) + " COLLATE BINARY";
}

// A SELECT in the making: text from checked names, values only as parameters.
class SelectText {
 public:
  std::string& sql() { return sql_; }

  void bind(const Value& value) {
    values_.push_back(to_cell(value));
    sql_ += "?" + std::to_string(values_.size());
  }

  // One list for each condition: a chain of ORs as long would go beyond SQLite's depth of expressions.
  void conditions(const std::vector<Condition>& where) {
    for (const Condition& condition : where) {
      sql_ += " AND (" + exactly(condition.column) + " IN (";
      const char* separator = "";
      bool null = false;
      for (const Value& accepted : condition.accepted) {
        null = null || accepted.is_null();
        if (!accepted.is_null()) {
          sql_ += separator;
          bind(accepted);
          separator = ", ";
        }
      }
      sql_ += null ? ") OR " + quoted(condition.column) + " IS NULL)" : "))";
    }
  }

  void columns(const std::vector<Selected>& select) {
    const char* separator = "SELECT ";
    for (const Selected& each : select) {
      const std::string name = quoted(each.column);
      sql_ += separator + (each.presence ? "CASE WHEN " + name + " IS NOT NULL THEN 1 END" : name);
      separator = ", ";
    }
  }

  void tables(const Query& query) {
    sql_ += " FROM " + sqlite::quote(query.table);
    for (const Join& join : query.joins) {
      sql_ += " JOIN " + sqlite::quote(join.table);
      joined(join, " ON ");
    }
  }

  void joined(const Join& join, const char* separator) {
    for (const auto& pair : join.on) {
      sql_ += separator + exactly(pair.first) + " = " + quoted(pair.second);
      separator = " AND ";
    }
  }

  void order(const std::vector<ColumnRef>& columns, const char* separator) {
    for (const ColumnRef& column : columns) {
      sql_ += separator + exactly(column);
      separator = ", ";
    }
  }

  // Everything that answers `query`, about `subject`; `last` makes the order total.
  void query(const Query& query, const std::vector<ColumnRef>& last, const Value& subject) {
    columns(query.select);
    tables(query);
    sql_ += " WHERE " + exactly(query.owner) + " = ";
    bind(subject);
    conditions(query.where);
    order(query.order, " ORDER BY ");
    order(last, ", ");
  }

  // The rows that their path gives to `subject`, with what every reader makes of each.
  void owned_rows(const OwnedRows& rows, const Value& subject) {
    const char* separator = "SELECT ";
    for (const ColumnRef& column : rows.path.identity()) {
      sql_ += separator + quoted(column);
      separator = ", ";
    }
    for (const Query* reader : rows.readers) {
      sql_ += separator;
      times(*reader, rows.owners, subject);
    }
    sql_ += " FROM " + sqlite::quote(rows.path.table) + " WHERE ";
    owned(rows.path, rows.owners, subject);
    conditions(rows.path.where);
  }

  // How often `reader` takes the row at hand, with rows of the person or of nobody only.
  void times(const Query& reader, const Owners& owners, const Value& subject) {
    if (reader.joins.empty()) {
      sql_ += "CASE WHEN 1";
      conditions(reader.where);
      sql_ += " THEN 1 ELSE 0 END";
      return;
    }
    const char* separator = "(SELECT count(*) FROM ";
    for (const Join& join : reader.joins) {
      sql_ += separator + sqlite::quote(join.table);
      separator = " JOIN ";
    }
    separator = " WHERE ";
    for (const Join& join : reader.joins) {
      joined(join, separator);
      separator = " AND ";
    }
    conditions(reader.where);
    for (const Join& join : reader.joins) {
      if (const OwnerPath& path = *owners.find(join.table); !path.shared) {
        sql_ += " AND ";
        owned(path, owners, subject);
      }
    }
    sql_ += ")";
  }

  // A list of what the next table has of the person, not a question for each row: so an index on this table is used.
  void owned(const OwnerPath& path, const Owners& owners, const Value& subject) {
    if (path.via.empty()) {
      sql_ += exactly(path.column) + " = ";
      bind(subject);
      return;
    }
    const char* separator = "(";
    for (const auto& pair : path.via) {
      sql_ += separator + exactly(pair.first);
      separator = ", ";
    }
    separator = ") IN (SELECT ";
    for (const auto& pair : path.via) {
      sql_ += separator + quoted(pair.second);
      separator = ", ";
    }
    sql_ += " FROM " + sqlite::quote(path.next()) + " WHERE ";
    owned(*owners.find(path.next()), owners, subject);
    sql_ += ")";
  }

  // The prepared and bound statement. The bound values must outlive this call only.
  Result<sqlite::Statement> prepare(sqlite::Database& database) const {
    HOLDALL_ASSIGN(sqlite::Statement statement, database.prepare(sql_));
    HOLDALL_TRY(statement.bind(values_));
    return statement;
  }

 private:
  std::string sql_;
  std::vector<Cell> values_;
};

class StatementRows final : public RowReader {
 public:
  explicit StatementRows(sqlite::Statement statement)
      : statement_(std::move(statement)), cells_(static_cast<std::size_t>(statement_.columns())) {}

  Result<Read> next(Row& out) override {
    if (!ended_) {  // a statement stepped past its end would begin again
      HOLDALL_ASSIGN(const bool there, statement_.step());
      ended_ = !there;
    }
    if (ended_) {
      return Read::kEnd;
    }
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      cells_[i] = statement_.column(static_cast<int>(i));
    }
    out = cells_;
    return Read::kRow;
  }

 private:
  sqlite::Statement statement_;
  std::vector<Cell> cells_;
  bool ended_ = false;
};

Result<Value> internal_key(const Cell& cell) {
  switch (cell.kind()) {
    case Cell::Kind::kInteger:
      return Value(cell.as_integer());
    case Cell::Kind::kText:
      return Value(cell.as_text());
    default:
      return Error{ErrorCode::kSourceData, "the subject's internal key is neither text nor an integer", {}};
  }
}

}  // namespace

Result<void> SqliteSource::snapshot() {
  if (std::exchange(in_snapshot_, false)) {
    HOLDALL_TRY(database_.run("ROLLBACK"));
  }
  HOLDALL_TRY(database_.run("BEGIN"));
  in_snapshot_ = true;
  // SQLite takes its snapshot with the first read, not with BEGIN.
  HOLDALL_ASSIGN(sqlite::Statement first, database_.prepare("SELECT count(*) FROM sqlite_schema"));
  HOLDALL_TRY(first.step());
  return {};
}

Catalog SqliteSource::catalog() {
  return [this](std::string_view name) { return database_.table(name); };
}

Result<void> SqliteSource::check(const Query& query) {
  HOLDALL_TRY(check_query(query, catalog()));
  auto statement = prepare(query, Value(0));
  return statement.ok() ? Result<void>() : std::move(statement).error().within(query.pointer);
}

Result<void> SqliteSource::check(const OwnedRows& rows) {
  HOLDALL_TRY(check_owned_rows(rows, catalog()));
  auto statement = prepare(rows, Value(0));
  return statement.ok() ? Result<void>() : std::move(statement).error().within(rows.path.pointer);
}

Result<sqlite::Statement> SqliteSource::prepare(const OwnedRows& rows, const Value& subject) {
  SelectText text;
  text.owned_rows(rows, subject);
  return text.prepare(database_);
}

Result<sqlite::Statement> SqliteSource::prepare(const Query& query, const Value& subject) {
  HOLDALL_ASSIGN(const std::vector<ColumnRef> last, tie_breakers(query));
  SelectText text;
  text.query(query, last, subject);
  return text.prepare(database_);
}

Result<std::vector<Value>> SqliteSource::find(const SubjectTable& people, const SubjectKey& name, const Value& key) {
  const Catalog catalog = this->catalog();
  HOLDALL_TRY(check_column(people.column, catalog));
  HOLDALL_TRY(check_column(name.column, catalog));
  for (const Condition& condition : name.where) {
    HOLDALL_TRY(check_column(condition.column, catalog));
  }
  SelectText text;
  text.sql() = "SELECT DISTINCT " + exactly(people.column) + " FROM " + sqlite::quote(people.column.table) + " WHERE " +
               quoted(people.column) + " IS NOT NULL AND " + quoted(name.column) + " = ";
  text.bind(key);
  text.conditions(name.where);
  text.sql() += " LIMIT 2";
  HOLDALL_ASSIGN(sqlite::Statement statement, text.prepare(database_));
  std::vector<Value> found;
  for (;;) {
    HOLDALL_ASSIGN(const bool there, statement.step());
    if (!there) {
      return found;
    }
    HOLDALL_ASSIGN(Value internal, internal_key(statement.column(0)));
    found.push_back(std::move(internal));
  }
}

Result<std::vector<ColumnRef>> SqliteSource::tie_breakers(const Query& query) {
  std::vector<ColumnRef> columns;
  std::vector<std::string> tables = {query.table};
  for (const Join& join : query.joins) {
    tables.push_back(join.table);
  }
  for (const std::string& name : tables) {
    HOLDALL_ASSIGN(const sqlite::Table* table, database_.table(name));
    if (table != nullptr && !table->unique_keys.empty()) {
      for (const std::string& column : table->unique_keys.front()) {
        columns.push_back(ColumnRef{name, column, query.pointer});
      }
    }
  }
  return columns;
}

Result<std::unique_ptr<RowReader>> SqliteSource::read(const Query& query, const Value& subject) {
  HOLDALL_TRY(check_query(query, catalog()));
  HOLDALL_ASSIGN(sqlite::Statement statement, prepare(query, subject));
  std::unique_ptr<RowReader> rows = std::make_unique<StatementRows>(std::move(statement));
  return rows;
}

Result<std::unique_ptr<RowReader>> SqliteSource::read(const OwnedRows& rows, const Value& subject) {
  HOLDALL_TRY(check_owned_rows(rows, catalog()));
  HOLDALL_ASSIGN(sqlite::Statement statement, prepare(rows, subject));
  std::unique_ptr<RowReader> reader = std::make_unique<StatementRows>(std::move(statement));
  return reader;
}

Result<std::unique_ptr<RowReader>> SqliteSource::sample(const std::string& table,
                                                        const std::vector<std::string>& columns, std::size_t most) {
  HOLDALL_CHECK(!columns.empty());
  Query query;
  query.table = table;
  for (const std::string& column : columns) {
    query.select.push_back(Selected{ColumnRef{table, column, {}}});
    HOLDALL_TRY(check_column(query.select.back().column, catalog()));
  }
  SelectText text;
  text.columns(query.select);
  text.tables(query);
  text.sql() += " LIMIT " + std::to_string(most);
  HOLDALL_ASSIGN(sqlite::Statement statement, text.prepare(database_));
  std::unique_ptr<RowReader> rows = std::make_unique<StatementRows>(std::move(statement));
  return rows;
}

// A list for each column and not one of tuples, of which SQLite uses no index; the tuples are sorted out here.
Result<void> SqliteSource::recognise(const KnownBy& known, std::span<const Spelling> spellings,
                                     const std::function<void(KnownOwner&&)>& visit) {
  HOLDALL_CHECK(spellings.size() <= kMostSpellings);
  if (spellings.empty()) {
    return {};
  }
  HOLDALL_TRY(check_query(known.query, catalog()));
  const std::set<Spelling> wanted(spellings.begin(), spellings.end());
  std::vector<Condition> conditions;  // outlive the binding
  SelectText text;
  text.columns(known.query.select);
  text.sql() += " FROM " + sqlite::quote(known.query.table) + " WHERE " + quoted(known.query.owner) + " IS NOT NULL";
  for (std::size_t i = 0; i < known.columns(); ++i) {
    std::set<std::string> values;
    for (const Spelling& spelling : wanted) {
      values.insert(spelling[i]);
    }
    conditions.push_back({known.query.select[i + 1].column, Value::Array(values.begin(), values.end())});
  }
  text.conditions(conditions);
  HOLDALL_ASSIGN(sqlite::Statement statement, text.prepare(database_));
  for (;;) {
    HOLDALL_ASSIGN(const bool there, statement.step());
    if (!there) {
      return {};
    }
    KnownOwner found;
    for (std::size_t i = 0; i < known.columns(); ++i) {
      found.spelling.push_back(cell_text(statement.column(static_cast<int>(i) + 1)));
    }
    if (wanted.contains(found.spelling)) {
      HOLDALL_ASSIGN(found.owner, internal_key(statement.column(0)));
      visit(std::move(found));
    }
  }
}

}  // namespace holdall
