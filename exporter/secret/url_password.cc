#include "holdall/exporter/secret/url_password.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace holdall {
namespace {

constexpr std::size_t kLongestUser = 256;
constexpr std::size_t kLongestPassword = 512;

bool is_user_character(char c) {
  return static_cast<unsigned char>(c) > ' ' && std::string_view("/?#\"'<>\\@").find(c) == std::string_view::npos;
}

// Stars, or a name that a program will fill in.
bool is_placeholder(std::string_view password) {
  return password.find_first_not_of('*') == std::string_view::npos || password.starts_with("${") ||
         password.starts_with("{{") || password.starts_with("%s");
}

bool ends_with_word(std::string_view text, std::string_view word) {
  if (text.size() < word.size()) {
    return false;
  }
  const std::string_view end = text.substr(text.size() - word.size());
  const bool same = std::equal(end.begin(), end.end(), word.begin(), [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
  });
  return same && (text.size() == word.size() || !is_in(text[text.size() - word.size() - 1], kAlnumChars));
}

template <std::size_t kSize>
bool ends_with_any(std::string_view text, const std::array<std::string_view, kSize>& words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return ends_with_word(text, word); });
}

constexpr std::array<std::string_view, 3> kPasswordNames = {"password", "passwd", "pwd"};
constexpr std::array<std::string_view, 9> kPlaceNames = {"server", "host",    "hostname", "data source", "user",
                                                         "uid",    "user id", "username", "dbname"};

}  // namespace

bool is_url_with_password(SearchWindow& window, std::size_t at) {
  if (!window.starts_with(at, "://") || at == 0 || !is_in(window.at(at - 1), kAlnumChars)) {
    return false;
  }
  std::size_t place = at + 3;
  const auto read = [&](std::size_t most, char until) {
    const std::size_t begin = place;
    while (place - begin < most && is_user_character(window.at(place)) && window.at(place) != until) {
      ++place;
    }
    window.count_steps(place - begin + 1);
    return window.text().substr(std::min(begin, window.size()), place - begin);
  };
  read(kLongestUser, ':');
  if (window.at(place) != ':') {
    return false;
  }
  ++place;
  const std::string_view password = read(kLongestPassword, '@');
  return window.at(place) == '@' && !password.empty() && !is_placeholder(password);
}

void see_connection_part(SearchWindow& window, std::size_t at, ConnectionParts& seen) {
  constexpr std::size_t kLongestName = 12;
  std::size_t end = at;
  while (end > 0 && at - end < 2 && window.at(end - 1) == ' ') {
    --end;
  }
  const std::size_t begin = end > kLongestName ? end - kLongestName : 0;
  const std::string_view name = window.text().substr(begin, end - begin);
  window.count_steps(kLongestName);
  if (ends_with_any(name, kPlaceNames)) {
    seen.place = true;
  } else if (ends_with_any(name, kPasswordNames)) {
    const std::size_t value = at + 1 + (window.at(at + 1) == ' ' ? 1 : 0);
    std::size_t size = 0;
    while (size < 64 && static_cast<unsigned char>(window.at(value + size)) > ' ' &&
           std::string_view(";&\"'").find(window.at(value + size)) == std::string_view::npos) {
      ++size;
    }
    window.count_steps(size);
    seen.password = seen.password || (size > 0 && !is_placeholder(window.text().substr(value, size)));
  }
}

}  // namespace holdall
