// What a data map asks of a source, in names: a source checks them against its catalog and writes its own query.
//
// Compiled by DataMap::parse, read by sources and the collector. Every name remembers where in the map it stands, so
// that a source can point at the line that does not fit its catalog.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "holdall/core/json/value.h"

namespace holdall {

struct ColumnRef {
  std::string table;
  std::string column;
  std::string pointer;  // JSON Pointer into the map
};

// `table.column`, for messages.
inline std::string column_name(const ColumnRef& ref) {
  return ref.table + "." + ref.column;
}

// Inner join: each pair is (column of the base or an earlier table, column of `table`).
struct Join {
  std::string table;
  std::vector<std::pair<ColumnRef, ColumnRef>> on;
  std::string pointer;
};

// The column holds one of the accepted values: strings, integers, null.
struct Condition {
  ColumnRef column;
  Value::Array accepted;
};

// A cell of the result. `presence`: integer 1 or NULL, the value itself is not read.
struct Selected {
  ColumnRef column;
  bool presence = false;
};

struct Query {
  std::string table;
  std::vector<Join> joins;
  ColumnRef owner;  // equals the subject's internal key in every row; also select[0]
  std::vector<Condition> where;
  std::vector<ColumnRef> order;
  std::vector<ColumnRef> key;  // identify a row
  bool key_is_group = false;   // identify a group of rows instead
  std::vector<Selected> select;
  std::string pointer;
};

// A name by which a request may point at a person.
struct SubjectKey {
  std::string name;
  ColumnRef column;
  std::vector<Condition> where;
};

// Where the source knows people by something: a name in one column or two (given, family), an address, a number, an id.
// The query's owner is whom it belongs to; it selects the owner and the columns.
struct KnownBy {
  enum class Kind : std::uint8_t { kName, kEmail, kPhone, kId };
  Kind kind = Kind::kName;
  Query query;

  [[nodiscard]] std::size_t columns() const { return query.select.size() - 1; }
};

// What a KnownBy may hold: one text per column.
using Spelling = std::vector<std::string>;

// Somebody the source knows under a spelling.
struct KnownOwner {
  Spelling spelling;
  Value owner;
};

// Where people are: `column` is the internal key that owners refer to.
struct SubjectTable {
  ColumnRef column;
  std::vector<SubjectKey> keys;
  std::vector<KnownBy> known_by;
};

}  // namespace holdall
