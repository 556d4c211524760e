// A signed consent to nothing is refused before any import (promise P16; security R24).
#include <gtest/gtest.h>

#include "holdall/core/crypto/jws.h"
#include "support/bundles.h"

namespace holdall::test {
namespace {

// Signed like any other, by a sender whose writer does not look at what it writes.
std::string bundle_with(std::string_view purpose) {
  const TemporaryFolder folder;
  SeededRandom random(1);
  auto writer = BundleWriter::create(folder.file("b.zip"), {.compression = Compression::kStore}, random).value();
  add_section(writer, "consents",
              {R"({"events":[],"id":"c1","purpose":"mail","state":"given","state_at":"2026-05-01T00:00:00Z"})"});
  EXPECT_TRUE(writer.seal(copy_manifest(), make_key()).ok());
  Parts parts = take_apart(read_file(folder.file("b.zip")));
  std::string& segment = parts[paths::segment("consents")];
  segment.replace(segment.find("mail"), 4, purpose);
  Manifest manifest = copy_manifest();
  manifest.sections = {{sha256_hex(segment), {}}};
  parts[paths::kManifest] = write_manifest(manifest);
  parts[paths::kSignature] = sign_detached_jws(make_key(), "holdall-manifest+jws", parts[paths::kManifest]);
  repair(parts);
  return put_together(parts);
}

TEST(P16_R24_EmptyPurpose, IsNoConsent) {
  const auto whole = verify_bytes(bundle_with("mail"), make_trust(make_key()));
  EXPECT_TRUE(whole.ok()) << whole.error().message;
  const auto empty = verify_bytes(bundle_with(""), make_trust(make_key()));
  ASSERT_FALSE(empty.ok());
  EXPECT_EQ(empty.error().code, ErrorCode::kRecordSchema) << empty.error().message;
}

}  // namespace
}  // namespace holdall::test
