#include "holdall/importer/store/postgres_insert.h"

#include <algorithm>

#include "holdall/core/base/text.h"
#include "holdall/importer/store/postgres_cells.h"

namespace holdall {
namespace {

constexpr std::size_t kMostBytes = std::size_t{32} << 20;  // of one statement with more than one row

Error lost_rows() {
  return {ErrorCode::kSelfCheck, "the database accepted rows and does not have them", {}};
}

}  // namespace

Refusal postgres_refusal(std::string_view state) {
  if (state == "23505" || state == "23P01") {  // unique, exclusion
    return Refusal::kTaken;
  }
  if (state == "23502") {
    return Refusal::kMissing;
  }
  if (state == "23514" || state == "P0001") {  // check, RAISE EXCEPTION
    return Refusal::kCheck;
  }
  if (state == "23503" || state == "23001") {
    return Refusal::kNoParent;
  }
  if (state == "22003" || state == "22001" || state == "22008" || state == "54000") {  // 54000: too long for an index
    return Refusal::kOutOfRange;
  }
  return state.starts_with("22") ? Refusal::kType : Refusal::kNone;
}

Result<std::vector<Inserted>> PostgresInsert::run() {
  HOLDALL_TRY(find_columns());
  sql_ = keys_ == StoreTransaction::Keys::kWanted ? insert_sql()
                                                  : "COPY " + table_.sql_name + "(" + names_ + ") FROM STDIN";
  results_.resize(block_.rows());
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < block_.rows(); ++row) {
    results_[row].refusal = misfit(row);
    if (results_[row].refusal == Refusal::kNone) {
      rows.push_back(row);
    }
  }
  HOLDALL_TRY(insert(rows));
  return std::move(results_);
}

Result<void> PostgresInsert::find_columns() {
  for (const std::string_view name : block_.columns) {
    const PostgresColumn* column = table_.find(name);
    if (column == nullptr || !column->is_writable) {
      return Error{ErrorCode::kBackend, "PostgreSQL: column `" + printable(name) + "` cannot be written", {}};
    }
    columns_.push_back(column);
    names_.append(names_.empty() ? "" : ",").append(postgres::quote(name));
  }
  return {};
}

Refusal PostgresInsert::misfit(std::size_t row) const {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (const Refusal refusal = postgres_misfit(*columns_[i], block_.row(row)[i]); refusal != Refusal::kNone) {
      return refusal;
    }
  }
  return Refusal::kNone;
}

std::size_t PostgresInsert::bytes_of(Range rows) const {
  std::size_t bytes = 0;
  for (const std::size_t row : rows) {
    for (const Cell& cell : block_.row(row)) {
      bytes += cell.as_text().size();
    }
  }
  return bytes;
}

Result<void> PostgresInsert::insert(Range rows) {
  if (rows.empty()) {
    return {};
  }
  if (rows.size() > 1 && bytes_of(rows) > kMostBytes) {
    return insert_halves(rows);
  }
  HOLDALL_TRY(connection_.run("SAVEPOINT holdall_row"));
  const auto written = write(rows);
  if (written.ok()) {
    HOLDALL_TRY(connection_.run("RELEASE holdall_row"));
    return {};
  }
  const Refusal refusal =
      written.error().code == ErrorCode::kBackend ? postgres_refusal(connection_.last_state()) : Refusal::kNone;
  if (refusal == Refusal::kNone) {
    return written.error();
  }
  HOLDALL_TRY(connection_.run("ROLLBACK TO holdall_row"));
  HOLDALL_TRY(connection_.run("RELEASE holdall_row"));
  if (rows.size() > 1) {
    return insert_halves(rows);
  }
  results_[rows.front()].refusal = refusal;
  return {};
}

Result<void> PostgresInsert::insert_halves(Range rows) {
  HOLDALL_TRY(insert(rows.first(rows.size() / 2)));
  return insert(rows.subspan(rows.size() / 2));
}

Result<void> PostgresInsert::write(Range rows) {
  return keys_ == StoreTransaction::Keys::kWanted ? write_insert(rows) : write_copy(rows);
}

// INSERT … SELECT … ORDER BY inserts in that order, and RETURNING tells the rows as they are inserted.
std::string PostgresInsert::insert_sql() const {
  std::string values;
  std::string arrays;
  std::string names;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    const std::string comma = i == 0 ? "" : ",";
    values.append(comma).append("v.c").append(number);
    if (postgres_array_of(*columns_[i]) == postgres::Array::Of::kText) {
      values += "::" + postgres_cast(*columns_[i]);
    }
    arrays.append(comma).append("pg_catalog.unnest($").append(number).append("::");
    arrays.append(postgres_array_cast(*columns_[i])).append(")");
    names.append("c").append(number).append(",");
  }
  const std::string returning =
      table_.shown.row_key.empty() ? "" : " RETURNING " + postgres::quote(table_.shown.row_key);
  return "INSERT INTO " + table_.sql_name + "(" + names_ + ") SELECT " + values + " FROM ROWS FROM (" + arrays +
         ") WITH ORDINALITY AS v(" + names + "n) ORDER BY v.n" + returning;
}

Result<void> PostgresInsert::write_insert(Range rows) {
  std::vector<postgres::Parameter> parameters;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    postgres::Array array(postgres_array_of(*columns_[i]));
    for (const std::size_t row : rows) {
      add_to(array, *columns_[i], block_.row(row)[i]);
    }
    parameters.push_back(array.parameter());
  }
  HOLDALL_ASSIGN(const postgres::Rows inserted, connection_.query(sql_, parameters));
  if (inserted.affected() != rows.size()) {
    return lost_rows();
  }
  const PostgresColumn* key = table_.find(table_.shown.row_key);
  for (std::size_t i = 0; key != nullptr && i < rows.size(); ++i) {
    results_[rows[i]].row_key = read_postgres_row_key(*key, inserted.text(i, 0));
  }
  return {};
}

Result<void> PostgresInsert::write_copy(Range rows) {
  std::string lines;
  for (const std::size_t row : rows) {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      lines.append(i == 0 ? "" : "\t");
      append_postgres_copy(lines, *columns_[i], block_.row(row)[i]);
    }
    lines.push_back('\n');
  }
  HOLDALL_ASSIGN(const std::uint64_t copied, connection_.copy_in(sql_, lines));
  return copied == rows.size() ? Result<void>() : lost_rows();
}

}  // namespace holdall
