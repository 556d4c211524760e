// The header of an age file: text, one stanza for each way to the file key, a MAC (C2SP age v1). Private to
// core/crypto/age.
//
//   age-encryption.org/v1
//   -> X25519 SHARE
//   BODY
//   --- MAC
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/limits.h"
#include "holdall/core/base/result.h"
#include "holdall/core/base/secret.h"
#include "holdall/core/crypto/age/buffered.h"

namespace holdall::age_internal {

struct Stanza {
  std::string type;
  std::vector<std::string> arguments;
  std::vector<std::byte> body;
};

struct Header {
  std::vector<Stanza> stanzas;
  std::string authenticated;   // what the MAC is over: up to and with `---`
  std::vector<std::byte> mac;  // 32 bytes
};

// Reads as far as the header goes, never more than `limits` allow. Errors: kCannotDecrypt for all that is not the one
// spelling of a header; those of the source.
Result<Header> read_header(BufferedSource& in, const Limits& limits);
// The whole header, LF included.
std::string write_header(const std::vector<Stanza>& stanzas, const Secret& file_key);
// Whether the MAC is that of `file_key`, in constant time.
bool is_authentic(const Header& header, const Secret& file_key);

}  // namespace holdall::age_internal
