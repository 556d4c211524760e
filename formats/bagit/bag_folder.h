// An unpacked bag as a container (docs/format.md#folder).
#pragma once

#include <memory>
#include <string>

#include "holdall/core/base/limits.h"
#include "holdall/core/base/result.h"
#include "holdall/formats/zip/container.h"

namespace holdall {

// Entries are the regular files below PATH, ascending by name. Their content is read when it is asked for: what changes
// in between no longer has its digest. Errors: kNotFound, kPathUnsafe (a link, a device), kEntryName, kLimit, kIo.
Result<std::unique_ptr<Container>> open_bag_folder(const std::string& path, const Limits& limits);

}  // namespace holdall
