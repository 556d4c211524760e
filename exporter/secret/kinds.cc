#include "holdall/exporter/secret/kinds.h"

#include <algorithm>
#include <array>

namespace holdall {
namespace {

// In the order of the enumeration.
constexpr std::array kKinds = {
    SecretKindInfo{SecretKind::kPasswordHash, "password_hash", "a password's hash", true},
    SecretKindInfo{SecretKind::kPrivateKey, "private_key", "a private key", true},
    SecretKindInfo{SecretKind::kJsonWebToken, "json_web_token", "a JSON Web Token", true},
    SecretKindInfo{SecretKind::kJsonWebKey, "json_web_key", "a private JSON Web Key", true},
    SecretKindInfo{SecretKind::kOtpauth, "otpauth", "the seed of one-time passwords", true},
    SecretKindInfo{SecretKind::kServiceKey, "service_key", "a key of a service", true},
    SecretKindInfo{SecretKind::kUrlPassword, "url_password", "a password in a URL or connection string", true},
    SecretKindInfo{SecretKind::kCardNumber, "card_number", "the number of a payment card", false},
    SecretKindInfo{SecretKind::kRandomToken, "random_token", "a random token", false},
};

}  // namespace

std::span<const SecretKindInfo> secret_kinds() {
  return kKinds;
}

const SecretKindInfo& info_of(SecretKind kind) {
  return kKinds[static_cast<std::size_t>(kind)];  // NOLINT: the table has every kind
}

std::optional<SecretKind> find_secret_kind(std::string_view name) {
  const auto* found =
      std::find_if(kKinds.begin(), kKinds.end(), [&](const SecretKindInfo& info) { return info.name == name; });
  return found == kKinds.end() ? std::nullopt : std::optional(found->kind);
}

SecretKinds SecretKinds::all() {
  SecretKinds kinds;
  for (const SecretKindInfo& info : kKinds) {
    kinds.add(info.kind);
  }
  return kinds;
}

SecretKinds SecretKinds::of_binary() {
  SecretKinds kinds;
  for (const SecretKindInfo& info : kKinds) {
    if (info.in_binary) {
      kinds.add(info.kind);
    }
  }
  return kinds;
}

}  // namespace holdall
