// The file key in stanzas: wrapped for a recipient or under a passphrase, and found again. Private to core/crypto/age.
#pragma once

#include "holdall/core/base/clock.h"
#include "holdall/core/base/limits.h"
#include "holdall/core/base/result.h"
#include "holdall/core/base/secret.h"
#include "holdall/core/crypto/age/header.h"
#include "holdall/core/crypto/age/keys.h"

namespace holdall::age_internal {

Stanza wrap_x25519(const Secret& file_key, const AgeRecipient& recipient, Random& random);
// Errors: kLimit where there is not the memory.
Result<Stanza> wrap_scrypt(const Secret& file_key, const Secret& passphrase, unsigned work_factor, Random& random);

// The file key, whose MAC the header has. Every stanza of a kind that is known must be well formed, also one that is
// not needed; others are passed over. Errors: kCannotDecrypt.
Result<Secret> unwrap(const Header& header, const AgeKeys& keys, const Limits& limits);

}  // namespace holdall::age_internal
