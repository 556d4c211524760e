// Numbers of payment cards: length and first digits of an issuer, Luhn's check digit, groups as on a card.
#pragma once

#include <cstddef>

#include "holdall/exporter/secret/window.h"

namespace holdall {

// Whether one begins at `at`, a digit of any script. Digits may be grouped by one or two blanks, hyphens, dots,
// slashes, line breaks or zero-width spaces, the same throughout; other numbers may stand beside it. What belongs to a
// longer number, a word, a decimal fraction, a telephone number or an IBAN is none.
bool is_card_number(SearchWindow& window, std::size_t at);

}  // namespace holdall
