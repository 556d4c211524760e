// A container: named entries in a fixed order. The bundle layer reads and writes containers and knows no ZIP.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "holdall/core/base/result.h"
#include "holdall/core/stream/byte_stream.h"

namespace holdall {

struct Entry {
  std::string name;        // full path inside the container, ASCII, checked
  std::uint64_t size = 0;  // uncompressed bytes
};

// Thread rule: one reader per source; several sources of one container may be read side by side.
class Container {
 public:
  virtual ~Container() = default;
  [[nodiscard]] virtual std::span<const Entry> entries() const = 0;
  // The bytes of entries()[index]. 0 from read() means: exactly `size` bytes were delivered and every checksum held.
  [[nodiscard]] virtual Result<std::unique_ptr<ByteSource>> read(std::size_t index) const = 0;
};

// Whether `name` may name an entry: ASCII `[A-Za-z0-9][A-Za-z0-9._-]*` segments joined by single slashes, each at most
// 255 bytes, at most 16 of them and 1024 bytes in all, none ending in a dot, none a Windows device name
// (docs/format.md#names).
bool is_entry_name(std::string_view name);

}  // namespace holdall
