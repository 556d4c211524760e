// holdall_layer LAYER FILE: one layer's reader on one file, for tests with files that are no bundles.
// Exit 0: taken. 3: refused, by whatever layer. 7: over a limit. 2: usage, or no such file. One line on standard error.
#include <array>
#include <cstdio>
#include <span>
#include <string_view>

#include "holdall/core/base/text.h"
#include "layer/readers.h"
#include "layer/token.h"

namespace holdall::layer {
namespace {

constexpr int kUsageExit = 2;
constexpr int kRefusedExit = 3;
constexpr int kLimitExit = 7;

struct Layer {
  std::string_view name;
  Result<void> (*read)(const std::string& path);
};
constexpr std::array<Layer, 5> kLayers{
    {{"zip", read_zip}, {"bagit", read_bag}, {"json", read_json}, {"ndjson", read_ndjson}, {"xml", read_xml}}};

Error usage() {
  return {ErrorCode::kUsage,
          "holdall_layer zip|bagit|json|ndjson|xml FILE, holdall_layer jws FILE [--keys FILE --typ TYP]",
          {}};
}

Result<void> run_jws(const std::string& path, std::span<char* const> options) {
  TokenOptions told;
  for (; options.size() >= 2; options = options.subspan(2)) {
    const std::string_view name = options[0];
    if (name != "--keys" && name != "--typ") {
      return usage();
    }
    (name == "--keys" ? told.keys : told.typ) = options[1];
  }
  return options.empty() ? read_token(path, told) : usage();
}

Result<void> run(std::span<char* const> arguments) {
  if (arguments.size() < 3) {
    return usage();
  }
  const std::string_view name = arguments[1];
  if (name == "jws") {
    return run_jws(arguments[2], arguments.subspan(3));
  }
  for (const Layer& layer : kLayers) {
    if (layer.name == name && arguments.size() == 3) {
      return layer.read(arguments[2]);
    }
  }
  return usage();
}

int exit_code(ErrorCode code) {
  switch (code) {
    case ErrorCode::kUsage:
    case ErrorCode::kNotFound:
    case ErrorCode::kIo:
    case ErrorCode::kPathUnsafe:
      return kUsageExit;
    case ErrorCode::kLimit:
      return kLimitExit;
    case ErrorCode::kInternal:
      return 1;
    default:
      return kRefusedExit;
  }
}

}  // namespace
}  // namespace holdall::layer

int main(int argc, char** argv) {
  const auto result = holdall::layer::run(std::span(argv, static_cast<std::size_t>(argc)));
  if (result.ok()) {
    std::fputs("accepted\n", stderr);
    return 0;
  }
  const holdall::Error& error = result.error();
  std::fprintf(stderr, "%s: %s\n", std::string(holdall::error_info(error.code).token).c_str(),
               holdall::printable(error.message, 400).c_str());
  return holdall::layer::exit_code(error.code);
}
