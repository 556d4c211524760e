#include "holdall/exporter/secret/finding.h"

#include <algorithm>
#include <array>
#include <string>

namespace holdall {

Error secret_found(SecretKind kind, std::string_view pointer) {
  const SecretKindInfo& info = info_of(kind);
  const std::string name(info.name);
  Error error{ErrorCode::kSecretFound, "looks like " + std::string(info.title) + " (" + name + ")", {}};
  if (!pointer.empty()) {
    error.hint =
        "keep the item or the value back, or, where a person has looked and it may leave, say so in the map: " +
        std::string(pointer) + R"(/excuse: {")" + name + R"(": "why"})";
  }
  return error;
}

bool names_secret(std::string_view name) {
  constexpr std::array<std::string_view, 8> kWords = {"token",   "secret",     "passw",      "apikey",
                                                      "api_key", "credential", "privatekey", "private_key"};
  std::string lower(name);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

}  // namespace holdall
