#include "holdall/importer/store/open_store.h"

#include "holdall/core/sql/postgres.h"
#include "holdall/core/sql/sqlite.h"
#include "holdall/importer/store/postgres_store.h"
#include "holdall/importer/store/sqlite_store.h"

namespace holdall {

Result<std::unique_ptr<Store>> open_store(const std::string& uri) {
  if (uri.starts_with("postgres:") || uri.starts_with("postgresql:")) {
    return open_postgres_store(uri);
  }
  HOLDALL_ASSIGN(const std::string path, sqlite::path_of_uri(uri));
  return open_sqlite_store(path);
}

}  // namespace holdall
