// Passphrases: from a file or descriptor, or asked at the terminal; never from an argument or the environment.
#pragma once

#include <string>

#include "holdall/core/base/result.h"
#include "holdall/core/base/secret.h"

namespace holdall::cli {

// The one line in a file (or `fd:N`) that only its owner can read; a LF at its end is not part of it. Errors: kUsage
// where it is empty or has several lines; kLimit, kPathUnsafe, kNotFound, kIo.
Result<Secret> read_passphrase(const std::string& path);

// Whether a person can be asked: standard input and standard error are a terminal.
bool can_ask();
// Asks at the terminal, without showing what is typed. Dies of the signal that comes meanwhile, the terminal as it was.
// Errors: kUsage for an empty one or where nobody can be asked; kLimit, kIo.
Result<Secret> ask_passphrase(const std::string& question);
// Asks twice. Errors: also kUsage where the two differ.
Result<Secret> ask_new_passphrase();

}  // namespace holdall::cli
