// From a store's URI to the Store: the one place that knows which kinds there are.
#pragma once

#include <memory>
#include <string>

#include "holdall/core/base/result.h"
#include "holdall/importer/store/store.h"

namespace holdall {

// `sqlite:PATH`, `postgresql://…` or `postgres://…`. Errors: kUsage for any other URI, kBackend.
Result<std::unique_ptr<Store>> open_store(const std::string& uri);

}  // namespace holdall
