#include "holdall/core/crypto/age/keys.h"

#include <algorithm>

#include "holdall/core/base/guarded_file.h"
#include "holdall/core/base/text.h"
#include "holdall/core/crypto/age/bech32.h"
#include "holdall/core/crypto/age/primitives.h"

namespace holdall {
namespace {

using namespace age_internal;  // NOLINT(google-build-using-namespace): the folder's own other half

constexpr std::string_view kRecipient = "age";
constexpr std::string_view kIdentity = "AGE-SECRET-KEY-";

Error unfit(std::string why, std::string hint = {}) {
  return {ErrorCode::kKeyUnfit, std::move(why), std::move(hint)};
}

// What else than an X25519 key age takes in the same place.
std::string_view other_kind(std::string_view text) {
  const auto is = [&](std::string_view prefix) { return text.starts_with(prefix); };
  return is("age1pq1") || is("AGE-SECRET-KEY-PQ-1") ? "a post-quantum age key, which this version cannot use"
         : is("AGE-PLUGIN-")                        ? "a key of an age plugin, which this version cannot use"
         : is("ssh-")                               ? "an SSH key, which is taken by age alone, not here"
         : is("age-encryption.org/")                ? "encrypted itself: decrypt it first"
         : is("-----BEGIN AGE")                     ? "encrypted itself: decrypt it first"
                                                    : "";
}

// Every key of `text`, read by `parse`.
template <typename Key>
Result<std::vector<Key>> parse_lines(const std::string& path, std::string_view text) {
  std::vector<Key> keys;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    if (line.empty() || line.starts_with('#')) {
      continue;
    }
    auto key = Key::parse(line);
    if (!key.ok()) {
      return std::move(key).error().within("`" + printable(path) + "`, line " + std::to_string(number));
    }
    keys.push_back(std::move(key).value());
  }
  return keys.empty() ? Result<std::vector<Key>>(unfit("`" + printable(path) + "` holds no age key")) : std::move(keys);
}

}  // namespace

Result<AgeRecipient> AgeRecipient::parse(std::string_view text) {
  const auto bytes = bech32_decode(kRecipient, text);
  if (!bytes || bytes->size() != kKeyBytes) {
    const std::string_view other = other_kind(text);
    return unfit(other.empty() ? "not an age recipient (age1…)" : std::string(other));
  }
  AgeRecipient recipient;
  std::copy(bytes->begin(), bytes->end(), recipient.bytes_.begin());
  if (!x25519(Secret(std::vector<std::byte>(kKeyBytes, std::byte{1})), recipient.bytes_)) {  // with any scalar
    return unfit("an age recipient of low order, with which nothing is secret");
  }
  return recipient;
}

std::string AgeRecipient::text() const {
  return bech32_encode(kRecipient, bytes_);
}

AgeIdentity::AgeIdentity(Secret scalar) : scalar_(std::move(scalar)) {
  recipient_.bytes_ = x25519_base(scalar_);
}

AgeIdentity AgeIdentity::generate(Random& random) {
  std::vector<std::byte> scalar(kKeyBytes);
  random.fill(scalar);
  return AgeIdentity(Secret(std::move(scalar)));
}

Result<AgeIdentity> AgeIdentity::parse(std::string_view text) {
  auto bytes = bech32_decode(kIdentity, text);
  Secret scalar(bytes ? *std::move(bytes) : std::vector<std::byte>());
  if (scalar.reveal().size() != kKeyBytes) {
    const std::string_view other = other_kind(text);
    return unfit(other.empty() ? "not an age identity (AGE-SECRET-KEY-1…)" : std::string(other));
  }
  return AgeIdentity(std::move(scalar));
}

Secret AgeIdentity::text() const {
  std::string text = bech32_encode(kIdentity, scalar_.reveal());
  const auto bytes = as_bytes(text);
  Secret secret(std::vector<std::byte>(bytes.begin(), bytes.end()));
  wipe_bytes(std::as_writable_bytes(std::span(text)));
  return secret;
}

Result<std::vector<AgeIdentity>> load_age_identities(const std::string& path) {
  HOLDALL_ASSIGN(const Secret text, read_guarded(path, Privacy::kPrivateKey));
  return parse_lines<AgeIdentity>(path, as_text(text.reveal()));
}

// Whoever can change it can read what is encrypted next.
Result<std::vector<AgeRecipient>> load_age_recipients(const std::string& path) {
  HOLDALL_ASSIGN(const Secret text, read_guarded(path, Privacy::kTrustStore));
  return parse_lines<AgeRecipient>(path, as_text(text.reveal()));
}

}  // namespace holdall
