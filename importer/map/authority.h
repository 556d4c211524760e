// Columns that grant authority, which no import may write (promise P15): roles, verified and enabled flags,
// permissions, credentials, ownership, quotas, permission to market.
//
// The words are compiled in, so that no map can name its way around them. Names are split into words at `_`, other
// punctuation, digits and camelCase; letters compare without case; a plural `s` is ignored. They are also found where
// they are run together or torn apart ("emailverified", "pass_word"), but for a short list of harmless words
// ("administration"): a name that looks like authority by chance is refused, and the column renamed or left out. Pure
// functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace holdall {

// "emailVerifiedAt" → email, verified, at; runs of digits are words; an upper-case run is one word ("TOTPSecret").
std::vector<std::string> split_name(std::string_view name);

// The words of `column` that grant authority, "email ok"; empty if none do.
std::string_view authority_in_column(std::string_view column);
// The same for a table: one so named is closed as a whole ("marketing", "user_role").
std::string_view authority_in_table(std::string_view table);

}  // namespace holdall
