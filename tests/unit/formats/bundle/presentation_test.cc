// Bundles that a person presents under the key that the manifest names (docs/format.md#presentation).
#include "holdall/formats/package/presentation.h"

#include <gtest/gtest.h>

#include "holdall/core/crypto/jws.h"
#include "holdall/formats/bundle/forms.h"
#include "support/bundles.h"
#include "support/typs.h"

namespace holdall {
namespace {

using test::TemporaryFolder;

constexpr std::array kForms = {Form::kZip, Form::kJson, Form::kXml};
constexpr std::string_view kMade = "2026-11-01T18:00:00Z";

class Presented : public testing::Test {
 protected:
  [[nodiscard]] std::string held() const {
    Manifest manifest = test::copy_manifest();
    manifest.holder = holder_.public_key();
    return test::make_bundle(manifest);
  }
  [[nodiscard]] Result<VerifiedBundle> verified(std::string_view bytes,
                                                VerifyOptions options = test::now_options()) const {
    return test::verify_bytes(bytes, trust_, options);
  }
  [[nodiscard]] static VerifyOptions demanding(std::string_view nonce, std::string_view audience = test::kReceiver) {
    VerifyOptions options = test::now_options();
    options.audience = std::string(audience);
    options.nonce = std::string(nonce);
    return options;
  }
  [[nodiscard]] Result<std::string> try_presenting(std::string_view bytes, const PrivateKey& key,
                                                   const Presenting& presenting, Form form = Form::kZip) const {
    const TemporaryFolder folder;
    HOLDALL_ASSIGN(const VerifiedBundle bundle, verified(bytes));
    HOLDALL_TRY(present_bundle(bundle, key, presenting, {folder.file("out"), form, Compression::kStore}));
    return test::read_file(folder.file("out"));
  }
  [[nodiscard]] std::string presented(std::string_view nonce = "n-1", Form form = Form::kZip) const {
    auto out =
        try_presenting(held(), holder_, {std::string(test::kReceiver), std::string(nonce), test::at(kMade)}, form);
    EXPECT_TRUE(out.ok()) << (out.ok() ? "" : out.error().message);
    return std::move(out).value();
  }
  [[nodiscard]] std::string token(std::string_view bytes, const VerifyOptions& options = test::now_options()) const {
    const auto bundle = verified(bytes, options);
    return bundle.ok() ? "verified" : std::string(error_info(bundle.error().code).token);
  }
  // The presented bundle with another text in the presentation's place.
  [[nodiscard]] std::string with(std::string jws) const {
    test::Parts parts = test::take_apart(presented());
    parts[paths::kPresentation] = std::move(jws);
    test::repair(parts);
    return test::put_together(parts);
  }
  [[nodiscard]] std::string payload(std::string_view member = "", std::string_view value = "") const {
    Value out(Value::Object{{"aud", test::kReceiver},
                            {"iat", kMade},
                            {"manifest_sha256", verified(held()).value().manifest_sha256()},
                            {"nonce", "n-1"}});
    if (!member.empty()) {
      out.set(member, value);
    }
    return canonical(out);
  }

  PrivateKey holder_ = test::make_key(31);
  PrivateKey other_ = test::make_key(32);
  TrustStore trust_ = test::make_trust(test::make_key());
};

TEST_F(Presented, ABundleSaysWhoPresentsItInEveryForm) {
  for (const Form form : kForms) {
    const auto bundle = verified(presented("n-1", form), demanding("n-1"));
    ASSERT_TRUE(bundle.ok()) << bundle.error().message;
    ASSERT_TRUE(bundle.value().presentation().has_value());
    EXPECT_EQ(bundle.value().presentation()->nonce, "n-1");
    EXPECT_EQ(bundle.value().presentation()->audience, test::kReceiver);
    const TemporaryFolder folder;
    ASSERT_TRUE(convert_bundle(bundle.value(), {folder.file("out"), Form::kZip, Compression::kStore}).ok());
    EXPECT_TRUE(test::read_file(folder.file("out")) == presented());
  }
}

TEST_F(Presented, IsDemandedByWhoAskedForIt) {
  EXPECT_EQ(token(presented()), "verified");
  EXPECT_EQ(token(presented(), demanding("n-1")), "verified");
  EXPECT_EQ(token(presented(), demanding("n-2")), "presentation");
  EXPECT_EQ(token(presented(), demanding("")), "presentation");
  EXPECT_EQ(token(presented(), demanding("n-1", "https://other.example")), "presentation");
  EXPECT_EQ(token(held(), demanding("n-1")), "presentation");
  EXPECT_EQ(token(test::make_bundle(test::copy_manifest()), demanding("n-1")), "presentation");
  VerifyOptions nobody = demanding("n-1");
  nobody.audience.reset();
  EXPECT_EQ(token(presented(), nobody), "presentation");
}

TEST_F(Presented, IsMadeBetweenIssueAndNow) {
  for (const auto& [made, expected] :
       std::vector<std::pair<const char*, const char*>>{{"2026-11-01T11:55:00Z", "verified"},
                                                        {"2026-11-01T11:54:59Z", "presentation"},
                                                        {"2026-11-02T00:05:00Z", "verified"},
                                                        {"2026-11-02T00:05:01Z", "presentation"}}) {
    const auto bytes = try_presenting(held(), holder_, {std::string(test::kReceiver), "n", test::at(made)});
    EXPECT_EQ(token(bytes.value(), demanding("n")), expected) << made;
  }
}

TEST_F(Presented, OnlyByTheHolder) {
  const Presenting presenting{std::string(test::kReceiver), "n", test::at(kMade)};
  EXPECT_EQ(try_presenting(held(), other_, presenting).error().code, ErrorCode::kKeyUnfit);
  EXPECT_EQ(try_presenting(test::make_bundle(test::copy_manifest()), holder_, presenting).error().code,
            ErrorCode::kKeyUnfit);
  EXPECT_EQ(try_presenting(held(), holder_, {"club.example", "n", test::at(kMade)}).error().code, ErrorCode::kUsage);
  EXPECT_EQ(try_presenting(held(), holder_, {presenting.audience, "", test::at(kMade)}).error().code,
            ErrorCode::kUsage);
  EXPECT_EQ(try_presenting(held(), holder_, {presenting.audience, std::string(257, 'n'), test::at(kMade)}).error().code,
            ErrorCode::kUsage);
}

TEST_F(Presented, ThatOfAPartIsMadeAnew) {
  const TemporaryFolder folder;
  const auto bundle = verified(presented()).value();
  ASSERT_TRUE(disclose(bundle, {{"identifiers"}, {}}, {folder.file("part")}).ok());
  const std::string part = test::read_file(folder.file("part"));
  EXPECT_EQ(token(part, demanding("n-1")), "presentation");
  const auto again = try_presenting(part, holder_, {std::string(test::kReceiver), "n-9", test::at(kMade)});
  EXPECT_EQ(token(again.value(), demanding("n-9")), "verified");
}

TEST_F(Presented, P03_NothingElseIsAPresentation) {
  const auto signed_by = [&](const PrivateKey& key, const std::string& text, std::string_view typ = kPresentationType) {
    return token(with(sign_compact_jws(key, typ, text)));
  };
  ASSERT_EQ(signed_by(holder_, payload()), "verified");
  EXPECT_EQ(signed_by(other_, payload()), "sig-invalid");
  EXPECT_EQ(signed_by(test::make_key(), payload()), "sig-invalid");  // the issuer's, too
  for (const std::string& typ : test::typs_but(kPresentationType)) {
    EXPECT_EQ(signed_by(holder_, payload(), typ), "sig-malformed") << typ;
  }
  EXPECT_EQ(signed_by(holder_, payload("manifest_sha256", std::string(64, '0'))), "sig-invalid");
  EXPECT_EQ(signed_by(holder_, payload("iat", "2026-11-01T18:00:00+00:00")), "sig-malformed");
  EXPECT_EQ(signed_by(holder_, payload("aud", "*")), "sig-malformed");
  EXPECT_EQ(signed_by(holder_, payload("nonce", "")), "sig-malformed");
  EXPECT_EQ(signed_by(holder_, payload("sub", "x")), "sig-malformed");
  EXPECT_EQ(signed_by(holder_, "{}"), "sig-malformed");
  EXPECT_EQ(token(with("")), "sig-malformed");
  EXPECT_EQ(token(with(sign_detached_jws(holder_, kPresentationType, payload()))), "sig-malformed");
}

TEST_F(Presented, ABundleThatNamesNoHolderHasNoPresentation) {
  test::Parts parts = test::take_apart(test::make_bundle(test::copy_manifest()));
  const auto after = std::ranges::find(parts.entries, paths::kSignature, &std::pair<std::string, std::string>::first);
  parts.entries.emplace(after + 1, paths::kPresentation, sign_compact_jws(holder_, kPresentationType, payload()));
  test::repair(parts);
  EXPECT_EQ(token(test::put_together(parts)), "entry-unexpected");
}

}  // namespace
}  // namespace holdall
