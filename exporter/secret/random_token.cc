#include "holdall/exporter/secret/random_token.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "holdall/core/base/text.h"

namespace holdall {
namespace {

// For each letter, those that often follow it, in some of 18 languages written in Latin letters.
constexpr std::array<std::string_view, 26> kFollowers = {"abcdfghijklmnoprstuvwyz",
                                                         "aeiloruy",
                                                         "acehijkorstuz",
                                                         "aeinorstuz",
                                                         "abcdefghijklmnprstuvxyz",
                                                         "aeiou",
                                                         "aeghinorstuy",
                                                         "aeilortuy",
                                                         "abcdefghijklmnopqrstuvyz",
                                                         "aeilosu",
                                                         "aehiklorstuy",
                                                         "adehijlmnostuyz",
                                                         "abeilmnopu",
                                                         "acdeghijlmnostuvy",
                                                         "abcdefghijklmnoprstuvwz",
                                                         "aehiloprtu",
                                                         "u",
                                                         "acdeghijklmnorstuyz",
                                                         "acehiklopstuyz",
                                                         "aehinorstuyz",
                                                         "abcdefgijklmnoprstuyz",
                                                         "aeinory",
                                                         "aeioy",
                                                         "",
                                                         "abcemopstw",
                                                         "aeinotuwyz"};

constexpr std::array<std::uint32_t, 26> make_follower_sets() {
  std::array<std::uint32_t, 26> sets{};
  for (std::size_t i = 0; i < sets.size(); ++i) {
    for (const char follower : kFollowers[i]) {
      sets[i] |= 1U << static_cast<unsigned>(follower - 'a');
    }
  }
  return sets;
}
constexpr std::array<std::uint32_t, 26> kFollowerSets = make_follower_sets();

// Weights of pairs; the tenth of a natural unit of likelihood.
constexpr int kCommonPair = -6;
constexpr int kRarePair = 15;
constexpr int kCaseRises = 7;    // aB
constexpr int kDigitTurns = 12;  // a1, 1a
constexpr int kDigits = -8;      // 12
constexpr int kSeries = -10;     // aa, ab, 12
constexpr int kSeparator = -5;   // - or _ on one side
constexpr int kSlash = -8;       // / or + on one side
constexpr int kEnough = 90;
constexpr std::size_t kShortestStretch = 20;

constexpr unsigned kLower = kLowerChars | kLowerHexChars;
constexpr unsigned kUpper = kUpperChars | kUpperHexChars;

unsigned letter_index(char c) {
  return (static_cast<unsigned char>(c) | 0x20U) - 'a';
}

int weight_of(char a, char b) {
  if (!is_in(a, kAlnumChars) || !is_in(b, kAlnumChars)) {
    return is_in(a, kBase64Chars) || is_in(b, kBase64Chars) ? kSlash : kSeparator;
  }
  if (a == b || b == a + 1) {
    return kSeries;
  }
  const bool a_digit = is_in(a, kDigitChars);
  if (a_digit || is_in(b, kDigitChars)) {
    return a_digit && is_in(b, kDigitChars) ? kDigits : kDigitTurns;
  }
  if (is_in(a, kLower) && is_in(b, kUpper)) {
    return kCaseRises;
  }
  return ((kFollowerSets[letter_index(a)] >> letter_index(b)) & 1U) != 0 ? kCommonPair : kRarePair;  // NOLINT: letters
}

// Of a segment without separators.
enum class Hex : std::uint8_t { kNone, kId, kDigest, kOther };

Hex hex_kind(std::string_view segment) {
  if (segment.starts_with("0x") || segment.starts_with("0X")) {
    segment.remove_prefix(2);
  }
  const auto all = [&](unsigned set) {
    return std::all_of(segment.begin(), segment.end(), [&](char c) { return is_in(c, set); });
  };
  if (!all(kDigitChars | kLowerHexChars) && !all(kDigitChars | kUpperHexChars)) {
    return Hex::kNone;
  }
  if (segment.size() < kShortestToken || std::set<char>(segment.begin(), segment.end()).size() < 8) {
    return Hex::kId;  // of random ones, one in ten million has so few different digits
  }
  constexpr std::array<std::size_t, 8> kDigestSizes = {32, 38, 40, 56, 62, 64, 96, 128};  // 38, 62: without a folder's
  const bool is_digest = std::find(kDigestSizes.begin(), kDigestSizes.end(), segment.size()) != kDigestSizes.end();
  return is_digest || all(kDigitChars) ? Hex::kDigest : Hex::kOther;
}

// The sum of the best stretch so far, and where the one at hand began.
struct Stretch {
  int sum = 0;
  std::size_t begin = 0;
  bool found = false;

  void restart(std::size_t at) {
    sum = 0;
    begin = at;
  }
  void add(int weight, std::size_t at) {
    if (sum + weight <= 0) {
      restart(at);
      return;
    }
    sum += weight;
    found = found || (sum >= kEnough && at + 1 - begin >= kShortestStretch);
  }
};

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    c = is_in(c, kUpper) ? static_cast<char>(c | 0x20) : c;
  }
  return lower;
}

// Whether the text before `begin` says that a secret comes.
bool is_announced(SearchWindow& window, std::size_t begin) {
  constexpr std::size_t kNear = 24;
  constexpr std::array<std::string_view, 9> kWords = {"token",  "secret",     "passw",  "api key",   "api_key",
                                                      "apikey", "access key", "bearer", "credential"};
  const std::size_t from = begin > kNear ? begin - kNear : 0;
  window.count_steps(kNear);
  const std::string before = lower_case(window.text().substr(from, begin - from));
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view word) { return before.find(word) != std::string::npos; });
}

bool has_random_stretch(SearchWindow& window, std::size_t begin, std::size_t end, bool is_named) {
  const std::string_view text = window.text();
  window.count_steps(2 * (end - begin));
  Stretch stretch;
  stretch.restart(begin);
  for (std::size_t at = begin; at < end;) {
    std::size_t segment_end = at + 1;
    while (is_in(text[at], kAlnumChars) && segment_end < end && is_in(text[segment_end], kAlnumChars)) {
      ++segment_end;
    }
    const Hex hex = hex_kind(text.substr(at, segment_end - at));
    if (hex == Hex::kOther || (hex == Hex::kDigest && (is_named || is_announced(window, at)))) {
      return true;
    }
    if (hex != Hex::kNone && segment_end - at > 1) {
      stretch.restart(segment_end);
    } else {
      for (std::size_t i = at == begin ? at + 1 : at; i < segment_end; ++i) {
        stretch.add(weight_of(text[i - 1], text[i]), i);
      }
    }
    at = segment_end;
  }
  return stretch.found;
}

bool is_line_break(char c) {
  return c == '\n' || c == '\r';
}

// One line of several: base64 of a file, in lines of 64 or 76 characters, of which the last is shorter.
bool is_line_of_base64(SearchWindow& window, std::size_t begin, std::size_t end) {
  const auto is_full = [](std::size_t size) { return size == 64 || size == 76; };
  const auto break_size = [&](std::size_t at) {
    return window.at(at) == '\r' && window.at(at + 1) == '\n' ? 2U : is_line_break(window.at(at)) ? 1U : 0U;
  };
  if (const std::size_t size = break_size(end); is_full(end - begin) && size > 0) {
    if (window.span(end + size, kTokenChars, kShortestToken) == kShortestToken) {
      return true;
    }
  }
  std::size_t place = begin;
  while (place > 0 && begin - place < 2 && is_line_break(window.at(place - 1))) {
    --place;
  }
  std::size_t line = 0;
  while (place < begin && line < 77 && place > line && is_in(window.at(place - 1 - line), kTokenChars)) {
    ++line;
  }
  window.count_steps(line);
  return is_full(line) && end - begin <= line;
}

std::string_view trimmed_to_whole_characters(std::string_view text) {
  for (int i = 0; i < 3 && !text.empty() && !is_ijson_text(text); ++i) {
    text.remove_suffix(1);
  }
  return text;
}

bool is_readable(std::string_view bytes) {
  const std::string_view text = trimmed_to_whole_characters(bytes);
  return text.size() >= 16 && is_ijson_text(text) && std::none_of(text.begin(), text.end(), [](char c) {
           return static_cast<unsigned char>(c) < ' ' && c != '\t' && c != '\n' && c != '\r';
         });
}

// What base64 made of a text, or of a file of a kind that people send.
bool is_encoded_content(SearchWindow& window, std::size_t begin, std::size_t end) {
  constexpr std::array<std::string_view, 7> kFiles = {"iVBORw0K", "/9j/",  "R0lGOD", "JVBERi0",
                                                      "UEsDB",    "UklGR", "PHN2Zy"};
  std::string run(window.text().substr(begin, end - begin));
  window.count_steps(2 * run.size());
  if (std::any_of(kFiles.begin(), kFiles.end(), [&](std::string_view head) { return run.starts_with(head); })) {
    return true;
  }
  std::replace(run.begin(), run.end(), '+', '-');
  std::replace(run.begin(), run.end(), '/', '_');
  run.resize(run.size() - run.size() % 4);
  const auto bytes = base64url_decode(run);
  return bytes.has_value() && is_readable(as_text(*bytes));
}

// `…base64,` of a URL with data in it; `sha256-…` and `SHA256:…`, digests in base64.
bool is_after_scheme(SearchWindow& window, std::size_t begin) {
  const auto ends_with = [&](std::string_view word) {
    return begin >= word.size() && window.starts_with(begin - word.size(), word);
  };
  constexpr std::array<std::string_view, 4> kHeads = {"sha256-", "sha384-", "sha512-", "sha1-"};
  return ends_with("base64,") || ends_with("SHA256:") ||
         std::any_of(kHeads.begin(), kHeads.end(),
                     [&](std::string_view head) { return window.starts_with(begin, head); });
}

// Parameters of URLs that say which advertisement or playlist was clicked.
bool is_click_id(SearchWindow& window, std::size_t begin) {
  constexpr std::array<std::string_view, 12> kNames = {
      "gclid=",  "wbraid=", "gbraid=", "dclid=",  "fbclid=", "msclkid=",
      "ttclid=", "yclid=",  "igshid=", "twclid=", "list=",   "gad_source="};
  return std::any_of(kNames.begin(), kNames.end(), [&](std::string_view name) {
    return begin > name.size() && window.starts_with(begin - name.size(), name) &&
           !is_in(window.at(begin - name.size() - 1), kAlnumChars);
  });
}

// Whether the run is in the path of a URL and none of its segments follows one that says that a secret comes: an id of
// a document, a song, a picture. What stands in the query is judged as elsewhere.
bool is_id_in_path(SearchWindow& window, std::size_t begin, std::size_t end) {
  constexpr std::size_t kFarthest = 256;
  constexpr std::array<std::string_view, 11> kNames = {"token", "secret", "key",     "sig",   "auth", "code",
                                                       "reset", "verif",  "confirm", "passw", "hook"};
  std::size_t start = begin;
  while (start > 0 && begin - start<kFarthest&& static_cast<unsigned char>(window.at(start - 1))> ' ' &&
         std::string_view("\"'<>").find(window.at(start - 1)) == std::string_view::npos) {
    --start;
  }
  window.count_steps(begin - start + (end - begin));
  const std::string_view before = window.text().substr(start, begin - start);
  const std::size_t scheme = before.rfind("://");
  if (scheme == std::string_view::npos || before.find_first_of("?#=", scheme) != std::string_view::npos) {
    return false;
  }
  const std::string url = lower_case(window.text().substr(start + scheme, end - start - scheme));
  const std::string_view names = std::string_view(url).substr(0, url.rfind('/'));
  return std::none_of(kNames.begin(), kNames.end(),
                      [&](std::string_view name) { return names.find(name) != std::string_view::npos; });
}

// A bitcoin address in bech32.
bool is_coin_address(SearchWindow& window, std::size_t begin, std::size_t end) {
  const std::size_t size = end - begin;
  return (size == 42 || size == 62) && (window.starts_with(begin, "bc1q") || window.starts_with(begin, "bc1p")) &&
         window.span(begin, kDigitChars | kLowerChars | kLowerHexChars, size) == size;
}

}  // namespace

bool is_random_token(SearchWindow& window, std::size_t begin, std::size_t end, bool is_named) {
  const std::size_t size = end - begin;
  if (size < kShortestToken || size > kLongestToken || !window.is_whole_and_new(end) || window.at(end) == '@') {
    return false;
  }
  return has_random_stretch(window, begin, end, is_named) && !is_after_scheme(window, begin) &&
         !is_click_id(window, begin) && !is_id_in_path(window, begin, end) && !is_coin_address(window, begin, end) &&
         !is_line_of_base64(window, begin, end) && !is_encoded_content(window, begin, end);
}

}  // namespace holdall
