#include "holdall/exporter/pseudonym.h"

#include <cstddef>
#include <cstdint>
#include <utility>

#include "holdall/core/base/text.h"
#include "holdall/core/crypto/digest.h"
#include "holdall/core/json/canonical.h"
#include "holdall/exporter/mask.h"
#include "holdall/exporter/record_id.h"

namespace holdall {

Pseudonyms::Pseudonyms(Secret secret, std::string_view iss, const Value& subject) : secret_(std::move(secret)) {
  append_prefixed(prefix_, iss);
  append_prefixed(prefix_, canonical(subject));
}

std::string Pseudonyms::of(std::string_view identity) const {
  std::string message = prefix_;
  append_prefixed(message, identity);
  const Sha256Digest digest = hmac_sha256(secret_.reveal(), as_bytes(message));
  constexpr std::string_view kAlphabet = "abcdefghijklmnopqrstuvwxyz234567";
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < kPseudonymLength * 5 / 8; ++i) {
    bits = bits << 8U | std::to_integer<std::uint64_t>(digest[i]);
  }
  std::string out(kPseudonymLength, ' ');
  for (std::size_t i = kPseudonymLength; i-- > 0; bits >>= 5U) {
    out[i] = kAlphabet[bits & 31U];
  }
  return out;
}

}  // namespace holdall
