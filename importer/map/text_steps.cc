// Transforms of texts: words are what ASCII white space separates.
#include <algorithm>
#include <string>

#include "holdall/importer/map/ascii.h"
#include "holdall/importer/map/transform_steps.h"

namespace holdall::steps {
namespace {

using Text = std::string_view;

Text trimmed(Text text) {
  const auto* begin = std::find_if_not(text.begin(), text.end(), ascii::is_space);
  text.remove_prefix(static_cast<std::size_t>(begin - text.begin()));
  while (!text.empty() && ascii::is_space(text.back())) {
    text.remove_suffix(1);
  }
  return text;
}

// A part that is empty is none.
FittedCell text_or_absent(Text text) {
  return text.empty() ? Cell::absent() : Cell::text(text);
}

std::size_t first_gap(Text words) {
  return static_cast<std::size_t>(std::find_if(words.begin(), words.end(), ascii::is_space) - words.begin());
}

// Where the last word begins.
std::size_t last_begin(Text words) {
  std::size_t at = words.size();
  while (at > 0 && !ascii::is_space(words[at - 1])) {
    --at;
  }
  return at;
}

}  // namespace

FittedCell part(const Transform& transform, const Cell& value, Scratch& /*scratch*/) {
  Text rest = value.as_text();
  for (int n = 1; n < transform.number; ++n) {
    const std::size_t end = rest.find(transform.text);
    if (end == Text::npos) {
      return Cell::absent();
    }
    rest.remove_prefix(end + transform.text.size());
  }
  return text_or_absent(rest.substr(0, rest.find(transform.text)));
}

FittedCell first_word(const Transform& /*transform*/, const Cell& value, Scratch& /*scratch*/) {
  const Text words = trimmed(value.as_text());
  return text_or_absent(words.substr(0, first_gap(words)));
}

FittedCell after_first_word(const Transform& /*transform*/, const Cell& value, Scratch& /*scratch*/) {
  const Text words = trimmed(value.as_text());
  return text_or_absent(trimmed(words.substr(first_gap(words))));
}

FittedCell last_word(const Transform& /*transform*/, const Cell& value, Scratch& /*scratch*/) {
  const Text words = trimmed(value.as_text());
  return text_or_absent(words.substr(last_begin(words)));
}

FittedCell before_last_word(const Transform& /*transform*/, const Cell& value, Scratch& /*scratch*/) {
  const Text words = trimmed(value.as_text());
  return text_or_absent(trimmed(words.substr(0, last_begin(words))));
}

FittedCell trim(const Transform& /*transform*/, const Cell& value, Scratch& /*scratch*/) {
  return Cell::text(trimmed(value.as_text()));
}

FittedCell empty_to_null(const Transform& /*transform*/, const Cell& value, Scratch& /*scratch*/) {
  return text_or_absent(value.as_text());
}

FittedCell lower_ascii(const Transform& /*transform*/, const Cell& value, Scratch& scratch) {
  return Cell::text(scratch.keep(ascii::mapped(value.as_text(), ascii::to_lower)));
}

FittedCell upper_ascii(const Transform& /*transform*/, const Cell& value, Scratch& scratch) {
  return Cell::text(scratch.keep(ascii::mapped(value.as_text(), ascii::to_upper)));
}

FittedCell without_prefix(const Transform& transform, const Cell& value, Scratch& /*scratch*/) {
  const Text text = value.as_text();
  return Cell::text(text.starts_with(transform.text) ? text.substr(transform.text.size()) : text);
}

}  // namespace holdall::steps
