// The container: whatever opens has allowed names, each once, and each entry yields exactly the bytes it announced.
#include <memory>
#include <set>
#include <string>

#include "fuzz.h"
#include "holdall/core/base/io.h"
#include "holdall/formats/zip/reader.h"

namespace holdall {
namespace {

// Small limits: the fuzzer shall find wrong reading, not large files.
Limits small_limits() {
  Limits limits;
  limits.entries = 64;
  limits.total_bytes = 1U << 20;
  limits.entry_bytes = 1U << 20;
  return limits;
}

void check(std::string_view text) {
  const auto container = open_zip(fuzz_file(text), small_limits());
  if (!container.ok()) {
    return;
  }
  const auto entries = container.value()->entries();
  std::set<std::string> names;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    HOLDALL_CHECK(is_entry_name(entries[i].name) && names.insert(entries[i].name).second);
    auto source = container.value()->read(i);
    if (!source.ok()) {
      continue;
    }
    const auto bytes = read_all(*source.value(), 1U << 20);
    HOLDALL_CHECK(!bytes.ok() || bytes.value().size() == entries[i].size);
  }
}

}  // namespace
}  // namespace holdall

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  holdall::check(holdall::fuzz_text(data, size));
  return 0;
}
