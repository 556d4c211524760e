// Hashes of passwords, as programs store them: modular crypt and PHC strings, and those of frameworks and servers.
#pragma once

#include <cstddef>

#include "holdall/exporter/secret/window.h"

namespace holdall {

// At a `$`: bcrypt, argon2, scrypt, yescrypt, crypt ($1$ $5$ $6$ $7$), PBKDF2, phpass.
bool is_crypt_hash(SearchWindow& window, std::size_t at);
// At a `{`: {SSHA}…, as directories keep them.
bool is_directory_hash(SearchWindow& window, std::size_t at);
// Of `pbkdf2_sha256$…` and the like: whether a hash follows the scheme's name, which ends at `at`.
bool is_hash_tail(SearchWindow& window, std::size_t at);

}  // namespace holdall
