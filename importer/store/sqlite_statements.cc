#include "holdall/importer/store/sqlite_statements.h"

#include <optional>
#include <utility>

namespace holdall {
namespace {

std::optional<Refusal> refusal_of(sqlite::Database::Violation violation) {
  using enum sqlite::Database::Violation;
  switch (violation) {
    case kNone:
      return std::nullopt;
    case kUnique:
      return Refusal::kTaken;
    case kNotNull:
      return Refusal::kMissing;
    case kCheck:
      return Refusal::kCheck;
    case kForeignKey:
      return Refusal::kNoParent;
    case kType:
      return Refusal::kType;
    case kTooBig:
      return Refusal::kOutOfRange;
  }
  return std::nullopt;
}

}  // namespace

SqlText& SqlText::equations(NamedCells named, std::string_view separator) {
  for (std::size_t i = 0; i < named.size(); ++i) {
    add(i == 0 ? "" : separator).name(named[i].column).add("=").parameter();
  }
  return *this;
}

SqlText& SqlText::tuples(std::size_t rows, std::size_t cells) {
  for (std::size_t row = 0; row < rows; ++row) {
    add(row == 0 ? "(" : ",(");
    for (std::size_t cell = 0; cell < cells; ++cell) {
      add(cell == 0 ? "" : ",").parameter();
    }
    add(")");
  }
  return *this;
}

Result<sqlite::Statement*> SqliteStatements::bound(std::string_view sql, std::span<const Cell> cells) {
  auto found = statements_.find(sql);
  if (found == statements_.end()) {
    HOLDALL_ASSIGN(sqlite::Statement statement, database_.prepare(sql));
    found = statements_.emplace(sql, std::move(statement)).first;
  }
  found->second.reset();
  HOLDALL_TRY(found->second.bind(cells));
  return &found->second;
}

Result<Changed> SqliteStatements::change(std::string_view sql, std::span<const Cell> cells) {
  HOLDALL_ASSIGN(sqlite::Statement * statement, bound(sql, cells));
  Changed done;
  auto row = statement->step();
  for (; row.ok() && row.value(); row = statement->step()) {
    done.row_key = statement->column(0).as_integer();
  }
  const auto refusal = row.ok() ? std::nullopt : refusal_of(database_.last_violation());
  done.rows = static_cast<std::uint64_t>(database_.changes());
  statement->reset();
  if (refusal) {
    return Changed{*refusal, 0, 0};
  }
  HOLDALL_TRY(std::move(row));
  return done;
}

}  // namespace holdall
