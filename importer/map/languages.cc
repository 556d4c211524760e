#include "holdall/importer/map/languages.h"

#include <algorithm>
#include <array>
#include <vector>

#include "holdall/importer/map/ascii.h"

namespace holdall {
namespace {

using Text = std::string_view;

// The subtags of a language tag that a POSIX locale can say.
struct LanguageTag {
  Text language, script, region;
};

bool is_language(Text text) {
  return text.size() >= 2 && text.size() <= 3 && ascii::all(text, ascii::is_letter);
}

bool is_region(Text text) {
  return (text.size() == 2 && ascii::all(text, ascii::is_letter)) ||
         (text.size() == 3 && ascii::all(text, ascii::is_digit));
}

std::optional<LanguageTag> parse_language_tag(Text text) {
  std::vector<Text> subtags;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('-', at), text.size());
    subtags.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  LanguageTag tag;
  tag.language = subtags.front();
  if (!is_language(tag.language)) {
    return std::nullopt;
  }
  std::size_t next = 1;
  if (next < subtags.size() && subtags[next].size() == 4 && ascii::all(subtags[next], ascii::is_letter)) {
    tag.script = subtags[next++];
  }
  if (next < subtags.size() && is_region(subtags[next])) {
    tag.region = subtags[next];
  }
  return tag;
}

// What a script subtag means in a POSIX locale: a modifier, or the region that implies it.
struct ScriptRule {
  Text script, modifier, region;
};
constexpr auto kScripts = std::to_array<ScriptRule>({
    {"latn", "latin", ""},
    {"cyrl", "cyrillic", ""},
    {"deva", "devanagari", ""},
    {"hans", "", "CN"},
    {"hant", "", "TW"},
});

std::string capitalised(Text text) {
  std::string out = ascii::mapped(text, ascii::to_lower);
  out.front() = ascii::to_upper(out.front());
  return out;
}

}  // namespace

std::optional<std::string> posix_locale_of(Text language_tag) {
  const auto tag = parse_language_tag(language_tag);
  if (!tag) {
    return std::nullopt;
  }
  std::string locale = ascii::mapped(tag->language, ascii::to_lower);
  std::string region = ascii::mapped(tag->region, ascii::to_upper);
  Text modifier;
  if (!tag->script.empty()) {
    const auto* rule = std::ranges::find(kScripts, ascii::mapped(tag->script, ascii::to_lower), &ScriptRule::script);
    if (rule == kScripts.end()) {
      return std::nullopt;
    }
    modifier = rule->modifier;
    region = region.empty() ? std::string(rule->region) : region;
  }
  locale.append(region.empty() ? "" : "_").append(region).append(modifier.empty() ? "" : "@").append(modifier);
  return locale;
}

std::optional<std::string> language_tag_of(Text locale) {
  const std::size_t at = std::min(locale.find('@'), locale.size());
  const Text modifier = locale.substr(std::min(at + 1, locale.size()));
  const Text name = locale.substr(0, std::min(locale.find('.'), at));
  const std::size_t line = std::min(name.find('_'), name.size());
  const Text language = name.substr(0, line);
  const Text region = name.substr(std::min(line + 1, name.size()));
  if (!is_language(language) || (line < name.size() && !is_region(region))) {
    return std::nullopt;
  }
  std::string tag = ascii::mapped(language, ascii::to_lower);
  if (at < locale.size()) {
    const auto* rule = std::ranges::find(kScripts, modifier, &ScriptRule::modifier);
    if (rule == kScripts.end() || modifier.empty()) {
      return std::nullopt;
    }
    tag.append("-").append(capitalised(rule->script));
  }
  return region.empty() ? tag : tag.append("-").append(ascii::mapped(region, ascii::to_upper));
}

std::optional<std::string> primary_language_of(Text tag) {
  const auto parsed = parse_language_tag(tag);
  return parsed ? std::optional(ascii::mapped(parsed->language, ascii::to_lower)) : std::nullopt;
}

}  // namespace holdall
