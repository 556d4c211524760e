// Exports one person's data with the library: the smallest program that answers a rights request.
//
//   minimal_export REQUEST.json MAP.json sqlite:DATABASE KEY.jwk OUT.holdall.zip
//
// Everything that can refuse the request does so before data is read; OUT appears whole and signed, or not at all.
#include <cstdio>

#include "holdall/core/base/clock.h"
#include "holdall/core/base/io.h"
#include "holdall/core/crypto/key_file.h"
#include "holdall/exporter/export.h"
#include "holdall/exporter/rights/check_request.h"

namespace {

using namespace holdall;

Result<ExportReport> run(char** path) {
  const SystemClock clock;
  SystemRandom random;

  // What the controller holds, and who asks for it.
  HOLDALL_ASSIGN(const std::string map_text, read_document(path[1]));
  HOLDALL_ASSIGN(const DataMap map, DataMap::parse(map_text));
  HOLDALL_ASSIGN(const std::string request_text, read_document(path[0]));
  HOLDALL_ASSIGN(const ProfileSet rights, ProfileSet::shipped());
  HOLDALL_ASSIGN(const Judgement judgement, check_request(request_text, map, rights, clock.now()));
  if (judgement.refusal.has_value()) {
    return *judgement.refusal;
  }

  // Where it is, and who vouches for it.
  HOLDALL_ASSIGN(const std::unique_ptr<Source> source, open_source(path[2]));
  HOLDALL_ASSIGN(const PrivateKey key, load_private_key(path[3]));

  ExportOptions options;
  options.output = path[4];
  options.clock = &clock;
  options.random = &random;
  return export_bundle(*judgement.authorised, map, *source, key, options);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) {
    std::fputs("usage: minimal_export REQUEST.json MAP.json sqlite:DATABASE KEY.jwk OUT.holdall.zip\n", stderr);
    return 2;
  }
  const auto report = run(argv + 1);
  if (!report.ok()) {
    std::fprintf(stderr, "minimal_export: %s\n", report.error().message.c_str());
    return error_info(report.error().code).exit_code;
  }
  if (!report.value().is_sealed()) {
    std::fprintf(stderr, "minimal_export: %s\n", report.value().ruling.reason.c_str());
    return 5;
  }
  // The ledger's outcomes: what was included, what was withheld and by which code. No word about the person.
  for (const ItemOutcome& item : report.value().items) {
    std::printf("%6llu  %-30s %s %s\n", static_cast<unsigned long long>(item.count), item.item.c_str(),
                item.outcome.c_str(), item.code.c_str());
  }
  return 0;
}
