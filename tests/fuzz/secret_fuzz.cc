// Finders of secrets: bounded work, the same in one piece and in many, and nothing found in what was excused.
#include "fuzz.h"
#include "holdall/exporter/secret/scan.h"
#include "holdall/exporter/secret/stream_scan.h"

namespace holdall {
namespace {

void check(std::string_view text) {
  SearchWindow window(text);
  const auto found = SecretScan(SecretKinds::all()).scan(window);
  HOLDALL_CHECK(window.steps() <= 200 * text.size() + 200);
  HOLDALL_CHECK(!SecretScan(SecretKinds()).scan(window).has_value());
  if (found.has_value()) {
    SecretKinds excused;
    excused.add(*found);
    HOLDALL_CHECK(find_secret(text, SecretKinds::all().without(excused)) != found);
  }
  std::string buffer;
  const auto in_json = find_secret_in_json(text, SecretKinds::all(), true, buffer);
  HOLDALL_CHECK(in_json.has_value() || text.find('\\') != std::string_view::npos || !found.has_value());

  const auto in_bytes = find_secret_in_bytes(text, SecretKinds::all());
  for (const std::size_t step : {1U, 13U, 1U << 16U}) {
    PieceSource pieces(text, step);
    ScannedSource scanned(pieces, SecretKinds::all(), false);
    const auto read = read_all(scanned, text.size() + 1);
    HOLDALL_CHECK(read.ok() == !scanned.found().has_value());
    const bool is_one_window = text.size() < (std::size_t{64} << 10U) && text.find('\0') == std::string_view::npos;
    HOLDALL_CHECK(!is_one_window || scanned.found().has_value() == in_bytes.has_value());
  }
}

}  // namespace
}  // namespace holdall

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  holdall::check(holdall::fuzz_text(data, size));
  return 0;
}
