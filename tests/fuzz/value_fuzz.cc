// JSON values and XML elements: every canonical text has one element, which leads back to it; an element that stands
// for a text and is the one of that text is accepted, and no other is.
#include "fuzz.h"
#include "holdall/core/json/canonical.h"
#include "holdall/formats/xml/xml_value.h"

namespace holdall {
namespace {

void check(std::string_view text) {
  const Limits limits;
  std::string element;
  if (append_element(element, "record", text, limits).ok()) {
    std::string json;
    std::string name;
    HOLDALL_CHECK(append_json(json, element, &name, limits).ok());
    HOLDALL_CHECK(json == text && name == "record");
  }
  std::string json;
  std::string name;
  if (append_json(json, text, &name, limits).ok() && is_element_name(name)) {
    std::string again;
    if (append_element(again, name, json, limits).ok() && again == text) {
      std::string twice;
      HOLDALL_CHECK(append_json(twice, again, &name, limits).ok() && twice == json);
    }
  }
}

}  // namespace
}  // namespace holdall

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  holdall::check(holdall::fuzz_text(data, size));
  return 0;
}
