// ISO 3166-1 country codes, for maps whose receiver speaks another of its three code systems than bundles do.
#pragma once

#include <string_view>

namespace holdall {

struct Country {
  std::string_view alpha2;   // capitals
  std::string_view alpha3;   // capitals
  std::string_view numeric;  // three digits: "004"
};

// The country of an officially assigned code, written exactly so; nullptr if there is none.
const Country* country_by_alpha2(std::string_view code);
const Country* country_by_alpha3(std::string_view code);
const Country* country_by_numeric(std::string_view code);

}  // namespace holdall
