// Encrypted bundles: written as one stream, opened whole or not at all, and then as any other.
#include <gtest/gtest.h>

#include "holdall/core/crypto/age/keys.h"
#include "support/bundles.h"

namespace holdall {
namespace {

using test::TemporaryFolder;

AgeIdentity person(std::uint64_t seed) {
  test::SeededRandom random(seed);
  return AgeIdentity::generate(random);
}

AgeKeys key_of(std::uint64_t seed) {
  AgeKeys keys;
  keys.identities.push_back(person(seed));
  return keys;
}

class Encrypted : public testing::TestWithParam<Form> {
 protected:
  // A bundle of that form for person 1, in a file.
  std::string write(bool armor) {
    AgeTarget target;
    target.recipients.push_back(person(1).recipient());
    target.armor = armor;
    test::SeededRandom random;
    BundleOptions options;
    options.form = GetParam();
    options.encryption = &target;
    const std::string path = folder_.file(armor ? "armored.age" : "binary.age");
    BundleWriter bundle = BundleWriter::create(path, options, random).value();
    test::add_section(bundle, "identifiers", test::sample_identifiers());
    EXPECT_TRUE(bundle.seal(test::copy_manifest(), key_).ok());
    return path;
  }
  [[nodiscard]] std::optional<ErrorCode> refusal(const std::string& path, const AgeKeys& keys) const {
    const auto opened = open_bundle(path, keys);
    return opened.ok() ? std::nullopt : std::optional(opened.error().code);
  }

  TemporaryFolder folder_;
  PrivateKey key_ = test::make_key();
  TrustStore trust_ = test::make_trust(key_);
};

TEST_P(Encrypted, BundlesAreReadWithTheKeyAndAsThatForm) {
  for (const bool armor : {false, true}) {
    const std::string path = write(armor);
    const std::string bytes = test::read_file(path);
    EXPECT_EQ(bytes.find("manifest"), std::string::npos);
    EXPECT_EQ(bytes.find("urn:"), std::string::npos);
    const OpenedBundle opened = open_bundle(path, key_of(1)).value();
    EXPECT_TRUE(opened.encrypted());
    const VerifiedBundle bundle = verify(opened, trust_, test::now_options()).value();
    EXPECT_TRUE(bundle.encrypted());
    EXPECT_EQ(bundle.form(), GetParam());
    EXPECT_TRUE(bundle.complete());
  }
}

TEST_P(Encrypted, P22_BundlesAreOpenedWholeOrNotAtAll) {
  const std::string path = write(false);
  EXPECT_EQ(refusal(path, key_of(2)), ErrorCode::kCannotDecrypt);
  EXPECT_EQ(refusal(path, AgeKeys{}), ErrorCode::kCannotDecrypt);
  const auto without = open_bundle(path);
  ASSERT_FALSE(without.ok());
  EXPECT_EQ(without.error().code, ErrorCode::kCannotDecrypt);
  EXPECT_FALSE(without.error().hint.empty());
  const std::string bytes = test::read_file(path);
  const std::string cut = folder_.file("cut.age");
  for (std::size_t left = 0; left < bytes.size(); left += left < 400 ? 1 : 101) {
    ASSERT_TRUE(replace_file(cut, bytes.substr(0, left)).ok());
    EXPECT_EQ(refusal(cut, key_of(1)), ErrorCode::kCannotDecrypt) << left;
  }
}

TEST_P(Encrypted, BundlesThatWereNotEncryptedSaySo) {
  const std::string path = folder_.file("plain");
  test::SeededRandom random;
  BundleOptions options;
  options.form = GetParam();
  BundleWriter bundle = BundleWriter::create(path, options, random).value();
  test::add_section(bundle, "identifiers", test::sample_identifiers());
  ASSERT_TRUE(bundle.seal(test::copy_manifest(), key_).ok());
  EXPECT_FALSE(open_bundle(path, key_of(1)).value().encrypted());
}

INSTANTIATE_TEST_SUITE_P(Forms, Encrypted, testing::Values(Form::kZip, Form::kJson, Form::kXml), [](const auto& form) {
  return std::string(form.param == Form::kZip ? "Zip" : form.param == Form::kJson ? "Json" : "Xml");
});

}  // namespace
}  // namespace holdall
