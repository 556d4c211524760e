#include "holdall/exporter/secret/password_hash.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace holdall {
namespace {

constexpr unsigned kCryptChars = kAlnumChars | kDotChars | kBase64Chars;
constexpr std::size_t kLongestName = 20;
constexpr std::size_t kLongestTail = 200;
constexpr std::size_t kShortestHash = 20;  // of base64 or hex

// A scheme and the length of its hash; 0: salt and hash in a form that differs from version to version.
struct Scheme {
  std::string_view name;
  std::size_t hash = 0;
};
constexpr std::array kSchemes = {
    Scheme{"1", 22},
    Scheme{"apr1", 22},
    Scheme{"5", 43},
    Scheme{"6", 86},
    Scheme{"7"},
    Scheme{"y"},
    Scheme{"gy"},
    Scheme{"argon2id"},
    Scheme{"argon2i"},
    Scheme{"argon2d"},
    Scheme{"scrypt"},
    Scheme{"s0"},
    Scheme{"pbkdf2"},
    Scheme{"pbkdf2-sha1"},
    Scheme{"pbkdf2-sha256"},
    Scheme{"pbkdf2-sha512"},
    Scheme{"sha1"},
    Scheme{"bcrypt-sha256"},
    Scheme{"scram"},
    Scheme{"balloon"},
};

bool is_bcrypt(SearchWindow& window, std::size_t at, std::string_view name) {
  const bool is_name =
      name[0] == '2' &&
      (name.size() == 1 || (name.size() == 2 && std::string_view("abxy").find(name[1]) != std::string_view::npos));
  return is_name && window.span(at, kDigitChars, 3) == 2 && window.at(at + 2) == '$' &&
         window.span(at + 3, kCryptChars, 53) == 53;
}

// `$P$` and `$H$` with 31, `$S$` with 52 characters.
bool is_phpass(SearchWindow& window, std::size_t at, std::string_view name) {
  const std::size_t size = name == "P" || name == "H" ? 31 : name == "S" ? 52 : 0;
  return size != 0 && window.span(at, kCryptChars, size + 1) == size;
}

// `[rounds=N$]salt$` and exactly that many characters.
bool is_salted(SearchWindow& window, std::size_t at, std::size_t hash) {
  if (window.starts_with(at, "rounds=")) {
    at += 7 + window.span(at + 7, kDigitChars, 10) + 1;
  }
  const std::size_t salt = window.span(at, kCryptChars, 17);
  return salt <= 16 && window.at(at + salt) == '$' && window.span(at + salt + 1, kCryptChars, hash + 1) == hash;
}

}  // namespace

bool is_hash_tail(SearchWindow& window, std::size_t at) {
  std::size_t signs = 0;
  std::size_t size = 0;
  for (std::size_t begin = at; size < kLongestTail && signs < 8;) {
    const std::size_t piece = window.span(begin, kTokenChars | kDotChars, kLongestTail);
    if (piece >= kShortestHash && signs > 0) {
      return true;
    }
    const char next = window.at(begin + piece);
    if (std::string_view("$=,:").find(next) == std::string_view::npos || next == '\0') {
      return false;
    }
    signs += next == '$' || next == ':' ? 1U : 0U;
    size += piece + 1;
    begin += piece + 1;
  }
  return false;
}

bool is_crypt_hash(SearchWindow& window, std::size_t at) {
  const std::size_t length = window.span(at + 1, kAlnumChars | kUrlChars, kLongestName);
  if (length == 0 || window.at(at + 1 + length) != '$') {
    return false;
  }
  const std::string_view name = window.text().substr(at + 1, length);
  const std::size_t rest = at + length + 2;
  if (is_bcrypt(window, rest, name) || is_phpass(window, rest, name)) {
    return true;
  }
  const auto* scheme =
      std::find_if(kSchemes.begin(), kSchemes.end(), [&](const Scheme& each) { return each.name == name; });
  if (scheme == kSchemes.end()) {
    return false;
  }
  return scheme->hash != 0 ? is_salted(window, rest, scheme->hash) : is_hash_tail(window, rest);
}

bool is_directory_hash(SearchWindow& window, std::size_t at) {
  constexpr std::array<std::string_view, 8> kNames = {"SHA",   "SSHA",   "SMD5",   "MD5",
                                                      "CRYPT", "PBKDF2", "ARGON2", "SASL"};
  const std::size_t length = window.span(at + 1, kUpperAlnumChars, kLongestName);
  const std::string_view name = window.text().substr(at + 1, length);
  const bool is_scheme =
      std::any_of(kNames.begin(), kNames.end(), [&](std::string_view each) { return name.starts_with(each); });
  std::size_t close = at + 1 + length;
  close += window.span(close, kTokenChars, kLongestName);  // {PBKDF2-SHA256}
  return is_scheme && window.at(close) == '}' && window.span(close + 1, kTokenChars, kShortestHash) == kShortestHash;
}

}  // namespace holdall
