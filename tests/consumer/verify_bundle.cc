// verify_bundle BUNDLE TRUST NOW: prints the verdict on a bundle; exit code as the command's.
#include <cstdio>

#include "holdall/core/crypto/trust_store.h"
#include "holdall/formats/bundle/verify.h"

namespace {

holdall::Result<holdall::VerifiedBundle> verify_file(const char* path, const char* trust_path, const char* now) {
  HOLDALL_ASSIGN(const auto trust, holdall::TrustStore::load(trust_path));
  HOLDALL_ASSIGN(const auto bundle, holdall::open_bundle(path));
  const auto at = holdall::parse_timestamp(now);
  if (!at.has_value()) {
    return holdall::Error{holdall::ErrorCode::kUsage, "NOW is no time", {}};
  }
  return holdall::verify(bundle, trust, {.now = *at});
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    return 2;
  }
  const auto bundle = verify_file(argv[1], argv[2], argv[3]);
  if (!bundle.ok()) {
    const auto& error = bundle.error();
    std::fprintf(stderr, "%s\n", error.message.c_str());
    return holdall::error_info(error.code).exit_code;
  }
  std::printf("%s, issued by %s\n", bundle.value().complete() ? "COMPLETE" : "PARTIAL",
              bundle.value().manifest().iss.c_str());
  return 0;
}
