// References from records to attachments: {"_file": …} (docs/format.md#attachments).
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "holdall/core/base/result.h"

namespace holdall {

struct AttachmentReference {
  std::string sha256;  // lower-case hex
  std::uint64_t bytes = 0;
  std::string name;        // as the controller knows it: any text
  std::string media_type;  // as above
};

// The canonical JSON of a reference.
std::string write_attachment_reference(const AttachmentReference& reference);

// Hands every reference in a canonical record to `visit`, at any depth. Errors: kRecordSchema for a `_file` that is no
// reference; those of `visit`; of a text that is not canonical, kNotCanonical or kMalformedJson.
Result<void> for_each_attachment(std::string_view record,
                                 const std::function<Result<void>(const AttachmentReference&)>& visit);

}  // namespace holdall
