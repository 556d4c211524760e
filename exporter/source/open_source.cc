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

Result<void> check_map(const DataMap& map, Source& source) {
  for (const MappedSection& section : map.sections()) {
    for (const Part& part : section.parts) {
      HOLDALL_TRY(source.check(part.query));
    }
  }
  return {};
}

}  // namespace holdall
