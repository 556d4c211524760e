// What the command line says about encryption: with which keys to read, for whom to write.
#pragma once

#include <optional>

#include "cli/commands.h"
#include "holdall/core/base/limits.h"
#include "holdall/core/base/result.h"
#include "holdall/core/crypto/age/keys.h"
#include "holdall/formats/bundle/verify.h"

namespace holdall::cli {

// The keys to read with, and how much work a passphrase may ask for.
struct Decryption {
  AgeKeys keys;
  Limits limits;
};
// Errors: kKeyUnfit, kPathUnsafe, kNotFound, kIo, kUsage (see passphrase.h).
Result<Decryption> read_decryption(const DecryptionArguments& arguments);
// A bundle as a command is given it, encrypted or not. Errors: those of open_bundle and read_decryption.
Result<OpenedBundle> open_bundle(const std::string& path, const DecryptionArguments& arguments);

// Whom to encrypt to; nothing where nobody is named. Errors: as above; kTrustUnfit, and kNotFound for an issuer that is
// not in the trust store; kUsage for what does not go together.
Result<std::optional<AgeTarget>> read_encryption(const EncryptionArguments& arguments);
// The keys with which we can read again what is encrypted so: a passphrase, or none.
AgeKeys own_keys(const AgeTarget& target);

}  // namespace holdall::cli
