// Two readers of JSON, one truth: the canonical reader accepts exactly what the document parser accepts and RFC 8785
// would write; what it accepts is its own canonical form.
#include <string>

#include "fuzz.h"
#include "holdall/core/json/canonical.h"
#include "holdall/core/json/value.h"

namespace holdall {
namespace {

bool canonical_reader_accepts(std::string_view text) {
  CanonicalReader reader(text);
  auto token = reader.next();
  while (token != CanonicalReader::Token::kEnd && token != CanonicalReader::Token::kInvalid) {
    token = reader.next();
  }
  return token == CanonicalReader::Token::kEnd;
}

// Requires: a text too short to hold more values or longer names than a document may.
void check(std::string_view text) {
  const auto document = parse_document(text);
  const bool accepted = canonical_reader_accepts(text);
  if (!document.ok()) {
    HOLDALL_CHECK(!accepted);
    return;
  }
  const std::string written = canonical(document.value());
  HOLDALL_CHECK(accepted == (written == text));
  HOLDALL_CHECK(parse_canonical(text).ok() == accepted);
  HOLDALL_CHECK(canonical_reader_accepts(written));
}

}  // namespace
}  // namespace holdall

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size <= holdall::Limits{}.name_bytes) {
    holdall::check(holdall::fuzz_text(data, size));
  }
  return 0;
}
