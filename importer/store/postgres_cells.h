// Cells into PostgreSQL and back, for the types that StoreType names.
//
// What a column would round, cut or pad is refused here, since the server would do it in silence.
#pragma once

#include <string>
#include <string_view>

#include "holdall/core/model/row.h"
#include "holdall/core/sql/postgres.h"
#include "holdall/importer/store/postgres_catalog.h"
#include "holdall/importer/store/store.h"

namespace holdall {

// kNone where the column takes the cell (or NULL) without changing it, as far as can be told without the server.
Refusal postgres_misfit(const PostgresColumn& column, const Cell& cell);

// Requires, of all below: postgres_misfit() is kNone.

// The text form of the value. Requires: not absent. Valid until `scratch` changes.
std::string_view postgres_text(const PostgresColumn& column, const Cell& cell, std::string& scratch);
postgres::Parameter postgres_parameter(const PostgresColumn& column, const Cell& cell);
// Of which type arrays of the column's values are, and one value more.
postgres::Array::Of postgres_array_of(const PostgresColumn& column);
void add_to(postgres::Array& array, const PostgresColumn& column, const Cell& cell);
// Appends a field of COPY's text format.
void append_postgres_copy(std::string& out, const PostgresColumn& column, const Cell& cell);

// The names of these types in SQL: of a value's placeholder, and of an array's.
std::string postgres_cast(const PostgresColumn& column);
std::string_view postgres_array_cast(const PostgresColumn& column);

// The cell that the mapper would have written.
StoredCell read_postgres(const PostgresColumn& column, const postgres::Rows& rows, std::size_t row, int index);
// A row key of RETURNING.
std::int64_t read_postgres_row_key(const PostgresColumn& column, std::string_view text);

}  // namespace holdall
