// Whose each row is, said once for each table and apart from the queries that export it (docs/data-map.md#owners).
//
// Before a bundle is sealed, what the queries took is held against this: a condition that was forgotten, or a join that
// reaches too far, is found where it would hand out somebody else's row (security.md P17).
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/json/value.h"
#include "holdall/exporter/map/query.h"

namespace holdall {

// The way from a row to the person it belongs to.
struct OwnerPath {
  std::string table;
  bool shared = false;         // its rows are about nobody in particular: there is no way, and no key
  std::vector<ColumnRef> key;  // tell the rows of one person apart
  ColumnRef column;            // holds the subject's internal key; or, where `via` is not empty, unused:
  // (column of this table, column of the table whose own path goes on), all of one table.
  std::vector<std::pair<ColumnRef, ColumnRef>> via;
  std::vector<Condition> where;  // the rows that the map answers for
  std::string pointer;

  // What rows are compared by: the key, and this table's columns of the way itself. A row of somebody else differs in
  // these whatever the key is worth, be it NULL or that of a view.
  [[nodiscard]] std::vector<ColumnRef> identity() const;
  [[nodiscard]] const std::string& next() const { return via.front().second.table; }  // requires: via
};

class Owners {
 public:
  // `value`: the map's member `owners`, checked with the map's schema. Errors: kMapUnfit for a path that leads nowhere
  // or round in a circle.
  static Result<Owners> compile(const Value& value);
  // nullptr: the map does not say.
  [[nodiscard]] const OwnerPath* find(std::string_view table) const;
  [[nodiscard]] const std::map<std::string, OwnerPath, std::less<>>& paths() const { return paths_; }

 private:
  std::map<std::string, OwnerPath, std::less<>> paths_;
};

// What is asked of a source to check an export: the rows of `table` that its path gives to a person, and of each how
// many rows every reader makes, where all that it is joined to is the person's too or nobody's.
struct OwnedRows {
  const Owners& owners;
  const OwnerPath& path;              // of the table; not shared
  std::vector<const Query*> readers;  // whose table it is, and whose joined tables have a path
};

}  // namespace holdall
