// ISO 3166-1 country codes, for maps whose receiver speaks alpha-3.
#pragma once

#include <string_view>

namespace holdall {

// The alpha-3 code of an officially assigned alpha-2 code (capitals); empty if there is none.
std::string_view country_alpha3(std::string_view alpha2);

}  // namespace holdall
