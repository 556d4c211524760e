// Records that Holdall itself writes (request, redactions, contents): small documents, written through the same rows as
// data.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>

#include "holdall/core/base/result.h"
#include "holdall/core/json/value.h"
#include "holdall/formats/bundle/writer.h"

namespace holdall {

// Writes and finishes a registered section whose records are `records`. Returns how many. Errors: the bundle's.
Result<std::uint64_t> write_documents(BundleWriter& bundle, std::string_view section, std::span<const Value> records);
// The same of as many as `next` gives until it gives nothing. Errors: also its own.
using NextDocument = std::function<Result<std::optional<Value>>()>;
Result<std::uint64_t> write_documents(BundleWriter& bundle, std::string_view section, const NextDocument& next);

}  // namespace holdall
