// Single records under the original signature (promise P20; group O of attacks).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "holdall/core/crypto/jws.h"
#include "holdall/formats/bundle/forms.h"
#include "holdall/formats/package/partial.h"
#include "support/bundles.h"

namespace holdall {
namespace {

using test::TemporaryFolder;

constexpr std::array kForms = {Form::kZip, Form::kJson, Form::kXml};
constexpr std::string_view kUsage = "usage";
constexpr const char* kPartialPath = "data/usage.partial.json";

std::string visit(int n) {
  return R"({"id":"u)" + std::to_string(n) + R"(","kind":"view","object":"/marker-)" + std::to_string(n) + "\"}";
}

std::string made_bundle(std::uint64_t seed = 1, int visits = 5, std::uint64_t segment_bytes = 1U << 20U) {
  const TemporaryFolder folder;
  test::SeededRandom random(seed);
  auto bundle = BundleWriter::create(folder.file("b.zip"),
                                     {.compression = Compression::kStore, .segment_bytes = segment_bytes}, random);
  EXPECT_TRUE(bundle.ok());
  test::add_section(bundle.value(), "identifiers", test::sample_identifiers());
  std::vector<std::string> records;
  for (int i = 0; i < visits; ++i) {
    records.push_back(visit(i));
  }
  test::add_section(bundle.value(), kUsage, records, Disclosure::kRecords);
  EXPECT_TRUE(bundle.value().seal(test::transfer_manifest(), test::make_key()).ok());
  return test::read_file(folder.file("b.zip"));
}

class Records : public testing::Test {
 protected:
  [[nodiscard]] CheckedBundle checked(std::string_view bytes) const {
    auto bundle = test::verify_bytes(bytes, trust_);
    EXPECT_TRUE(bundle.ok()) << (bundle.ok() ? "" : bundle.error().message);
    return std::move(bundle).value();
  }
  [[nodiscard]] std::string token(std::string_view bytes) const {
    const auto bundle = test::verify_bytes(bytes, trust_);
    if (!bundle.ok()) {
      return std::string(error_info(bundle.error().code).token);
    }
    return bundle.value().complete() ? "COMPLETE" : "PARTIAL";
  }
  [[nodiscard]] Result<std::string> try_disclosing(std::string_view bytes, const Choice& choice,
                                                   Form form = Form::kZip) const {
    const TemporaryFolder folder;
    HOLDALL_TRY(disclose(checked(bytes), choice, {folder.file("out"), form, Compression::kStore}));
    return test::read_file(folder.file("out"));
  }
  [[nodiscard]] std::string disclosed(std::string_view bytes, const std::set<std::string>& ids,
                                      Form form = Form::kZip) const {
    auto out = try_disclosing(bytes, {{}, {{std::string(kUsage), ids}}}, form);
    EXPECT_TRUE(out.ok()) << (out.ok() ? "" : out.error().message);
    return std::move(out).value();
  }
  // The objects of the usage records that are here.
  [[nodiscard]] static std::vector<std::string> objects(const CheckedBundle& bundle) {
    std::vector<std::string> found;
    const Layout layout = Layout::compile({"object"}).value();
    for (const SegmentInfo& segment : bundle.segments()) {
      const auto rows = bundle.read(segment, layout).value();
      Row row;
      while (segment.section == kUsage && rows->next(row).value() == Read::kRow) {
        found.emplace_back(row[0].as_text());
      }
    }
    return found;
  }
  // `bytes`, a ZIP with one partial, with that changed; what needs no key fits.
  template <typename Change>
  [[nodiscard]] static std::string changed(std::string_view bytes, Change change) {
    test::Parts parts = test::take_apart(bytes);
    Partial partial = read_partial(parts[kPartialPath]).value();
    change(partial);
    parts[kPartialPath] = write_partial(partial);
    test::repair(parts);
    return test::put_together(parts);
  }

  TrustStore trust_ = test::make_trust(test::make_key());
  std::string whole_ = made_bundle();
};

TEST_F(Records, AreSignedOneByOneAndTheBundleIsWhole) {
  const CheckedBundle bundle = checked(whole_);
  EXPECT_TRUE(bundle.complete());
  EXPECT_EQ(objects(bundle).size(), 5U);
  EXPECT_EQ(bundle.segments()[0].root, "");
  EXPECT_EQ(bundle.segments()[1].root.size(), 64U);
}

TEST_F(Records, OneIsHandedOnInEveryFormUnderTheOriginalSignature) {
  for (const Form form : kForms) {
    SCOPED_TRACE(static_cast<int>(form));
    const std::string one = disclosed(whole_, {"u3"}, form);
    const CheckedBundle bundle = checked(one);
    EXPECT_EQ(objects(bundle), std::vector<std::string>{"/marker-3"});
    EXPECT_EQ(bundle.withheld(), 2U);
    ASSERT_EQ(bundle.segments().size(), 1U);
    EXPECT_TRUE(bundle.segments()[0].partial);
    EXPECT_EQ(bundle.segments()[0].records, 1U);
    EXPECT_FALSE(bundle.is_whole(kUsage));
    EXPECT_EQ(bundle.manifest_sha256(), checked(whole_).manifest_sha256());
    for (const Form other : kForms) {
      const TemporaryFolder folder;
      ASSERT_TRUE(convert_bundle(bundle, {folder.file("out"), other, Compression::kStore}).ok());
      EXPECT_TRUE(test::read_file(folder.file("out")) == disclosed(whole_, {"u3"}, other)) << static_cast<int>(other);
    }
  }
}

TEST_F(Records, P20_NothingOfTheOthersIsLeft) {
  const CheckedBundle bundle = checked(whole_);
  std::set<std::string> salts;
  const Layout layout = Layout::compile({std::string(kSaltMember)}).value();
  const auto rows = bundle.read(bundle.segments()[1], layout).value();
  Row row;
  while (rows->next(row).value() == Read::kRow) {
    salts.emplace(row[0].as_text());
  }
  EXPECT_EQ(salts.size(), 5U);
  for (const Form form : kForms) {
    const std::string one = disclosed(whole_, {"u3"}, form);
    std::size_t seen = 0;
    for (const std::string& salt : salts) {
      seen += one.find(salt) == std::string::npos ? 0U : 1U;
    }
    EXPECT_EQ(seen, 1U);
    for (const char* withheld : {"marker-0", "marker-1", "marker-2", "marker-4", "ann@shop", "identifiers"}) {
      EXPECT_EQ(one.find(withheld), std::string::npos) << withheld;
    }
  }
}

// Who knows all that a record may say, and where it stands, still lacks its salt. With the salt, the guess would hit.
TEST_F(Records, P20_NoGuessLeadsToAWithheldRecord) {
  const Partial partial = read_partial(test::take_apart(disclosed(whole_, {"u3"}))[kPartialPath]).value();
  const auto hits = [&](std::string_view line) {
    return std::ranges::count(partial.leaves[1].path, leaf_hash(line)) +
           std::ranges::count(partial.leaves[0].path, leaf_hash(line));
  };
  const CheckedBundle bundle = checked(whole_);
  const auto rows = bundle.read(bundle.segments()[1], Layout::compile({""}).value()).value();
  Row row;
  std::ptrdiff_t with_salt = 0;
  std::ptrdiff_t without = 0;
  while (rows->next(row).value() == Read::kRow) {
    with_salt += hits(row[0].as_text());
    without += hits(without_salt(row[0].as_text()));
  }
  EXPECT_EQ(with_salt, 2);  // the siblings of the header and of u3
  EXPECT_EQ(without, 0);
  for (int n = 0; n < 1000; ++n) {
    EXPECT_EQ(hits(visit(n)), 0);
  }
}

TEST_F(Records, AreTakenFromABundleThatHasSomeAlready) {
  const std::string two = disclosed(whole_, {"u1", "u4"}, Form::kJson);
  EXPECT_EQ(objects(checked(two)), (std::vector<std::string>{"/marker-1", "/marker-4"}));
  EXPECT_TRUE(disclosed(two, {"u4"}) == disclosed(whole_, {"u4"}));
  EXPECT_EQ(try_disclosing(two, {{}, {{"usage", {"u3"}}}}).error().code, ErrorCode::kNotFound);
}

TEST_F(Records, AreFoundInEverySegment) {
  const std::string many = made_bundle(1, 40, 700);
  ASSERT_GT(checked(many).segments().size(), 4U);
  const std::string some = disclosed(many, {"u0", "u20", "u39"});
  const CheckedBundle bundle = checked(some);
  EXPECT_EQ(objects(bundle), (std::vector<std::string>{"/marker-0", "/marker-20", "/marker-39"}));
  EXPECT_EQ(bundle.segments().size(), 3U);
  EXPECT_EQ(objects(checked(disclosed(disclosed(many, {"u0", "u20", "u39"}, Form::kXml), {"u20"}))),
            std::vector<std::string>{"/marker-20"});
}

TEST_F(Records, WhatCannotBeDisclosedIsRefused) {
  const auto code = [&](const Choice& choice) { return try_disclosing(whole_, choice).error().code; };
  EXPECT_EQ(code({}), ErrorCode::kUsage);
  EXPECT_EQ(code({{}, {{"identifiers", {"email:1"}}}}), ErrorCode::kUsage);
  EXPECT_EQ(code({{"usage"}, {{"usage", {"u1"}}}}), ErrorCode::kUsage);
  EXPECT_EQ(code({{}, {{"usage", {"u9"}}}}), ErrorCode::kNotFound);
  EXPECT_EQ(code({{}, {{"usage", {"u1", "u9"}}}}), ErrorCode::kNotFound);
  EXPECT_EQ(code({{}, {{"consents", {"u1"}}}}), ErrorCode::kNotFound);
}

TEST_F(Records, OfOneIdAreNotTakenForEachOther) {
  const TemporaryFolder folder;
  test::SeededRandom random(1);
  auto bundle = BundleWriter::create(folder.file("b.zip"), {.compression = Compression::kStore}, random);
  test::add_section(bundle.value(), kUsage, {visit(1), visit(1), visit(2)}, Disclosure::kRecords);
  ASSERT_TRUE(bundle.value().seal(test::transfer_manifest(), test::make_key()).ok());
  const std::string twice = test::read_file(folder.file("b.zip"));
  EXPECT_EQ(try_disclosing(twice, {{}, {{"usage", {"u1"}}}}).error().code, ErrorCode::kUsage);
  EXPECT_EQ(objects(checked(disclosed(twice, {"u2"}))), std::vector<std::string>{"/marker-2"});
}

TEST(Salts, AreTakenOutOfARecordWhereverTheyStand) {
  for (const auto& [with, without] : std::vector<std::pair<const char*, const char*>>{
           {R"({"_salt":"x","id":"1"})", R"({"id":"1"})"},
           {R"({"A":{"_salt":"y"},"_salt":"x","id":"1"})", R"({"A":{"_salt":"y"},"id":"1"})"},
           {R"({"A":1,"_salt":"x"})", R"({"A":1})"},
           {R"({"_salt":"x"})", "{}"},
           {R"({"id":"1"})", R"({"id":"1"})"}}) {
    EXPECT_EQ(without_salt(with), without);
  }
}

TEST_F(Records, AndWholeSectionsGoTogether) {
  const auto both = try_disclosing(whole_, {{"identifiers"}, {{"usage", {"u0"}}}});
  ASSERT_TRUE(both.ok());
  EXPECT_EQ(checked(both.value()).segments().size(), 2U);
  EXPECT_EQ(checked(both.value()).withheld(), 1U);
}

TEST_F(Records, O_NoneIsChangedAddedOrMixed) {
  const std::string one = disclosed(whole_, {"u3"});
  const std::string other = disclosed(made_bundle(2), {"u3"});
  const Partial foreign = read_partial(test::take_apart(other)[kPartialPath]).value();
  const Partial two = read_partial(test::take_apart(disclosed(whole_, {"u1", "u3"}))[kPartialPath]).value();
  const auto tampered = [&](const auto& change) { return token(changed(one, change)); };
  EXPECT_EQ(tampered([](Partial&) {}), "PARTIAL");
  EXPECT_EQ(tampered([](Partial& p) { p.leaves[1].line.replace(p.leaves[1].line.find("marker"), 6, "harker"); }),
            "digest");
  EXPECT_EQ(tampered([](Partial& p) { p.leaves[1].i = 3; }), "digest");
  EXPECT_EQ(tampered([](Partial& p) { p.n = 7; }), "digest");
  EXPECT_EQ(tampered([](Partial& p) { p.n = 0; }), "digest");
  EXPECT_EQ(tampered([](Partial& p) { p.leaves[1].path.pop_back(); }), "digest");
  EXPECT_EQ(tampered([](Partial& p) { p.leaves[1].path.resize(64); }), "segment");
  EXPECT_EQ(tampered([](Partial& p) { p.root.assign(64, '0'); }), "digest");
  EXPECT_EQ(tampered([](Partial& p) { p.salt = std::string(43, 'A'); }), "digest");
  EXPECT_EQ(tampered([](Partial& p) { p.salt = ""; }), "digest");
  EXPECT_EQ(tampered([](Partial& p) { p.leaves.pop_back(); }), "segment");
  EXPECT_EQ(tampered([](Partial& p) { p.leaves.push_back(p.leaves[1]); }), "segment");
  EXPECT_EQ(tampered([](Partial& p) { p.leaves[0] = p.leaves[1]; }), "segment");
  EXPECT_EQ(tampered([&](Partial& p) { p.leaves.insert(p.leaves.begin() + 1, two.leaves[1]); }), "PARTIAL");
  EXPECT_EQ(tampered([&](Partial& p) { p.leaves[1] = foreign.leaves[1]; }), "digest");
  EXPECT_EQ(tampered([&](Partial& p) { p = foreign; }), "digest");  // another bundle of the same person
}

// Where the segment is here, its records are not there a second time.
TEST_F(Records, O_ASectionIsHereOnce) {
  test::Parts both = test::take_apart(whole_);
  const std::string partial = test::take_apart(disclosed(whole_, {"u3"}))[kPartialPath];
  const auto at = std::ranges::find(both.entries, "data/usage.jsonl", &std::pair<std::string, std::string>::first);
  both.entries.emplace(at, kPartialPath, partial);
  test::repair(both);
  EXPECT_EQ(token(test::put_together(both)), "segment");
}

TEST_F(Records, O_ARootHoldsAgainstTheWholeSegmentToo) {
  const PrivateKey key = test::make_key();
  test::Parts parts = test::take_apart(whole_);
  std::string& manifest = parts[paths::kManifest];
  const std::string root = checked(whole_).segments()[1].root;
  manifest.replace(manifest.find(root), 64, std::string(64, '0'));
  parts[paths::kSignature] = sign_detached_jws(key, kManifestType, manifest);
  test::repair(parts);
  EXPECT_EQ(token(test::put_together(parts)), "digest");
}

}  // namespace
}  // namespace holdall
