// One layer's reader on one file, each with the small limits that the hostile corpus was made for (its README, Z9).
#pragma once

#include <memory>
#include <string>

#include "holdall/core/base/limits.h"
#include "holdall/core/base/result.h"
#include "holdall/formats/zip/container.h"

namespace holdall::layer {

inline constexpr Limits kCorpusLimits{.entries = 10'000,
                                      .total_bytes = 32U << 20U,
                                      .entry_bytes = 8U << 20U,
                                      .ratio = 200,
                                      .ratio_floor = 1U << 20U,
                                      .line_bytes = 1U << 20U,
                                      .document_bytes = 9U << 20U,  // a string of 8 MiB and what stands around it
                                      .document_values = 1U << 16U,
                                      .name_bytes = 1U << 16U,
                                      .depth = 64};

// A ZIP under the relaxed profile; the entries are not read yet. Errors: those of open_zip.
Result<std::unique_ptr<Container>> open_foreign_zip(const std::string& path);

// Whether the layer takes the file; the errors are those of its reader.
Result<void> read_zip(const std::string& path);     // and every entry to its end
Result<void> read_bag(const std::string& path);     // a BagIt 1.0 bag in a ZIP
Result<void> read_json(const std::string& path);    // any value
Result<void> read_ndjson(const std::string& path);  // at least one line, each an object and an LF
Result<void> read_xml(const std::string& path);

}  // namespace holdall::layer
