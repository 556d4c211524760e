// Passwords in URLs and in connection strings.
#pragma once

#include <cstddef>

#include "holdall/exporter/secret/window.h"

namespace holdall {

// At a `:`: whether it is the colon of scheme://user:password@host.
bool is_url_with_password(SearchWindow& window, std::size_t at);

// What of a connection string was seen; its parts stand in any order.
struct ConnectionParts {
  bool place = false;     // Server=, Host=, User Id= …
  bool password = false;  // Password=, Pwd= with a value
  [[nodiscard]] bool is_with_password() const { return place && password; }
};
// At a `=`: adds the part whose value begins behind it.
void see_connection_part(SearchWindow& window, std::size_t at, ConnectionParts& seen);

}  // namespace holdall
