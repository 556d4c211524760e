// Key files of each kind: what opens them, what does not, who may hold them, and what stays in memory (P26).
#include "holdall/core/crypto/key_file.h"

#include <sys/stat.h>

#include <functional>

#include "holdall/core/base/io.h"
#include "holdall/core/json/canonical.h"
#include "support/own_memory.h"
#include "support/seeded.h"
#include "unit/core/core_fixture.h"

namespace holdall {
namespace {

using namespace core_test;  // NOLINT: test words

// RFC 8037 appendix A.1.
constexpr const char* kPrivate = R"({"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",)"
                                 R"("x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})";
constexpr const char* kPublic = R"({"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})";
constexpr PassphraseCost kCheap{.passes = 1, .memory = 8U << 20U};

Secret secret_of(std::string_view text) {
  const auto bytes = as_bytes(text);
  return Secret({bytes.begin(), bytes.end()});
}

void write_private(const std::string& path, std::string_view text) {
  write_whole(path, text);
  ASSERT_EQ(::chmod(path.c_str(), 0600), 0);
}

class SealedKeyTest : public testing::Test {
 protected:
  [[nodiscard]] static std::optional<ErrorCode> opened(const Value& file, std::string_view passphrase = "secret") {
    const auto parsed = KeyFile::parse(canonical(file));
    return parsed.ok() ? code_of(parsed.value().unlock(secret_of(passphrase))) : code_of(parsed);
  }
  // The file with one member changed: of the file, of `encrypted`, or of `kdf`.
  [[nodiscard]] Value changed(std::string_view member, Value value) const {
    Value file = file_;
    file.set(member, std::move(value));
    return file;
  }
  [[nodiscard]] Value changed_inside(std::string_view member, Value value) const {
    Value encrypted = file_.at("encrypted");
    encrypted.set(member, std::move(value));
    return changed("encrypted", std::move(encrypted));
  }
  [[nodiscard]] Value changed_kdf(std::string_view member, Value value) const {
    Value kdf = file_.at("encrypted").at("kdf");
    kdf.set(member, std::move(value));
    return changed_inside("kdf", std::move(kdf));
  }

  test::SeededRandom random_;
  PrivateKey key_ = PrivateKey::generate(random_);
  PrivateKey other_ = PrivateKey::generate(random_);
  std::string text_ = must(sealed_key_text(key_, secret_of("secret"), random_, kCheap));
  Value file_ = must(parse_document(text_));
};

TEST_F(SealedKeyTest, OpensWithItsPassphrase) {
  const KeyFile file = must(KeyFile::parse(text_));
  EXPECT_TRUE(file.is_private() && file.is_encrypted());
  EXPECT_EQ(file.public_key(), key_.public_key());
  const PrivateKey again = must(file.unlock(secret_of("secret")));
  EXPECT_TRUE(key_.public_key().verify("m", again.sign("m")));
  EXPECT_TRUE(text_.ends_with("}\n"));
  EXPECT_EQ(text_.find("\"d\""), std::string::npos);
}

TEST_F(SealedKeyTest, P26_TellsAWrongPassphraseAndDamageInTheSameWords) {
  const auto wrong = must(KeyFile::parse(text_)).unlock(secret_of("Secret"));
  std::string ciphertext = file_.at("encrypted").at("ciphertext").text();
  ciphertext[0] = ciphertext[0] == 'A' ? 'B' : 'A';
  const auto damaged =
      must(KeyFile::parse(canonical(changed_inside("ciphertext", ciphertext)))).unlock(secret_of("secret"));
  ASSERT_EQ(code_of(wrong), ErrorCode::kCannotDecrypt);
  ASSERT_EQ(code_of(damaged), ErrorCode::kCannotDecrypt);
  EXPECT_EQ(wrong.error().message, damaged.error().message);
}

TEST_F(SealedKeyTest, P26_AuthenticatesAllThatStandsInClear) {
  const Value swapped = other_.public_key().jwk();
  Value file = changed("x", swapped.at("x"));
  file.set("kid", swapped.at("kid"));
  EXPECT_EQ(opened(file), ErrorCode::kCannotDecrypt) << "another public half";
  EXPECT_EQ(opened(changed_kdf("passes", 2)), ErrorCode::kCannotDecrypt);
  EXPECT_EQ(opened(changed_kdf("memory", 9 << 20)), ErrorCode::kCannotDecrypt);
  EXPECT_EQ(opened(changed_kdf("salt", std::string(21, 'A') + "A")), ErrorCode::kCannotDecrypt);
  EXPECT_EQ(opened(changed_inside("nonce", std::string(32, 'A'))), ErrorCode::kCannotDecrypt);
}

TEST_F(SealedKeyTest, P08_RefusesWhatWouldCostTooMuch) {
  EXPECT_EQ(opened(changed_kdf("passes", 11)), ErrorCode::kLimit);
  EXPECT_EQ(opened(changed_kdf("passes", std::int64_t{1} << 52U)), ErrorCode::kLimit);
  EXPECT_EQ(opened(changed_kdf("memory", (std::int64_t{1} << 30U) + 1024)), ErrorCode::kLimit);
}

TEST_F(SealedKeyTest, RefusesFilesOfAnotherShape) {
  struct Case {
    const char* name;
    Value file;
  };
  for (const Case& c :
       {Case{"kid of another key", changed("kid", other_.public_key().thumbprint())},
        Case{"another curve", changed("crv", "X25519")}, Case{"further member", changed("use", "sig")},
        Case{"encrypted is a text", changed("encrypted", "x")},
        Case{"another cipher", changed_inside("enc", "A256GCM")}, Case{"cipher is no text", changed_inside("enc", 1)},
        Case{"further member inside", changed_inside("tag", "x")},
        Case{"ciphertext cut", changed_inside("ciphertext", std::string(63, 'A'))},
        Case{"ciphertext padded", changed_inside("ciphertext", std::string(64, 'A') + "=")},
        Case{"nonce of AES-GCM", changed_inside("nonce", std::string(16, 'A'))},
        Case{"another derivation", changed_kdf("alg", "argon2i")}, Case{"no passes", changed_kdf("passes", 0)},
        Case{"passes are negative", changed_kdf("passes", -1)}, Case{"passes are a text", changed_kdf("passes", "3")},
        Case{"memory too little to cost anything", changed_kdf("memory", 8192)},
        Case{"memory no whole KiB", changed_kdf("memory", (8 << 20) + 1)},
        Case{"salt cut", changed_kdf("salt", std::string(21, 'A'))},
        Case{"kdf is null", changed_inside("kdf", Value())}}) {
    EXPECT_EQ(opened(c.file), ErrorCode::kKeyUnfit) << c.name;
  }
}

TEST_F(SealedKeyTest, SaltsEveryFile) {
  const std::string again = must(sealed_key_text(key_, secret_of("secret"), random_, kCheap));
  const Value file = must(parse_document(again));
  EXPECT_NE(file.at("encrypted").at("kdf").at("salt").text(), file_.at("encrypted").at("kdf").at("salt").text());
  EXPECT_NE(file.at("encrypted").at("nonce").text(), file_.at("encrypted").at("nonce").text());
}

TEST_F(SealedKeyTest, CostsEnoughByDefault) {
  EXPECT_GE(PassphraseCost().memory, 256U << 20U);
  EXPECT_GE(PassphraseCost().passes, 3U);
}

TEST(KeyFileTest, P26_LoadsAPrivateKeyOnlyFromAFileThatIsItsOwners) {
  TempFolder folder;
  const std::string path = folder / "key";
  write_whole(path, kPrivate);
  for (mode_t mode = 0; mode <= 0777; ++mode) {
    ASSERT_EQ(::chmod(path.c_str(), mode | 0400), 0);
    const bool is_private = (mode & 0077) == 0;
    EXPECT_EQ(code_of(load_private_key(path)), is_private ? std::nullopt : std::optional(ErrorCode::kPathUnsafe))
        << std::oct << mode;
  }
}

TEST(KeyFileTest, RefusesFilesThatHoldNoPrivateKey) {
  TempFolder folder;
  struct Case {
    const char* name;
    std::string text;
  };
  for (const Case& c : {Case{"empty", ""}, Case{"not JSON", "{"}, Case{"public", kPublic}, Case{"array", "[]"}}) {
    const std::string path = folder / c.name;
    write_whole(path, c.text);
    std::filesystem::permissions(path, std::filesystem::perms::owner_read);
    EXPECT_EQ(code_of(load_private_key(path)), ErrorCode::kKeyUnfit) << c.name;
  }
  EXPECT_EQ(code_of(load_private_key(folder / "absent")), ErrorCode::kNotFound);
  EXPECT_EQ(code_of(load_public_key(folder / "absent")), ErrorCode::kNotFound);
}

TEST(KeyFileTest, P02_RefusesEveryHostileKeyWhenItIsLoaded) {
  TempFolder folder;
  int tried = 0;
  for (const HostileFile& file : HostileCorpus::files("jws")) {
    if (file.file.find("badkey_") != std::string::npos) {
      SCOPED_TRACE(file.file);
      write_whole(folder / "key", file.bytes);
      const bool is_private = file.file.find("private_in_public") != std::string::npos;
      if (is_private) {  // sound where a private key is looked for; a trust store takes public ones only
        EXPECT_EQ(code_of(PublicKey::from_jwk(must(parse_document(file.bytes)), true)), ErrorCode::kKeyUnfit);
      } else {
        EXPECT_EQ(code_of(load_public_key(folder / "key")), ErrorCode::kKeyUnfit);
      }
      ++tried;
    }
  }
  if (tried == 0) {
    GTEST_SKIP();
  }
  EXPECT_GE(tried, 9);
}

TEST(KeyFileTest, LoadsThePublicHalfOfEachKind) {
  TempFolder folder;
  test::SeededRandom random;
  const PrivateKey key = must(PrivateKey::from_jwk_text(kPrivate));
  write_whole(folder / "public", kPublic);
  write_private(folder / "private", kPrivate);
  write_private(folder / "sealed", must(sealed_key_text(key, secret_of("x"), random, kCheap)));
  for (const char* name : {"public", "private", "sealed"}) {
    EXPECT_EQ(must(load_public_key(folder / name)), key.public_key()) << name;
  }
  EXPECT_EQ(code_of(load_private_key(folder / "sealed")), ErrorCode::kKeyUnfit);
}

TEST(KeyFileTest, P26_ShowsNoHalfOfAPrivateKeyThatOthersCanUse) {
  TempFolder folder;
  test::SeededRandom random;
  const PrivateKey key = must(PrivateKey::from_jwk_text(kPrivate));
  for (const std::string& text : {std::string(kPrivate), must(sealed_key_text(key, secret_of("x"), random, kCheap))}) {
    write_whole(folder / "key", text);
    ASSERT_EQ(::chmod((folder / "key").c_str(), 0640), 0);
    EXPECT_EQ(code_of(load_public_key(folder / "key")), ErrorCode::kPathUnsafe);
  }
}

TEST(KeyFileTest, ReadsAPrivateKeyInOneSpellingAlone) {
  const std::string good = kPrivate;
  const auto code = [](const std::string& text) { return code_of(KeyFile::parse(text)); };
  const auto instead = [&](std::string_view old, std::string_view now) {
    std::string text = good;
    return text.replace(text.find(old), old.size(), now);
  };
  EXPECT_EQ(code(good), std::nullopt);
  EXPECT_EQ(code(" {\n" + instead("\"kty\":", "\"kty\" :\t").substr(1) + "\r\n"), std::nullopt);
  for (const std::string& text :
       {instead("\"d\"", "\"d\":\"x\",\"d\""), instead("\"d\"", "\"\\u0064\""), instead("OKP", "O\\u004BP"),
        instead("}", ",}"), good + "x", good.substr(0, good.size() - 1), instead("\"OKP\"", "1"), "[" + good + "]",
        instead("\"x\"", "\"encrypted\":{},\"x\""), instead("OKP", "OK\nP")}) {
    EXPECT_EQ(code(text), ErrorCode::kKeyUnfit) << text;
  }
}

// A seed that was never in this memory but masked: what the search finds is what the code under test left.
class P26Memory : public testing::Test {
 protected:
  void SetUp() override {
    if (HOLDALL_SANITIZED != 0) {
      GTEST_SKIP() << "a sanitizer keeps memory of its own";
    }
    test::SeededRandom random(26);
    std::vector<std::byte> seed(32);
    random.fill(seed);
    for (std::byte& byte : seed) {
      byte ^= std::byte{0xFF};  // so that no state of the generator holds it
    }
    raw_.emplace(seed);
    std::string text = base64url_encode(seed);
    text_.emplace(as_bytes(text));
    const PrivateKey key = PrivateKey::from_seed(Secret(std::move(seed)));
    wipe_bytes(std::as_writable_bytes(std::span(text)));
    const auto file = must(AtomicFile::create(folder_ / "key"));
    ASSERT_TRUE(file->write(key.to_jwk_text().reveal()).ok() && file->finish().ok());
    const auto sealed = must(AtomicFile::create(folder_ / "sealed"));
    test::SeededRandom salt;
    ASSERT_TRUE(sealed->write(as_bytes(must(sealed_key_text(key, secret_of("x"), salt, kCheap)))).ok());
    ASSERT_TRUE(sealed->finish().ok());
  }
  [[nodiscard]] int elsewhere() const { return places_of(*raw_).elsewhere + places_of(*text_).elsewhere; }
  [[nodiscard]] int guarded() const { return places_of(*raw_).guarded + places_of(*text_).guarded; }

  TempFolder folder_;
  std::optional<test::Masked> raw_;
  std::optional<test::Masked> text_;
};

TEST_F(P26Memory, HoldsASeedInGuardedMemoryAloneAndOnlyWhileTheKeyLives) {
  EXPECT_EQ(elsewhere() + guarded(), 0) << "made and written";
  {
    const PrivateKey key = must(load_private_key(folder_ / "key"));
    EXPECT_EQ(elsewhere(), 0) << "read";
    EXPECT_EQ(guarded(), 2);
    EXPECT_TRUE(key.public_key().verify("m", key.sign("m")));
    EXPECT_EQ(key.derive("label").reveal().size(), 32U);
    EXPECT_EQ(elsewhere(), 0) << "used";
  }
  EXPECT_EQ(elsewhere() + guarded(), 0) << "dropped";
  EXPECT_TRUE(load_public_key(folder_ / "key").ok());
  EXPECT_EQ(elsewhere() + guarded(), 0) << "shown";
  {
    const PrivateKey key = must(must(KeyFile::load(folder_ / "sealed")).unlock(secret_of("x")));
    EXPECT_EQ(elsewhere(), 0) << "opened";
    EXPECT_EQ(guarded(), 2);
  }
  EXPECT_EQ(elsewhere() + guarded(), 0) << "dropped again";
}

TEST_F(P26Memory, FindsWhatStandsInTheOpen) {
  const Secret text = secret_of(read_whole(folder_ / "key"));  // through a stream and a string
  std::vector<std::byte> open(text.reveal().begin(), text.reveal().end());
  EXPECT_GE(places_of(*text_).elsewhere, 1);
  wipe_bytes(open);
}

}  // namespace
}  // namespace holdall
