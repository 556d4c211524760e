// The kinds of secrets that no value may hold when it leaves, and the names by which a map excuses them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace holdall {

enum class SecretKind : std::uint8_t {
  kPasswordHash,
  kPrivateKey,
  kJsonWebToken,
  kJsonWebKey,
  kOtpauth,
  kServiceKey,
  kUrlPassword,
  kCardNumber,
  kRandomToken,
};

struct SecretKindInfo {
  SecretKind kind;
  std::string_view name;   // in maps and messages
  std::string_view title;  // "looks like …"
  bool in_binary;          // so marked that it is found in bytes that are no text, too
};

std::span<const SecretKindInfo> secret_kinds();
const SecretKindInfo& info_of(SecretKind kind);
std::optional<SecretKind> find_secret_kind(std::string_view name);

// A set of kinds.
class SecretKinds {
 public:
  static SecretKinds all();
  static SecretKinds of_binary();  // those that bytes which are no text are searched for
  void add(SecretKind kind) { bits_ |= bit(kind); }
  [[nodiscard]] bool has(SecretKind kind) const { return (bits_ & bit(kind)) != 0; }
  [[nodiscard]] SecretKinds without(SecretKinds other) const { return SecretKinds(bits_ & ~other.bits_); }

  SecretKinds() = default;

 private:
  explicit SecretKinds(unsigned bits) : bits_(bits) {}
  static unsigned bit(SecretKind kind) { return 1U << static_cast<unsigned>(kind); }
  unsigned bits_ = 0;
};

}  // namespace holdall
