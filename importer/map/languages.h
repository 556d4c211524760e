// Language tags (BCP 47), POSIX locales and ISO 639 codes, as far as they can say the same.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace holdall {

// `sr-Latn-RS` → `sr_RS@latin`: language, region, and what a script means in a locale (POSIX.1-2017 §8.2). Variants
// and extensions have no place there and are left out. Nothing for a script that a locale cannot say.
std::optional<std::string> posix_locale_of(std::string_view language_tag);
// `sv_SE.UTF-8` → `sv-SE`; a character set is left out. Nothing for "C", "POSIX" and modifiers that are no script.
std::optional<std::string> language_tag_of(std::string_view locale);
// The primary language of a tag, two or three letters of ISO 639, in lower case.
std::optional<std::string> primary_language_of(std::string_view tag);

}  // namespace holdall
