// A schema of a controller's own arrives inside the bundle: the first line is compiled, the second checked against it.
#include "fuzz.h"
#include "holdall/schemas/validator.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = holdall::fuzz_text(data, size);
  const auto end = text.find('\n');
  const auto schema = holdall::Schema::compile(text.substr(0, end));
  if (schema.ok() && end != std::string_view::npos) {
    static_cast<void>(schema.value().check(text.substr(end + 1)).ok());
  }
  return 0;
}
