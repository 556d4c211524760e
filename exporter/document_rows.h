// Records that Holdall itself writes (request, contents): small documents, written through the same rows as data.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/json/value.h"
#include "holdall/formats/bundle/writer.h"

namespace holdall {

// Writes and finishes a registered section whose records are `records`. Returns how many. Errors: the bundle's.
Result<std::uint64_t> write_documents(BundleWriter& bundle, std::string_view section, std::span<const Value> records);

}  // namespace holdall
