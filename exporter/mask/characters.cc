#include "holdall/exporter/mask/characters.h"

#include <algorithm>
#include <array>

#include "holdall/core/base/text.h"

namespace holdall {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

template <std::size_t kSize>
bool is_in(const std::array<Range, kSize>& ranges, char32_t c) {
  const auto range = std::lower_bound(ranges.begin(), ranges.end(), c,
                                      [](const Range& each, char32_t wanted) { return each.last < wanted; });
  return range != ranges.end() && range->first <= c;
}

// In order. Signs, punctuation, blanks and private use.
constexpr std::array kSigns = {
    Range{0x80, 0xA9},     Range{0xAB, 0xB4},     Range{0xB6, 0xB9},       Range{0xBB, 0xBF},
    Range{0xD7, 0xD7},     Range{0xF7, 0xF7},     Range{0x2000, 0x2BFF},   Range{0x2E00, 0x2E7F},
    Range{0x3000, 0x3004}, Range{0x3008, 0x3020}, Range{0x3030, 0x3030},   Range{0x303D, 0x303F},
    Range{0x30FB, 0x30FB}, Range{0xE000, 0xF8FF}, Range{0xFE00, 0xFE6F},   Range{0xFEFF, 0xFEFF},
    Range{0xFF00, 0xFF65}, Range{0xFFE0, 0xFFFF}, Range{0x1F000, 0x1FAFF}, Range{0xE0000, 0x10FFFF}};

// In order.
constexpr std::array kUnspaced = {Range{0x0E00, 0x0EFF}, Range{0x1000, 0x109F}, Range{0x1100, 0x11FF},
                                  Range{0x1780, 0x17FF}, Range{0x2E80, 0x2FFF}, Range{0x3005, 0x3007},
                                  Range{0x3021, 0x30FA}, Range{0x30FC, 0x31FF}, Range{0x3400, 0x4DBF},
                                  Range{0x4E00, 0x9FFF}, Range{0xA960, 0xA97F}, Range{0xAC00, 0xD7FF},
                                  Range{0xF900, 0xFAFF}, Range{0xFF66, 0xFFDF}, Range{0x20000, 0x3FFFF}};

// Zeros of digits that telephone numbers are written with: Arabic, Persian, Devanagari, Bengali, Thai.
constexpr std::array<char32_t, 5> kZeros = {0x0660, 0x06F0, 0x0966, 0x09E6, 0x0E50};

char32_t fold(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) {
    return c - 0xFEE0;
  }
  if (c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x3000) {
    return U' ';
  }
  if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x30FC) {  // the last stands for a hyphen between digits
    return U'-';
  }
  for (const char32_t zero : kZeros) {
    if (c >= zero && c <= zero + 9) {
      return U'0' + (c - zero);
    }
  }
  return c;
}

constexpr bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

}  // namespace

Character character_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) {
    return {};
  }
  if (static_cast<unsigned char>(text[at]) < 0x80) {
    return {static_cast<char32_t>(text[at]), 1};
  }
  const auto decoded = decode_utf8(text.substr(at));
  return decoded ? Character{fold(decoded->value), decoded->size} : Character{0xFFFD, 1};
}

Character character_before(std::string_view text, std::size_t at) {
  if (at == 0) {
    return {};
  }
  std::size_t first = at - 1;
  while (first > 0 && at - first < 4 && is_continuation(text[first])) {
    --first;
  }
  const Character whole = character_at(text, first);
  return first + whole.size == at ? whole : character_at(text, at - 1);
}

bool is_unspaced(char32_t c) {
  return c >= 0x0E00 && is_in(kUnspaced, c);
}

bool is_spaced_letter(char32_t c) {
  return c >= 0x80 && !is_in(kSigns, c) && !is_unspaced(c);
}

}  // namespace holdall
