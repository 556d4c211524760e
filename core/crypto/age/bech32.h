// Bech32 (BIP 173), as age spells its keys: no bound on length, one letter case. Private to core/crypto/age.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace holdall::age_internal {

// PREFIX "1" DATA CHECKSUM, all of it in the letter case of `prefix`. Requires: `prefix` is ASCII of one case.
std::string bech32_encode(std::string_view prefix, std::span<const std::byte> bytes);
// The bytes; nothing where `text` is not exactly what bech32_encode gives for them under `prefix`. What it kept in
// between is wiped.
std::optional<std::vector<std::byte>> bech32_decode(std::string_view prefix, std::string_view text);

}  // namespace holdall::age_internal
