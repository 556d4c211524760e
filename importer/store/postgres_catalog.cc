#include "holdall/importer/store/postgres_catalog.h"

#include <algorithm>
#include <array>
#include <utility>

#include "holdall/core/base/text.h"

namespace holdall {
namespace {

using postgres::Parameter;
using postgres::Rows;

// The built-in types whose values the store keeps and gives back as they were. Not among them: float4 (rounds), char(n)
// (pads), citext and enums (compare otherwise), money, times of day, arrays.
struct PostgresType {
  std::string_view name;  // in pg_catalog
  StoreType type;
};
constexpr auto kTypes = std::to_array<PostgresType>({
    {"int2", StoreType::kInteger},
    {"int4", StoreType::kInteger},
    {"int8", StoreType::kInteger},
    {"float8", StoreType::kReal},
    {"text", StoreType::kText},
    {"varchar", StoreType::kText},
    {"numeric", StoreType::kDecimal},
    {"bool", StoreType::kBoolean},
    {"timestamptz", StoreType::kTimestamp},
    {"timestamp", StoreType::kTimestamp},
    {"date", StoreType::kDate},
    {"json", StoreType::kJson},
    {"jsonb", StoreType::kJson},
    {"bytea", StoreType::kBytes},
    {"uuid", StoreType::kUuid},
});

constexpr std::string_view kFindTable = R"(SELECT c.oid, n.nspname, c.relkind = 'r' AND NOT c.relhassubclass
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relname::text = $1::text AND c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
  AND pg_catalog.pg_table_is_visible(c.oid) AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_')";

// A domain is followed to its base type; the innermost declaration with a limit counts, as PostgreSQL has it. NOT NULL
// of any of them holds before triggers run, a column's own behind those that may fill it: of the table or of a
// partition.
constexpr std::string_view kFindColumns = R"(WITH RECURSIVE base(attnum, type, typmod, strict) AS (
  SELECT attnum, atttypid, atttypmod, false FROM pg_catalog.pg_attribute
  WHERE attrelid = $1::oid AND attnum > 0 AND NOT attisdropped
  UNION ALL
  SELECT b.attnum, t.typbasetype, CASE WHEN b.typmod = -1 THEN t.typtypmod ELSE b.typmod END, b.strict OR t.typnotnull
  FROM base b JOIN pg_catalog.pg_type t ON t.oid = b.type WHERE t.typtype = 'd'),
fills(it) AS (SELECT count(*) > 0 FROM pg_catalog.pg_trigger g
  WHERE g.tgtype & 7 = 7 AND g.tgenabled IN ('O', 'A')
    AND (g.tgrelid = $1::oid OR g.tgrelid IN (SELECT relid FROM pg_catalog.pg_partition_tree($1::oid::regclass))))
SELECT a.attname, CASE WHEN t.typnamespace = 'pg_catalog'::regnamespace THEN t.typname::text ELSE '' END, b.typmod,
  (a.attgenerated = '' AND a.attidentity <> 'a')::int,
  (NOT a.atthasdef AND a.attidentity = '' AND declared.typdefault IS NULL
    AND (b.strict OR a.attnotnull AND NOT fills.it))::int
FROM pg_catalog.pg_attribute a JOIN base b USING (attnum) JOIN pg_catalog.pg_type t ON t.oid = b.type
JOIN pg_catalog.pg_type declared ON declared.oid = a.atttypid CROSS JOIN fills
WHERE a.attrelid = $1::oid AND t.typtype <> 'd' ORDER BY a.attnum)";

constexpr std::string_view kFindUniqueKeys = R"(SELECT i.indexrelid, a.attname
FROM pg_catalog.pg_index i CROSS JOIN LATERAL generate_series(0, i.indnkeyatts - 1) AS n
JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[n]
WHERE i.indrelid = $1::oid AND i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
ORDER BY NOT i.indisprimary, i.indexrelid, n)";

// A parent that the search path does not find keeps its schema in its name: a map cannot name it.
constexpr std::string_view kFindReferences = R"(SELECT a.attname, CASE WHEN pg_catalog.pg_table_is_visible(p.oid)
  THEN p.relname::text ELSE format('%I.%I', n.nspname, p.relname) END
FROM pg_catalog.pg_constraint f JOIN pg_catalog.pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[1]
JOIN pg_catalog.pg_class p ON p.oid = f.confrelid JOIN pg_catalog.pg_namespace n ON n.oid = p.relnamespace
WHERE f.conrelid = $1::oid AND f.contype = 'f' AND cardinality(f.conkey) = 1
ORDER BY a.attnum, f.oid)";

// Neither NO ACTION nor RESTRICT: https://www.postgresql.org/docs/15/catalog-pg-constraint.html
constexpr std::string_view kFindSpreading = R"(SELECT 1 FROM pg_catalog.pg_constraint f
WHERE f.confrelid = $1::oid AND f.contype = 'f' AND f.confdeltype NOT IN ('a', 'r') LIMIT 1)";

// Whether policies apply to the role that asks: https://www.postgresql.org/docs/15/ddl-rowsecurity.html
constexpr std::string_view kFindPolicies = "SELECT pg_catalog.row_security_active($1::oid)";

// Integer columns that alone and always tell rows apart: the primary key, or an identity with a unique index at once.
constexpr std::string_view kFindRowKey = R"(SELECT a.attname
FROM pg_catalog.pg_index i JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
WHERE i.indrelid = $1::oid AND i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
  AND i.indnkeyatts = 1 AND a.attnotnull AND a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype)
  AND (i.indisprimary OR a.attidentity <> '')
ORDER BY NOT i.indisprimary, i.indexrelid LIMIT 1)";

// https://www.postgresql.org/docs/15/catalog-pg-attribute.html: atttypmod is the type's own business.
void read_limits(PostgresColumn& column, int modifier) {
  if (modifier < 0) {
    return;
  }
  if (column.sql_type == "varchar") {
    column.characters = modifier - 4;
  } else if (column.type == StoreType::kTimestamp) {
    column.fraction_digits = modifier;
  } else if (column.type == StoreType::kDecimal) {
    const int scale = (((modifier - 4) & 0x7FF) ^ 0x400) - 0x400;  // 11 bits with a sign
    column.fraction_digits = scale;
    column.type = scale < 0 ? StoreType::kUnsupported : column.type;  // rounds to tens, hundreds, …
  }
}

PostgresColumn column_of(const Rows& rows, std::size_t row) {
  PostgresColumn column;
  column.name = rows.text(row, 0);
  const std::string_view type = rows.text(row, 1);
  const auto* found = std::find_if(kTypes.begin(), kTypes.end(), [&](const auto& each) { return each.name == type; });
  if (found != kTypes.end()) {
    column.type = found->type;
    column.sql_type = found->name;
    read_limits(column, static_cast<int>(rows.integer(row, 2)));
  }
  column.is_writable = rows.integer(row, 3) != 0;
  column.is_required = rows.integer(row, 4) != 0;
  return column;
}

}  // namespace

const PostgresColumn* PostgresTable::find(std::string_view column) const {
  const auto found = std::ranges::find(columns, column, &PostgresColumn::name);
  return found == columns.end() ? nullptr : &*found;
}

Result<const PostgresTable*> PostgresCatalog::find(std::string_view table) {
  if (const auto known = tables_.find(table); known != tables_.end()) {
    return &known->second;
  }
  const PostgresTable* none = nullptr;
  if (!postgres::is_text(table)) {
    return none;
  }
  const std::array parameters = {Parameter{std::string(table)}};
  HOLDALL_ASSIGN(const Rows rows, connection_.query(std::string(kFindTable), parameters));
  if (rows.size() != 1) {
    return none;
  }
  HOLDALL_ASSIGN(PostgresTable read_table,
                 read(table, std::string(rows.text(0, 0)),
                      postgres::quote(rows.text(0, 1)) + "." + postgres::quote(table), rows.text(0, 2) == "t"));
  return &tables_.emplace(std::string(table), std::move(read_table)).first->second;
}

Result<const PostgresTable*> PostgresCatalog::need(std::string_view table) {
  HOLDALL_ASSIGN(const PostgresTable* found, find(table));
  if (found == nullptr) {
    return Error{ErrorCode::kBackend, "PostgreSQL: there is no table `" + printable(table) + "`", {}};
  }
  if (found->shown.hides_rows) {
    return hides_rows(found->shown);
  }
  return found;
}

Result<bool> PostgresCatalog::exists(std::string_view table) {
  const std::array parameters = {Parameter{std::string(table)}};
  HOLDALL_ASSIGN(const Rows rows, connection_.query(std::string(kFindTable), parameters));
  return rows.size() == 1;
}

// `one_heap`: neither partitioned nor a parent, so that a ctid names one row.
Result<PostgresTable> PostgresCatalog::read(std::string_view name, const std::string& oid, std::string sql_name,
                                            bool one_heap) {
  PostgresTable table;
  table.shown.name = name;
  table.sql_name = std::move(sql_name);
  HOLDALL_TRY(read_columns(table, oid));
  HOLDALL_TRY(read_unique_keys(table.shown, oid));
  HOLDALL_TRY(read_references(table.shown, oid));
  HOLDALL_TRY(read_policies(table.shown, oid));
  HOLDALL_TRY(read_spreading(table.shown, oid));
  HOLDALL_TRY(choose_row_key(table, oid, one_heap));
  return table;
}

Result<void> PostgresCatalog::read_columns(PostgresTable& table, const std::string& oid) {
  const std::array parameters = {Parameter{oid}};
  HOLDALL_ASSIGN(const Rows rows, connection_.query(std::string(kFindColumns), parameters));
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const PostgresColumn& column = table.columns.emplace_back(column_of(rows, row));
    if (column.is_writable) {
      table.shown.columns.push_back({column.name, column.type, column.is_required});
    }
  }
  return {};
}

Result<void> PostgresCatalog::read_unique_keys(StoreTable& table, const std::string& oid) {
  const std::array parameters = {Parameter{oid}};
  HOLDALL_ASSIGN(const Rows rows, connection_.query(std::string(kFindUniqueKeys), parameters));
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (row == 0 || rows.text(row, 0) != rows.text(row - 1, 0)) {
      table.unique_keys.emplace_back();
    }
    table.unique_keys.back().emplace_back(rows.text(row, 1));
  }
  return {};
}

Result<void> PostgresCatalog::read_references(StoreTable& table, const std::string& oid) {
  const std::array parameters = {Parameter{oid}};
  HOLDALL_ASSIGN(const Rows rows, connection_.query(std::string(kFindReferences), parameters));
  for (std::size_t row = 0; row < rows.size(); ++row) {
    table.references.push_back({std::string(rows.text(row, 0)), std::string(rows.text(row, 1))});
  }
  return {};
}

Result<void> PostgresCatalog::read_policies(StoreTable& table, const std::string& oid) {
  const std::array parameters = {Parameter{oid}};
  HOLDALL_ASSIGN(const Rows rows, connection_.query(std::string(kFindPolicies), parameters));
  table.hides_rows = rows.size() != 1 || rows.text(0, 0) == "t";
  return {};
}

Result<void> PostgresCatalog::read_spreading(StoreTable& table, const std::string& oid) {
  const std::array parameters = {Parameter{oid}};
  HOLDALL_ASSIGN(const Rows rows, connection_.query(std::string(kFindSpreading), parameters));
  table.erasing_spreads = rows.size() != 0;
  return {};
}

// docs/adr/0021-row-keys-and-locks-in-postgresql.md
Result<void> PostgresCatalog::choose_row_key(PostgresTable& table, const std::string& oid, bool one_heap) {
  const std::array parameters = {Parameter{oid}};
  HOLDALL_ASSIGN(const Rows rows, connection_.query(std::string(kFindRowKey), parameters));
  if (rows.size() == 1) {
    table.shown.row_key = rows.text(0, 0);
  } else if (one_heap) {
    PostgresColumn& tid = table.columns.emplace_back();
    tid = PostgresColumn{"ctid", StoreType::kInteger, "tid"};
    tid.is_tid = true;
    tid.is_writable = false;
    table.shown.row_key = tid.name;
  }
  return {};
}

}  // namespace holdall
