// The JSON and XML forms: a text that its reader takes is what its writer makes, and the other form of it leads back to
// the same bytes. No signature stands in the way here: it is the readers that are tried.
#include "fuzz.h"
#include "holdall/core/json/canonical.h"
#include "holdall/formats/json/json_form.h"
#include "holdall/formats/package/lines.h"
#include "holdall/formats/xml/xml_form.h"

namespace holdall {
namespace {

using Opener = Result<std::unique_ptr<OpenedForm>> (*)(std::shared_ptr<const InputFile>, const Limits&);
using Writer = Result<void> (*)(const Package&, ByteSink&, const Limits&);

bool is_canonical(std::string_view text) {
  CanonicalReader reader(text);
  auto token = reader.next();
  const bool is_object = token == CanonicalReader::Token::kBeginObject;
  while (token != CanonicalReader::Token::kEnd && token != CanonicalReader::Token::kInvalid) {
    token = reader.next();
  }
  return is_object && token == CanonicalReader::Token::kEnd;
}

// What digests and the signature prove of a real bundle: that its objects are canonical, and that the signature is one.
bool is_sound(const Package& package) {
  constexpr std::string_view kJws = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
  const PackageIndex& index = package.index();
  bool sound = index.signature.find_first_not_of(kJws) == std::string::npos && is_canonical(index.manifest) &&
               (!index.issuer || is_canonical(*index.issuer));
  for (const auto& schema : index.schemas) {
    sound = sound && is_canonical(schema.second);
  }
  for (std::size_t i = 0; sound && i < index.segments.size(); ++i) {
    auto source = package.read_segment(i);
    HOLDALL_CHECK(source.ok());
    LineReader lines(std::move(source).value(), Limits{}.line_bytes);
    while (sound) {
      const auto line = lines.next();
      if (!line.ok() || !line.value()) {
        sound = line.ok();
        break;
      }
      sound = is_canonical(*line.value());
    }
  }
  return sound;
}

void check(std::string_view text, Opener open, Writer write, Opener open_other, Writer write_other) {
  const auto form = open(fuzz_file(text), Limits{});
  if (!form.ok() || !form.value()->check_form({}).ok()) {
    return;
  }
  TextCollector again;
  HOLDALL_CHECK(write(*form.value(), again, Limits{}).ok() && again.text() == text);
  if (!is_sound(*form.value())) {
    return;
  }
  TextCollector other;
  HOLDALL_CHECK(write_other(*form.value(), other, Limits{}).ok());
  const auto back = open_other(fuzz_file(other.text()), Limits{});
  HOLDALL_CHECK(back.ok() && back.value()->check_form({}).ok());
  TextCollector twice;
  HOLDALL_CHECK(write(*back.value(), twice, Limits{}).ok() && twice.text() == text);
}

}  // namespace
}  // namespace holdall

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace holdall;  // NOLINT(google-build-using-namespace): the entry point stands outside
  std::string_view text = fuzz_text(data, size);
  if (text.starts_with("expect: ")) {  // a test vector: its lines come first
    text.remove_prefix(std::min(text.size(), text.find("\n\n") + 2));
  }
  if (text.starts_with('<')) {
    check(text, open_xml_form, write_xml_form, open_json_form, write_json_form);
  } else {
    check(text, open_json_form, write_json_form, open_xml_form, write_xml_form);
  }
  return 0;
}
