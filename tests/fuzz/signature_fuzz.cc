// Signature and manifest: an accepted JWS has one spelling, an accepted manifest reads back as written.
#include <string>

#include "fuzz.h"
#include "holdall/core/base/text.h"
#include "holdall/core/crypto/jws.h"
#include "holdall/formats/package/manifest.h"

namespace holdall {
namespace {

void check(std::string_view text) {
  if (const auto jws = parse_detached_jws(text, "holdall-manifest+jws"); jws.ok()) {
    HOLDALL_CHECK(jws.value().header + ".." + base64url_encode(jws.value().signature) == text);
  }
  if (const auto manifest = read_manifest(text); manifest.ok()) {
    const std::string written = write_manifest(manifest.value());
    const auto again = read_manifest(written);
    HOLDALL_CHECK(again.ok() && write_manifest(again.value()) == written);
  }
}

}  // namespace
}  // namespace holdall

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  holdall::check(holdall::fuzz_text(data, size));
  return 0;
}
