// Passphrases: from a file, an open descriptor or the terminal; never from the command line or the environment.
#pragma once

#include <cstdint>
#include <string>

#include "holdall/core/base/result.h"
#include "holdall/core/base/secret.h"

namespace holdall::cli {

enum class Asking : std::uint8_t { kOnce, kTwice };  // at the terminal: a new passphrase twice

// One line of 1 to 1024 bytes, without its end. `from`: `tty` asks at the terminal; `fd:N` reads descriptor N to its
// end; else the path of a file that nobody else can read. Errors: kUsage without a terminal, for two lines that
// differ, a descriptor that is none; kKeyUnfit for what is not one line; kPathUnsafe, kNotFound, kIo.
Result<Secret> read_passphrase(const std::string& from, Asking asking);

}  // namespace holdall::cli
