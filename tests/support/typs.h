// Every `typ` that Holdall gives to what it signs, and some that others give: what is signed as one of them is nothing
// else.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace holdall::test {

inline std::vector<std::string> typs_but(std::string_view own) {
  std::vector<std::string> others;
  for (const std::string_view typ :
       {"holdall-audit-head+jws", "holdall-decision+jws", "holdall-keys+jws", "holdall-manifest+jws",
        "holdall-presentation+jws", "holdall-receipt+jws", "holdall-request+jws", "JWT", "at+jwt", ""}) {
    if (typ != own) {
      others.emplace_back(typ);
    }
  }
  others.push_back("application/" + std::string(own));
  others.push_back(std::string(own) + " ");
  return others;
}

}  // namespace holdall::test
