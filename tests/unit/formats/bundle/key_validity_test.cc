// A whole bundle under a key in every state: the verdict is the key's, whatever else is right (P03).
#include "support/key_validity.h"

#include <gtest/gtest.h>

#include "support/signed_bundle.h"

namespace holdall {
namespace {

TEST(KeyValidity, P03_DecidesABundleAsItDecidesAKey) {
  const PrivateKey key = test::make_key();
  test::SignedBundle of(test::make_bundle(test::transfer_manifest()), key);
  of.set("issued", test::kIssuedAt);
  const std::string bytes = of.bytes();
  int counted = 0;
  for (const test::KeyState& state : test::key_states()) {
    Value jwk = key.public_key().jwk();
    state.put_into(jwk);
    const Value issuer(
        Value::Object{{"iss", std::string(test::kIssuer)}, {"keys", Value::Array{jwk}}, {"name", "Shop"}});
    const auto trust = TrustStore::parse(canonical(Value::Object{{"issuers", Value::Array{issuer}}}));
    ASSERT_TRUE(trust.ok());
    const auto verdict = test::verify_bytes(bytes, trust.value());
    const auto code = verdict.ok() ? std::nullopt : std::optional(verdict.error().code);
    EXPECT_EQ(code, state.expected()) << state.name();
    counted += verdict.ok() ? 1 : 0;
  }
  EXPECT_EQ(counted, 36);
}

// The time of verification is not the time of issue: an archive outlives its key.
TEST(KeyValidity, IsAskedForTheTimeOfIssueAlone) {
  const PrivateKey key = test::make_key();
  Value jwk = key.public_key().jwk();
  jwk.set("exp", test::kIssuedAt);
  const Value issuer(Value::Object{{"iss", std::string(test::kIssuer)}, {"keys", Value::Array{jwk}}, {"name", "Shop"}});
  const auto trust = TrustStore::parse(canonical(Value::Object{{"issuers", Value::Array{issuer}}}));
  const std::string bytes = test::make_bundle(test::copy_manifest());
  EXPECT_TRUE(test::verify_bytes(bytes, trust.value(), test::now_options("2099-01-01T00:00:00Z")).ok());
}

}  // namespace
}  // namespace holdall
