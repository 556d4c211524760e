// Upper and lower case of the scripts that have it, one letter for one letter: enough to know a name however it is
// capitalised. Letters that change their number (ß, ŉ) have no other case here.
#pragma once

#include <string>
#include <string_view>

namespace holdall {

char32_t lower_case(char32_t c);
char32_t upper_case(char32_t c);

// `text` in lower case, in upper case, and with each word's first letter as a capital ("Anne-Marie", "O'Brien"). Bytes
// that are no UTF-8 stay.
std::string lower_case(std::string_view text);
std::string upper_case(std::string_view text);
std::string title_case(std::string_view text);

}  // namespace holdall
