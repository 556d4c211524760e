// Shared by the tests of age files: text in, encrypted text out, and back.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "holdall/core/base/io.h"
#include "holdall/core/crypto/age/age.h"
#include "support/piece_source.h"
#include "support/seeded.h"
#include "unit/core/core_fixture.h"

namespace holdall::core_test {

// Keeps what is written.
class TextSink final : public ByteSink {
 public:
  Result<void> write(std::span<const std::byte> bytes) override {
    text.append(as_text(bytes));
    return {};
  }
  Result<void> finish() override { return {}; }
  std::string text;
};

inline Secret secret_of(std::string_view text) {
  const auto bytes = as_bytes(text);
  return Secret(std::vector<std::byte>(bytes.begin(), bytes.end()));
}

// Two people with a key each.
inline AgeIdentity person(std::uint64_t seed) {
  test::SeededRandom random(seed);
  return AgeIdentity::generate(random);
}

inline AgeTarget to_person(std::uint64_t seed, bool armor = false) {
  AgeTarget target;
  target.recipients.push_back(person(seed).recipient());
  target.armor = armor;
  return target;
}

inline AgeTarget under(std::string_view passphrase) {
  AgeTarget target;
  target.passphrase = secret_of(passphrase);
  target.work_factor = 4;
  return target;
}

inline AgeKeys key_of(std::uint64_t seed) {
  AgeKeys keys;
  keys.identities.push_back(person(seed));
  return keys;
}

inline AgeKeys knowing(std::string_view passphrase) {
  AgeKeys keys;
  keys.passphrase = secret_of(passphrase);
  return keys;
}

inline std::string encrypted(const AgeTarget& target, std::string_view plain, std::uint64_t seed = 7) {
  test::SeededRandom random(seed);
  TextSink out;
  const auto sink = must(encrypt_age(target, out, random));
  for (std::size_t at = 0; at < plain.size(); at += 50'000) {  // across the borders of chunks
    EXPECT_TRUE(sink->write(as_bytes(plain.substr(at, 50'000))).ok());
  }
  EXPECT_TRUE(sink->finish().ok());
  return std::move(out.text);
}

// The content as decrypt_age gives it: nothing, or all.
inline Result<std::string> decrypted(std::string_view file, const AgeKeys& keys, const Limits& limits = {}) {
  const InputFile input = must(InputFile::from_bytes(file));
  HOLDALL_ASSIGN(InputFile content, decrypt_age(input, keys, "", limits));
  return read_all(*stream_file(std::move(content)), 1U << 30U);
}

// `size` bytes of which no two chunks are alike.
inline std::string content_of(std::size_t size) {
  std::string text(size, '\0');
  test::SeededRandom(size).fill(std::as_writable_bytes(std::span(text)));
  return text;
}

}  // namespace holdall::core_test
