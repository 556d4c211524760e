#include "cli/encryption.h"

#include <algorithm>

#include "cli/passphrase.h"
#include "holdall/core/base/text.h"
#include "holdall/core/crypto/trust_store.h"

namespace holdall::cli {
namespace {

Error unusable(const char* why) {
  return {ErrorCode::kUsage, why, {}};
}

Result<AgeRecipient> recipient_of(const TrustStore& trust, const std::string& iss) {
  const auto issuers = trust.issuers();
  const auto found =
      std::find_if(issuers.begin(), issuers.end(), [&](const TrustedIssuer& issuer) { return issuer.iss == iss; });
  if (found == issuers.end() || !found->age) {
    return Error{ErrorCode::kNotFound, "the trust store has no age recipient for `" + printable(iss) + "`", {}};
  }
  auto recipient = AgeRecipient::parse(*found->age);
  return recipient.ok() ? std::move(recipient)
                        : Error{ErrorCode::kTrustUnfit,
                                "the trust store: `age` of `" + printable(iss) + "`: " + recipient.error().message,
                                {}};
}

Result<void> add_issuers(const EncryptionArguments& arguments, AgeTarget& target) {
  if (arguments.issuers.empty()) {
    return {};
  }
  if (arguments.trust.empty()) {
    return unusable("an issuer's key is looked up in a trust store: --trust");
  }
  HOLDALL_ASSIGN(const TrustStore trust, TrustStore::load(arguments.trust));
  for (const std::string& iss : arguments.issuers) {
    HOLDALL_ASSIGN(const AgeRecipient recipient, recipient_of(trust, iss));
    target.recipients.push_back(recipient);
  }
  return {};
}

Secret copy(const Secret& secret) {
  return Secret({secret.reveal().begin(), secret.reveal().end()});
}

}  // namespace

Result<Decryption> read_decryption(const DecryptionArguments& arguments) {
  Decryption decryption;
  for (const std::string& file : arguments.identities) {
    HOLDALL_ASSIGN(std::vector<AgeIdentity> identities, load_age_identities(file));
    std::move(identities.begin(), identities.end(), std::back_inserter(decryption.keys.identities));
  }
  if (!arguments.passphrase.empty()) {
    HOLDALL_ASSIGN(decryption.keys.passphrase, read_passphrase(arguments.passphrase, Asking::kOnce));
  }
  decryption.limits.scrypt_work_factor = arguments.max_work_factor;
  return decryption;
}

Result<OpenedBundle> open_bundle(const std::string& path, const DecryptionArguments& arguments) {
  HOLDALL_ASSIGN(const Decryption decryption, read_decryption(arguments));
  return open_bundle(path, decryption.keys, decryption.limits);
}

Result<std::optional<AgeTarget>> read_encryption(const EncryptionArguments& arguments) {
  AgeTarget target;
  target.armor = arguments.armor;
  for (const std::string& text : arguments.recipients) {
    HOLDALL_ASSIGN(const AgeRecipient recipient, AgeRecipient::parse(text));
    target.recipients.push_back(recipient);
  }
  for (const std::string& file : arguments.recipient_files) {
    HOLDALL_ASSIGN(const std::vector<AgeRecipient> recipients, load_age_recipients(file));
    target.recipients.insert(target.recipients.end(), recipients.begin(), recipients.end());
  }
  HOLDALL_TRY(add_issuers(arguments, target));
  if (!arguments.passphrase.empty() && !target.recipients.empty()) {
    return unusable("recipients or a passphrase: the format has a passphrase only alone");
  }
  if (!arguments.passphrase.empty()) {
    HOLDALL_ASSIGN(target.passphrase, read_passphrase(arguments.passphrase, Asking::kTwice));
  }
  if (target.passphrase || !target.recipients.empty()) {
    return std::optional(std::move(target));
  }
  if (arguments.armor) {
    return unusable("--armor is of an encrypted file: name recipients or a passphrase");
  }
  return std::optional<AgeTarget>();
}

AgeKeys own_keys(const AgeTarget& target) {
  AgeKeys keys;
  if (target.passphrase) {
    keys.passphrase = copy(*target.passphrase);
  }
  return keys;
}

}  // namespace holdall::cli
