#include "holdall/core/crypto/age/bech32.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "holdall/core/base/secret.h"

namespace holdall::age_internal {
namespace {

constexpr std::string_view kLower = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr std::string_view kUpper = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L";
constexpr std::size_t kChecksum = 6;  // characters

using Fives = std::vector<std::byte>;  // values below 32

std::string_view alphabet(std::string_view prefix) {
  const bool is_upper = std::any_of(prefix.begin(), prefix.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  return is_upper ? kUpper : kLower;
}

std::uint32_t step(std::uint32_t sum, std::uint32_t value) {
  constexpr std::array<std::uint32_t, 5> kGenerator = {0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3};
  const std::uint32_t top = sum >> 25U;
  sum = ((sum & 0x1FFFFFFU) << 5U) ^ value;
  for (unsigned i = 0; i < kGenerator.size(); ++i) {
    sum ^= ((top >> i) & 1U) != 0 ? kGenerator.at(i) : 0U;
  }
  return sum;
}

std::uint32_t lower(char c) {
  return static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

std::uint32_t checksum(std::string_view prefix, std::span<const std::byte> values) {
  std::uint32_t sum = 1;
  for (const char c : prefix) {
    sum = step(sum, lower(c) >> 5U);
  }
  sum = step(sum, 0);
  for (const char c : prefix) {
    sum = step(sum, lower(c) & 31U);
  }
  for (const std::byte value : values) {
    sum = step(sum, std::to_integer<std::uint32_t>(value));
  }
  return sum;
}

// Regroups bits, most significant first; the rest is padded with zeros, or must be that padding.
std::optional<std::vector<std::byte>> regroup(std::span<const std::byte> in, unsigned from, unsigned to) {
  std::vector<std::byte> out;
  out.reserve(in.size() * from / to + 1);  // never grown: a copy would stay behind
  std::uint32_t bits = 0;
  unsigned held = 0;
  for (const std::byte value : in) {
    bits = (bits << from | std::to_integer<std::uint32_t>(value)) & 0xFFFU;
    for (held += from; held >= to; held -= to) {
      out.push_back(static_cast<std::byte>((bits >> (held - to)) & ((1U << to) - 1U)));
    }
  }
  const std::uint32_t rest = (bits << (to - held)) & ((1U << to) - 1U);
  if (from > to && held > 0) {
    out.push_back(static_cast<std::byte>(rest));
  }
  const bool is_padding = from > to || (held < from && rest == 0);
  if (!is_padding) {
    wipe_bytes(out);
    return std::nullopt;
  }
  return out;
}

}  // namespace

std::string bech32_encode(std::string_view prefix, std::span<const std::byte> bytes) {
  Fives values = *regroup(bytes, 8, 5);
  std::string text;
  text.reserve(prefix.size() + 1 + values.size() + kChecksum);
  text.append(prefix).push_back('1');
  std::uint32_t sum = checksum(prefix, values);
  for (unsigned i = 0; i < kChecksum; ++i) {
    sum = step(sum, 0);
  }
  for (const std::byte value : values) {
    text.push_back(alphabet(prefix)[std::to_integer<std::size_t>(value)]);
  }
  for (unsigned i = 0; i < kChecksum; ++i) {
    text.push_back(alphabet(prefix)[((sum ^ 1U) >> (5U * (kChecksum - 1 - i))) & 31U]);
  }
  wipe_bytes(values);
  return text;
}

std::optional<std::vector<std::byte>> bech32_decode(std::string_view prefix, std::string_view text) {
  if (text.size() < prefix.size() + 1 + kChecksum || !text.starts_with(prefix) || text[prefix.size()] != '1') {
    return std::nullopt;
  }
  Fives values;
  values.reserve(text.size());
  bool is_known = true;
  for (const char c : text.substr(prefix.size() + 1)) {
    const std::size_t value = alphabet(prefix).find(c);
    is_known = is_known && value != std::string_view::npos;
    values.push_back(static_cast<std::byte>(value & 31U));
  }
  std::optional<std::vector<std::byte>> bytes;
  if (is_known && checksum(prefix, values) == 1) {
    bytes = regroup(std::span(values).first(values.size() - kChecksum), 5, 8);
  }
  wipe_bytes(values);
  return bytes;
}

}  // namespace holdall::age_internal
