#include "holdall/formats/xml/runs.h"

#include <algorithm>
#include <array>

#include "holdall/core/base/text.h"
#include "holdall/formats/xml/names.h"

namespace holdall {
namespace {

using Table = std::array<bool, 256>;

constexpr Table plain_bytes(std::string_view markup) {
  Table table{};
  for (std::size_t byte = 0x20; byte < 0x80; ++byte) {
    table.at(byte) = markup.find(static_cast<char>(byte)) == std::string_view::npos;
  }
  return table;
}
constexpr Table kPlainText = plain_bytes("<&]>");
constexpr Table kPlainValue = plain_bytes("<&\"'");

}  // namespace

std::size_t xml_plain_run(std::string_view text, XmlRun kind) {
  const Table& plain = kind == XmlRun::kText ? kPlainText : kPlainValue;
  std::size_t run = 0;
  while (run < text.size()) {
    const auto byte = static_cast<unsigned char>(text[run]);
    if (plain[byte]) {  // NOLINT: a byte
      ++run;
      continue;
    }
    const auto wide = byte < 0x80 ? std::nullopt : decode_utf8(text.substr(run));
    if (!wide || !is_xml_char(wide->value)) {
      break;
    }
    run += wide->size;
  }
  return run;
}

std::size_t utf8_unfinished(std::string_view text) {
  for (std::size_t back = 1; back <= std::min<std::size_t>(text.size(), 3); ++back) {
    const char c = text[text.size() - back];
    if (!is_utf8_continuation(c)) {
      return utf8_bytes(c) > back ? back : 0;
    }
  }
  return 0;
}

}  // namespace holdall
