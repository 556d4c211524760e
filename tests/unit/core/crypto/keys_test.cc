// Ed25519 keys: RFC 8037 appendix A, Wycheproof, what makes a key unfit.
#include "holdall/core/crypto/keys.h"

#include "holdall/core/json/canonical.h"
#include "support/seeded.h"
#include "unit/core/core_fixture.h"

namespace holdall {
namespace {

using namespace core_test;  // NOLINT: test words

// RFC 8037 appendix A.1 to A.4.
constexpr const char* kD = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";
constexpr const char* kX = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
constexpr const char* kThumbprint = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k";
constexpr const char* kSigningInput = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
constexpr const char* kSignature =
    "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

Value rfc8037_private() {
  return Value::Object{{"kty", "OKP"}, {"crv", "Ed25519"}, {"d", kD}, {"x", kX}};
}

Value rfc8037_public() {
  return Value::Object{{"kty", "OKP"}, {"crv", "Ed25519"}, {"x", kX}};
}

Value with(Value jwk, std::string_view member, Value value) {
  jwk.set(member, std::move(value));
  return jwk;
}

Value without(const Value& jwk, std::string_view member) {
  Value::Object members = jwk.members();
  std::erase_if(members, [&](const Value::Member& m) { return m.key == member; });
  return members;
}

TEST(KeysTest, ReproducesRfc8037AppendixA) {
  const PrivateKey key = must(PrivateKey::from_jwk_text(canonical(rfc8037_private())));
  EXPECT_EQ(key.public_key().thumbprint(), kThumbprint);
  EXPECT_EQ(key.public_key(), must(PublicKey::from_jwk(rfc8037_public())));
  EXPECT_EQ(key.public_key().jwk().at("x").text(), kX);
  EXPECT_EQ(base64url_encode(key.sign(kSigningInput)), kSignature);
  EXPECT_TRUE(key.public_key().verify(kSigningInput, base64url_decode(kSignature).value()));
}

TEST(KeysTest, VerifiesNothingThatIsOff) {
  const PublicKey key = must(PublicKey::from_jwk(rfc8037_public()));
  const std::vector<std::byte> good = base64url_decode(kSignature).value();
  EXPECT_FALSE(key.verify("", good));
  EXPECT_FALSE(key.verify(std::string(kSigningInput) + "x", good));
  EXPECT_FALSE(key.verify(kSigningInput, {}));
  EXPECT_FALSE(key.verify(kSigningInput, std::span(good).first(63)));
  std::vector<std::byte> longer = good;
  longer.emplace_back();
  EXPECT_FALSE(key.verify(kSigningInput, longer));
  for (std::size_t bit = 0; bit < 512; bit += 7) {
    std::vector<std::byte> flipped = good;
    flipped[bit / 8] ^= std::byte{1} << (bit % 8);
    EXPECT_FALSE(key.verify(kSigningInput, flipped)) << bit;
  }
}

TEST(KeysTest, AgreesWithWycheproof) {
  const auto path = vectors("wycheproof/ed25519_test.json");
  if (path.empty()) {
    GTEST_SKIP();
  }
  const Value document = must(parse_document(read_whole(path)));
  int tried = 0;
  for (const Value& group : document.at("testGroups").items()) {
    const auto key = PublicKey::from_jwk(without(group.at("publicKeyJwk"), "kid"));
    for (const Value& test : group.at("tests").items()) {
      const auto message = unhex(test.at("msg").text());
      const bool valid = key.ok() && key.value().verify(as_text(message), unhex(test.at("sig").text()));
      EXPECT_EQ(valid, test.at("result").text() == "valid") << *test.at("tcId").integer();
      ++tried;
    }
  }
  EXPECT_EQ(tried, 151);
}

TEST(KeysTest, P02_RefusesEveryJoseKeyOfWycheproof) {
  int tried = 0;
  for (const char* file : {"wycheproof/json_web_crypto_test.json", "wycheproof/json_web_key_test.json"}) {
    const auto path = vectors(file);
    if (path.empty()) {
      GTEST_SKIP();
    }
    const Value document = must(parse_document(read_whole(path)));
    for (const Value& group : document.at("testGroups").items()) {
      for (const char* member : {"public", "private"}) {
        const Value* found = group.find(member);
        const Value::Array one{found == nullptr ? Value() : *found};
        const Value* set = one.front().find("keys");
        for (const Value& key : set == nullptr ? one : set->items()) {
          EXPECT_EQ(code_of(PublicKey::from_jwk(key, true)), ErrorCode::kKeyUnfit) << group.text_or("comment", "");
          EXPECT_EQ(code_of(PrivateKey::from_jwk_text(canonical(key))), ErrorCode::kKeyUnfit)
              << group.text_or("comment", "");
          ++tried;
        }
      }
    }
  }
  EXPECT_GT(tried, 20);
}

TEST(KeysTest, RefusesUnfitPublicKeys) {
  struct Case {
    const char* name;
    Value jwk;
  };
  const Value good = rfc8037_public();
  for (const Case& c :
       {Case{"no object", Value("x")}, Case{"no kty", without(good, "kty")},
        Case{"another kty", with(good, "kty", "EC")}, Case{"another curve", with(good, "crv", "X25519")},
        Case{"no x", without(good, "x")}, Case{"x is no text", with(good, "x", 1)},
        Case{"x padded", with(good, "x", std::string(kX) + "=")},
        Case{"x has unused bits", with(good, "x", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURp")},
        Case{"x has 31 bytes", with(good, "x", std::string(42, 'A'))},
        Case{"x is the neutral point", with(good, "x", "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")},
        Case{"x has order 4", with(good, "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")},
        Case{"x is off the curve", with(good, "x", "AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")},
        Case{"kid of another key", with(good, "kid", kX)}, Case{"kid is no text", with(good, "kid", 1)},
        Case{"private", with(good, "d", kD)},
        Case{"members of a trust store", with(good, "nbf", "2026-01-01T00:00:00Z")},
        Case{"unknown member", with(good, "use", "sig")}}) {
    EXPECT_EQ(code_of(PublicKey::from_jwk(c.jwk)), ErrorCode::kKeyUnfit) << c.name;
  }
  EXPECT_TRUE(PublicKey::from_jwk(with(good, "kid", kThumbprint)).ok());
  EXPECT_TRUE(PublicKey::from_jwk(with(good, "nbf", "left to the caller"), true).ok());
}

TEST(KeysTest, RefusesUnfitPrivateKeys) {
  struct Case {
    const char* name;
    Value jwk;
  };
  const Value good = rfc8037_private();
  const char* const other_x = "0EqyMnQrtKs6E2i9RhXk5tAiSrcaAWuvhSCjMsl3hzc";
  for (const Case& c :
       {Case{"no d", without(good, "d")}, Case{"no x", without(good, "x")},
        Case{"x of another key", with(good, "x", other_x)}, Case{"x is no text", with(good, "x", 1)},
        Case{"d has 31 bytes", with(good, "d", std::string(42, 'A'))},
        Case{"d padded", with(good, "d", std::string(kD) + "=")}, Case{"kid of another key", with(good, "kid", kX)},
        Case{"X25519", with(good, "crv", "X25519")}, Case{"unknown member", with(good, "key_ops", Value::Array{})}}) {
    EXPECT_EQ(code_of(PrivateKey::from_jwk_text(canonical(c.jwk))), ErrorCode::kKeyUnfit) << c.name;
  }
  EXPECT_TRUE(PrivateKey::from_jwk_text(canonical(with(good, "kid", kThumbprint))).ok());
}

TEST(KeysTest, GeneratesKeysThatReadBackAndSign) {
  test::SeededRandom random;
  const PrivateKey first = PrivateKey::generate(random);
  const PrivateKey second = PrivateKey::generate(random);
  EXPECT_NE(first.public_key().thumbprint(), second.public_key().thumbprint());
  const Secret written = first.to_jwk_text();
  const std::string text(as_text(written.reveal()));
  ASSERT_TRUE(text.ends_with("}\n"));
  EXPECT_TRUE(parse_canonical(std::string_view(text).substr(0, text.size() - 1)).ok());
  const PrivateKey again = must(PrivateKey::from_jwk_text(text));
  EXPECT_EQ(again.public_key(), first.public_key());
  EXPECT_TRUE(first.public_key().verify("m", again.sign("m")));
  EXPECT_FALSE(second.public_key().verify("m", again.sign("m")));
}

TEST(KeysTest, DerivesOneKeyForEachLabel) {
  const PrivateKey key = must(PrivateKey::from_jwk_text(canonical(rfc8037_private())));
  const Secret a = key.derive("a");
  const Secret a_again = key.derive("a");
  const Secret b = key.derive("b");
  EXPECT_EQ(a.reveal().size(), 32U);
  EXPECT_TRUE(std::ranges::equal(a.reveal(), a_again.reveal()));
  EXPECT_FALSE(std::ranges::equal(a.reveal(), b.reveal()));
  EXPECT_NE(base64url_encode(a.reveal()), kD);
}

TEST(KeysTest, P25_NamesNoSecretInItsErrors) {
  const auto failed = PrivateKey::from_jwk_text(canonical(with(rfc8037_private(), "d", std::string(kD) + "=")));
  ASSERT_FALSE(failed.ok());
  EXPECT_EQ(failed.error().message.find("nWGx"), std::string::npos);
}

}  // namespace
}  // namespace holdall
