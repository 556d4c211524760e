// What the scan of an XML text may meet before it stops with kLimit (docs/format.md#xml).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "holdall/core/base/limits.h"

namespace holdall {

struct XmlScanLimits {
  unsigned depth = 72;                  // open elements: the nesting of a JSON text, and what the form puts around it
  std::size_t name_bytes = 64U << 10;   // of an element or attribute
  std::size_t attributes = 16;          // of an element, declarations of namespaces among them
  std::size_t value_bytes = 16U << 20;  // of an attribute, as written
  std::size_t namespaces = 64;          // declarations of namespaces in the text
  std::size_t namespace_bytes = 2048;   // of the name of a namespace
  std::size_t elements_in_line = 100'000;  // start tags between two LFs
  // Bytes from one LF to the next, that one included. Nothing: lines of any length, where attachments stand in lines.
  std::optional<std::uint64_t> line_bytes = Limits{}.line_bytes;
};

}  // namespace holdall
