// SHA-256 and HMAC-SHA-256 against published answers.
#include "holdall/core/crypto/digest.h"

#include "unit/core/core_fixture.h"

namespace holdall {
namespace {

using namespace core_test;  // NOLINT: test words

TEST(Sha256Test, GivesTheKnownAnswersOfFips180) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(sha256_hex(std::string(1'000'000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256Test, DoesNotDependOnHowTheBytesArrive) {
  const std::string text(1000, 'x');
  for (const std::size_t step : {1U, 63U, 64U, 65U, 999U}) {
    Sha256 hash;
    for (std::size_t at = 0; at < text.size(); at += step) {
      hash.update(as_bytes(std::string_view(text).substr(at, step)));
    }
    hash.update({});
    EXPECT_EQ(hex_encode(hash.finish()), sha256_hex(text)) << step;
  }
}

TEST(HmacTest, GivesTheAnswersOfRfc4231) {
  const auto hmac = [](std::string_view key, std::string_view message) {
    return hex_encode(hmac_sha256(as_bytes(key), as_bytes(message)));
  };
  EXPECT_EQ(hmac(std::string(20, '\x0b'), "Hi There"),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(hmac("Jefe", "what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(hmac("", ""), "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST(HmacTest, AgreesWithWycheproof) {
  const auto path = vectors("wycheproof/hmac_sha256_test.json");
  if (path.empty()) {
    GTEST_SKIP();
  }
  const Value document = must(parse_document(read_whole(path)));
  int tried = 0;
  for (const Value& group : document.at("testGroups").items()) {
    const auto size = static_cast<std::size_t>(*group.at("tagSize").integer()) / 8;
    for (const Value& test : group.at("tests").items()) {
      const auto tag = hmac_sha256(unhex(test.at("key").text()), unhex(test.at("msg").text()));
      const std::string start = hex_encode(std::span(tag).first(size));  // shorter tags are cut
      EXPECT_EQ(start == test.at("tag").text(), test.at("result").text() == "valid") << *test.at("tcId").integer();
      ++tried;
    }
  }
  EXPECT_EQ(tried, *document.at("numberOfTests").integer());
}

}  // namespace
}  // namespace holdall
