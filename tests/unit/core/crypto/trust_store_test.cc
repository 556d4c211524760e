// The trust store: what may stand in it, and how it changes.
#include "holdall/core/crypto/trust_store.h"

#include <sys/stat.h>

#include <functional>

#include "holdall/core/json/canonical.h"
#include "support/seeded.h"
#include "unit/core/core_fixture.h"

namespace holdall {
namespace {

using namespace core_test;  // NOLINT: test words

class TrustStoreTest : public testing::Test {
 protected:
  static Value issuer(const char* iss, Value::Array keys) {
    return Value::Object{{"iss", iss}, {"name", "Shop"}, {"keys", std::move(keys)}, {"seq", 3}};
  }
  static Value store(Value::Array issuers) { return Value::Object{{"issuers", std::move(issuers)}}; }
  // A store of one issuer with one key, changed by `change`.
  [[nodiscard]] Result<TrustStore> parsed_with(const std::function<void(Value& issuer, Value& key)>& change) const {
    Value jwk = one_.jwk();
    Value with = issuer("https://shop.example", {});
    change(with, jwk);
    if (with.find("keys") != nullptr && with.at("keys").array() != nullptr) {
      with.set("keys", Value::Array{jwk});
    }
    return TrustStore::parse(canonical(store({with})));
  }

  test::SeededRandom random_;
  PublicKey one_ = PrivateKey::generate(random_).public_key();
  PublicKey two_ = PrivateKey::generate(random_).public_key();
};

TEST_F(TrustStoreTest, ReadsIssuersAndFindsTheirKeys) {
  const TrustStore store = must(parsed_with([](Value& issuer, Value& key) {
    issuer.set("age", "age1x");
    key.set("nbf", "2026-01-01T00:00:00Z");
    key.set("exp", "2027-01-01T00:00:00Z");
    key.set("revoked", Value::Object{{"at", "2026-06-01T00:00:00Z"}, {"reason", "superseded"}});
  }));
  ASSERT_EQ(store.issuers().size(), 1U);
  const auto match = store.find(one_.thumbprint());
  ASSERT_TRUE(match);
  EXPECT_EQ(match->issuer->iss, "https://shop.example");
  EXPECT_EQ(match->issuer->age, "age1x");
  EXPECT_EQ(match->issuer->seq, 3);
  EXPECT_EQ(match->key->key, one_);
  EXPECT_EQ(match->key->not_before, parse_timestamp("2026-01-01T00:00:00Z"));
  EXPECT_EQ(match->key->revoked->reason, "superseded");
  EXPECT_FALSE(store.find(two_.thumbprint()));
  EXPECT_FALSE(store.find(""));
}

TEST_F(TrustStoreTest, WritesWhatItRead) {
  const TrustStore store = must(parsed_with([](Value& issuer, Value& key) {
    issuer.set("age", "age1x");
    key.set("nbf", "2026-01-01T00:00:00Z");
    key.set("exp", "2027-01-01T00:00:00.5Z");
    key.set("revoked", Value::Object{{"at", "2026-06-01T00:00:00Z"}, {"reason", "compromised"}});
  }));
  const std::string text = canonical(store.to_value());
  EXPECT_EQ(canonical(must(TrustStore::parse(text)).to_value()), text);
  EXPECT_NE(text.find("2027-01-01T00:00:00.5Z"), std::string::npos);
  EXPECT_NE(text.find("compromised"), std::string::npos);
  EXPECT_EQ(canonical(TrustStore().to_value()), R"({"issuers":[]})");
  EXPECT_TRUE(TrustStore::parse(R"({"issuers":[]})").ok());
}

TEST_F(TrustStoreTest, RefusesEveryUnfitMember) {
  struct Case {
    const char* name;
    std::function<void(Value& issuer, Value& key)> change;
  };
  const auto of_issuer = [](const char* member, Value value) {
    return [=](Value& issuer, Value& /*key*/) { issuer.set(member, value); };
  };
  const auto of_key = [](const char* member, Value value) {
    return [=](Value& /*issuer*/, Value& key) { key.set(member, value); };
  };
  const auto revoked = [&](Value::Object members) { return of_key("revoked", std::move(members)); };
  for (const Case& c :
       {Case{"unknown member of an issuer", of_issuer("url", "x")},
        Case{"iss is relative", of_issuer("iss", "shop")},
        Case{"iss is no text", of_issuer("iss", 1)},
        Case{"name is empty", of_issuer("name", "")},
        Case{"keys is no array", of_issuer("keys", Value::Object{})},
        Case{"age is no text", of_issuer("age", 1)},
        Case{"seq is negative", of_issuer("seq", -1)},
        Case{"seq is no integer", of_issuer("seq", 0.5)},
        Case{"unknown member of a key", of_key("use", "sig")},
        Case{"private key", of_key("d", "x")},
        Case{"kid of another key", of_key("kid", two_.thumbprint())},
        Case{"kid missing",
             [&](Value&, Value& key) {
               key = Value::Object{{"crv", "Ed25519"}, {"kty", "OKP"}, {"x", key.at("x")}};
             }},
        Case{"key of order 4", [](Value&, Value& key) { key.set("x", std::string(43, 'A')); }},
        Case{"nbf is no time", of_key("nbf", "2026-01-01")},
        Case{"nbf is a number", of_key("nbf", 1)},
        Case{"exp with an offset", of_key("exp", "2026-01-01T00:00:00+01:00")},
        Case{"revoked is no object", of_key("revoked", true)},
        Case{"revoked without a time", revoked({{"reason", "superseded"}})},
        Case{"revoked without a reason", revoked({{"at", "2026-01-01T00:00:00Z"}})},
        Case{"revoked for no known reason", revoked({{"at", "2026-01-01T00:00:00Z"}, {"reason", "lost"}})},
        Case{"unknown member of a revocation",
             revoked({{"at", "2026-01-01T00:00:00Z"}, {"reason", "cessation"}, {"by", "x"}})}}) {
    EXPECT_EQ(code_of(parsed_with(c.change)), ErrorCode::kTrustUnfit) << c.name;
  }
}

TEST_F(TrustStoreTest, RefusesAKeyOrAnIssuerTwice) {
  const auto parse = [](Value::Array issuers) {
    return code_of(TrustStore::parse(canonical(store(std::move(issuers)))));
  };
  EXPECT_EQ(parse({issuer("a:1", {one_.jwk(), one_.jwk()})}), ErrorCode::kTrustUnfit);
  EXPECT_EQ(parse({issuer("a:1", {one_.jwk()}), issuer("a:2", {one_.jwk()})}), ErrorCode::kTrustUnfit);
  EXPECT_EQ(parse({issuer("a:1", {one_.jwk()}), issuer("a:1", {two_.jwk()})}), ErrorCode::kTrustUnfit);
  EXPECT_EQ(parse({issuer("a:1", {one_.jwk()}), issuer("a:2", {two_.jwk()})}), std::nullopt);
}

TEST_F(TrustStoreTest, RefusesTextsThatAreNoTrustStore) {
  for (const char* text : {"", "[]", "{}", "null", R"({"issuers":{}})", R"({"issuers":[1]})", R"({"issuers":[],"x":1})",
                           R"({"issuers":[],"issuers":[]})", R"({"issuers":[{}]})"}) {
    EXPECT_EQ(code_of(TrustStore::parse(text)), ErrorCode::kTrustUnfit) << text;
  }
}

TEST_F(TrustStoreTest, AddsKeysAndNewIssuers) {
  TrustStore store;
  EXPECT_TRUE(store.add("https://a.example", "A", one_).ok());
  EXPECT_TRUE(store.add("https://a.example", "another name", two_).ok());
  ASSERT_EQ(store.issuers().size(), 1U);
  EXPECT_EQ(store.issuers()[0].name, "A");
  EXPECT_EQ(store.issuers()[0].keys.size(), 2U);
  EXPECT_EQ(code_of(store.add("https://b.example", "B", one_)), ErrorCode::kTrustUnfit);
  const PublicKey three = PrivateKey::generate(random_).public_key();
  EXPECT_EQ(code_of(store.add("b", "B", three)), ErrorCode::kUsage);
  EXPECT_EQ(code_of(store.add("b:1", "", three)), ErrorCode::kUsage);
  EXPECT_EQ(code_of(store.add("b:1", "\xFF", three)), ErrorCode::kUsage);
  EXPECT_EQ(store.issuers().size(), 1U);
  EXPECT_TRUE(TrustStore::parse(canonical(store.to_value())).ok());
}

TEST_F(TrustStoreTest, LoadsOnlyWhatNobodyElseCanChange) {
  TempFolder folder;
  const std::string path = folder / "trust.json";
  write_whole(path, R"({"issuers":[]})");
  struct Case {
    mode_t mode;
    bool safe;
  };
  for (const Case& c : {Case{0600, true}, Case{0644, true}, Case{0444, true}, Case{0620, false}, Case{0602, false},
                        Case{0666, false}}) {
    ASSERT_EQ(::chmod(path.c_str(), c.mode), 0);
    EXPECT_EQ(code_of(TrustStore::load(path)), c.safe ? std::nullopt : std::optional(ErrorCode::kPathUnsafe))
        << std::oct << c.mode;
  }
}

TEST_F(TrustStoreTest, RevokesAKeyAndOnlyEverTightensIt) {
  const auto at = [](const char* text) { return parse_timestamp(text).value(); };
  const Timestamp early = at("2026-01-01T00:00:00Z");
  const Timestamp late = at("2026-06-01T00:00:00Z");
  struct Case {
    const char* name;
    Revocation first;
    Revocation second;
    std::optional<Revocation> after;  // nothing: refused, and the first one stands
  };
  const auto superseded = [](Timestamp when) { return Revocation{when, "superseded"}; };
  const auto compromised = [](Timestamp when) { return Revocation{when, "compromised"}; };
  for (const Case& c :
       {Case{"the same again", superseded(late), superseded(late), {}},
        Case{"later", superseded(early), superseded(late), {}},
        Case{"earlier", superseded(late), superseded(early), superseded(early)},
        Case{"another reason, at the same time", superseded(late), {late, "cessation"}, {}},
        Case{"another reason, earlier", superseded(late), {early, "cessation"}, Revocation{early, "cessation"}},
        Case{"compromised, later", superseded(early), compromised(late), compromised(early)},
        Case{"no longer compromised", compromised(late), superseded(late), {}},
        Case{"no longer compromised, earlier", compromised(late), superseded(early), compromised(early)}}) {
    TrustStore store;
    ASSERT_TRUE(store.add("https://a.example", "A", one_).ok());
    ASSERT_TRUE(store.revoke(one_.thumbprint(), c.first).ok());
    EXPECT_EQ(code_of(store.revoke(one_.thumbprint(), c.second)),
              c.after ? std::nullopt : std::optional(ErrorCode::kTrustUnfit))
        << c.name;
    EXPECT_EQ(store.find(one_.thumbprint())->key->revoked, c.after.value_or(c.first)) << c.name;
  }
  TrustStore store;
  EXPECT_EQ(code_of(store.revoke(one_.thumbprint(), {early, "superseded"})), ErrorCode::kNotFound);
}

}  // namespace
}  // namespace holdall
