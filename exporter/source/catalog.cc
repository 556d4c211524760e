#include "holdall/exporter/source/catalog.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace holdall {
namespace {

using Columns = std::set<std::pair<std::string, std::string>>;  // (table, column)

Error unfit(const std::string& pointer, std::string_view what) {
  return Error{ErrorCode::kMapUnfit, pointer + ": " + std::string(what), {}};
}

Result<const sqlite::Table*> find_table(const Catalog& catalog, std::string_view name, const std::string& pointer) {
  HOLDALL_ASSIGN(const sqlite::Table* table, catalog(name));
  if (table == nullptr) {
    return unfit(pointer, "is not a table or view of this database");
  }
  if (table->is_broken()) {
    return unfit(pointer, "is a view that cannot be read: what it shows is not there");
  }
  return table;
}

Result<void> check_columns(const std::vector<ColumnRef>& columns, const Catalog& catalog) {
  for (const ColumnRef& column : columns) {
    HOLDALL_TRY(check_column(column, catalog));
  }
  return {};
}

Result<void> check_pairs(const std::vector<std::pair<ColumnRef, ColumnRef>>& pairs, const Catalog& catalog) {
  for (const auto& pair : pairs) {
    HOLDALL_TRY(check_column(pair.first, catalog));
    HOLDALL_TRY(check_column(pair.second, catalog));
  }
  return {};
}

Result<void> check_joins(const Query& query, const Catalog& catalog) {
  for (const Join& join : query.joins) {
    HOLDALL_TRY(check_pairs(join.on, catalog));
  }
  return {};
}

// What SQLite makes of a declared type before it compares (datatype3.html §3.1); numbers are one kind here.
enum class Affinity : std::uint8_t { kNumeric, kText, kBlob, kAny };

Affinity affinity_of(std::string declared) {
  std::transform(declared.begin(), declared.end(), declared.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  const auto has = [&](std::string_view word) { return declared.find(word) != std::string::npos; };
  if (has("INT")) {
    return Affinity::kNumeric;
  }
  if (has("CHAR") || has("CLOB") || has("TEXT")) {
    return Affinity::kText;
  }
  if (declared == "ANY") {  // none in a STRICT table, numeric in any other
    return Affinity::kAny;
  }
  return declared.empty() || has("BLOB") ? Affinity::kBlob : Affinity::kNumeric;
}

// Between affinities 1, '1' and '01' can be equal: one row would be joined to several, though its key is unique.
Result<void> check_affinities(const std::vector<std::pair<ColumnRef, ColumnRef>>& pairs, const Catalog& catalog) {
  const auto of = [&](const ColumnRef& column) -> Result<Affinity> {
    HOLDALL_ASSIGN(const sqlite::Table* table, find_table(catalog, column.table, column.pointer));
    return affinity_of(table->find(column.column)->declared_type);
  };
  for (const auto& pair : pairs) {
    HOLDALL_ASSIGN(const Affinity left, of(pair.first));
    HOLDALL_ASSIGN(const Affinity right, of(pair.second));
    if (left != right) {
      return unfit(pair.second.pointer, "joins columns of unlike declared types: one key could meet several rows");
    }
  }
  return {};
}

// The names of a path from its table to the person.
Result<void> check_path(const OwnerPath& path, const Owners& owners, const Catalog& catalog) {
  if (path.via.empty()) {
    return check_column(path.column, catalog);
  }
  HOLDALL_TRY(check_pairs(path.via, catalog));
  HOLDALL_TRY(check_affinities(path.via, catalog));
  return check_path(*owners.find(path.next()), owners, catalog);
}

// Whether the known columns fix one row of the table.
bool fixes_row(const sqlite::Table& table, const Columns& known) {
  return std::any_of(table.unique_keys.begin(), table.unique_keys.end(), [&](const std::vector<std::string>& key) {
    return std::all_of(key.begin(), key.end(), [&](const std::string& column) {
      return known.count({table.name, column}) > 0;
    });
  });
}

// A join carries what is known of one table over to the other, both ways.
void follow_joins(const Query& query, Columns& known) {
  for (const Join& join : query.joins) {
    for (const auto& pair : join.on) {
      const std::pair<std::string, std::string> left{pair.first.table, pair.first.column};
      const std::pair<std::string, std::string> right{pair.second.table, pair.second.column};
      if (known.count(left) > 0 || known.count(right) > 0) {
        known.insert(left);
        known.insert(right);
      }
    }
  }
}

// The tables of the query whose row the key does not fix; grows the known columns until nothing new follows.
std::size_t unfixed_tables(const Query& query, std::vector<const sqlite::Table*> tables) {
  Columns known;
  for (const ColumnRef& column : query.key) {
    known.emplace(column.table, column.column);
  }
  for (std::size_t before = tables.size() + 1; before > tables.size();) {
    before = tables.size();
    for (std::size_t i = 0; i <= query.joins.size(); ++i) {
      follow_joins(query, known);
    }
    tables.erase(std::remove_if(tables.begin(), tables.end(),
                                [&](const sqlite::Table* table) {
                                  const bool fixed = fixes_row(*table, known);
                                  for (std::size_t i = 0; fixed && i < table->columns.size(); ++i) {
                                    known.emplace(table->name, table->columns[i].name);
                                  }
                                  return fixed;
                                }),
                 tables.end());
  }
  return tables.size();
}

}  // namespace

bool are_joinable(const sqlite::Column& left, const sqlite::Column& right) {
  return affinity_of(left.declared_type) == affinity_of(right.declared_type);
}

Result<void> check_column(const ColumnRef& column, const Catalog& catalog) {
  HOLDALL_ASSIGN(const sqlite::Table* table, find_table(catalog, column.table, column.pointer));
  if (table->find(column.column) == nullptr) {
    return unfit(column.pointer, "is not a column of its table");
  }
  return {};
}

Result<void> check_query(const Query& query, const Catalog& catalog) {
  std::vector<const sqlite::Table*> tables;
  HOLDALL_ASSIGN(const sqlite::Table* base, find_table(catalog, query.table, query.pointer + "/table"));
  tables.push_back(base);
  for (const Join& join : query.joins) {
    HOLDALL_ASSIGN(const sqlite::Table* joined, find_table(catalog, join.table, join.pointer + "/table"));
    tables.push_back(joined);
  }
  HOLDALL_TRY(check_joins(query, catalog));
  HOLDALL_TRY(check_columns({query.owner}, catalog));
  HOLDALL_TRY(check_columns(query.order, catalog));
  HOLDALL_TRY(check_columns(query.key, catalog));
  for (const Condition& condition : query.where) {
    HOLDALL_TRY(check_column(condition.column, catalog));
  }
  for (const Selected& selected : query.select) {
    HOLDALL_TRY(check_column(selected.column, catalog));
  }
  if (query.key_is_group) {
    return {};
  }
  for (const Join& join : query.joins) {
    HOLDALL_TRY(check_affinities(join.on, catalog));
  }
  if (unfixed_tables(query, std::move(tables)) > 0) {
    return unfit(query.pointer + "/id/columns", "do not cover a unique key: two rows could get one id");
  }
  return {};
}

Result<void> check_owned_rows(const OwnedRows& rows, const Catalog& catalog) {
  const OwnerPath& path = rows.path;
  HOLDALL_ASSIGN(const sqlite::Table* table, find_table(catalog, path.table, path.pointer));
  Columns key;
  for (const ColumnRef& column : path.key) {
    HOLDALL_TRY(check_column(column, catalog));
    key.emplace(column.table, column.column);
  }
  if (!table->unique_keys.empty() && !fixes_row(*table, key)) {
    return unfit(path.pointer + "/key", "does not cover a unique key of the table");
  }
  for (const Condition& condition : path.where) {
    HOLDALL_TRY(check_column(condition.column, catalog));
  }
  HOLDALL_TRY(check_path(path, rows.owners, catalog));
  for (const Query* reader : rows.readers) {
    for (const Join& join : reader->joins) {
      if (const OwnerPath& joined = *rows.owners.find(join.table); !joined.shared) {
        HOLDALL_TRY(check_path(joined, rows.owners, catalog));
      }
    }
  }
  return {};
}

}  // namespace holdall
