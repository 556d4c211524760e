// Keysets: who may say what an issuer's keys are (P02, P03), and what a trust store makes of it.
#include "holdall/core/crypto/keyset.h"

#include <functional>

#include "holdall/core/crypto/jws.h"
#include "holdall/core/crypto/trust_store.h"
#include "holdall/core/json/canonical.h"
#include "support/seeded.h"
#include "support/typs.h"
#include "unit/core/core_fixture.h"

namespace holdall {
namespace {

using namespace core_test;  // NOLINT: test words

constexpr const char* kShop = "https://shop.example";
constexpr const char* kClub = "https://club.example";

Timestamp at(std::string_view text) {
  return parse_timestamp(text).value();
}

const Timestamp kNow = at("2026-11-02T00:00:00Z");

class KeysetTest : public testing::Test {
 protected:
  KeysetTest() {
    EXPECT_TRUE(trust_.add(kShop, "Shop", old_.public_key()).ok());
    EXPECT_TRUE(trust_.add(kClub, "Club", club_.public_key()).ok());
  }
  static TrustedKey plain(const PrivateKey& key) { return {key.public_key(), {}, {}, {}}; }
  // The shop's next keyset: the new key beside the old one.
  [[nodiscard]] Keyset next(std::int64_t seq = 1) const {
    return {kShop, seq, at("2026-11-01T00:00:00Z"), {plain(old_), plain(new_)}, {}};
  }
  Result<Rotation> take(const Keyset& keyset, const PrivateKey& by) {
    HOLDALL_ASSIGN(const VerifiedKeyset verified, open_keyset(sign_keyset(keyset, by), trust_, kNow));
    return trust_.rotate(verified);
  }
  [[nodiscard]] std::string store() const { return canonical(trust_.to_value()); }
  [[nodiscard]] std::optional<Revocation> revocation_of(const PrivateKey& key) const {
    return trust_.find(key.public_key().thumbprint())->key->revoked;
  }

  test::SeededRandom random_;
  PrivateKey old_ = PrivateKey::generate(random_);
  PrivateKey new_ = PrivateKey::generate(random_);
  PrivateKey club_ = PrivateKey::generate(random_);
  TrustStore trust_;
};

TEST_F(KeysetTest, BringsANewKeyUnderAnOldOne) {
  const Rotation rotation = must(take(next(), old_));
  EXPECT_EQ(rotation.added, std::vector{new_.public_key().thumbprint()});
  EXPECT_TRUE(rotation.revoked.empty());
  const auto match = trust_.find(new_.public_key().thumbprint());
  ASSERT_TRUE(match);
  EXPECT_EQ(match->issuer->iss, kShop);
  EXPECT_EQ(match->issuer->seq, 1);
  EXPECT_TRUE(TrustStore::parse(store()).ok());
}

TEST_F(KeysetTest, SupersedesWhatItLeavesOutFromItsOwnTimeOn) {
  Keyset keyset = next();
  keyset.keys = {plain(new_)};
  const Rotation rotation = must(take(keyset, old_));
  EXPECT_EQ(rotation.revoked, std::vector{old_.public_key().thumbprint()});
  EXPECT_EQ(revocation_of(old_), (Revocation{keyset.issued, "superseded"}));
  const TrustedKey& old = *trust_.find(old_.public_key().thumbprint())->key;
  EXPECT_TRUE(check_validity(old, at("2026-10-31T23:59:59Z")).ok()) << "what it signed before still counts";
  EXPECT_EQ(code_of(check_validity(old, keyset.issued)), ErrorCode::kKeyRevoked);
  keyset = next(2);
  EXPECT_EQ(code_of(take(keyset, old_)), ErrorCode::kKeyRevoked) << "nor does it sign another keyset";
  EXPECT_TRUE(take(keyset, new_).ok());
}

TEST_F(KeysetTest, P13_RefusesARollback) {
  ASSERT_TRUE(take(next(5), old_).ok());
  const std::string before = store();
  for (const std::int64_t seq : {1, 4, 5}) {
    EXPECT_EQ(code_of(take(next(seq), old_)), ErrorCode::kStale) << seq;
  }
  EXPECT_EQ(store(), before);
  EXPECT_TRUE(take(next(6), new_).ok());
}

TEST_F(KeysetTest, P03_TakesOnlyTheIssuersOwnWord) {
  const std::string before = store();
  const PrivateKey stranger = PrivateKey::generate(random_);
  EXPECT_EQ(code_of(take(next(), stranger)), ErrorCode::kUnknownKey);
  EXPECT_EQ(code_of(take(next(), new_)), ErrorCode::kUnknownKey) << "a key cannot bring itself";
  EXPECT_EQ(code_of(take(next(), club_)), ErrorCode::kIssuerMismatch) << "another issuer's word";
  Keyset keyset = next();
  keyset.keys.push_back(plain(club_));
  EXPECT_EQ(code_of(take(keyset, old_)), ErrorCode::kIssuerMismatch) << "another issuer's key";
  keyset = next();
  keyset.iss = "https://unknown.example";
  EXPECT_EQ(code_of(take(keyset, old_)), ErrorCode::kIssuerMismatch);
  EXPECT_EQ(store(), before);
}

TEST_F(KeysetTest, P03_TakesItFromAKeyThatCountsNowAndThen) {
  struct Case {
    const char* name;
    std::function<void(Value& key)> change;
    std::optional<ErrorCode> code;
  };
  const auto revoked = [](const char* reason, const char* when) {
    return [=](Value& key) { key.set("revoked", Value::Object{{"at", when}, {"reason", reason}}); };
  };
  using enum ErrorCode;
  for (const Case& c :
       {Case{"without bounds", [](Value&) {}, {}},
        Case{"expired since", [](Value& key) { key.set("exp", "2026-11-01T12:00:00Z"); }, kKeyNotValid},
        Case{"expired before", [](Value& key) { key.set("exp", "2026-10-01T00:00:00Z"); }, kKeyNotValid},
        Case{"not valid yet when it signed", [](Value& key) { key.set("nbf", "2026-11-01T12:00:00Z"); }, kKeyNotValid},
        Case{"superseded since", revoked("superseded", "2026-11-01T12:00:00Z"), kKeyRevoked},
        Case{"superseded before", revoked("superseded", "2026-10-01T00:00:00Z"), kKeyRevoked},
        Case{"to be superseded", revoked("superseded", "2026-12-01T00:00:00Z"), {}},
        Case{"compromised, it is said, later", revoked("compromised", "2026-12-01T00:00:00Z"), kKeyRevoked}}) {
    Value key = old_.public_key().jwk();
    c.change(key);
    const Value issuer(Value::Object{{"iss", kShop}, {"keys", Value::Array{key}}, {"name", "Shop"}});
    trust_ = must(TrustStore::parse(canonical(Value::Object{{"issuers", Value::Array{issuer}}})));
    EXPECT_EQ(code_of(take(next(), old_)), c.code) << c.name;
  }
}

TEST_F(KeysetTest, RefusesOneFromTheFuture) {
  Keyset keyset = next();
  keyset.issued = at("2026-11-02T00:05:00Z");
  EXPECT_TRUE(open_keyset(sign_keyset(keyset, old_), trust_, kNow).ok());
  keyset.issued = at("2026-11-02T00:05:01Z");
  EXPECT_EQ(code_of(open_keyset(sign_keyset(keyset, old_), trust_, kNow)), ErrorCode::kFromFuture);
}

TEST_F(KeysetTest, TakesNoRevocationBack) {
  const Revocation compromised{at("2026-10-01T00:00:00Z"), "compromised"};
  ASSERT_TRUE(take(next(1), old_).ok());
  ASSERT_TRUE(trust_.revoke(new_.public_key().thumbprint(), compromised).ok());
  ASSERT_TRUE(take(next(2), old_).ok()) << "in it, and not said to be revoked";
  EXPECT_EQ(revocation_of(new_), compromised);
  Keyset keyset = next(3);
  keyset.keys[1].revoked = Revocation{at("2026-12-01T00:00:00Z"), "superseded"};
  ASSERT_TRUE(take(keyset, old_).ok()) << "said to be revoked less strictly";
  EXPECT_EQ(revocation_of(new_), compromised);
  keyset = next(4);
  keyset.keys = {plain(old_)};
  ASSERT_TRUE(take(keyset, old_).ok()) << "left out";
  EXPECT_EQ(revocation_of(new_), compromised);
}

TEST_F(KeysetTest, BringsRevocationsAndValidity) {
  Keyset keyset = next();
  keyset.keys[0].revoked = Revocation{at("2026-09-01T00:00:00Z"), "compromised"};
  keyset.keys[1].not_before = at("2026-11-01T00:00:00Z");
  keyset.keys[1].expires = at("2027-11-01T00:00:00Z");
  keyset.age = "age1x";
  EXPECT_EQ(must(take(keyset, old_)).revoked, std::vector{old_.public_key().thumbprint()});
  EXPECT_EQ(revocation_of(old_), keyset.keys[0].revoked);
  EXPECT_EQ(trust_.find(new_.public_key().thumbprint())->key->expires, keyset.keys[1].expires);
  EXPECT_EQ(trust_.issuers()[0].age, "age1x");
  keyset = next(2);
  keyset.keys[1].expires = at("2028-11-01T00:00:00Z");
  ASSERT_TRUE(take(keyset, new_).ok());
  EXPECT_EQ(trust_.find(new_.public_key().thumbprint())->key->expires, keyset.keys[1].expires);
  EXPECT_FALSE(trust_.find(new_.public_key().thumbprint())->key->not_before);
  EXPECT_EQ(trust_.issuers()[0].age, "age1x") << "not taken away by silence";
}

TEST_F(KeysetTest, ReadsBackWhatItWrote) {
  Keyset keyset = next(7);
  keyset.keys[0].revoked = Revocation{at("2026-09-01T00:00:00Z"), "cessation"};
  keyset.age = "age1x";
  const Value value = keyset_value(keyset);
  EXPECT_EQ(canonical(keyset_value(must(read_keyset(value)))), canonical(value));
}

TEST_F(KeysetTest, RefusesEveryOtherShape) {
  const auto key = [&] { return old_.public_key().jwk(); };
  const auto set = [](const char* member, Value value) { return [=](Value& v) { v.set(member, value); }; };
  const auto drop = [](const char* member) {
    return [=](Value& v) { std::erase_if(*v.object(), [&](const auto& m) { return m.key == member; }); };
  };
  Value with_d = key();
  with_d.set("d", "x");
  struct Case {
    const char* name;
    std::function<void(Value&)> change;
  };
  for (const Case& c :
       {Case{"no iss", drop("iss")}, Case{"iss is relative", set("iss", "shop")}, Case{"no seq", drop("seq")},
        Case{"seq is zero", set("seq", 0)}, Case{"seq is negative", set("seq", -1)},
        Case{"seq is a text", set("seq", "1")}, Case{"seq is no integer", set("seq", 1.5)},
        Case{"no issued", drop("issued")}, Case{"issued is a date", set("issued", "2026-11-01")},
        Case{"no keys", drop("keys")}, Case{"keys are empty", set("keys", Value::Array{})},
        Case{"a key twice", set("keys", Value::Array{key(), key()})},
        Case{"a private key", set("keys", Value::Array{with_d})},
        Case{"a key is a text", set("keys", Value::Array{"x"})}, Case{"age is a number", set("age", 1)},
        Case{"another member", set("name", "Shop")}}) {
    Value value = keyset_value(next());
    c.change(value);
    EXPECT_EQ(code_of(read_keyset(value)), ErrorCode::kTrustUnfit) << c.name;
    const std::string signed_text = sign_compact_jws(old_, kKeysetType, canonical(value));
    EXPECT_EQ(code_of(open_keyset(signed_text, trust_, kNow)), ErrorCode::kRecordSchema) << c.name;
  }
  Value::Array many;
  for (std::size_t i = 0; i < kMostKeys + 1; ++i) {
    many.push_back(PrivateKey::generate(random_).public_key().jwk());
  }
  Value value = keyset_value(next());
  value.set("keys", many);
  EXPECT_EQ(code_of(read_keyset(value)), ErrorCode::kTrustUnfit);
  many.pop_back();
  value.set("keys", many);
  EXPECT_TRUE(read_keyset(value).ok());
}

TEST_F(KeysetTest, P02_IsNoOtherStatementAndNoOtherIsOne) {
  const std::string payload = canonical(keyset_value(next()));
  for (const std::string& typ : test::typs_but(kKeysetType)) {
    EXPECT_EQ(code_of(open_keyset(sign_compact_jws(old_, typ, payload), trust_, kNow)), ErrorCode::kSignatureMalformed);
  }
  EXPECT_EQ(code_of(open_keyset(sign_detached_jws(old_, kKeysetType, payload), trust_, kNow)),
            ErrorCode::kSignatureMalformed);
  std::string changed = sign_keyset(next(), old_);
  const std::size_t middle = changed.find('.') + 20;
  changed[middle] = changed[middle] == 'A' ? 'B' : 'A';
  EXPECT_EQ(code_of(open_keyset(changed, trust_, kNow)), ErrorCode::kSignatureInvalid);
  EXPECT_EQ(code_of(open_keyset(sign_compact_jws(old_, kKeysetType, " " + payload), trust_, kNow)),
            ErrorCode::kRecordSchema)
      << "not canonical";
  EXPECT_EQ(code_of(open_keyset(std::string(kLongestKeyset + 2, 'x'), trust_, kNow)), ErrorCode::kLimit);
}

}  // namespace
}  // namespace holdall
