// When a key counts: its validity, its revocation, and when something was issued, in every order (P03).
#include "holdall/core/crypto/trusted_key.h"

#include "support/key_validity.h"
#include "support/seeded.h"
#include "unit/core/core_fixture.h"

namespace holdall {
namespace {

using namespace core_test;  // NOLINT: test words

TEST(TrustedKeyTest, P03_CountsAKeyByValidityRevocationAndTimeOfIssue) {
  test::SeededRandom random;
  const PublicKey key = PrivateKey::generate(random).public_key();
  int counted = 0;
  for (const test::KeyState& state : test::key_states()) {
    Value jwk = key.jwk();
    state.put_into(jwk);
    const TrustedKey trusted = must(read_trusted_key(jwk, ""));
    EXPECT_EQ(code_of(check_validity(trusted, parse_timestamp(test::kIssuedAt).value())), state.expected())
        << state.name();
    counted += state.expected() ? 0 : 1;
  }
  EXPECT_EQ(test::key_states().size(), 325U);
  EXPECT_EQ(counted, 36);
}

TEST(TrustedKeyTest, ReadsItsEdgesToTheNanosecond) {
  test::SeededRandom random;
  const PublicKey key = PrivateKey::generate(random).public_key();
  const auto at = [](const char* text) { return parse_timestamp(text).value(); };
  const TrustedKey trusted{key, at("2026-01-01T00:00:00Z"), at("2026-12-31T00:00:00Z"), {}};
  EXPECT_EQ(code_of(check_validity(trusted, at("2025-12-31T23:59:59.999999999Z"))), ErrorCode::kKeyNotValid);
  EXPECT_EQ(code_of(check_validity(trusted, at("2026-12-31T00:00:00.000000001Z"))), ErrorCode::kKeyNotValid);
  const TrustedKey revoked{key, {}, {}, Revocation{at("2026-06-01T00:00:00Z"), "superseded"}};
  EXPECT_TRUE(check_validity(revoked, at("2026-05-31T23:59:59.999999999Z")).ok());
}

}  // namespace
}  // namespace holdall
