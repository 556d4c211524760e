// Secrets that are made when they are needed: none stands in a file, where it would look like a leak.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "support/seeded.h"

namespace holdall::test {

inline constexpr std::string_view kDigits = "0123456789";
inline constexpr std::string_view kHex = "0123456789abcdef";
inline constexpr std::string_view kUpper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
inline constexpr std::string_view kLower = "abcdefghijklmnopqrstuvwxyz";

inline std::string upper_alnum() {
  return std::string(kUpper) + std::string(kDigits);
}
inline std::string alnum() {
  return std::string(kLower) + upper_alnum();
}
inline std::string base64url() {
  return alnum() + "-_";
}
inline std::string base64() {
  return alnum() + "+/";
}
inline std::string crypt64() {
  return alnum() + "./";
}

// `size` random characters of `alphabet`.
inline std::string random_text(SeededRandom& random, std::string_view alphabet, std::size_t size) {
  std::string text;
  while (text.size() < size) {
    std::array<std::byte, 1> byte{};
    random.fill(byte);
    const auto value = static_cast<std::size_t>(byte[0]);
    if (value < 256 / alphabet.size() * alphabet.size()) {
      text.push_back(alphabet[value % alphabet.size()]);
    }
  }
  return text;
}

inline std::string random_text(std::string_view alphabet, std::size_t size) {
  SeededRandom random(size * 131 + alphabet.size());
  return random_text(random, alphabet, size);
}

// With Luhn's check digit behind it.
inline std::string with_check_digit(const std::string& digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const int digit = digits[digits.size() - 1 - i] - '0';
    const int doubled = digit < 5 ? 2 * digit : 2 * digit - 9;
    sum += i % 2 == 0 ? doubled : digit;
  }
  return digits + static_cast<char>('0' + (10 - sum % 10) % 10);
}

}  // namespace holdall::test
