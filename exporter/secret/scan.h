// Searches what leaves for secrets: one pass over a value, finders by family where something begins.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "holdall/exporter/secret/json_token.h"
#include "holdall/exporter/secret/kinds.h"
#include "holdall/exporter/secret/url_password.h"
#include "holdall/exporter/secret/window.h"

namespace holdall {

// One value, whole or in windows.
class SecretScan {
 public:
  // `kinds`: what is looked for. `is_named`: see is_random_token.
  explicit SecretScan(SecretKinds kinds, bool is_named = false) : kinds_(kinds), is_named_(is_named) {}

  // The first kind found in the next window; nothing where there is none.
  std::optional<SecretKind> scan(SearchWindow& window);

  void stop_looking_for(SecretKinds kinds) { kinds_ = kinds_.without(kinds); }

 private:
  std::optional<SecretKind> scan_run(SearchWindow& window, std::size_t begin, std::size_t end);
  std::optional<SecretKind> scan_word(SearchWindow& window, std::size_t at);
  std::optional<SecretKind> scan_sign(SearchWindow& window, std::size_t at);
  [[nodiscard]] std::optional<SecretKind> if_wanted(bool found, SecretKind kind) const {
    return found && kinds_.has(kind) ? std::optional(kind) : std::nullopt;
  }

  SecretKinds kinds_;
  bool is_named_ = false;
  KeyMembers key_;
  ConnectionParts connection_;
};

// The shortest text that can hold a secret.
inline constexpr std::size_t kShortestSecret = 8;

// The first secret in a text. In linear time.
std::optional<SecretKind> find_secret(std::string_view text, SecretKinds kinds, bool is_named = false);
// In canonical JSON: in names, texts (without their escapes) and numbers. `buffer` is overwritten.
std::optional<SecretKind> find_secret_in_json(std::string_view json, SecretKinds kinds, bool is_named,
                                              std::string& buffer);
// In bytes: as a text where they are one, else the kinds of SecretKinds::of_binary.
std::optional<SecretKind> find_secret_in_bytes(std::string_view bytes, SecretKinds kinds, bool is_named = false);

}  // namespace holdall
