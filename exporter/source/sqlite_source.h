// A SQLite file as a source: read-only, one read transaction, its own SQL (security.md P27).
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "holdall/core/sql/sqlite.h"
#include "holdall/exporter/source/catalog.h"
#include "holdall/exporter/source/source.h"

namespace holdall {

class SqliteSource final : public Source {
 public:
  explicit SqliteSource(sqlite::Database database) : database_(std::move(database)) {}

  Result<void> snapshot() override;
  Result<void> check(const Query& query) override;
  Result<void> check(const OwnedRows& rows) override;
  Result<std::vector<sqlite::Table>> tables() override { return database_.tables(); }
  Result<std::unique_ptr<RowReader>> sample(const std::string& table, const std::vector<std::string>& columns,
                                            std::size_t most) override;
  Result<std::vector<Value>> find(const SubjectTable& people, const SubjectKey& name, const Value& key) override;
  Result<std::unique_ptr<RowReader>> read(const Query& query, const Value& subject) override;
  Result<std::unique_ptr<RowReader>> read(const OwnedRows& rows, const Value& subject) override;
  Result<void> recognise(const KnownBy& known, std::span<const Spelling> spellings,
                         const std::function<void(KnownOwner&&)>& visit) override;

 private:
  Catalog catalog();
  // The statement that answers `query`, whose names were checked.
  Result<sqlite::Statement> prepare(const Query& query, const Value& subject);
  Result<sqlite::Statement> prepare(const OwnedRows& rows, const Value& subject);
  // Columns that make the order total after those of the query.
  Result<std::vector<ColumnRef>> tie_breakers(const Query& query);
  sqlite::Database database_;
  bool in_snapshot_ = false;
};

}  // namespace holdall
