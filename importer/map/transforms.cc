// Transforms one by one; the table at the end is the only place that knows their names.
#include "holdall/importer/map/transforms.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <vector>

#include "holdall/core/json/canonical.h"
#include "holdall/core/model/timestamp.h"
#include "holdall/importer/map/countries.h"

namespace holdall {
namespace {

using Values = std::span<const Cell>;
using Text = std::string_view;

constexpr bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
constexpr bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_letter(char c) {
  return is_lower(c) || is_upper(c);
}
constexpr char to_lower(char c) {
  return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}
constexpr char to_upper(char c) {
  return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
}

bool all_of(Text text, bool (*accepts)(char)) {
  return std::all_of(text.begin(), text.end(), accepts);
}

std::string mapped(Text text, char (*change)(char)) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), change);
  return out;
}

Result<Cell> join_space(Values values, Scratch& scratch) {
  std::string joined;
  bool any = false;
  for (const Cell& value : values) {
    if (value.is_absent()) {
      continue;
    }
    if (value.kind() != Cell::Kind::kText) {
      return Error{ErrorCode::kMapping, "not all values are texts", {}};
    }
    joined.append(any ? " " : "").append(value.as_text());
    any = true;
  }
  return any ? Cell::text(scratch.keep(std::move(joined))) : Cell::absent();
}

std::optional<Cell> year(Text text) {
  if (!is_date(text) && !parse_timestamp(text)) {
    return std::nullopt;
  }
  std::int64_t year = 0;
  std::from_chars(text.data(), text.data() + 4, year);
  return Cell::integer(year);
}

std::optional<Cell> epoch_seconds(Text text) {
  const auto at = parse_timestamp(text);
  return at ? std::optional(Cell::integer(at->seconds)) : std::nullopt;
}

std::optional<Cell> country(Text text) {
  const Text alpha3 = country_alpha3(text.substr(0, text.find('-')));
  return alpha3.empty() ? std::nullopt : std::optional(Cell::text(alpha3));
}

// The subtags of a language tag that a POSIX locale can say.
struct LanguageTag {
  Text language, script, region;
};

std::optional<LanguageTag> parse_language_tag(Text text) {
  std::vector<Text> subtags;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('-', at), text.size());
    subtags.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  LanguageTag tag;
  tag.language = subtags.front();
  if (tag.language.size() < 2 || tag.language.size() > 3 || !all_of(tag.language, is_letter)) {
    return std::nullopt;
  }
  std::size_t next = 1;
  if (next < subtags.size() && subtags[next].size() == 4 && all_of(subtags[next], is_letter)) {
    tag.script = subtags[next++];
  }
  if (next < subtags.size() && ((subtags[next].size() == 2 && all_of(subtags[next], is_letter)) ||
                                (subtags[next].size() == 3 && all_of(subtags[next], is_digit)))) {
    tag.region = subtags[next];
  }
  return tag;  // variants and extensions have no place in a POSIX locale
}

// What a script subtag means in a POSIX locale: a modifier, or the region that implies it (POSIX.1-2017 §8.2).
struct ScriptRule {
  Text script, modifier, region;
};
constexpr auto kScripts = std::to_array<ScriptRule>({
    {"latn", "@latin", ""},
    {"cyrl", "@cyrillic", ""},
    {"deva", "@devanagari", ""},
    {"hans", "", "CN"},
    {"hant", "", "TW"},
});

std::optional<Cell> posix_locale(Text text, Scratch& scratch) {
  const auto tag = parse_language_tag(text);
  if (!tag) {
    return std::nullopt;
  }
  std::string locale = mapped(tag->language, to_lower);
  std::string region = mapped(tag->region, to_upper);
  Text modifier;
  if (!tag->script.empty()) {
    const auto* rule = std::ranges::find(kScripts, mapped(tag->script, to_lower), &ScriptRule::script);
    if (rule == kScripts.end()) {
      return std::nullopt;
    }
    modifier = rule->modifier;
    region = region.empty() ? std::string(rule->region) : region;
  }
  locale.append(region.empty() ? "" : "_").append(region).append(modifier);
  return Cell::text(scratch.keep(std::move(locale)));
}

std::optional<Cell> decimal_integer(Text text) {
  const Text digits = text.substr(text.starts_with('-') ? 1 : 0);
  if (digits.empty() || !all_of(digits, is_digit) || (digits[0] == '0' && text != "0")) {
    return std::nullopt;
  }
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool safe = error == std::errc() && value >= -kMaxSafeInteger && value <= kMaxSafeInteger;
  return safe ? std::optional(Cell::integer(value)) : std::nullopt;
}

std::optional<Cell> transform_text(Transform transform, Text text, Scratch& scratch) {
  switch (transform) {
    case Transform::kYear:
      return year(text);
    case Transform::kRfc3339ToEpoch:
      return epoch_seconds(text);
    case Transform::kIso3166A2ToA3:
      return country(text);
    case Transform::kBcp47ToPosix:
      return posix_locale(text, scratch);
    case Transform::kTextToInteger:
      return decimal_integer(text);
    case Transform::kLowerAscii:
      return Cell::text(scratch.keep(mapped(text, to_lower)));
    case Transform::kJoinSpace:
    case Transform::kBooleanToInteger:
    case Transform::kFile:
      break;
  }
  return std::nullopt;
}

struct TransformName {
  Transform transform;
  Text name;
  Text expects;  // completes "not …"
};
constexpr auto kNames = std::to_array<TransformName>({
    {Transform::kJoinSpace, "join_space", "texts"},
    {Transform::kYear, "year", "a date or timestamp"},
    {Transform::kRfc3339ToEpoch, "rfc3339_to_epoch", "a timestamp"},
    {Transform::kIso3166A2ToA3, "iso3166_a2_to_a3", "an assigned ISO 3166-1 alpha-2 code"},
    {Transform::kBcp47ToPosix, "bcp47_to_posix", "a language tag that a POSIX locale can say"},
    {Transform::kTextToInteger, "text_to_integer", "a decimal integer within ±(2^53-1)"},
    {Transform::kBooleanToInteger, "boolean_to_integer", "true or false"},
    {Transform::kLowerAscii, "lower_ascii", "a text"},
    {Transform::kFile, "file", "an attachment"},
});

const TransformName& name_of(Transform transform) {
  return *std::ranges::find(kNames, transform, &TransformName::transform);
}

std::optional<Cell> transform_one(Transform transform, const Cell& value, Scratch& scratch) {
  if (value.is_absent()) {
    return Cell::absent();
  }
  if (transform == Transform::kBooleanToInteger) {
    return value.kind() == Cell::Kind::kBool ? std::optional(Cell::integer(value.as_bool() ? 1 : 0)) : std::nullopt;
  }
  return value.kind() == Cell::Kind::kText ? transform_text(transform, value.as_text(), scratch) : std::nullopt;
}

}  // namespace

std::optional<Transform> find_transform(Text name) {
  const auto* found = std::ranges::find(kNames, name, &TransformName::name);
  return found == kNames.end() ? std::nullopt : std::optional(found->transform);
}

Result<Cell> apply_transform(Transform transform, Values values, Scratch& scratch) {
  if (transform == Transform::kJoinSpace) {
    auto joined = join_space(values, scratch);
    if (!joined.ok()) {
      return std::move(joined).error().within("transform join_space");
    }
    return joined;
  }
  HOLDALL_CHECK(values.size() == 1 && transform != Transform::kFile);
  if (const auto result = transform_one(transform, values[0], scratch)) {
    return *result;
  }
  const TransformName& name = name_of(transform);
  return Error{ErrorCode::kMapping,
               "transform " + std::string(name.name) + ": the value is not " + std::string(name.expects), ""};
}

}  // namespace holdall
