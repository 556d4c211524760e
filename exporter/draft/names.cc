#include "holdall/exporter/draft/names.h"

#include <algorithm>

#include "holdall/core/base/text.h"

namespace holdall {
namespace {

constexpr std::size_t kLongestName = 128;
constexpr std::size_t kLongestTaken = 48;  // several of them make one name of a map

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
char lower(char c) {
  return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string singular(std::string word) {
  const auto ends = [&](std::string_view end) { return word.size() > end.size() + 1 && word.ends_with(end); };
  if (ends("ies") && word != "cookies") {
    return word.replace(word.size() - 3, 3, "y");
  }
  if (ends("sses") || ends("xes") || ends("ches")) {
    word.resize(word.size() - 2);
  } else if (ends("s") && word.size() > 3 && !ends("ss") && !ends("us") && !ends("is")) {
    word.pop_back();
  }
  return word;
}

// A capital begins a word after a small letter, and before one: HTTPServer is http, server.
bool begins_word(std::string_view name, std::size_t i) {
  return is_upper(name[i]) && i > 0 &&
         (is_lower(name[i - 1]) || (is_upper(name[i - 1]) && i + 1 < name.size() && is_lower(name[i + 1])));
}

}  // namespace

std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) {
      words.push_back(singular(std::move(word)));
    }
    word.clear();
  };
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool is_letter = is_upper(name[i]) || is_lower(name[i]) || static_cast<unsigned char>(name[i]) >= 0x80;
    if (!is_letter || begins_word(name, i)) {
      end_word();
    }
    if (is_letter) {
      word.push_back(lower(name[i]));
    }
  }
  end_word();
  return words;
}

bool has_phrase(const std::vector<std::string>& words, std::string_view phrase) {
  std::vector<std::string_view> wanted;
  for (std::size_t begin = 0; begin <= phrase.size();) {
    const std::size_t end = std::min(phrase.find(' ', begin), phrase.size());
    wanted.push_back(phrase.substr(begin, end - begin));
    begin = end + 1;
  }
  return std::search(words.begin(), words.end(), wanted.begin(), wanted.end()) != words.end();
}

bool is_nameable(std::string_view name) {
  return !name.empty() && name.size() <= kLongestName && is_ijson_text(name) &&
         std::none_of(name.begin(), name.end(), [](char c) {
           return static_cast<unsigned char>(c) < 0x20 || c == 0x7F || c == '"' || c == '\'' || c == '`' || c == '.';
         });
}

std::string NameSet::take(std::string_view wanted) {
  std::string name;
  for (const char c : wanted) {
    if (name.size() == kLongestTaken) {
      break;
    }
    const bool fits = is_lower(lower(c)) || is_digit(c);
    if (fits && (!name.empty() || !is_digit(c))) {
      name.push_back(separator_ == '-' ? lower(c) : c);
    } else if (!fits && !name.empty() && name.back() != separator_) {
      name.push_back(separator_);
    }
  }
  while (!name.empty() && name.back() == separator_) {
    name.pop_back();
  }
  if (name.empty()) {
    name = "unnamed";  // of no letter that a map's own names can have
  }
  std::string unique = name;
  for (int i = 2; !taken_.insert(unique).second; ++i) {
    unique = name + separator_ + std::to_string(i);
  }
  return unique;
}

}  // namespace holdall
