// JSON into columns of json and jsonb, and back in the form of RFC 8785.
#pragma once

#include <string>
#include <string_view>

namespace holdall {

// Whether both types hold it. The server's own verdict would come too late for a condition.
bool fits_postgres_json(std::string_view text);

// What the server gives, in canonical form. What Holdall's own reader does not take (a number that no double holds,
// say) stays as it is.
std::string read_postgres_json(std::string_view text);

}  // namespace holdall
