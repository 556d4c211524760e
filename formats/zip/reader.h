// Opens a ZIP under the strict profile (docs/format.md#zip): what it accepts has one reading, for every ZIP program.
//
// Every header is rebuilt from the few facts it carries (name, method, sizes, CRC-32, offset) and compared byte for
// byte, so each bit outside the entries' data is pinned. Entries stand back to back from offset 0 in directory order;
// nothing lies before, between or behind them.
#pragma once

#include <memory>

#include "holdall/core/base/io.h"
#include "holdall/core/base/limits.h"
#include "holdall/formats/zip/container.h"
#include "holdall/formats/zip/profile.h"

namespace holdall {

// Errors: kNotABundle (no ZIP; the detected kind is named), kTruncated, kContainer, kEntryName, kLimit, kIo.
// Data errors (deflate stream, size, CRC-32) come from reading an entry: kContainer, kTruncated.
// Under the relaxed profile an entry whose name ends in a slash is a folder, without bytes.
Result<std::unique_ptr<Container>> open_zip(std::shared_ptr<const InputFile> file, const Limits& limits = {},
                                            ZipProfile profile = ZipProfile::kStrict);

}  // namespace holdall
