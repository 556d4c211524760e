#include "holdall/exporter/mask/letter_case.h"

#include <array>
#include <cstddef>
#include <cstdint>

#include "holdall/core/base/text.h"
#include "holdall/exporter/mask/characters.h"

namespace holdall {
namespace {

// Where capitals are, and how far behind each its small letter is; 1: the two take turns, the capital `first`,
// `first`+2 …
struct Capitals {
  char32_t first;
  char32_t last;
  char32_t distance;
};

constexpr std::array kCapitals = {
    Capitals{U'A', U'Z', 32},   Capitals{0xC0, 0xD6, 32},    Capitals{0xD8, 0xDE, 32},    Capitals{0x100, 0x12E, 1},
    Capitals{0x132, 0x136, 1},  Capitals{0x139, 0x147, 1},   Capitals{0x14A, 0x176, 1},   Capitals{0x179, 0x17D, 1},
    Capitals{0x1CD, 0x1DB, 1},  Capitals{0x1DE, 0x1EE, 1},   Capitals{0x1F8, 0x21E, 1},   Capitals{0x222, 0x232, 1},
    Capitals{0x386, 0x386, 38}, Capitals{0x388, 0x38A, 37},  Capitals{0x38C, 0x38C, 64},  Capitals{0x38E, 0x38F, 63},
    Capitals{0x391, 0x3A1, 32}, Capitals{0x3A3, 0x3AB, 32},  Capitals{0x400, 0x40F, 80},  Capitals{0x410, 0x42F, 32},
    Capitals{0x460, 0x480, 1},  Capitals{0x48A, 0x4BE, 1},   Capitals{0x4C1, 0x4CD, 1},   Capitals{0x4D0, 0x52E, 1},
    Capitals{0x531, 0x556, 48}, Capitals{0x1E00, 0x1E94, 1}, Capitals{0x1EA0, 0x1EFE, 1}, Capitals{0xFF21, 0xFF3A, 32},
};

// Most characters of most scripts, told at once.
constexpr bool has_no_case(char32_t c) {
  return c < U'A' || (c >= 0x2000 && c < 0xFF21) || c > 0xFF5A;
}

void append(std::string& out, char32_t c) {
  const auto byte = [&](char32_t bits) { out.push_back(static_cast<char>(static_cast<unsigned char>(bits))); };
  if (c < 0x80) {
    byte(c);
  } else if (c < 0x800) {
    byte(0xC0U | (c >> 6U));
    byte(0x80U | (c & 0x3FU));
  } else if (c < 0x10000) {
    byte(0xE0U | (c >> 12U));
    byte(0x80U | ((c >> 6U) & 0x3FU));
    byte(0x80U | (c & 0x3FU));
  } else {
    byte(0xF0U | (c >> 18U));
    byte(0x80U | ((c >> 12U) & 0x3FU));
    byte(0x80U | ((c >> 6U) & 0x3FU));
    byte(0x80U | (c & 0x3FU));
  }
}

// `change(c, begins_word)` of every character.
template <typename Change>
std::string changed(std::string_view text, Change change) {
  std::string out;
  out.reserve(text.size());
  bool in_word = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto c = decode_utf8(text.substr(at));
    if (!c) {
      out.push_back(text[at++]);
      in_word = false;
      continue;
    }
    append(out, change(c->value, !in_word));
    in_word = is_word(c->value);
    at += c->size;
  }
  return out;
}

}  // namespace

char32_t lower_case(char32_t c) {
  if (has_no_case(c)) {
    return c;
  }
  for (const Capitals& range : kCapitals) {
    if (c >= range.first && c <= range.last) {
      return range.distance == 1 && (c - range.first) % 2 == 1 ? c : c + range.distance;
    }
  }
  return c;
}

char32_t upper_case(char32_t c) {
  if (has_no_case(c)) {
    return c;
  }
  for (const Capitals& range : kCapitals) {
    const char32_t capital = c - range.distance;
    if (c >= range.first + range.distance && capital <= range.last) {
      if (range.distance != 1 || (capital - range.first) % 2 == 0) {
        return capital;
      }
    }
  }
  return c;
}

std::string lower_case(std::string_view text) {
  return changed(text, [](char32_t c, bool /*begins*/) { return lower_case(c); });
}

std::string upper_case(std::string_view text) {
  return changed(text, [](char32_t c, bool /*begins*/) { return upper_case(c); });
}

std::string title_case(std::string_view text) {
  return changed(text, [](char32_t c, bool begins) { return begins ? upper_case(c) : lower_case(c); });
}

}  // namespace holdall
