#include "cli/signing_key.h"

#include "cli/passphrase.h"
#include "holdall/core/base/text.h"
#include "holdall/core/crypto/key_file.h"

namespace holdall::cli {
namespace {

Result<Secret> passphrase_of(const SigningKeySource& source) {
  if (!source.passphrase_file.empty()) {
    return read_passphrase(source.passphrase_file);
  }
  if (!can_ask()) {
    return Error{ErrorCode::kUsage, "`" + printable(source.file) + "` is under a passphrase",
                 "--key-passphrase-file FILE, or fd:N"};
  }
  return ask_passphrase("passphrase of " + printable(source.file) + ": ");
}

}  // namespace

Result<PrivateKey> load_signing_key(const SigningKeySource& source) {
  HOLDALL_ASSIGN(KeyFile file, KeyFile::load(source.file));
  const std::string shown = "`" + printable(source.file) + "`";
  if (!file.is_private()) {
    return Error{ErrorCode::kKeyUnfit, shown + " holds no private key", {}};
  }
  if (file.is_encrypted()) {
    HOLDALL_ASSIGN(const Secret passphrase, passphrase_of(source));
    auto key = file.unlock(passphrase);
    return key.ok() ? std::move(key) : std::move(key).error().within(shown);
  }
  if (!source.passphrase_file.empty()) {
    return Error{ErrorCode::kUsage, shown + " is not under a passphrase", "holdall key passphrase puts it under one"};
  }
  return std::move(file).take_private();
}

}  // namespace holdall::cli
