// The private key that a command signs with: the one place that opens it.
#pragma once

#include <string>

#include "holdall/core/base/result.h"
#include "holdall/core/crypto/keys.h"

namespace holdall::cli {

struct SigningKeySource {
  std::string file;             // path, `-`, or fd:N; empty where the command signs nothing
  std::string passphrase_file;  // or fd:N; empty: asked at the terminal, if the key needs one
};

// Errors: of KeyFile and of passphrases; kUsage where a passphrase is missing, or is given for a key that has none.
Result<PrivateKey> load_signing_key(const SigningKeySource& source);

}  // namespace holdall::cli
