// The scan of XML text: how the text is cut into chunks changes neither its verdict nor the place it names, and what it
// lets pass is well-formed to expat as well.
#include <expat.h>

#include <algorithm>
#include <string>

#include "fuzz.h"
#include "holdall/formats/xml/scanner.h"

namespace holdall {
namespace {

// Small limits: the fuzzer shall reach them.
constexpr XmlScanLimits kLimits{.depth = 8,
                                .name_bytes = 16,
                                .attributes = 4,
                                .value_bytes = 32,
                                .namespaces = 4,
                                .namespace_bytes = 16,
                                .elements_in_line = 16,
                                .line_bytes = 256};

std::string verdict(std::string_view text, std::size_t step) {
  XmlScanner scanner(kLimits);
  while (!text.empty()) {
    const Result<void> fed = scanner.feed(text.substr(0, step));
    if (!fed.ok()) {
      return fed.error().message;
    }
    text.remove_prefix(std::min(step, text.size()));
  }
  const Result<void> finished = scanner.finish();
  return finished.ok() ? "" : finished.error().message;
}

bool expat_accepts(std::string_view text) {
  const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(
      XML_ParserCreateNS("UTF-8", '\x01'), XML_ParserFree);  // a separator that no name holds
  if (XML_Parse(parser.get(), text.data(), static_cast<int>(text.size()), 1) == XML_STATUS_OK) {
    return true;
  }
  // expat has the names of XML 1.0's fourth edition, the scan those of the fifth, which allows more beyond ASCII.
  const bool is_ascii =
      std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  return !is_ascii && XML_GetErrorCode(parser.get()) == XML_ERROR_INVALID_TOKEN;
}

void check(std::string_view text) {
  const std::string whole = verdict(text, text.size() + 1);
  for (const std::size_t step : {1U, 2U, 3U, 7U}) {
    HOLDALL_CHECK(verdict(text, step) == whole);
  }
  if (whole.empty()) {
    HOLDALL_CHECK(expat_accepts(text));
    HOLDALL_CHECK(text.find("<!") == std::string_view::npos);
    HOLDALL_CHECK(text.find('\r') == std::string_view::npos && text.find("<?", 1) == std::string_view::npos);
  }
}

}  // namespace
}  // namespace holdall

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  holdall::check(holdall::fuzz_text(data, size));
  return 0;
}
