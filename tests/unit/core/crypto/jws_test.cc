// Detached JWS: the one accepted form, and every neighbour of it refused.
#include "holdall/core/crypto/jws.h"

#include "holdall/core/json/canonical.h"
#include "support/seeded.h"
#include "unit/core/core_fixture.h"

namespace holdall {
namespace {

using namespace core_test;  // NOLINT: test words

constexpr const char* kTyp = "holdall-manifest+jws";

class JwsTest : public testing::Test {
 protected:
  [[nodiscard]] std::string kid() const { return key_.public_key().thumbprint(); }
  // A token whose signature is right for whatever its header says.
  [[nodiscard]] std::string token(std::string_view header, std::string_view payload = "{}") const {
    const std::string encoded = base64url_encode(as_bytes(header));
    return encoded + ".." + base64url_encode(key_.sign(encoded + "." + base64url_encode(as_bytes(payload))));
  }
  [[nodiscard]] std::string header(const std::string& alg) const {
    return R"({"alg":")" + alg + R"(","kid":")" + kid() + R"(","typ":")" + kTyp + R"("})";
  }
  [[nodiscard]] bool verifies(std::string_view text, std::string_view payload = "{}") const {
    const auto jws = parse_detached_jws(text, kTyp);
    return jws.ok() && verify_detached_jws(jws.value(), key_.public_key(), payload).ok();
  }

  test::SeededRandom random_;
  PrivateKey key_ = PrivateKey::generate(random_);
  PrivateKey other_ = PrivateKey::generate(random_);
};

TEST_F(JwsTest, VerifiesWhatItSigned) {
  const std::string text = sign_detached_jws(key_, kTyp, "{}");
  EXPECT_EQ(text, token(header("EdDSA")));
  EXPECT_TRUE(verifies(text));
  EXPECT_EQ(must(parse_detached_jws(text, kTyp)).kid, kid());
}

TEST_F(JwsTest, ACompactOneHasItsPayloadInIt) {
  const std::string text = sign_compact_jws(key_, kTyp, R"({"a":1})");
  const CompactJws jws = must(parse_compact_jws(text, kTyp));
  EXPECT_EQ(jws.payload, R"({"a":1})");
  EXPECT_TRUE(verify_detached_jws({jws.kid, jws.header, jws.signature}, key_.public_key(), *jws.payload).ok());
  EXPECT_FALSE(verify_detached_jws({jws.kid, jws.header, jws.signature}, key_.public_key(), "{}").ok());
  EXPECT_EQ(code_of(parse_detached_jws(text, kTyp)), ErrorCode::kSignatureMalformed);
}

TEST_F(JwsTest, KnowsBothNamesOfTheAlgorithmAndNoOther) {
  EXPECT_TRUE(verifies(token(header("EdDSA"))));
  EXPECT_TRUE(verifies(token(header("Ed25519"))));
  for (const char* alg : {"none", "None", "HS256", "ES256", "Ed448", "eddsa", "EdDSA ", ""}) {
    EXPECT_EQ(code_of(parse_detached_jws(token(header(alg)), kTyp)), ErrorCode::kSignatureMalformed) << alg;
  }
}

TEST_F(JwsTest, RefusesEveryHeaderButTheOne) {
  const std::string id = R"("kid":")" + kid() + R"(")";
  const std::string typ = R"("typ":"holdall-manifest+jws")";
  for (const std::string& text :
       {std::string(),
        std::string("{}"),
        std::string("[]"),
        std::string("null"),
        "{" + id + "," + typ + "}",
        R"({"alg":"EdDSA",)" + typ + "}",
        R"({"alg":"EdDSA",)" + id + "}",
        R"({"alg":"EdDSA", )" + id + "," + typ + "}",
        "{" + id + R"(,"alg":"EdDSA",)" + typ + "}",
        header("EdDSA") + "\n",
        header("EdDSA") + "x",
        R"({"alg":"EdDSA","alg":"EdDSA",)" + id + "," + typ + "}",
        R"({"alg":"EdDSA","b64":false,)" + id + "," + typ + "}",
        R"({"alg":"EdDSA","crit":[],)" + id + "," + typ + "}",
        R"({"alg":"EdDSA",)" + id + R"(,"typ":"bundle+jws"})",
        R"({"alg":"EdDSA","jwk":)" + canonical(key_.public_key().jwk()) + "," + id + "," + typ + "}",
        R"({"alg":"EdDSA","kid":1,)" + typ + "}",
        R"({"alg":"EdDSA","kid":"../../dev/null",)" + typ + "}",
        R"({"alg":"EdDSA","kid":"",)" + typ + "}",
        R"({"alg":"EdDSA",)" + id + R"(,"typ":"holdall\u002dmanifest+jws"})"}) {
    EXPECT_EQ(code_of(parse_detached_jws(token(text), kTyp)), ErrorCode::kSignatureMalformed) << text;
  }
}

TEST_F(JwsTest, RefusesEveryOtherSpelling) {
  const std::string good = token(header("EdDSA"));
  const auto dots = good.find("..");
  const std::string head = good.substr(0, dots);
  const std::string tail = good.substr(dots + 2);
  for (const std::string& text :
       {std::string(), std::string(".."), std::string("."), good + "\n", " " + good, good + "=", head + "=.." + tail,
        head + "." + tail, head + ".e30." + tail, head + "..." + tail, head + ".." + tail + ".", good + "A",
        good.substr(0, good.size() - 1), head + "..", ".." + tail, head + "\n.." + tail,
        good.substr(0, good.size() - 1) + "_", good + std::string(1, '\0')}) {
    EXPECT_EQ(code_of(parse_detached_jws(text, kTyp)), ErrorCode::kSignatureMalformed) << printable(text, 400);
  }
  EXPECT_EQ(code_of(parse_detached_jws(std::string(4097, 'A'), kTyp)), ErrorCode::kLimit);
}

TEST_F(JwsTest, TakesForeignTokensApartWhateverTheirKid) {
  const auto compact = [](std::string_view head, std::string_view payload) {
    return base64url_encode(as_bytes(head)) + "." + base64url_encode(as_bytes(payload)) + "." + std::string(86, 'A');
  };
  const std::string head = R"({"alg":"EdDSA","kid":"k-1","typ":"t+jws"})";
  const CompactJws attached = must(parse_compact_jws(compact(head, "{}"), "t+jws"));
  EXPECT_EQ(attached.kid, "k-1");
  EXPECT_EQ(attached.payload, "{}");
  EXPECT_EQ(must(parse_compact_jws(compact(head, ""), "t+jws")).payload, std::nullopt);
  EXPECT_EQ(code_of(parse_detached_jws(compact(head, ""), "t+jws")), ErrorCode::kSignatureMalformed);
  for (const std::string& token : {compact(head, "{}") + "=", compact(head, "{}") + ".", compact(head + " ", "{}"),
                                   compact(R"({"alg":"EdDSA","kid":"","typ":"t+jws"})", "{}"),
                                   compact(R"({"alg":"none","kid":"k","typ":"t+jws"})", ""),
                                   base64url_encode(as_bytes(head)) + ".e3=." + std::string(86, 'A')}) {
    EXPECT_EQ(code_of(parse_compact_jws(token, "t+jws")), ErrorCode::kSignatureMalformed) << token;
  }
}

TEST_F(JwsTest, FitsOnePayloadOneKeyAndOnePurpose) {
  const std::string text = sign_detached_jws(key_, kTyp, "{}");
  EXPECT_FALSE(verifies(text, "{ }"));
  EXPECT_FALSE(verifies(text, ""));
  EXPECT_EQ(code_of(verify_detached_jws(must(parse_detached_jws(text, kTyp)), other_.public_key(), "{}")),
            ErrorCode::kSignatureInvalid);
  EXPECT_FALSE(verifies(sign_detached_jws(other_, kTyp, "{}")));
  EXPECT_EQ(code_of(parse_detached_jws(text, "holdall-receipt+jws")), ErrorCode::kSignatureMalformed);
}

TEST_F(JwsTest, AcceptsNoChangedByte) {
  const std::string good = sign_detached_jws(key_, kTyp, "{}");
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string changed = good;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(verifies(changed)) << i;
  }
}

TEST_F(JwsTest, P02_RefusesEveryHostileToken) {
  int tried = 0;
  for (const HostileFile& file : HostileCorpus::files("jws")) {
    if (file.file.find("key.") == std::string::npos && file.file != "jws/keys.json") {
      for (const char* typ : {kTyp, "bundle+jws"}) {  // no kid there is a thumbprint
        EXPECT_FALSE(parse_detached_jws(file.bytes, typ).ok()) << file.file;
      }
      ++tried;
    }
  }
  if (tried == 0) {
    GTEST_SKIP();
  }
  EXPECT_GE(tried, 40);
}

TEST_F(JwsTest, P02_RefusesEveryJoseTokenOfWycheproof) {
  int tried = 0;
  for (const char* file : {"wycheproof/json_web_crypto_test.json", "wycheproof/json_web_key_test.json"}) {
    const auto path = vectors(file);
    if (path.empty()) {
      GTEST_SKIP();
    }
    const Value document = must(parse_document(read_whole(path)));
    for (const Value& group : document.at("testGroups").items()) {
      for (const Value& test : group.at("tests").items()) {
        const std::string text = test.text_or("jws", test.text_or("jwe", ""));
        EXPECT_FALSE(parse_detached_jws(text, kTyp).ok()) << *test.at("tcId").integer();
        for (const char* typ : {kTyp, "JWT", ""}) {
          EXPECT_FALSE(parse_compact_jws(text, typ).ok()) << *test.at("tcId").integer();
        }
        ++tried;
      }
    }
  }
  EXPECT_EQ(tried, 109);
}

}  // namespace
}  // namespace holdall
