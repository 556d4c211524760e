#include "holdall/core/crypto/age/keys.h"

#include <sys/stat.h>

#include "holdall/core/crypto/age/bech32.h"
#include "unit/core/crypto/age/age_fixture.h"

namespace holdall::core_test {
namespace {

// Made by age-keygen 1.1.1.
constexpr std::string_view kIdentity = "AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0";

std::string text_of(const AgeIdentity& identity) {
  return std::string(as_text(identity.text().reveal()));
}

TEST(AgeKeys, HaveOneSpelling) {
  const AgeIdentity identity = must(AgeIdentity::parse(kIdentity));
  EXPECT_EQ(text_of(identity), kIdentity);
  const std::string recipient = identity.recipient().text();
  EXPECT_EQ(must(AgeRecipient::parse(recipient)).text(), recipient);
  EXPECT_EQ(recipient.size(), 62U);
  for (const std::string_view text : {std::string_view(recipient), kIdentity}) {
    const auto parses = [&](std::string_view other) {
      return AgeRecipient::parse(other).ok() || AgeIdentity::parse(other).ok();
    };
    ASSERT_TRUE(parses(text));
    for (std::size_t i = 0; i < text.size(); ++i) {
      std::string other(text);
      other[i] = other[i] == 'q' ? 'p' : other[i] == 'Q' ? 'P' : other[i] >= 'a' ? 'q' : 'Q';
      EXPECT_FALSE(parses(other)) << other;
      other = text;
      other[i] = static_cast<char>(other[i] ^ 0x20);
      EXPECT_FALSE(parses(other)) << other;
      EXPECT_FALSE(parses(text.substr(0, i)));
      EXPECT_FALSE(parses(text.substr(i + 1)));
    }
    EXPECT_FALSE(parses(std::string(text) + " ") || parses(" " + std::string(text)));
  }
}

// BIP 173 and what convert bits must not let through.
TEST(AgeKeys, Bech32RefusesPaddingThatIsNotZero) {
  using age_internal::bech32_decode;
  using age_internal::bech32_encode;
  for (std::size_t size = 0; size < 40; ++size) {
    const std::string bytes = content_of(size);
    const std::string text = bech32_encode("age", as_bytes(bytes));
    const auto back = bech32_decode("age", text);
    ASSERT_TRUE(back);
    EXPECT_EQ(as_text(*back), bytes);
    EXPECT_FALSE(bech32_decode("ag", text) || bech32_decode("agee", text));
  }
  EXPECT_TRUE(bech32_decode("A", "A12UEL5L"));  // BIP 173's shortest
  EXPECT_TRUE(bech32_decode("a", "a12uel5l"));
  EXPECT_FALSE(bech32_decode("a", "a12uel5m"));
  EXPECT_FALSE(bech32_decode("A", "A1G7SGD8"));    // checksum with the prefix in the other case
  EXPECT_TRUE(bech32_decode("a", "a1qqqd87cq"));   // ten bits, two of them padding
  EXPECT_FALSE(bech32_decode("a", "a1qpamnt9j"));  // which is not zero
  EXPECT_FALSE(bech32_decode("a", "a1q3g6mn3"));   // five bits of zeros too many
  EXPECT_FALSE(bech32_decode("a", "a1qqqd87cpp"));
  // Addresses of BIP 173: their checksums are right, and their bits are no bytes.
  EXPECT_FALSE(bech32_decode("bc", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"));
  EXPECT_FALSE(bech32_decode("tb", "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3pjxtptv"));
}

TEST(AgeKeys, OfOtherKindsAreCalledByTheirName) {
  struct Case {
    const char* text;
    const char* word;
  };
  for (const Case& each : {Case{"age1pq1qqqq", "post-quantum"}, Case{"ssh-ed25519 AAAA", "SSH"}, Case{"age1", "age1…"},
                           Case{"", "age1…"}}) {
    const auto key = AgeRecipient::parse(each.text);
    ASSERT_EQ(code_of(key), ErrorCode::kKeyUnfit) << each.text;
    EXPECT_NE(key.error().message.find(each.word), std::string::npos) << key.error().message;
  }
  for (const char* text : {"AGE-SECRET-KEY-PQ-1QQQQ", "AGE-PLUGIN-YUBIKEY-1QQQ", "age-encryption.org/v1"}) {
    const auto key = AgeIdentity::parse(text);
    ASSERT_EQ(code_of(key), ErrorCode::kKeyUnfit) << text;
    EXPECT_EQ(key.error().message.find("not an age identity"), std::string::npos) << text;
  }
}

TEST(AgeKeys, OfLowOrderAreRefused) {
  for (const char* point : {"0000000000000000000000000000000000000000000000000000000000000000",
                            "0100000000000000000000000000000000000000000000000000000000000000",
                            "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"}) {
    EXPECT_EQ(code_of(AgeRecipient::parse(age_internal::bech32_encode("age", unhex(point)))), ErrorCode::kKeyUnfit);
  }
}

TEST(AgeKeys, FilesAreAsAgeKeygenWritesThem) {
  const TempFolder folder;
  const std::string path = folder / "keys.txt";
  const std::string recipient = person(1).recipient().text();
  write_whole(path, "# created: 2026-11-25T15:00:00Z\n# public key: " + recipient + "\n" + text_of(person(1)) + "\n\n" +
                        text_of(person(2)));
  ::chmod(path.c_str(), 0600);
  const auto identities = must(load_age_identities(path));
  ASSERT_EQ(identities.size(), 2U);
  EXPECT_EQ(identities[0].recipient().text(), recipient);
  write_whole(folder / "to.txt", "\r\n#\r\n" + recipient + "\r\n");
  EXPECT_EQ(must(load_age_recipients(folder / "to.txt")).size(), 1U);

  struct Case {
    const char* name;
    std::string text;
    const char* word;
  };
  for (const Case& each :
       {Case{"empty", "", "holds no age key"}, Case{"comments", "# a\n\n", "holds no age key"},
        Case{"blank before", " " + recipient + "\n", "line 1"}, Case{"second line", recipient + "\nage1x\n", "line 2"},
        Case{"identity", text_of(person(1)) + "\n", "line 1"}}) {
    write_whole(folder / "to.txt", each.text);
    const auto keys = load_age_recipients(folder / "to.txt");
    ASSERT_EQ(code_of(keys), ErrorCode::kKeyUnfit) << each.name;
    EXPECT_NE(keys.error().message.find(each.word), std::string::npos) << keys.error().message;
    EXPECT_EQ(keys.error().message.find(text_of(person(1)).substr(0, 24)), std::string::npos) << "a key is shown";
  }
}

TEST(AgeKeys, P26_FilesThatOthersCanUseAreRefused) {
  const TempFolder folder;
  const std::string path = folder / "key.txt";
  for (const mode_t mode : {0600U, 0400U, 0640U, 0604U, 0620U, 0602U, 0610U, 0644U, 0666U}) {
    write_whole(path, text_of(person(1)) + "\n");
    ::chmod(path.c_str(), mode);
    const bool is_private = (mode & 0077U) == 0;
    EXPECT_EQ(code_of(load_age_identities(path)), is_private ? std::nullopt : std::optional(ErrorCode::kPathUnsafe));
    ::chmod(path.c_str(), 0600);
    write_whole(path, person(1).recipient().text() + "\n");
    ::chmod(path.c_str(), mode);
    const bool is_ours = (mode & 0022U) == 0;
    EXPECT_EQ(code_of(load_age_recipients(path)), is_ours ? std::nullopt : std::optional(ErrorCode::kPathUnsafe));
    ::chmod(path.c_str(), 0600);
  }
  EXPECT_EQ(code_of(load_age_identities(folder / "none")), ErrorCode::kNotFound);
}

}  // namespace
}  // namespace holdall::core_test
