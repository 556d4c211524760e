#include "holdall/exporter/secret/service_key.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "holdall/exporter/secret/json_token.h"
#include "holdall/exporter/secret/password_hash.h"

namespace holdall {
namespace {

// What follows a prefix: at least `size` characters of `set`, or exactly so many.
struct Prefix {
  std::string_view text;
  unsigned set;
  std::size_t size;
  bool exact = false;
};

constexpr unsigned kWordChars = kAlnumChars | kUrlChars;
constexpr std::array kServiceKeys = {
    Prefix{"AKIA", kUpperAlnumChars, 16, true},     // Amazon Web Services
    Prefix{"ASIA", kUpperAlnumChars, 16, true},     //
    Prefix{"ABIA", kUpperAlnumChars, 16, true},     //
    Prefix{"AIza", kWordChars, 35},                 // Google
    Prefix{"GOCSPX-", kWordChars, 20},              //
    Prefix{"ya29.", kWordChars, 20},                //
    Prefix{"ghp_", kAlnumChars, 36},                // GitHub
    Prefix{"gho_", kAlnumChars, 36},                //
    Prefix{"ghu_", kAlnumChars, 36},                //
    Prefix{"ghs_", kAlnumChars, 36},                //
    Prefix{"ghr_", kAlnumChars, 36},                //
    Prefix{"github_pat_", kWordChars, 22},          //
    Prefix{"glpat-", kWordChars, 20},               // GitLab
    Prefix{"gldt-", kWordChars, 20},                //
    Prefix{"glrt-", kWordChars, 20},                //
    Prefix{"xapp-", kWordChars, 20},                // Slack
    Prefix{"sk_live_", kAlnumChars, 16},            // Stripe
    Prefix{"sk_test_", kAlnumChars, 16},            //
    Prefix{"rk_live_", kAlnumChars, 16},            //
    Prefix{"rk_test_", kAlnumChars, 16},            //
    Prefix{"whsec_", kAlnumChars, 24},              //
    Prefix{"npm_", kAlnumChars, 36},                // npm
    Prefix{"pypi-", kWordChars, 50},                // PyPI
    Prefix{"hf_", kAlnumChars, 30},                 // Hugging Face
    Prefix{"dop_v1_", kLowerAlnumHexChars, 64},     // DigitalOcean
    Prefix{"shpat_", kAlnumChars, 32},              // Shopify
    Prefix{"shpss_", kAlnumChars, 32},              //
    Prefix{"SK", kLowerAlnumHexChars, 32, true},    // Twilio
    Prefix{"key-", kLowerAlnumHexChars, 32, true},  // Mailgun
    Prefix{"AccountKey=", kTokenChars, 40},         // Azure
    Prefix{"SharedAccessKey=", kTokenChars, 40},    //
};

constexpr std::array<std::string_view, 9> kHashNames = {"pbkdf2_sha256$", "pbkdf2_sha1$",   "pbkdf2_sha512$",
                                                        "pbkdf2:sha",     "scrypt:",        "scrypt$",
                                                        "argon2$",        "SCRAM-SHA-256$", "SCRAM-SHA-1$"};

// Everything that one of them begins with.
constexpr std::array<std::string_view, 11> kOthers = {
    "eyJ",     "xox",     "ewo", "ew0", "BEGIN ", "AGE-SECRET-KEY-", "PuTTY-User-Key-File-",
    "otpauth", "OTPAUTH", "sk-", "SG."};

constexpr std::size_t pair_of(char first, char second) {
  return static_cast<std::size_t>(static_cast<unsigned char>(first) & 0x7FU) << 7U |
         (static_cast<unsigned char>(second) & 0x7FU);
}

using Pairs = std::array<bool, 1U << 14U>;

constexpr Pairs make_pairs() {
  Pairs pairs{};
  const auto add = [&](std::string_view text) { pairs[pair_of(text[0], text[1])] = true; };
  for (const Prefix& prefix : kServiceKeys) {
    add(prefix.text);
  }
  for (const std::string_view name : kHashNames) {
    add(name);
  }
  for (const std::string_view other : kOthers) {
    add(other);
  }
  return pairs;
}
constexpr Pairs kPairs = make_pairs();

bool is_listed(SearchWindow& window, std::size_t at) {
  return std::any_of(kServiceKeys.begin(), kServiceKeys.end(), [&](const Prefix& prefix) {
    if (!window.starts_with(at, prefix.text)) {
      return false;
    }
    const std::size_t begin = at + prefix.text.size();
    if (!prefix.exact) {
      return window.span(begin, prefix.set, prefix.size) == prefix.size;
    }
    return window.span(begin, prefix.set, prefix.size + 1) == prefix.size &&
           !is_in(window.at(begin + prefix.size), kWordChars);
  });
}

// `sk-…`: letters of both cases and digits, or it is a word with hyphens.
bool is_mixed(SearchWindow& window, std::size_t at, std::size_t least) {
  const std::size_t size = window.span(at, kWordChars, 64);
  const std::string_view key = window.text().substr(std::min(at, window.size()), size);
  const auto has = [&](unsigned set) {
    return std::any_of(key.begin(), key.end(), [&](char c) { return is_in(c, set); });
  };
  return size >= least && has(kDigitChars) && has(kUpperChars | kUpperHexChars) && has(kLowerChars | kLowerHexChars);
}

bool is_other_service_key(SearchWindow& window, std::size_t at) {
  if (window.starts_with(at, "sk-")) {
    return is_mixed(window, at + 3, 20);
  }
  if (window.starts_with(at, "xox")) {
    return is_in(window.at(at + 3), kLetterChars) && window.at(at + 4) == '-' &&
           window.span(at + 5, kWordChars, 10) == 10;
  }
  if (window.starts_with(at, "SG.")) {
    const std::size_t id = window.span(at + 3, kWordChars, 32);
    return id >= 16 && window.at(at + 3 + id) == '.' && window.span(at + 4 + id, kWordChars, 32) == 32;
  }
  return false;
}

// Of `-----BEGIN … PRIVATE KEY-----`, at its BEGIN: some of the key must follow, or it is only spoken of.
bool is_key_block(SearchWindow& window, std::size_t at) {
  constexpr std::size_t kLongestLabel = 48;
  constexpr std::size_t kLongestHead = 400;  // lines such as Proc-Type and Comment
  constexpr std::size_t kSomeOfKey = 24;
  if (at < 4 || window.text().substr(at - 4, 4).find_first_not_of("- ") != std::string_view::npos) {
    return false;
  }
  const std::string_view label = window.text().substr(at, kLongestLabel);
  const std::size_t name = label.find("PRIVATE KEY");
  window.count_steps(kLongestLabel);
  if (name == std::string_view::npos) {
    return false;
  }
  const std::size_t begin = at + name + 11;
  for (std::size_t place = begin; place < std::min(begin + kLongestHead, window.size());) {
    const std::size_t size = window.span(place, kAlnumChars | kBase64Chars, kSomeOfKey);
    if (size == kSomeOfKey) {
      return true;
    }
    place += size + 1;
  }
  return false;
}

// PuTTY's, and age's.
bool is_private_key(SearchWindow& window, std::size_t at) {
  if (window.starts_with(at, "AGE-SECRET-KEY-")) {
    return window.span(at + 15, kUpperAlnumChars | kUrlChars, 40) == 40;
  }
  return (window.starts_with(at, "PuTTY-User-Key-File-") && is_in(window.at(at + 20), kDigitChars)) ||
         (window.starts_with(at, "BEGIN ") && is_key_block(window, at));
}

bool is_otpauth(SearchWindow& window, std::size_t at) {
  if (!window.starts_with(at, "otpauth") && !window.starts_with(at, "OTPAUTH")) {
    return false;
  }
  const std::size_t more = window.span(at + 7, kLetterChars | kUrlChars, 16);
  return window.starts_with(at + 7 + more, "://") && window.span(at + 10 + more, kAlnumChars, 4) > 0;
}

bool is_framework_hash(SearchWindow& window, std::size_t at) {
  return std::any_of(kHashNames.begin(), kHashNames.end(), [&](std::string_view name) {
    return window.starts_with(at, name) && is_hash_tail(window, at + name.size() - 1);
  });
}

}  // namespace

bool may_begin_secret(char first, char second) {
  return kPairs[pair_of(first, second)];
}

std::optional<SecretKind> find_prefixed(SearchWindow& window, std::size_t at) {
  if (is_listed(window, at) || is_other_service_key(window, at)) {
    return SecretKind::kServiceKey;
  }
  if (is_private_key(window, at)) {
    return SecretKind::kPrivateKey;
  }
  if (is_json_web_token(window, at)) {
    return SecretKind::kJsonWebToken;
  }
  if (is_otpauth(window, at)) {
    return SecretKind::kOtpauth;
  }
  return is_framework_hash(window, at) ? std::optional(SecretKind::kPasswordHash) : std::nullopt;
}

}  // namespace holdall
