// What an export says where a value looks like a secret: never the value.
#pragma once

#include <string_view>

#include "holdall/core/base/error.h"
#include "holdall/exporter/secret/kinds.h"

namespace holdall {

// kSecretFound without a place. `pointer`: of the field in the map, which could excuse it; empty where nothing can.
Error secret_found(SecretKind kind, std::string_view pointer = {});

// Whether the name of a column or a member says that its values are secrets: `api_token`, `clientSecret`.
bool names_secret(std::string_view name);

}  // namespace holdall
