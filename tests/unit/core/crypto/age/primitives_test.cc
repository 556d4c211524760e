#include "holdall/core/crypto/age/primitives.h"

#include <algorithm>

#include "unit/core/crypto/age/age_fixture.h"

namespace holdall::core_test {
namespace {

using namespace age_internal;  // NOLINT(google-build-using-namespace): what is tested

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

TEST(AgePrimitives, Base64HasOneSpelling) {
  for (int byte = 0; byte < 256; ++byte) {
    const std::string text = {'A', 'A', 'A', static_cast<char>(byte)};
    const bool is_letter = kAlphabet.find(static_cast<char>(byte)) != std::string_view::npos;
    EXPECT_EQ(unbase64(text).has_value(), is_letter) << byte;
    EXPECT_EQ(unbase64(text, Padding::kFull).has_value(), is_letter || byte == '=') << byte;
  }
  for (std::size_t size = 0; size < 100; ++size) {
    const std::string bytes = content_of(size);
    for (const Padding padding : {Padding::kNone, Padding::kFull}) {
      const auto back = unbase64(base64(as_bytes(bytes), padding), padding);
      ASSERT_TRUE(back);
      EXPECT_EQ(as_text(*back), bytes);
    }
  }
  for (const char* text : {"A", "AAAAA", "AB", "AAB", "AA=", "AA==", "AAA=", "A A", "AA\n", "\nAA", "AA-_"}) {
    EXPECT_FALSE(unbase64(text)) << text;
  }
  for (const char* text : {"AA", "AAA", "AA=", "AA===", "AB==", "AAB=", "=", "====", "AA==AA==", "AA= ="}) {
    EXPECT_FALSE(unbase64(text, Padding::kFull)) << text;
  }
}

// RFC 5869, A.1 and A.3, as far as 32 bytes go.
TEST(AgePrimitives, HkdfIsThatOfTheRfc) {
  const auto key = unhex("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b");
  const auto info = unhex("f0f1f2f3f4f5f6f7f8f9");
  EXPECT_EQ(hex_encode(hkdf(key, unhex("000102030405060708090a0b0c"), as_text(info)).reveal()),
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
  EXPECT_EQ(hex_encode(hkdf(key, {}, "").reveal()), "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
}

TEST(AgePrimitives, AForgedTagGivesNothing) {
  const Secret key(std::vector<std::byte>(kKeyBytes, std::byte{7}));
  const std::string plain = "content";
  std::vector<std::byte> sealed(plain.size() + kTagBytes);
  seal(key, Nonce{}, as_bytes(plain), sealed);
  std::vector<std::byte> out(plain.size());
  ASSERT_TRUE(unseal(key, Nonce{}, sealed, out));
  EXPECT_EQ(as_text(out), plain);
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    auto changed = sealed;
    changed[i] ^= std::byte{1};
    EXPECT_FALSE(unseal(key, Nonce{}, changed, out));
  }
}

// RFC 7914, 12 has no case of r = 8 and p = 1 short of 2^14, and that one has a result of 64 bytes: its first 32.
TEST(AgePrimitives, ScryptIsThatOfTheRfc) {
  EXPECT_EQ(hex_encode(scrypt(secret_of("pleaseletmein"), as_bytes("SodiumChloride"), 14)->reveal()),
            "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2");
}

// RFC 7748, 6.1.
TEST(AgePrimitives, X25519IsThatOfTheRfc) {
  const Secret bob(unhex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"));
  const auto shared = x25519(bob, unhex("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"));
  ASSERT_TRUE(shared);
  EXPECT_EQ(hex_encode(shared->reveal()), "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
  EXPECT_EQ(hex_encode(x25519_base(bob)), "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
  EXPECT_FALSE(x25519(bob, std::vector<std::byte>(32)));
}

Secret secret_of(const Value& test, std::string_view member) {
  return Secret(unhex(test.at(member).text()));
}

// What gives all zeros is refused: age wants it so, and no key that anybody made does it.
TEST(AgePrimitives, X25519AgreesWithWycheproof) {
  const auto path = vectors("wycheproof/x25519_test.json");
  if (path.empty()) {
    GTEST_SKIP();
  }
  const Value document = must(parse_document(read_whole(path)));
  int tried = 0;
  for (const Value& group : document.at("testGroups").items()) {
    for (const Value& test : group.at("tests").items()) {
      const auto shared = x25519(secret_of(test, "private"), unhex(test.at("public").text()));
      const std::string& expected = test.at("shared").text();
      const bool is_zero = expected.find_first_not_of('0') == std::string::npos;
      EXPECT_EQ(shared ? hex_encode(shared->reveal()) : std::string(64, '0'), expected) << *test.at("tcId").integer();
      EXPECT_EQ(shared.has_value(), !is_zero) << *test.at("tcId").integer();
      ++tried;
    }
  }
  EXPECT_EQ(tried, *document.at("numberOfTests").integer());
}

// Those without associated data and with the nonce's one length: age has no others.
TEST(AgePrimitives, ChaCha20Poly1305AgreesWithWycheproof) {
  const auto path = vectors("wycheproof/chacha20_poly1305_test.json");
  if (path.empty()) {
    GTEST_SKIP();
  }
  const Value document = must(parse_document(read_whole(path)));
  int tried = 0;
  for (const Value& group : document.at("testGroups").items()) {
    for (const Value& test : group.at("tests").items()) {
      const auto iv = unhex(test.at("iv").text());
      Nonce nonce{};
      if (iv.size() != nonce.size() || !test.at("aad").text().empty()) {
        continue;
      }
      std::ranges::copy(iv, nonce.begin());
      const auto plain = unhex(test.at("msg").text());
      const auto sealed = unhex(test.at("ct").text() + test.at("tag").text());
      const bool valid = test.at("result").text() == "valid";
      std::vector<std::byte> opened(plain.size());
      EXPECT_EQ(unseal(secret_of(test, "key"), nonce, sealed, opened), valid) << *test.at("tcId").integer();
      std::vector<std::byte> again(sealed.size());
      seal(secret_of(test, "key"), nonce, plain, again);
      EXPECT_EQ(again == sealed && opened == plain, valid) << *test.at("tcId").integer();
      ++tried;
    }
  }
  EXPECT_EQ(tried, 45);
}

}  // namespace
}  // namespace holdall::core_test
