// Group M and PM of attacks, and the keys' matrix: bundles under signatures that hold, of which something else is
// wrong. An import needs a VerifiedBundle, so what verify() refuses reaches no store.
#include <gtest/gtest.h>

#include <array>

#include "holdall/formats/package/segment_header.h"
#include "support/signed_bundle.h"
#include "support/typs.h"

namespace holdall {
namespace {

using test::SignedBundle;

class SignedAttacks : public testing::Test {
 protected:
  [[nodiscard]] SignedBundle bundle() const { return {made_, key_}; }
  [[nodiscard]] static std::string verdict(const std::string& bytes, const TrustStore& trust) {
    const auto verified = test::verify_bytes(bytes, trust);
    return !verified.ok()                ? std::string(error_info(verified.error().code).token)
           : verified.value().complete() ? "COMPLETE"
                                         : "PARTIAL";
  }
  [[nodiscard]] std::string verdict(const SignedBundle& bundle) const { return verdict(bundle.bytes(), trust_); }

  PrivateKey key_ = test::make_key();
  PrivateKey other_ = test::make_key(8);
  TrustStore trust_ = test::make_trust(key_);
  std::string made_ = test::make_bundle(test::transfer_manifest());
};

TEST_F(SignedAttacks, ABundleThatNobodyTouchedVerifies) {
  EXPECT_EQ(bundle().bytes(), made_);
  EXPECT_EQ(verdict(bundle()), "COMPLETE");
}

// The trust store's one key with these members.
TrustStore trusting(const PrivateKey& key, const std::string& members) {
  const std::string jwk = canonical(key.public_key().jwk());
  auto trust = TrustStore::parse(R"({"issuers":[{"iss":"https://shop.example","keys":[)" +
                                 jwk.substr(0, jwk.size() - 1) + members + R"(}],"name":"Shop"}]})");
  EXPECT_TRUE(trust.ok()) << members;
  return std::move(trust).value();
}

// Every validity by every revocation. The bundle is issued at 2026-11-01T12:00:00Z.
TEST_F(SignedAttacks, P02_P03_ValidityAndRevocationOfTheKeyDecideTogether) {
  struct Validity {
    const char* members;
    bool contains;
  };
  constexpr auto kValidities = std::to_array<Validity>({
      {"", true},
      {R"(,"nbf":"2026-01-01T00:00:00Z","exp":"2026-10-31T00:00:00Z")", false},
      {R"(,"exp":"2026-11-01T11:59:59.999999999Z")", false},
      {R"(,"exp":"2026-11-01T12:00:00Z")", true},
      {R"(,"nbf":"2026-01-01T00:00:00Z","exp":"2027-01-01T00:00:00Z")", true},
      {R"(,"nbf":"2026-11-01T12:00:00Z","exp":"2026-11-01T12:00:00Z")", true},
      {R"(,"nbf":"2026-11-01T12:00:00Z")", true},
      {R"(,"nbf":"2026-11-01T12:00:00.000000001Z")", false},
      {R"(,"nbf":"2026-11-02T00:00:00Z","exp":"2027-01-01T00:00:00Z")", false},
      {R"(,"nbf":"2027-01-01T00:00:00Z","exp":"2026-01-01T00:00:00Z")", false},
  });
  struct When {
    const char* at;
    bool before_or_then;
  };
  constexpr auto kWhen = std::to_array<When>({{"2026-10-01T00:00:00Z", true},
                                              {"2026-11-01T12:00:00Z", true},
                                              {"2026-11-01T12:00:00.000000001Z", false},
                                              {"2026-12-01T00:00:00Z", false}});
  int refused = 0;
  for (const Validity& validity : kValidities) {
    EXPECT_EQ(verdict(made_, trusting(key_, validity.members)), validity.contains ? "COMPLETE" : "key-not-valid");
    for (const std::string reason : {"superseded", "cessation", "compromised"}) {
      for (const When& when : kWhen) {
        const std::string members =
            validity.members + std::string(R"(,"revoked":{"at":")") + when.at + R"(","reason":")" + reason + "\"}";
        SCOPED_TRACE(members);
        const bool revoked = reason == "compromised" || when.before_or_then;
        const std::string expected = !validity.contains ? "key-not-valid" : revoked ? "key-revoked" : "COMPLETE";
        EXPECT_EQ(verdict(made_, trusting(key_, members)), expected);
        refused += expected == "COMPLETE" ? 0 : 1;
      }
    }
  }
  EXPECT_EQ(refused, 120 - 5 * 4);
}

TEST_F(SignedAttacks, P03_TwoTrustedIssuersCannotSpeakForEachOther) {
  ASSERT_TRUE(trust_.add("https://bank.example", "Bank", other_.public_key()).ok());
  const std::string ours = key_.public_key().thumbprint();
  const std::string theirs = other_.public_key().thumbprint();
  const auto by_other = [&] { return SignedBundle(made_, other_); };
  EXPECT_EQ(verdict(bundle()), "COMPLETE");
  EXPECT_EQ(verdict(by_other().set("iss", "https://bank.example")), "COMPLETE");
  EXPECT_EQ(verdict(by_other()), "issuer-mismatch");
  EXPECT_EQ(verdict(bundle().set("iss", "https://bank.example")), "issuer-mismatch");
  EXPECT_EQ(verdict(bundle().set("iss", "https://SHOP.example")), "issuer-mismatch");
  EXPECT_EQ(verdict(bundle().set("iss", "https://shop.example/")), "issuer-mismatch");
  EXPECT_EQ(verdict(bundle().header("kid", theirs)), "sig-invalid");
  EXPECT_EQ(verdict(by_other().header("kid", ours)), "sig-invalid");
  // The key that a bundle brings is a hint, whoever it belongs to.
  EXPECT_EQ(verdict(by_other().header("kid", ours).file(paths::kIssuer, canonical(other_.public_key().jwk()))),
            "sig-invalid");
  EXPECT_EQ(verdict(SignedBundle(made_, test::make_key(9)).bytes(), trust_), "sig-unknown-key");
}

TEST_F(SignedAttacks, P03_TheKeyOfAnotherIsNoHint) {
  test::Parts parts = test::take_apart(made_);
  parts[paths::kIssuer] = canonical(other_.public_key().jwk());
  test::repair(parts);
  EXPECT_EQ(verdict(test::put_together(parts), trust_), "tag-file");
}

// What the same key signs for other purposes is no bundle: neither over the manifest, nor with a payload of its own.
TEST_F(SignedAttacks, P03_WhatTheKeySignedForAnotherPurposeIsNoSignatureOfABundle) {
  const std::string decision = R"({"decision":"granted","iss":"https://shop.example"})";
  for (const std::string& typ : test::typs_but(kManifestType)) {
    SCOPED_TRACE(typ);
    EXPECT_EQ(verdict(bundle().header("typ", typ)), "sig-malformed");
    EXPECT_EQ(verdict(bundle().signature(sign_compact_jws(key_, typ, decision))), "sig-malformed");
    EXPECT_EQ(verdict(bundle().manifest(decision).signature(sign_detached_jws(key_, typ, decision))), "sig-malformed");
  }
  // Under the right type, what is signed is still no manifest.
  EXPECT_EQ(verdict(bundle().manifest(decision)), "manifest");
  // A request of the Data Rights Protocol, signed by the key.
  const std::string request = R"({"business-id":"b","exercise":"access","regime":"ccpa"})";
  EXPECT_EQ(verdict(bundle().manifest(request).header("typ", Value())), "sig-malformed");
  EXPECT_EQ(verdict(bundle().manifest(request)), "manifest");
}

TEST_F(SignedAttacks, P02_M_NoHeaderMemberIsAddedMissingOrOther) {
  const Value jwk = other_.public_key().jwk();
  struct Case {
    const char* name;
    const char* member;
    Value value;
    const char* token;
  };
  const Case cases[] = {
      // NOLINT
      {"M1 alg none", "alg", "none", "sig-malformed"},
      {"M2 alg None", "alg", "None", "sig-malformed"},
      {"M7 no alg", "alg", {}, "sig-malformed"},
      {"M8 alg a list", "alg", Value::Array{"EdDSA"}, "sig-malformed"},
      {"M10 alg eddsa", "alg", "eddsa", "sig-malformed"},
      {"M11 alg ES256", "alg", "ES256", "sig-malformed"},
      {"M12 the other name of the algorithm", "alg", "Ed25519", "COMPLETE"},
      {"M13 alg Ed448", "alg", "Ed448", "sig-malformed"},
      {"M14 alg HS256", "alg", "HS256", "sig-malformed"},
      {"M17 jwk of the attacker", "jwk", jwk, "sig-malformed"},
      {"M19 jwk of the issuer", "jwk", key_.public_key().jwk(), "sig-malformed"},
      {"M20 jku", "jku", "https://evil.example/keys", "sig-malformed"},
      {"M21 x5u", "x5u", "https://evil.example/x", "sig-malformed"},
      {"M22 x5c", "x5c", Value::Array{"MII="}, "sig-malformed"},
      {"x5t", "x5t", "AAAA", "sig-malformed"},
      {"M25 no kid", "kid", {}, "sig-malformed"},
      {"M26 kid of nobody", "kid", std::string(43, 'A'), "sig-unknown-key"},
      {"M27 kid a path", "kid", "../../trust.json", "sig-malformed"},
      {"M28 kid as SQL", "kid", "' OR 1=1 --", "sig-malformed"},
      {"M29 kid a number", "kid", 1, "sig-malformed"},
      {"M32 crit of an unknown member", "crit", Value::Array{"x"}, "sig-malformed"},
      {"M33 crit empty", "crit", Value::Array{}, "sig-malformed"},
      {"M36 crit of a registered member", "crit", Value::Array{"alg"}, "sig-malformed"},
      {"M38 b64 false", "b64", false, "sig-malformed"},
      {"b64 true", "b64", true, "sig-malformed"},
      {"M40 zip", "zip", "DEF", "sig-malformed"},
      {"M50 unknown member", "x", 1, "sig-malformed"},
      {"M51 no typ", "typ", {}, "sig-malformed"},
      {"M54 cty", "cty", "JWT", "sig-malformed"},
      {"typ a number", "typ", 1, "sig-malformed"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(verdict(bundle().header(c.member, c.value)), c.token);
  }
}

TEST_F(SignedAttacks, P02_M_OnlyTheDetachedCompactFormIsASignature) {
  const std::string jws = bundle().file(paths::kSignature);
  const auto dots = jws.find("..");
  const std::string header = jws.substr(0, dots);
  const std::string signature = jws.substr(dots + 2);
  const std::string payload = base64url_encode(as_bytes(bundle().file(paths::kManifest)));
  const std::string flattened =
      R"({"payload":")" + payload + R"(","protected":")" + header + R"(","signature":")" + signature + "\"}";
  for (const std::string& other : {flattened,
                                   R"({"payload":")" + payload + R"(","signatures":[{"protected":")" + header +
                                       R"(","signature":")" + signature + "\"}]}",
                                   std::string(R"({"payload":"","signatures":[]})"),
                                   header + "." + payload + "." + signature, header + "." + signature, header + "..",
                                   ".." + signature, jws + ".", jws + "..", jws + "\n" + jws, jws + "=", " " + jws}) {
    EXPECT_EQ(verdict(bundle().signature(other)), "sig-malformed") << other;
  }
  // Over other bytes: the manifest itself, or its base64url form without a header.
  for (const std::string& input : {bundle().file(paths::kManifest), payload, "." + payload, header + "." + signature}) {
    EXPECT_EQ(verdict(bundle().signature(header + ".." + base64url_encode(key_.sign(input)))), "sig-invalid");
  }
  EXPECT_EQ(verdict(bundle().set("right", "another/1").signature(jws)), "sig-invalid");
}

TEST_F(SignedAttacks, PM_TheManifestSaysWhatIsThere) {
  const std::vector<std::string> listed = bundle().listed();
  const auto with = [&](std::vector<std::string> digests) { return bundle().list(std::move(digests)); };
  std::vector<std::string> more = listed;
  more.push_back(std::string(64, '0'));
  EXPECT_EQ(verdict(with(more)), "ledger") << "PM1: a section that the ledger does not account for";
  EXPECT_EQ(verdict(with(more).withhold("contents")), "PARTIAL") << "nobody can tell it from a withheld one";
  for (std::size_t i = 0; i < listed.size(); ++i) {
    std::vector<std::string> fewer = listed;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_EQ(verdict(with(fewer)), "digest") << "PM2: a section that is not listed";
  }
  const std::string& digest = listed.front();
  struct Case {
    const char* name;
    Value section;
    const char* token;
  };
  const Case cases[] = {
      // NOLINT
      {"PM3 md5", Value::Object{{"md5", digest.substr(0, 32)}}, "manifest"},
      {"PM3 md5 beside", Value::Object{{"md5", digest.substr(0, 32)}, {"sha256", digest}}, "manifest"},
      {"PM4 an unknown digest", Value::Object{{"sha512", digest + digest}}, "manifest"},
      {"PM5 no digest", Value::Object{}, "manifest"},
      {"PM5 null", Value::Object{{"sha256", Value()}}, "manifest"},
      {"PM6 cut", Value::Object{{"sha256", digest.substr(0, 32)}}, "manifest"},
      {"PM6 upper case", Value::Object{{"sha256", "A" + std::string(63, '0')}}, "manifest"},
      {"PM6 a number", Value::Object{{"sha256", 1}}, "manifest"},
      {"PM6 the text alone", Value(digest), "manifest"},
      {"PM7 a size beside", Value::Object{{"bytes", 1}, {"sha256", digest}}, "manifest"},
      {"PM7 a name beside", Value::Object{{"section", "profile"}, {"sha256", digest}}, "manifest"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    Value::Array sections = {c.section};
    for (std::size_t i = 1; i < listed.size(); ++i) {
      sections.push_back(Value::Object{{"sha256", listed[i]}});
    }
    EXPECT_EQ(verdict(bundle().set("sections", std::move(sections))), c.token);
  }
}

TEST_F(SignedAttacks, PM_CountsSchemasAndVersionsAreWhatTheySay) {
  const std::string contents = bundle().file(paths::segment("contents"));
  const auto counting = [&](std::string_view from, std::string_view to) {
    std::string text = contents;
    text.replace(text.find(from), from.size(), to);
    return bundle().segment("contents", text);
  };
  EXPECT_EQ(verdict(counting(R"("records":2)", R"("records":1)")), "ledger") << "PM7: a count that lies";
  EXPECT_EQ(verdict(counting(R"("records":0)", R"("records":9007199254740991)")), "ledger");
  EXPECT_EQ(verdict(counting(R"("records":2)", R"("records":-2)")), "ledger");
  const std::string identifiers = bundle().file(paths::segment("identifiers"));
  for (const char* schema : {"urn:holdall:schema:0:identifiers", "urn:holdall:schema:999:identifiers",
                             "urn:holdall:schema:1:profile", "https://evil.example/schema"}) {
    std::string text = identifiers;
    const std::string_view right = "urn:holdall:schema:1:identifiers";
    text.replace(text.find(right), right.size(), schema);
    EXPECT_EQ(verdict(bundle().segment("identifiers", text)), "segment") << "PM8: " << schema;
  }
  for (const char* version : {"0", "0.9", "2.0", "999.0", "1", "1.", "01.0", "1.0.0", "1.00", "v1.0"}) {
    EXPECT_EQ(verdict(bundle().set("holdall", version)), "version") << "PM8: " << version;
  }
  EXPECT_EQ(verdict(bundle().set("holdall", 1)), "manifest");
  EXPECT_EQ(verdict(bundle().set("crit", Value::Array{"com.example.x"})), "critical") << "PM9";
  EXPECT_EQ(verdict(bundle().set("holdall", "1.9").set("crit", Value::Array{"sub"})), "critical") << "PM9";
  EXPECT_EQ(verdict(bundle().set("crit", Value::Array{})), "manifest");
  EXPECT_EQ(verdict(bundle().set("crit", "x")), "manifest");
  EXPECT_EQ(verdict(bundle().set("cnf", Value::Object{{"jwk", key_.public_key().jwk()}})), "manifest");
}

}  // namespace
}  // namespace holdall
