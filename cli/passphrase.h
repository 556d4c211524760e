// Passphrases: from a file or descriptor, or asked at the terminal; never from an argument or the environment.
#pragma once

#include <cstdint>
#include <string>

#include "holdall/core/base/result.h"
#include "holdall/core/base/secret.h"

namespace holdall::cli {

enum class Asking : std::uint8_t { kOnce, kTwice };  // at the terminal: a new passphrase twice

// The one line in a file (or `fd:N`) that only its owner can read; a LF at its end is not part of it. `tty`: what is
// typed at the terminal. Errors: kUsage where it is empty or has several lines, and those of asking; kLimit,
// kPathUnsafe, kNotFound, kIo.
Result<Secret> read_passphrase(const std::string& from, Asking asking = Asking::kOnce);

// Whether a person can be asked: standard input and standard error are a terminal.
bool can_ask();
// Asks at the terminal, without showing what is typed. Dies of the signal that comes meanwhile, the terminal as it was.
// Errors: kUsage for an empty one or where there is no terminal; kLimit, kIo.
Result<Secret> ask_passphrase(const std::string& question);
// Asks twice. Errors: also kUsage where the two differ.
Result<Secret> ask_new_passphrase();

}  // namespace holdall::cli
