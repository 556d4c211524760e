// Identifiers that machines give, in running text: addresses on networks, accounts with banks, ids of devices.
#pragma once

#include <cstddef>
#include <string_view>

namespace holdall {

// The end of an identifier that begins at `at`, else `at`: an IPv4 or IPv6 address, a MAC address, a UUID, an IBAN, or
// a run of letters and digits that is too long or too like hex to be a word or a model (XR-55A80J is none). Requires:
// no word goes on at `at`. Linear in the word at `at` and a bounded number of bytes behind it.
std::size_t identifier_end(std::string_view text, std::size_t at);

}  // namespace holdall
