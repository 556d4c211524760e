// Long random texts: keys and tokens that do not say what they are.
//
// The measure is a sum over pairs of neighbours: positive where a pair is likelier in random characters than in words,
// names, paths and numbers, negative where it is the other way round. The stretch with the largest sum decides. Letters
// are judged by whether the pair is one of the 320 that make up 94 % to 97 % of all in 18 languages (of random ones,
// 47 %). How many random texts it misses and how many others it takes for one is measured by tests/unit/exporter/
// secret/random_token_test.cc.
#pragma once

#include <cstddef>

#include "holdall/exporter/secret/window.h"

namespace holdall {

inline constexpr std::size_t kShortestToken = 32;
inline constexpr std::size_t kLongestToken = 512;  // what is longer is a file in base64

// Whether the run of kTokenChars from `begin` to `end` is one. `is_named`: who holds the value calls it a secret; then
// hex of the length of a digest is one, too. None is: a UUID, a digest, what base64 makes of a text or of a picture,
// lines of base64, the beginning of an e-mail's or message's address, the ids that advertisers add to URLs,
// a bitcoin address, and what is in the path of a URL where no segment before it says that a secret comes.
bool is_random_token(SearchWindow& window, std::size_t begin, std::size_t end, bool is_named);

}  // namespace holdall
