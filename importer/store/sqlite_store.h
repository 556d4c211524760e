// A Store in a SQLite database file.
//
// Thread rule: one thread per Store; any number of processes may import into one file, one after the other.
#pragma once

#include <memory>
#include <string>

#include "holdall/core/base/result.h"
#include "holdall/importer/store/store.h"

namespace holdall {

// Opens an existing database for writing. Errors: kBackend.
Result<std::unique_ptr<Store>> open_sqlite_store(const std::string& path);

}  // namespace holdall
