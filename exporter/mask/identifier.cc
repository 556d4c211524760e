#include "holdall/exporter/mask/identifier.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "holdall/exporter/mask/characters.h"

namespace holdall {
namespace {

constexpr bool is_lower_hex(char32_t c) {
  return is_digit(c) || (c >= U'a' && c <= U'f');
}
constexpr bool is_hex(char32_t c) {
  return is_lower_hex(c) || (c >= U'A' && c <= U'F');
}

char32_t value_at(std::string_view text, std::size_t at) {
  return character_at(text, at).value;
}

bool is_last(std::string_view text, std::size_t end) {
  return !is_word(value_at(text, end));
}

// Whether text at `at` has the shape: `h` a hex digit, anything else itself. ASCII: nobody types these in other forms.
bool has_shape(std::string_view text, std::size_t at, std::string_view shape) {
  const std::string_view found = text.substr(at, shape.size());
  return found.size() == shape.size() &&
         std::equal(
             found.begin(), found.end(), shape.begin(),
             [](char c, char wanted) { return wanted == 'h' ? is_hex(static_cast<unsigned char>(c)) : c == wanted; }) &&
         is_last(text, at + shape.size());
}

std::size_t ipv4_end(std::string_view text, std::size_t at) {
  std::size_t next = at;
  const Character before = character_before(text, at);
  if (before.value == U'.' && is_digit(character_before(text, at - before.size).value)) {
    return at;  // a version of more parts
  }
  for (int part = 0; part < 4; ++part) {
    if (part > 0) {
      if (value_at(text, next) != U'.') {
        return at;
      }
      next += character_at(text, next).size;
    }
    int value = -1;
    for (Character c = character_at(text, next); is_digit(c.value) && value <= 255; c = character_at(text, next)) {
      value = std::max(value, 0) * 10 + static_cast<int>(c.value - U'0');
      next += c.size;
    }
    if (value < 0 || value > 255) {
      return at;
    }
  }
  const Character behind = character_at(text, next);
  const bool goes_on = behind.value == U'.' && is_digit(value_at(text, next + behind.size));
  return !goes_on && is_last(text, next) ? next : at;
}

// Whether the parts between colons make an address: eight, or fewer around one "::", and no clock, no word of C++.
bool is_ipv6(const std::vector<std::string_view>& parts) {
  std::size_t gaps = 0;
  std::size_t written = 0;
  bool has_digit = false;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool at_edge = i == 0 || i + 1 == parts.size();
    gaps += parts[i].empty() && !at_edge ? 1U : 0U;
    written += parts[i].empty() ? 0U : 1U;
    if (parts[i].size() > 4) {
      return false;
    }
    has_digit = has_digit || std::any_of(parts[i].begin(), parts[i].end(), [](char c) { return c >= '0' && c <= '9'; });
  }
  return gaps == 0 ? written == 8 && parts.size() == 8 : gaps == 1 && written >= 2 && written < 8 && has_digit;
}

std::size_t ipv6_end(std::string_view text, std::size_t at) {
  constexpr std::size_t kLongest = 46;
  std::size_t end = at;
  std::size_t colons = 0;
  std::size_t last_part = at;
  while (end < text.size() && end - at < kLongest &&
         (is_hex(static_cast<unsigned char>(text[end])) || text[end] == ':')) {
    if (text[end++] == ':') {
      ++colons;
      last_part = end;
    }
  }
  if (colons < 2) {
    return at;
  }
  const std::size_t quad = ipv4_end(text, last_part);  // ::ffff:192.0.2.1
  std::size_t shown = end;
  if (quad == last_part && text[shown - 1] == ':' && (shown - at < 2 || text[shown - 2] != ':')) {
    --shown;  // "2001:db8::1: and then …"
  }
  std::vector<std::string_view> parts;
  for (std::size_t part = at; part <= shown;) {
    const std::size_t colon = std::min(text.find(':', part), shown);
    parts.push_back(text.substr(part, colon - part));
    part = colon + 1;
  }
  if (!is_ipv6(parts)) {
    return at;
  }
  return quad != last_part ? quad : is_last(text, shown) ? shown : at;
}

// The remainder modulo 97 of an account number with its first four characters at its end (ISO 13616), of at most 34.
bool is_iban(std::string_view account) {
  std::string moved(account.substr(4));
  moved += account.substr(0, 4);
  unsigned rest = 0;
  for (const char c : moved) {
    rest = c >= 'A' ? (rest * 100 + static_cast<unsigned>(c - 'A') + 10) % 97
                    : (rest * 10 + static_cast<unsigned>(c - '0')) % 97;
  }
  return rest == 1;
}

std::size_t iban_end(std::string_view text, std::size_t at) {
  constexpr std::size_t kShortest = 15;
  constexpr std::size_t kLongest = 34;
  std::string account;
  std::size_t end = at;
  for (std::size_t next = at; account.size() <= kLongest;) {
    const Character c = character_at(text, next);
    const bool is_part = is_upper(c.value) || is_digit(c.value);
    const bool is_fit = account.size() < 2 ? is_upper(c.value) : account.size() < 4 ? is_digit(c.value) : is_part;
    if (is_part && is_fit) {
      account.push_back(static_cast<char>(c.value));
      next += c.size;
      continue;
    }
    if (account.size() >= kShortest && account.size() <= kLongest && !is_word(c.value) && is_iban(account)) {
      end = next;
    }
    const Character further = character_at(text, next + c.size);
    if (account.size() < 4 || c.value != U' ' || (!is_upper(further.value) && !is_digit(further.value))) {
      break;
    }
    next += c.size;
  }
  return end;
}

// A run of letters and digits that looks made by a machine.
std::size_t token_end(std::string_view text, std::size_t at) {
  std::size_t end = at;
  std::size_t length = 0;
  std::size_t digits = 0;
  bool all_hex = true;
  bool all_lower_hex = true;
  for (Character c = character_at(text, end); is_alnum(c.value); c = character_at(text, end)) {
    ++length;
    digits += is_digit(c.value) ? 1U : 0U;
    all_hex = all_hex && is_hex(c.value);
    all_lower_hex = all_lower_hex && is_lower_hex(c.value);
    end += c.size;
  }
  const bool is_long = length >= 16 && digits >= 4;
  const bool is_hash = (all_lower_hex && length >= 8 && digits >= 2) || (all_hex && length >= 12 && digits >= 2);
  return digits < length && (is_long || is_hash) && is_last(text, end) ? end : at;
}

}  // namespace

std::size_t identifier_end(std::string_view text, std::size_t at) {
  constexpr std::array<std::string_view, 3> kShapes = {"hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh", "hh:hh:hh:hh:hh:hh",
                                                       "hh-hh-hh-hh-hh-hh"};
  for (const std::string_view shape : kShapes) {
    if (has_shape(text, at, shape)) {
      return at + shape.size();
    }
  }
  for (const auto& end_of : {ipv4_end, ipv6_end, iban_end, token_end}) {
    if (const std::size_t end = end_of(text, at); end != at) {
      return end;
    }
  }
  return at;
}

}  // namespace holdall
