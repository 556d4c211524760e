#include "holdall/exporter/draft/guess.h"

#include <algorithm>
#include <array>
#include <span>

#include "holdall/exporter/draft/names.h"

namespace holdall {
namespace {

using Words = std::vector<std::string>;
using Phrases = std::span<const std::string_view>;

constexpr auto kCredential = std::to_array<std::string_view>({"password",
                                                              "passwd",
                                                              "pwd",
                                                              "pass",
                                                              "passphrase",
                                                              "passcode",
                                                              "pw",
                                                              "secret",
                                                              "token",
                                                              "otp",
                                                              "totp",
                                                              "hotp",
                                                              "pin",
                                                              "apikey",
                                                              "api key",
                                                              "private key",
                                                              "privatekey",
                                                              "access key",
                                                              "secret key",
                                                              "signing key",
                                                              "encryption key",
                                                              "session key",
                                                              "session data",
                                                              "salt",
                                                              "hash",
                                                              "answer",
                                                              "security question",
                                                              "sec q",
                                                              "sec a",
                                                              "cookie",
                                                              "jwt",
                                                              "bearer",
                                                              "credential",
                                                              "mnemonic",
                                                              "seed phrase",
                                                              "recovery code",
                                                              "recovery key",
                                                              "backup code",
                                                              "activation code",
                                                              "activation key",
                                                              "verification code",
                                                              "verify code",
                                                              "reset code",
                                                              "reset key",
                                                              "auth code",
                                                              "auth key",
                                                              "login key",
                                                              "license key",
                                                              "cvv",
                                                              "cvc",
                                                              "webauthn",
                                                              "passkey",
                                                              "fingerprint",
                                                              "magic link",
                                                              "keystore"});
// A table of secrets: what stands under these plain names is one.
constexpr auto kSecretTable =
    std::to_array<std::string_view>({"token", "secret", "credential", "session", "password", "otp", "totp", "apikey",
                                     "api key", "recovery", "webauthn"});
constexpr auto kSecretColumn =
    std::to_array<std::string_view>({"key", "value", "code", "data", "digest", "body", "payload"});
// A name that ends so tells about a secret, and is none.
constexpr auto kAboutIt = std::to_array<std::string_view>(
    {"id",      "at",      "on",      "date",    "time",    "count",  "type",     "kind",    "expire", "expiry",
     "expired", "created", "updated", "changed", "sent",    "issued", "revoked",  "version", "algo",   "algorithm",
     "scope",   "state",   "status",  "enabled", "attempt", "used",   "verified", "length",  "policy", "required"});
constexpr auto kQuestion = std::to_array<std::string_view>({"is", "has", "needs"});

constexpr auto kHighRisk = std::to_array<std::string_view>({"ssn",
                                                            "social security",
                                                            "passport",
                                                            "driver license",
                                                            "driver licence",
                                                            "driving license",
                                                            "driving licence",
                                                            "drivers license",
                                                            "licence no",
                                                            "license no",
                                                            "licence number",
                                                            "license number",
                                                            "iban",
                                                            "bank account",
                                                            "account number",
                                                            "routing number",
                                                            "card",
                                                            "card number",
                                                            "card no",
                                                            "pan",
                                                            "credit card",
                                                            "debit card",
                                                            "tax id",
                                                            "tax number",
                                                            "tin",
                                                            "vat id",
                                                            "national id",
                                                            "national number",
                                                            "identity number",
                                                            "id number",
                                                            "nino",
                                                            "bsn",
                                                            "personnummer",
                                                            "cpf",
                                                            "curp",
                                                            "nif",
                                                            "dni",
                                                            "pesel",
                                                            "aadhaar",
                                                            "medicare"});

constexpr auto kSecurity = std::to_array<std::string_view>(
    {"fraud",     "suspicious", "risk",           "abuse",    "attempt", "failed login", "login fail", "blacklist",
     "blocklist", "denylist",   "banned",         "ban",      "lockout", "locked",       "intrusion",  "threat",
     "sanction",  "aml",        "security event", "sec event"});

constexpr auto kPersonal = std::to_array<std::string_view>(
    {"email",     "mail",    "phone",     "telephone", "mobile",      "tel",     "fax",      "name",      "firstname",
     "lastname",  "surname", "nickname",  "nick",      "username",    "login",   "user",     "address",   "street",
     "city",      "town",    "zip",       "postal",    "postcode",    "birth",   "birthday", "birthdate", "dob",
     "born",      "gender",  "sex",       "age",       "nationality", "ip",      "lat",      "latitude",  "longitude",
     "location",  "country", "language",  "avatar",    "photo",       "picture", "bio",      "about",     "religion",
     "ethnicity", "health",  "diagnosis", "salary",    "income",      "agent",   "customer"});

struct Named {
  std::string_view phrase;
  std::string_view what;
};

// First match wins.
constexpr std::array kIdentifiers = {
    Named{"email", "email"},         Named{"mail", "email"},     Named{"phone", "phone"},
    Named{"telephone", "phone"},     Named{"mobile", "phone"},   Named{"cell", "phone"},
    Named{"tel", "phone"},           Named{"fax", "fax"},        Named{"username", "username"},
    Named{"user name", "username"},  Named{"login", "username"}, Named{"handle", "username"},
    Named{"screen name", "username"}};

constexpr std::array kProfile = {Named{"display name", "display_name"},
                                 Named{"displayname", "display_name"},
                                 Named{"full name", "display_name"},
                                 Named{"fullname", "display_name"},
                                 Named{"nickname", "display_name"},
                                 Named{"nick", "display_name"},
                                 Named{"nicename", "display_name"},
                                 Named{"first name", "given_name"},
                                 Named{"firstname", "given_name"},
                                 Named{"given", "given_name"},
                                 Named{"forename", "given_name"},
                                 Named{"fname", "given_name"},
                                 Named{"last name", "family_name"},
                                 Named{"lastname", "family_name"},
                                 Named{"surname", "family_name"},
                                 Named{"family", "family_name"},
                                 Named{"lname", "family_name"},
                                 Named{"birth", "birth_date"},
                                 Named{"birthday", "birth_date"},
                                 Named{"birthdate", "birth_date"},
                                 Named{"dob", "birth_date"},
                                 Named{"born", "birth_date"},
                                 Named{"country", "country"},
                                 Named{"postal", "postal_code"},
                                 Named{"postcode", "postal_code"},
                                 Named{"zip", "postal_code"},
                                 Named{"zipcode", "postal_code"},
                                 Named{"language", "language"},
                                 Named{"locale", "language"},
                                 Named{"lang", "language"},
                                 Named{"status", "status"},
                                 Named{"created", "created"},
                                 Named{"registered", "created"},
                                 Named{"joined", "created"},
                                 Named{"signup", "created"},
                                 Named{"deleted", "deleted"},
                                 Named{"purge", "purge_after"},
                                 Named{"legal hold", "legal_hold"}};

constexpr std::array kSections = {Named{"consent", "consents"},
                                  Named{"preference", "preferences"},
                                  Named{"pref", "preferences"},
                                  Named{"setting", "preferences"},
                                  Named{"optout", "preferences"},
                                  Named{"opt out", "preferences"},
                                  Named{"usermeta", "preferences"},
                                  Named{"user meta", "preferences"},
                                  Named{"option", "preferences"},
                                  Named{"inference", "inferences"},
                                  Named{"prediction", "inferences"},
                                  Named{"segment", "inferences"},
                                  Named{"score", "inferences"},
                                  Named{"disclosure", "disclosures"},
                                  Named{"disclosed", "disclosures"},
                                  Named{"message", "communications"},
                                  Named{"msg", "communications"},
                                  Named{"mail", "communications"},
                                  Named{"ticket", "communications"},
                                  Named{"case", "communications"},
                                  Named{"comment", "communications"},
                                  Named{"chat", "communications"},
                                  Named{"support", "communications"},
                                  Named{"complaint", "communications"},
                                  Named{"post", "communications"},
                                  Named{"review", "communications"},
                                  Named{"conversation", "communications"},
                                  Named{"dsr", "communications"},
                                  Named{"event", "usage"},
                                  Named{"visit", "usage"},
                                  Named{"view", "usage"},
                                  Named{"log", "usage"},
                                  Named{"activity", "usage"},
                                  Named{"login", "usage"},
                                  Named{"click", "usage"},
                                  Named{"history", "usage"},
                                  Named{"usage", "usage"},
                                  Named{"play", "usage"},
                                  Named{"stat", "usage"},
                                  Named{"device", "devices"},
                                  Named{"handset", "devices"}};

struct FieldRule {
  std::string_view section;
  std::string_view phrase;
  std::string_view field;
};
// The more telling a phrase, the earlier.
constexpr std::array kFields = {FieldRule{"preferences", "meta key", "key"},
                                FieldRule{"preferences", "meta value", "value"},
                                FieldRule{"preferences", "key", "key"},
                                FieldRule{"preferences", "name", "key"},
                                FieldRule{"preferences", "setting", "key"},
                                FieldRule{"preferences", "kind", "key"},
                                FieldRule{"preferences", "option", "key"},
                                FieldRule{"preferences", "value", "value"},
                                FieldRule{"preferences", "raw", "raw"},
                                FieldRule{"preferences", "updated", "updated"},
                                FieldRule{"preferences", "at", "updated"},
                                FieldRule{"usage", "ip", "ip"},
                                FieldRule{"usage", "ua", "user_agent"},
                                FieldRule{"usage", "user agent", "user_agent"},
                                FieldRule{"usage", "page", "object"},
                                FieldRule{"usage", "url", "object"},
                                FieldRule{"usage", "path", "object"},
                                FieldRule{"usage", "object", "object"},
                                FieldRule{"usage", "status", "status"},
                                FieldRule{"usage", "metric", "metric"},
                                FieldRule{"usage", "period", "period"},
                                FieldRule{"usage", "count", "count"},
                                FieldRule{"usage", "country", "country"},
                                FieldRule{"usage", "geo", "country"},
                                FieldRule{"usage", "gpc", "privacy_signal"},
                                FieldRule{"usage", "detail", "detail"},
                                FieldRule{"usage", "description", "detail"},
                                FieldRule{"usage", "created", "at"},
                                FieldRule{"usage", "at", "at"},
                                FieldRule{"usage", "time", "at"},
                                FieldRule{"usage", "timestamp", "at"},
                                FieldRule{"devices", "device id", "device_id"},
                                FieldRule{"devices", "identifier", "device_id"},
                                FieldRule{"devices", "model", "model"},
                                FieldRule{"devices", "ad id", "ad_id"},
                                FieldRule{"devices", "idfa", "ad_id"},
                                FieldRule{"devices", "kind", "kind"},
                                FieldRule{"devices", "platform", "kind"},
                                FieldRule{"devices", "unlinked", "unlinked"},
                                FieldRule{"devices", "linked", "linked"},
                                FieldRule{"devices", "created", "linked"},
                                FieldRule{"devices", "registered", "linked"},
                                FieldRule{"communications", "body", "body"},
                                FieldRule{"communications", "content", "body"},
                                FieldRule{"communications", "text", "body"},
                                FieldRule{"communications", "message", "body"},
                                FieldRule{"communications", "channel", "channel"},
                                FieldRule{"communications", "staff", "staff"},
                                FieldRule{"communications", "author", "author"},
                                FieldRule{"communications", "routed", "routed_to"},
                                FieldRule{"communications", "case id", "case"},
                                FieldRule{"communications", "ticket id", "case"},
                                FieldRule{"communications", "status", "status"},
                                FieldRule{"communications", "state", "status"},
                                FieldRule{"communications", "due", "due"},
                                FieldRule{"communications", "closed", "closed"},
                                FieldRule{"communications", "sent", "at"},
                                FieldRule{"communications", "opened", "at"},
                                FieldRule{"communications", "created", "at"},
                                FieldRule{"communications", "received", "at"},
                                FieldRule{"communications", "at", "at"},
                                FieldRule{"communications", "date", "at"},
                                FieldRule{"inferences", "attr", "attribute"},
                                FieldRule{"inferences", "attribute", "attribute"},
                                FieldRule{"inferences", "segment", "attribute"},
                                FieldRule{"inferences", "value", "value"},
                                FieldRule{"inferences", "confidence", "confidence"},
                                FieldRule{"inferences", "probability", "confidence"},
                                FieldRule{"inferences", "model", "model"},
                                FieldRule{"inferences", "derived", "derived_from"},
                                FieldRule{"inferences", "consent", "consent"},
                                FieldRule{"inferences", "at", "at"},
                                FieldRule{"inferences", "created", "at"},
                                FieldRule{"disclosures", "recipient", "recipient"},
                                FieldRule{"disclosures", "role", "role"},
                                FieldRule{"disclosures", "country", "country"},
                                FieldRule{"disclosures", "safeguard", "safeguard"},
                                FieldRule{"disclosures", "contact", "contact"},
                                FieldRule{"disclosures", "item", "items"},
                                FieldRule{"disclosures", "purpose", "purpose"},
                                FieldRule{"disclosures", "sold", "sold_or_shared"},
                                FieldRule{"disclosures", "at", "at"}};

constexpr auto kRoles =
    std::to_array<std::string_view>({"owner", "user", "account", "customer", "client", "member", "author", "sender",
                                     "creator", "created by", "from", "recipient", "receiver", "to"});

bool any_of(Phrases phrases, const Words& words) {
  return std::any_of(phrases.begin(), phrases.end(), [&](std::string_view each) { return has_phrase(words, each); });
}

template <typename Table>
std::string_view first_of(const Table& table, const Words& words) {
  const auto* found =
      std::find_if(table.begin(), table.end(), [&](const Named& each) { return has_phrase(words, each.phrase); });
  return found == table.end() ? std::string_view() : found->what;
}

bool is_one_of(Phrases phrases, std::string_view word) {
  return std::find(phrases.begin(), phrases.end(), word) != phrases.end();
}

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return text;
}

bool has(const std::string& declared, std::string_view part) {
  return declared.find(part) != std::string::npos;
}

std::string_view guess_type(const Words& words, const std::string& declared_type) {
  const std::string declared = upper(declared_type);
  const bool is_text = has(declared, "CHAR") || has(declared, "TEXT") || has(declared, "CLOB") || declared.empty();
  if (has(declared, "BOOL") || declared == "TINYINT(1)" || declared == "BIT") {
    return "boolean";
  }
  if (has(declared, "INT") || has(declared, "SERIAL")) {
    return "integer";
  }
  if (has(declared, "JSON") || (is_text && !words.empty() && words.back() == "json")) {
    return "json";
  }
  if (has(declared, "BLOB") || has(declared, "BYTEA") || has(declared, "BINARY")) {
    return "bytes";
  }
  if (has(declared, "TIME")) {
    return "timestamp";
  }
  if (declared == "DATE" ||
      (is_text && any_of(std::array<std::string_view, 4>{"birth", "birthday", "dob", "birthdate"}, words))) {
    return "date";
  }
  if (has(declared, "REAL") || has(declared, "FLOA") || has(declared, "DOUB") || has(declared, "NUM") ||
      has(declared, "DEC")) {
    return "number";
  }
  constexpr auto kMoments =
      std::to_array<std::string_view>({"at", "created", "updated", "timestamp", "linked", "unlinked", "issued",
                                       "expires", "revoked", "opened", "closed", "expire"});
  return is_text && !words.empty() && is_one_of(kMoments, words.back()) ? "timestamp" : "text";
}

bool is_credential(const Words& table, const Words& words, std::string_view type) {
  if (words.empty() || is_one_of(kQuestion, words.front()) || type == "timestamp" || type == "date") {
    return false;
  }
  if (any_of(std::array<std::string_view, 2>{"session id", "sessionid"}, words)) {
    return type != "integer";  // the number of a row
  }
  if (is_one_of(kAboutIt, words.back()) || type == "boolean") {
    return false;
  }
  if (any_of(kCredential, words)) {
    const bool can_be_number = any_of(std::array<std::string_view, 5>{"pin", "otp", "code", "cvv", "cvc"}, words);
    return (type != "integer" && type != "number") || can_be_number;
  }
  return type != "integer" && any_of(kSecretTable, table) && is_one_of(kSecretColumn, words.back());
}

// card_id and passport_issued only tell about it.
bool is_high_risk(const Words& words, std::string_view type) {
  if (words.empty() || !any_of(kHighRisk, words) || type == "boolean" || type == "timestamp") {
    return false;
  }
  return !is_one_of(kAboutIt, words.back()) ||
         any_of(std::array<std::string_view, 3>{"tax id", "national id", "vat id"}, words);
}

}  // namespace

bool is_numeric(const std::string& declared_type) {
  const std::string_view type = guess_type({}, declared_type);
  return type == "integer" || type == "number" || type == "boolean";
}

ColumnGuess guess_column(const Words& table_words, const sqlite::Column& column) {
  const Words words = words_of(column.name);
  ColumnGuess guess;
  guess.type = guess_type(words, column.declared_type);
  if (is_credential(table_words, words, guess.type)) {
    guess.special = "credential";
  } else if (is_high_risk(words, guess.type)) {
    guess.special = "high_risk_id";
  } else if (any_of(kSecurity, words) || any_of(kSecurity, table_words)) {
    guess.special = "security";
  }
  const bool is_flag = guess.type == "boolean" || guess.type == "timestamp" || (!words.empty() && words.back() == "id");
  if (guess.special.empty() && !is_flag) {
    guess.kind = first_of(kIdentifiers, words);
  }
  if (guess.special.empty() && guess.kind.empty()) {
    guess.profile = first_of(kProfile, words);
    if (guess.profile.empty() && words == Words{"name"}) {
      guess.profile = "display_name";
    }
  }
  guess.is_personal = !guess.kind.empty() || (!is_flag && any_of(kPersonal, words));
  return guess;
}

std::string_view guess_section(const Words& table_words) {
  return first_of(kSections, table_words);
}

std::string_view guess_field(std::string_view section, const Words& column_words) {
  const auto* found = std::find_if(kFields.begin(), kFields.end(), [&](const FieldRule& rule) {
    return rule.section == section && has_phrase(column_words, rule.phrase);
  });
  return found == kFields.end() ? std::string_view() : found->field;
}

int person_score(const Words& table_words) {
  constexpr auto kPeople = std::to_array<std::string_view>({"user", "account", "customer", "person", "people", "member",
                                                            "client", "patient", "subscriber", "student", "contact",
                                                            "guest", "profile", "employee", "staff", "worker"});
  if (table_words.empty()) {
    return 0;
  }
  // The last word is the noun: `user` and `app_user` hold people, `user_group` holds groups.
  for (std::size_t i = 0; i < kPeople.size(); ++i) {
    if (table_words.back() == kPeople[i]) {
      return i < 13 ? 10 : 4;
    }
  }
  return 0;
}

bool is_role(const Words& column_words) {
  if (column_words.size() == 1 && (column_words[0] == "from" || column_words[0] == "to")) {
    return true;
  }
  // The last words are what the column holds: member_count holds no member.
  return std::any_of(kRoles.begin(), kRoles.end(), [&](std::string_view role) {
    const std::size_t size = role == "created by" ? 2 : 1;
    return role != "from" && role != "to" && column_words.size() >= size &&
           has_phrase(Words(column_words.end() - static_cast<std::ptrdiff_t>(size), column_words.end()), role);
  });
}

int role_rank(const Words& column_words) {
  for (std::size_t i = 0; i < kRoles.size(); ++i) {
    if (has_phrase(column_words, kRoles[i])) {
      return static_cast<int>(i);
    }
  }
  return static_cast<int>(kRoles.size());
}

}  // namespace holdall
