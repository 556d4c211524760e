// Small parsers: what is accepted is what would be written. base64url, times, names of entries; text made printable.
#include "fuzz.h"
#include "holdall/core/base/text.h"
#include "holdall/core/model/timestamp.h"
#include "holdall/formats/bagit/paths.h"
#include "holdall/formats/zip/container.h"

namespace holdall {
namespace {

void check(std::string_view text) {
  if (const auto bytes = base64url_decode(text)) {
    HOLDALL_CHECK(base64url_encode(*bytes) == text);
  }
  if (const auto at = parse_timestamp(text)) {
    const std::string written = format_timestamp(*at);
    HOLDALL_CHECK(parse_timestamp(written) == at && written.size() <= text.size());
    HOLDALL_CHECK(is_date(text.substr(0, 10)));
  }
  if (const auto segment = paths::segment_of(text)) {
    HOLDALL_CHECK(paths::segment(*segment) == text);
  }
  if (const auto file = paths::file_of(text)) {
    HOLDALL_CHECK(paths::file(*file) == text && is_entry_name(text));
  }
  if (is_entry_name(text)) {
    HOLDALL_CHECK(text.find("..") != 0 && text.find("//") == std::string_view::npos && text.front() != '/');
    HOLDALL_CHECK(("/" + std::string(text) + "/").find("/../") == std::string::npos);
  }
  if (is_ijson_text(text)) {
    HOLDALL_CHECK(compare_utf16(text, text) == 0 && count_code_points(text) <= text.size());
  }
  const std::string shown = printable(text, text.size() + 1);
  for (std::string_view rest = shown; !rest.empty();) {
    const auto point = decode_utf8(rest);
    HOLDALL_CHECK(point.has_value() && is_printable(point->value));
    rest.remove_prefix(point->size);
  }
}

}  // namespace
}  // namespace holdall

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  holdall::check(holdall::fuzz_text(data, size));
  return 0;
}
