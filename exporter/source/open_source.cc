#include <utility>

#include "holdall/core/sql/sqlite.h"
#include "holdall/exporter/source/source.h"
#include "holdall/exporter/source/sqlite_source.h"

namespace holdall {

Result<std::unique_ptr<Source>> open_source(const std::string& uri) {
  HOLDALL_ASSIGN(const std::string path, sqlite::path_of_uri(uri));
  HOLDALL_ASSIGN(sqlite::Database database, sqlite::Database::open(path, sqlite::Database::Mode::kReadOnly));
  std::unique_ptr<Source> source = std::make_unique<SqliteSource>(std::move(database));
  return source;
}

namespace {

// What find() will look up, as a query about the people themselves.
Query lookup_of(const SubjectTable& people, const SubjectKey& name) {
  Query query;
  query.table = people.column.table;
  query.owner = people.column;
  query.where = name.where;
  query.order = query.key = {people.column};
  query.key_is_group = true;  // whether one row is found is seen when it is
  query.select = {Selected{people.column}, Selected{name.column}};
  query.pointer = "/subject";
  return query;
}

}  // namespace

Result<void> check_map(const DataMap& map, Source& source) {
  for (const SubjectKey& name : map.subject().keys) {
    HOLDALL_TRY(source.check(lookup_of(map.subject(), name)));
  }
  for (const Query* query : map.fact_queries()) {
    HOLDALL_TRY(source.check(*query));
  }
  for (const KnownBy& known : map.subject().known_by) {
    HOLDALL_TRY(source.check(known.query));
  }
  for (const MappedSection& section : map.sections()) {
    for (const Part& part : section.parts) {
      HOLDALL_TRY(source.check(part.query));
    }
  }
  for (const OwnedRows& rows : map.owned_rows()) {
    HOLDALL_TRY(source.check(rows));
  }
  return {};
}

}  // namespace holdall
