// The ZIP form of a bundle and its unpacked folder (docs/format.md#entries): a BagIt bag around the content.
#pragma once

#include <memory>
#include <string>

#include "holdall/core/base/limits.h"
#include "holdall/core/base/result.h"
#include "holdall/core/stream/byte_stream.h"
#include "holdall/formats/bagit/spooled_package.h"
#include "holdall/formats/package/package.h"
#include "holdall/formats/zip/container.h"

namespace holdall {

enum class BagShape : std::uint8_t {
  kZip,     // entries in order, in one folder that is named after the manifest
  kFolder,  // an unpacked bag: in any order, the folder is the container itself
};

// Finds the parts of a bag; check_form() tells whether its tag files are what they must be. Errors: kNotABundle,
// kEntryName, kEntryUnexpected, kEntryMissing, kLimit, and those of the container and of check_index.
Result<std::unique_ptr<OpenedForm>> open_bag(std::unique_ptr<Container> container, BagShape shape,
                                             const Limits& limits);

// Writes the ZIP form to `out`, which it does not finish. Tag files are packed into the package's own spool.
// Errors: kLimit for what a reader with default limits refuses, kIo.
Result<void> write_zip_form(SpooledPackage& package, ByteSink& out);

}  // namespace holdall
