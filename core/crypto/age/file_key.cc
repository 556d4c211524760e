#include "holdall/core/crypto/age/file_key.h"

#include <algorithm>

#include "holdall/core/base/text.h"
#include "holdall/core/crypto/age/primitives.h"

namespace holdall::age_internal {
namespace {

constexpr std::string_view kX25519 = "X25519";
constexpr std::string_view kX25519Info = "age-encryption.org/v1/X25519";
constexpr std::string_view kScrypt = "scrypt";
constexpr std::string_view kScryptSalt = "age-encryption.org/v1/scrypt";
constexpr std::size_t kSaltBytes = 16;
constexpr std::size_t kBodyBytes = kFileKeyBytes + kTagBytes;

Error malformed(const char* why) {
  return cannot_decrypt(std::string("the age header is malformed: ") + why);
}

std::vector<std::byte> joined(std::span<const std::byte> a, std::span<const std::byte> b) {
  std::vector<std::byte> both(a.begin(), a.end());
  both.insert(both.end(), b.begin(), b.end());
  return both;
}

// The key that wraps is used once, so its nonce is zero.
std::vector<std::byte> seal_file_key(const Secret& file_key, const Secret& wrapping) {
  std::vector<std::byte> body(kBodyBytes);
  seal(wrapping, Nonce{}, file_key.reveal(), body);
  return body;
}

std::optional<Secret> unseal_file_key(const Stanza& stanza, const Secret& wrapping) {
  std::vector<std::byte> key(kFileKeyBytes);
  const bool is_right = unseal(wrapping, Nonce{}, stanza.body, key);
  Secret secret(std::move(key));
  return is_right ? std::optional(std::move(secret)) : std::nullopt;
}

Secret x25519_wrapping(const Secret& shared, std::span<const std::byte> share, const AgeRecipient& recipient) {
  return hkdf(shared.reveal(), joined(share, recipient.bytes()), kX25519Info);
}

// The argument in base64 of `size` bytes; nothing where there is no such one.
std::optional<std::vector<std::byte>> bytes_argument(const Stanza& stanza, std::size_t arguments, std::size_t size) {
  if (stanza.arguments.size() != arguments || stanza.body.size() != kBodyBytes) {
    return std::nullopt;
  }
  auto bytes = unbase64(stanza.arguments.front());
  return bytes && bytes->size() == size ? std::move(bytes) : std::nullopt;
}

// The work factor; nothing where it is not a whole number above 0 in its one spelling. What is too long to be one
// is 99.
std::optional<unsigned> work_factor_of(std::string_view text) {
  const bool is_number = !text.empty() && text.front() != '0' &&
                         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!is_number) {
    return std::nullopt;
  }
  unsigned value = 0;
  for (const char c : text.substr(0, 2)) {
    value = value * 10 + static_cast<unsigned>(c - '0');
  }
  return text.size() > 2 ? 99 : value;
}

Result<Secret> unwrap_scrypt(const Stanza& stanza, const AgeKeys& keys, const Limits& limits) {
  const auto salt = bytes_argument(stanza, 2, kSaltBytes);
  const auto work_factor = salt ? work_factor_of(stanza.arguments[1]) : std::nullopt;
  if (!work_factor) {
    return malformed("its scrypt stanza");
  }
  if (!keys.passphrase) {
    return cannot_decrypt("it is encrypted under a passphrase", "--passphrase-file FILE");
  }
  if (*work_factor > limits.scrypt_work_factor) {
    return cannot_decrypt("its passphrase asks for a scrypt work factor over " +
                              std::to_string(limits.scrypt_work_factor) + ", and so for too much memory and time",
                          *work_factor <= 20 ? "--max-work-factor 20" : "");
  }
  const auto wrapping = scrypt(*keys.passphrase, joined(as_bytes(kScryptSalt), *salt), *work_factor);
  if (!wrapping) {
    return cannot_decrypt("there is not the memory that its passphrase asks for");
  }
  auto file_key = unseal_file_key(stanza, *wrapping);
  if (!file_key) {
    return cannot_decrypt("no key fits: the passphrase is wrong, or the file is damaged");
  }
  return *std::move(file_key);
}

Result<std::optional<Secret>> try_x25519(const Stanza& stanza, const AgeIdentity& identity) {
  const auto share = bytes_argument(stanza, 1, kKeyBytes);
  const auto shared = share ? x25519(identity.scalar(), *share) : std::nullopt;
  if (!shared) {
    return malformed("an X25519 stanza");
  }
  return unseal_file_key(stanza, x25519_wrapping(*shared, *share, identity.recipient()));
}

Result<Secret> unwrap_x25519(const Header& header, const AgeKeys& keys) {
  for (const Stanza& stanza : header.stanzas) {
    if (stanza.type == kX25519 && !bytes_argument(stanza, 1, kKeyBytes)) {
      return malformed("an X25519 stanza");
    }
  }
  for (const Stanza& stanza : header.stanzas) {
    if (stanza.type != kX25519) {
      continue;
    }
    for (const AgeIdentity& identity : keys.identities) {
      HOLDALL_ASSIGN(std::optional<Secret> file_key, try_x25519(stanza, identity));
      if (file_key) {
        return *std::move(file_key);
      }
    }
  }
  return cannot_decrypt("no key fits: it is encrypted to other recipients", "--identity FILE");
}

}  // namespace

Stanza wrap_x25519(const Secret& file_key, const AgeRecipient& recipient, Random& random) {
  const AgeIdentity ephemeral = AgeIdentity::generate(random);
  const auto share = ephemeral.recipient().bytes();
  const auto shared = x25519(ephemeral.scalar(), recipient.bytes());
  HOLDALL_CHECK(shared.has_value());  // no recipient is of low order
  return {std::string(kX25519), {base64(share)}, seal_file_key(file_key, x25519_wrapping(*shared, share, recipient))};
}

Result<Stanza> wrap_scrypt(const Secret& file_key, const Secret& passphrase, unsigned work_factor, Random& random) {
  std::vector<std::byte> salt(kSaltBytes);
  random.fill(salt);
  const auto wrapping = scrypt(passphrase, joined(as_bytes(kScryptSalt), salt), work_factor);
  if (!wrapping) {
    return Error{ErrorCode::kLimit, "there is not the memory to stretch a passphrase", {}};
  }
  return Stanza{std::string(kScrypt), {base64(salt), std::to_string(work_factor)}, seal_file_key(file_key, *wrapping)};
}

Result<Secret> unwrap(const Header& header, const AgeKeys& keys, const Limits& limits) {
  const auto scrypt_stanza = std::find_if(header.stanzas.begin(), header.stanzas.end(),
                                          [](const Stanza& stanza) { return stanza.type == kScrypt; });
  const bool has_passphrase = scrypt_stanza != header.stanzas.end();
  if (has_passphrase && header.stanzas.size() != 1) {
    return malformed("a scrypt stanza beside another");
  }
  HOLDALL_ASSIGN(Secret file_key,
                 has_passphrase ? unwrap_scrypt(*scrypt_stanza, keys, limits) : unwrap_x25519(header, keys));
  if (!is_authentic(header, file_key)) {
    return cannot_decrypt("the age header was changed: its MAC is wrong");
  }
  return file_key;
}

}  // namespace holdall::age_internal
