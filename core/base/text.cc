#include "holdall/core/base/text.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace holdall {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::string_view kBase64Url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

// 0-63, or 255 for what is not in the alphabet.
constexpr std::array<std::uint8_t, 256> kBase64UrlValue = [] {
  std::array<std::uint8_t, 256> table{};
  table.fill(255);
  for (std::size_t i = 0; i < kBase64Url.size(); ++i) {
    table[static_cast<unsigned char>(kBase64Url[i])] = static_cast<std::uint8_t>(i);
  }
  return table;
}();

constexpr std::uint32_t byte_at(std::string_view text, std::size_t index) {
  return static_cast<unsigned char>(text[index]);
}

bool is_continuation(std::string_view text, std::size_t index) {
  return index < text.size() && (byte_at(text, index) & 0xC0U) == 0x80U;
}

bool is_plain_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

struct Range {
  char32_t first;
  char32_t last;
};

// Code points that a terminal may act on or hide: controls, bidi controls, line separators, private use and all of
// Unicode's Default_Ignorable_Code_Point.
constexpr std::array kUnprintable = {
    Range{0x00, 0x1F},     Range{0x7F, 0x9F},       Range{0xAD, 0xAD},       Range{0x34F, 0x34F},
    Range{0x61C, 0x61C},   Range{0x115F, 0x1160},   Range{0x17B4, 0x17B5},   Range{0x180B, 0x180F},
    Range{0x200B, 0x200F}, Range{0x2028, 0x202E},   Range{0x2060, 0x206F},   Range{0x3164, 0x3164},
    Range{0xE000, 0xF8FF}, Range{0xFE00, 0xFE0F},   Range{0xFEFF, 0xFEFF},   Range{0xFFA0, 0xFFA0},
    Range{0xFFF0, 0xFFFB}, Range{0x1BCA0, 0x1BCA3}, Range{0x1D173, 0x1D17A}, Range{0xE0000, 0x10FFFF}};

}  // namespace

std::optional<CodePoint> decode_utf8(std::string_view text) {
  const std::uint32_t first = byte_at(text, 0);
  if (first < 0x80) {
    return CodePoint{first, 1};
  }
  const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  constexpr std::array<std::uint32_t, 5> kSmallest = {0, 0, 0x80, 0x800, 0x10000};
  if (first < 0xC2 || first > 0xF4) {
    return std::nullopt;
  }
  std::uint32_t value = first & (0x7FU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if (!is_continuation(text, i)) {
      return std::nullopt;
    }
    value = (value << 6U) | (byte_at(text, i) & 0x3FU);
  }
  if (value < kSmallest.at(size) || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) {
    return std::nullopt;
  }
  return CodePoint{value, size};
}

bool is_noncharacter(char32_t value) {
  return (value >= 0xFDD0 && value <= 0xFDEF) || (value & 0xFFFEU) == 0xFFFEU;
}

bool is_ijson_text(std::string_view text) {
  while (!text.empty()) {
    if (static_cast<unsigned char>(text[0]) < 0x80) {
      text.remove_prefix(1);
      continue;
    }
    const auto point = decode_utf8(text);
    if (!point || is_noncharacter(point->value)) {
      return false;
    }
    text.remove_prefix(point->size);
  }
  return true;
}

std::size_t count_code_points(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

int compare_utf16(std::string_view a, std::string_view b) {
  const auto [at_a, at_b] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (at_a == a.end() || at_b == b.end()) {
    return at_a == a.end() ? (at_b == b.end() ? 0 : -1) : 1;
  }
  const auto lead_a = static_cast<unsigned char>(*at_a);
  const auto lead_b = static_cast<unsigned char>(*at_b);
  // UTF-8 orders by code point. UTF-16 differs in one case: U+10000 and above (surrogates, lead byte F0-F4) come before
  // U+E000-FFFF (lead byte EE, EF).
  const bool high_a = lead_a >= 0xF0;
  const bool high_b = lead_b >= 0xF0;
  const bool swapped = (high_a && (lead_b == 0xEE || lead_b == 0xEF)) || (high_b && (lead_a == 0xEE || lead_a == 0xEF));
  return (lead_a < lead_b) == swapped ? 1 : -1;
}

std::string base64url_encode(std::span<const std::byte> bytes) {
  std::string out;
  out.reserve((bytes.size() * 4 + 2) / 3);
  std::uint32_t bits = 0;
  unsigned count = 0;
  for (const std::byte byte : bytes) {
    bits = (bits << 8U) | std::to_integer<std::uint32_t>(byte);
    for (count += 8; count >= 6; count -= 6) {
      out.push_back(kBase64Url[(bits >> (count - 6)) & 63U]);
    }
  }
  if (count > 0) {
    out.push_back(kBase64Url[(bits << (6 - count)) & 63U]);
  }
  return out;
}

std::optional<std::vector<std::byte>> base64url_decode(std::string_view text) {
  if (text.size() % 4 == 1) {
    return std::nullopt;
  }
  std::vector<std::byte> out;
  out.reserve(text.size() * 3 / 4);
  std::uint32_t bits = 0;
  unsigned count = 0;
  for (const char c : text) {
    const std::uint32_t value = kBase64UrlValue.at(static_cast<unsigned char>(c));
    if (value == 255) {
      return std::nullopt;
    }
    bits = (bits << 6U) | value;
    count += 6;
    if (count >= 8) {
      count -= 8;
      out.push_back(static_cast<std::byte>((bits >> count) & 0xFFU));
    }
  }
  if ((bits & ((1U << count) - 1U)) != 0) {
    return std::nullopt;
  }
  return out;
}

std::string hex_encode(std::span<const std::byte> bytes) {
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const std::byte byte : bytes) {
    out.push_back(kHex[std::to_integer<std::size_t>(byte >> 4)]);
    out.push_back(kHex[std::to_integer<std::size_t>(byte & std::byte{15})]);
  }
  return out;
}

bool is_hex_sha256(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of(kHex) == std::string_view::npos;
}

bool is_device_name(std::string_view name) {
  constexpr std::array<std::string_view, 7> kDevices = {"aux", "clock$", "con", "conin$", "conout$", "nul", "prn"};
  constexpr std::array<std::string_view, 3> kSuperscripts = {"\xC2\xB9", "\xC2\xB2",
                                                             "\xC2\xB3"};  // count as digits there
  std::string stem(name.substr(0, name.find('.')));
  stem.erase(stem.find_last_not_of(' ') + 1);
  std::transform(stem.begin(), stem.end(), stem.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  const std::string_view port = std::string_view(stem).substr(std::min<std::size_t>(3, stem.size()));
  const bool is_port = (stem.starts_with("com") || stem.starts_with("lpt")) &&
                       ((port.size() == 1 && port[0] >= '0' && port[0] <= '9') ||
                        std::find(kSuperscripts.begin(), kSuperscripts.end(), port) != kSuperscripts.end());
  return is_port || std::find(kDevices.begin(), kDevices.end(), stem) != kDevices.end();
}

bool is_absolute_uri(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == text.size() || text.size() > 2048) {
    return false;
  }
  const auto is_alpha = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto in_scheme = [&](char c) {
    return is_alpha(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
  };
  const std::string_view scheme = text.substr(0, colon);
  constexpr std::string_view kForbidden = " \"<>\\^`{|}#";
  return is_alpha(scheme[0]) && std::all_of(scheme.begin(), scheme.end(), in_scheme) && is_plain_ascii(text) &&
         std::none_of(text.begin(), text.end(), [](char c) { return c <= 0x20 || c == 0x7F; }) &&
         text.find_first_of(kForbidden) == std::string_view::npos;
}

bool is_printable(char32_t value) {
  const auto holds = [value](const Range& range) { return range.first <= value && value <= range.last; };
  return !is_noncharacter(value) && std::none_of(kUnprintable.begin(), kUnprintable.end(), holds);
}

std::string printable(std::string_view text, std::size_t limit) {
  std::string out;
  for (std::size_t shown = 0; !text.empty(); ++shown) {
    if (shown == limit) {
      return out + "…";
    }
    const auto point = decode_utf8(text);
    if (point && is_printable(point->value)) {
      out.append(text.substr(0, point->size));
    } else {
      std::array<char, 16> escaped{};
      if (point) {
        std::snprintf(escaped.data(), escaped.size(), "\\u{%x}", static_cast<unsigned>(point->value));
      } else {
        std::snprintf(escaped.data(), escaped.size(), "\\x%02x", byte_at(text, 0));
      }
      out.append(escaped.data());
    }
    text.remove_prefix(point ? point->size : 1);
  }
  return out;
}

}  // namespace holdall
