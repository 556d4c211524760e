// Checks the names of a query against a relational catalog, and that its key identifies every row.
#pragma once

#include <functional>
#include <string_view>

#include "holdall/core/base/result.h"
#include "holdall/core/sql/sqlite.h"
#include "holdall/exporter/map/owners.h"
#include "holdall/exporter/map/query.h"

namespace holdall {

// The table or view of that name, nullptr where there is none.
using Catalog = std::function<Result<const sqlite::Table*>(std::string_view)>;

// Unless the key is a group's, columns joined to each other must have declared types of one kind (text, number, none).
// Errors: kMapUnfit with the pointer of the name or key that does not fit, and the catalog's own.
Result<void> check_query(const Query& query, const Catalog& catalog);
// The names of the rows' path, and of all paths that it or a reader's joined table leads over; the readers themselves
// are queries that check_query has seen. Errors: as there.
Result<void> check_owned_rows(const OwnedRows& rows, const Catalog& catalog);
// Whether columns of these declared types may be joined to each other.
bool are_joinable(const sqlite::Column& left, const sqlite::Column& right);
Result<void> check_column(const ColumnRef& column, const Catalog& catalog);

}  // namespace holdall
