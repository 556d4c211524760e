// Verifies a bundle with the library and prints the verdict: what a receiver needs before it believes a word.
//
//   verify_only BUNDLE TRUST.json
//
// Links only `formats` (and what is below it): no exporter, no importer, no database.
#include <cstdio>

#include "holdall/core/base/clock.h"
#include "holdall/core/crypto/trust_store.h"
#include "holdall/formats/bundle/verify.h"

namespace {

using namespace holdall;

Result<void> run(const char* bundle_path, const char* trust_path) {
  HOLDALL_ASSIGN(const TrustStore trust, TrustStore::load(trust_path));
  HOLDALL_ASSIGN(const OpenedBundle opened, open_bundle(bundle_path));  // shape only; nothing is believed yet

  VerifyOptions options;
  options.now = SystemClock().now();
  HOLDALL_ASSIGN(const VerifiedBundle bundle, verify(opened, trust, options));

  std::printf("%s, signed by %s on %s\n", bundle.complete() ? "COMPLETE" : "PARTIAL", bundle.issuer_name().c_str(),
              format_timestamp(bundle.manifest().issued).c_str());
  for (const SegmentInfo& segment : bundle.segments()) {
    std::printf("%8llu  %s\n", static_cast<unsigned long long>(segment.records), segment.section.c_str());
  }
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: verify_only BUNDLE TRUST.json\n", stderr);
    return 2;
  }
  const auto verdict = run(argv[1], argv[2]);
  if (verdict.ok()) {
    return 0;
  }
  // Every error has a stable token and an exit code; the message never shows a person's data.
  const Error& error = verdict.error();
  const ErrorInfo& info = error_info(error.code);
  std::fprintf(stderr, "verify_only: error[X%d/%.*s]: %s\n", info.exit_code, static_cast<int>(info.token.size()),
               info.token.data(), error.message.c_str());
  return info.exit_code;
}
