// A sender signs whatever it likes: also a section of its own whose records do not fit the schema that it pins itself.
#include <gtest/gtest.h>

#include "holdall/core/crypto/jws.h"
#include "support/bundles.h"

namespace holdall::test {
namespace {

constexpr std::string_view kSection = "com.example.photos";
constexpr std::string_view kSchema =
    R"({"$id":"https://shop.example/schemas/photos","additionalProperties":false,)"
    R"("properties":{"id":{"type":"string"},"n":{"type":"integer"}},"required":["id"],"type":"object"})";

// A signed bundle of one section whose one record is `record`.
std::string bundle_with(const std::string& record) {
  const TemporaryFolder folder;
  SeededRandom random(1);
  auto writer = BundleWriter::create(folder.file("b.zip"), {.compression = Compression::kStore}, random).value();
  const Layout layout = Layout::compile({"id"}).value();
  EXPECT_TRUE(writer.section(kSection, layout, kSchema).value()->finish().ok());
  EXPECT_TRUE(writer.seal(copy_manifest(), make_key()).ok());
  Parts parts = take_apart(read_file(folder.file("b.zip")));
  std::string& segment = parts[paths::segment(kSection)];
  segment += record + "\n";
  Manifest manifest = copy_manifest();
  manifest.sections = {{sha256_hex(segment), {}}};
  parts[paths::kManifest] = write_manifest(manifest);
  parts[paths::kSignature] = sign_detached_jws(make_key(), "holdall-manifest+jws", parts[paths::kManifest]);
  repair(parts);
  return put_together(parts);
}

TEST(OwnSection, ARecordThatViolatesItsPinnedSchemaIsRefusedBeforeAnyImport) {
  struct Case {
    const char* record;
    const char* token;
  };
  for (const auto& [record, token] : {Case{R"({"id":"p1","n":1})", ""},
                                      {R"({"id":"p1","n":"1"})", "record-schema"},
                                      {R"({"id":"p1","x":1})", "record-schema"},
                                      {R"({"n":1})", "record-schema"}}) {
    SCOPED_TRACE(record);
    const auto verified = verify_bytes(bundle_with(record), make_trust(make_key()));
    EXPECT_EQ(verified.ok() ? "" : error_info(verified.error().code).token, std::string_view(token));
  }
}

}  // namespace
}  // namespace holdall::test
