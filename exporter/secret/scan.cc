#include "holdall/exporter/secret/scan.h"

#include <array>

#include "holdall/core/base/text.h"
#include "holdall/exporter/mask/characters.h"
#include "holdall/exporter/secret/card_number.h"
#include "holdall/exporter/secret/password_hash.h"
#include "holdall/exporter/secret/random_token.h"
#include "holdall/exporter/secret/service_key.h"

namespace holdall {
namespace {

// What a byte may begin.
enum class Start : std::uint8_t { kNothing, kRun, kSign, kDigit };

constexpr std::array<Start, 256> make_starts() {
  std::array<Start, 256> starts{};
  for (std::size_t c = 0; c < starts.size(); ++c) {
    starts[c] = (kCharacterSets[c] & kTokenChars) != 0 ? Start::kRun : Start::kNothing;
  }
  for (const char sign : std::string_view("${:=\"")) {
    starts[static_cast<unsigned char>(sign)] = Start::kSign;
  }
  for (const std::size_t lead : {0xD9U, 0xDBU, 0xE0U, 0xEFU}) {  // of digits of other scripts
    starts[lead] = Start::kDigit;
  }
  return starts;
}
constexpr std::array<Start, 256> kStarts = make_starts();

}  // namespace

std::optional<SecretKind> SecretScan::scan(SearchWindow& window) {
  const std::string_view text = window.text();
  std::optional<SecretKind> token;  // unless it proves to belong to something that says more
  for (std::size_t at = 0; at < text.size();) {
    std::optional<SecretKind> found;
    std::size_t end = at + 1;
    switch (kStarts[static_cast<unsigned char>(text[at])]) {
      case Start::kNothing:
        break;
      case Start::kRun:
        while (end < text.size() && is_in(text[end], kTokenChars)) {
          ++end;
        }
        found = scan_run(window, at, end);
        break;
      case Start::kSign:
        found = scan_sign(window, at);
        break;
      case Start::kDigit:
        if (const Character c = character_at(text, at); is_digit(c.value)) {
          found = if_wanted(!is_digit(character_before(text, at).value) && is_card_number(window, at),
                            SecretKind::kCardNumber);
        }
        break;
    }
    if (found.has_value() && *found != SecretKind::kRandomToken) {
      return found;
    }
    token = found.has_value() ? found : token;
    at = end;
  }
  return token;
}

std::optional<SecretKind> SecretScan::scan_run(SearchWindow& window, std::size_t begin, std::size_t end) {
  for (std::size_t at = begin; at < end;) {
    if (is_in(window.at(at), kAlnumChars)) {
      if (const auto found = scan_word(window, at)) {
        return found;
      }
      while (at < end && is_in(window.at(at), kAlnumChars)) {
        ++at;
      }
    } else {
      ++at;
    }
  }
  return if_wanted(end - begin >= kShortestToken && is_random_token(window, begin, end, is_named_),
                   SecretKind::kRandomToken);
}

// `at`: no letter or digit stands before.
std::optional<SecretKind> SecretScan::scan_word(SearchWindow& window, std::size_t at) {
  if (is_in(window.at(at), kDigitChars)) {
    return if_wanted(is_card_number(window, at), SecretKind::kCardNumber);
  }
  if (!may_begin_secret(window.at(at), window.at(at + 1)) || !window.begins(at, kAlnumChars)) {
    return std::nullopt;
  }
  const auto found = find_prefixed(window, at);
  return found.has_value() && kinds_.has(*found) ? found : std::nullopt;
}

std::optional<SecretKind> SecretScan::scan_sign(SearchWindow& window, std::size_t at) {
  switch (window.at(at)) {
    case '$':
      return if_wanted(is_crypt_hash(window, at), SecretKind::kPasswordHash);
    case '{':
      return if_wanted(is_directory_hash(window, at), SecretKind::kPasswordHash);
    case ':':
      return if_wanted(is_url_with_password(window, at), SecretKind::kUrlPassword);
    case '=':
      see_connection_part(window, at, connection_);
      return if_wanted(connection_.is_with_password(), SecretKind::kUrlPassword);
    default:
      see_key_member(window, at, key_);
      return if_wanted(key_.is_private_key(), SecretKind::kJsonWebKey);
  }
}

std::optional<SecretKind> find_secret(std::string_view text, SecretKinds kinds, bool is_named) {
  if (text.size() < kShortestSecret) {
    return std::nullopt;
  }
  SearchWindow window(text);
  return SecretScan(kinds, is_named).scan(window);
}

std::optional<SecretKind> find_secret_in_json(std::string_view json, SecretKinds kinds, bool is_named,
                                              std::string& buffer) {
  if (json.find('\\') == std::string_view::npos) {
    return find_secret(json, kinds, is_named);
  }
  buffer.clear();
  for (std::size_t at = 0; at < json.size(); ++at) {
    if (json[at] != '\\' || at + 1 == json.size()) {
      buffer.push_back(json[at]);
      continue;
    }
    ++at;
    switch (json[at]) {
      case '"':
      case '\\':
        buffer.push_back(json[at]);
        break;
      case 'u':  // canonical JSON writes only control characters so
        at += 4;
        buffer.push_back(' ');
        break;
      default:
        buffer.push_back(json[at] == 'n' ? '\n' : json[at] == 'r' ? '\r' : ' ');
    }
  }
  return find_secret(buffer, kinds, is_named);
}

std::optional<SecretKind> find_secret_in_bytes(std::string_view bytes, SecretKinds kinds, bool is_named) {
  SecretScan scan(kinds, is_named);
  if (!is_ijson_text(bytes)) {
    scan.stop_looking_for(SecretKinds::all().without(SecretKinds::of_binary()));
  }
  SearchWindow window(bytes);
  return scan.scan(window);
}

}  // namespace holdall
