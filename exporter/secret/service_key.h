// Secrets that say by their first characters what they are: keys of services, private keys, scheme names of hashes.
#pragma once

#include <cstddef>
#include <optional>

#include "holdall/exporter/secret/kinds.h"
#include "holdall/exporter/secret/window.h"

namespace holdall {

// Whether a word that begins with these two characters may be one. One look into a table.
bool may_begin_secret(char first, char second);
// What begins at `at`, where a word begins (no letter or digit stands before).
std::optional<SecretKind> find_prefixed(SearchWindow& window, std::size_t at);

}  // namespace holdall
