// The lexicon and its look-up.
#include "holdall/importer/map/authority.h"

#include <algorithm>
#include <array>

namespace holdall {
namespace {

enum class Class : std::uint8_t { kOther, kLower, kUpper, kDigit };

constexpr Class class_of(char c) {
  if (c >= 'a' && c <= 'z') {
    return Class::kLower;
  }
  if (c >= 'A' && c <= 'Z') {
    return Class::kUpper;
  }
  // Bytes above ASCII belong to words: a letter in another script does not end one.
  return c >= '0' && c <= '9' ? Class::kDigit : (c & 0x80) != 0 ? Class::kLower : Class::kOther;
}

// Whether a word begins at `at`, seen from its neighbours: aB, a1, 1a, and the last capital before lower case
// (TOTPSecret).
bool begins_word(std::string_view name, std::size_t at) {
  const Class before = class_of(name[at - 1]);
  const Class here = class_of(name[at]);
  if (before == Class::kUpper && here == Class::kUpper) {
    return at + 1 < name.size() && class_of(name[at + 1]) == Class::kLower;
  }
  return before != here && !(before == Class::kUpper && here == Class::kLower);
}

// Where authority is meant: in any name, or in a column's only (a table `owner` may be about people who own something).
enum class Scope : std::uint8_t { kAny, kColumn };

struct Phrase {
  std::string_view words;  // separated by one space
  Scope scope = Scope::kAny;
};

constexpr auto kPhrases = std::to_array<Phrase>({
    // roles and rights
    {"role"},
    {"role id"},
    {"role name"},
    {"admin"},
    {"administrator"},
    {"isadmin"},
    {"superuser"},
    {"superadmin"},
    {"sysadmin"},
    {"is root"},
    {"sudo"},
    {"staff", Scope::kColumn},
    {"moderator"},
    {"privilege"},
    {"privileged"},
    {"permission"},
    {"perm"},
    {"grant"},
    {"granted"},
    {"entitlement"},
    {"capability"},
    {"acl"},
    {"access level"},
    {"user level"},
    {"clearance"},
    {"authority"},
    {"authorised"},
    {"authorized"},
    {"impersonate"},
    {"trusted"},
    // states of an account that open something
    {"verified"},
    {"verification"},
    {"confirmed"},
    {"validated"},
    {"approved"},
    {"enabled"},
    {"disabled"},
    {"activated"},
    {"is active"},
    {"active", Scope::kColumn},
    {"locked"},
    {"blocked"},
    {"banned"},
    {"suspended"},
    {"kyc"},
    {"guardian"},
    {"parental consent"},
    {"age check"},
    {"of age"},
    // credentials and ways to recover them
    {"password"},
    {"passwd"},
    {"passphrase"},
    {"passcode"},
    {"passwordhash"},
    {"pwd"},
    {"pwdhash"},
    {"pw"},
    {"pass hash"},
    {"hash", Scope::kColumn},
    {"salt", Scope::kColumn},
    {"pin", Scope::kColumn},
    {"secret"},
    {"credential"},
    {"token"},
    {"jwt"},
    {"session"},
    {"api key"},
    {"apikey"},
    {"private key"},
    {"public key"},
    {"ssh key"},
    {"access key"},
    {"key hash"},
    {"totp"},
    {"hotp"},
    {"otp"},
    {"mfa"},
    {"2 fa"},
    {"two factor"},
    {"twofactor"},
    {"second factor"},
    {"webauthn"},
    {"passkey"},
    {"backup code"},
    {"recovery"},
    {"security question"},
    {"security answer"},
    // whose it is, and how much of it
    {"owner", Scope::kColumn},
    {"owned", Scope::kColumn},
    {"tenant", Scope::kColumn},
    {"tenancy", Scope::kColumn},
    {"organisation id", Scope::kColumn},
    {"organization id", Scope::kColumn},
    {"org id", Scope::kColumn},
    {"group id", Scope::kColumn},
    {"created by", Scope::kColumn},
    {"updated by", Scope::kColumn},
    {"modified by", Scope::kColumn},
    {"granted by", Scope::kColumn},
    {"quota"},
    {"credit", Scope::kColumn},
    {"balance", Scope::kColumn},
    {"rate limit"},
    {"credit limit"},
    {"plan", Scope::kColumn},
    // permission to market or to process
    {"marketing"},
    {"newsletter"},
    {"opt in"},
    {"optin"},
    {"opted in"},
    {"subscribed"},
    {"email ok"},
    {"emailok"},
    {"mail ok"},
    {"sms ok"},
    {"phone ok"},
    {"contact ok"},
    {"may contact"},
    {"allow contact"},
    {"allow email"},
    {"consent given"},
    {"has consent"},
    {"consented"},
    {"is consent"},
    // Holdall's own ledger
    {"holdall"},
});

// Whole words that contain a phrase and grant nothing: only those that ordinary columns of people's data are called.
constexpr auto kHarmless = std::to_array<std::string_view>({
    "accreditation", "administration", "administrative", "badminton", "emigrant",  "hashtag",    "immigrant",
    "interactive",   "lieutenant",     "migrant",        "obsession", "permanent", "pink",       "pinned",
    "pinterest",     "plane",          "planet",         "planned",   "plant",     "possession", "proactive",
    "quotation",     "radioactive",    "reactive",       "salted",    "secretary", "spin",       "unsubscribed",
});

bool same_word(std::string_view word, std::string_view entry) {
  return word == entry || (word.size() == entry.size() + 1 && word.starts_with(entry) && word.back() == 's');
}

// A name as the look-up sees it.
struct Name {
  std::vector<std::string> words;
  std::vector<std::string> suspects;  // the words without the harmless ones
  std::string squeezed;               // the suspects run together, with a gap where a harmless word stood
};

Name look_at(std::string_view text) {
  Name name;
  name.words = split_name(text);
  for (const std::string& word : name.words) {
    const auto is_harmless = [&](std::string_view entry) { return same_word(word, entry); };
    if (std::ranges::any_of(kHarmless, is_harmless)) {
      name.squeezed.push_back(' ');
      continue;
    }
    name.suspects.push_back(word);
    name.squeezed.append(word);
  }
  return name;
}

// Whether the words of `phrase` stand in `name`, one after the other, beginning with word `at`.
bool stands_at(const std::vector<std::string>& name, std::size_t at, std::string_view phrase) {
  while (!phrase.empty()) {
    const std::size_t end = std::min(phrase.find(' '), phrase.size());
    if (at == name.size() || !same_word(name[at++], phrase.substr(0, end))) {
      return false;
    }
    phrase.remove_prefix(std::min(end + 1, phrase.size()));
  }
  return true;
}

bool stands_in(const Name& name, std::string_view phrase) {
  for (std::size_t at = 0; at < name.words.size(); ++at) {
    if (stands_at(name.words, at, phrase)) {
      return true;
    }
  }
  return false;
}

// From how many letters on a phrase is looked for inside a word, and across words ("pass_word"). Shorter ones are in
// too many ordinary names by chance (pin: shipping; admin: read_minutes) and count where a word begins or ends with
// them.
constexpr std::size_t kInsideWord = 5;
constexpr std::size_t kAcrossWords = 6;

// Whether `phrase` is in `name` without its gaps, or with others ("emailverified", "news_letter").
bool hides_in(const Name& name, std::string_view phrase) {
  std::string letters(phrase);
  std::erase(letters, ' ');
  if (letters.size() >= kAcrossWords) {
    return name.squeezed.find(letters) != std::string::npos;
  }
  const auto has = [&](const std::string& word) {
    return letters.size() >= kInsideWord
               ? word.find(letters) != std::string::npos
               : word.starts_with(letters) || word.ends_with(letters) || word.ends_with(letters + "s");
  };
  return std::ranges::any_of(name.suspects, has);
}

std::string_view find_phrase(std::string_view text, bool is_table) {
  const Name name = look_at(text);
  for (const Phrase& phrase : kPhrases) {
    if (is_table && phrase.scope == Scope::kColumn) {
      continue;
    }
    if (stands_in(name, phrase.words) || hides_in(name, phrase.words)) {
      return phrase.words;
    }
  }
  return {};
}

}  // namespace

std::vector<std::string> split_name(std::string_view name) {
  std::vector<std::string> words;
  bool open = false;
  for (std::size_t at = 0; at < name.size(); ++at) {
    const char c = name[at];
    if (class_of(c) == Class::kOther) {
      open = false;
      continue;
    }
    if (!open || begins_word(name, at)) {
      words.emplace_back();
    }
    open = true;
    words.back().push_back(class_of(c) == Class::kUpper ? static_cast<char>(c - 'A' + 'a') : c);
  }
  return words;
}

std::string_view authority_in_column(std::string_view column) {
  return find_phrase(column, false);
}

std::string_view authority_in_table(std::string_view table) {
  return find_phrase(table, true);
}

}  // namespace holdall
