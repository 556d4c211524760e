// A Store in a PostgreSQL database (docs/stores.md).
//
// Thread rule: one thread per Store; any number of processes may import into one database, one after the other.
#pragma once

#include <memory>
#include <string>

#include "holdall/core/base/result.h"
#include "holdall/importer/store/store.h"

namespace holdall {

// Connects, as postgres::Connection::open() does. Errors: kUsage, kBackend.
Result<std::unique_ptr<Store>> open_postgres_store(const std::string& uri);

}  // namespace holdall
