#include "holdall/formats/bundle/verify.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "holdall/core/crypto/jws.h"
#include "holdall/formats/bundle/segment.h"
#include "holdall/formats/package/segment_header.h"
#include "support/signed_bundle.h"

namespace holdall {
namespace {

using test::make_bundle;
using test::Parts;
using test::SignedBundle;

std::string token(const Error& error) {
  return std::string(error_info(error.code).token);
}

std::string verdict(std::string_view bytes, const TrustStore& trust,
                    const VerifyOptions& options = test::now_options()) {
  const auto verified = test::verify_bytes(bytes, trust, options);
  return !verified.ok() ? token(verified.error()) : verified.value().complete() ? "COMPLETE" : "PARTIAL";
}

class Verify : public testing::Test {
 protected:
  PrivateKey key_ = test::make_key();
  TrustStore trust_ = test::make_trust(key_);
  std::string bundle_ = make_bundle(test::transfer_manifest());

  // The bundle with another manifest under a good signature.
  std::string resigned(std::string manifest, const PrivateKey& key) {
    return SignedBundle(bundle_, key).manifest(std::move(manifest)).bytes();
  }
  // The bundle with one member of its manifest set, or removed (null), under a good signature.
  std::string with_member(std::string_view member, const Value& value) {
    return SignedBundle(bundle_, key_).set(member, value).bytes();
  }
  // The bundle with a section's bytes replaced and signed again: a careless or hostile issuer.
  std::string with_segment(std::string_view section, const std::string& bytes) {
    return SignedBundle(bundle_, key_).segment(section, bytes).bytes();
  }
};

TEST_F(Verify, a_bundle_as_written_is_complete) {
  const auto verified = test::verify_bytes(bundle_, trust_);
  ASSERT_TRUE(verified.ok()) << verified.error().message;
  EXPECT_TRUE(verified.value().complete());
  EXPECT_TRUE(verified.value().has_ledger());
  ASSERT_EQ(verified.value().segments().size(), 3U);
  EXPECT_EQ(verified.value().segments()[1].section, "identifiers");
  EXPECT_EQ(verified.value().segments()[1].records, 2U);
}

TEST_F(Verify, the_same_clock_and_randomness_give_the_same_bytes) {
  for (const Compression compression : {Compression::kFast, Compression::kSmall, Compression::kStore}) {
    EXPECT_EQ(make_bundle(test::copy_manifest(), compression), make_bundle(test::copy_manifest(), compression));
  }
  EXPECT_NE(make_bundle(test::copy_manifest(), Compression::kStore, 1),
            make_bundle(test::copy_manifest(), Compression::kStore, 2));
}

// The exact bytes of the format, for other implementations too: a difference is a change of the format (docs/adr).
TEST_F(Verify, the_bytes_are_those_that_were_published) {
  struct Golden {
    const char* name;
    Form form;
  };
  for (const Golden& golden : {Golden{"copy.holdall.zip", Form::kZip}, Golden{"transfer.holdall.zip", Form::kZip},
                               Golden{"transfer.holdall.json", Form::kJson}, Golden{"copy.holdall.xml", Form::kXml}}) {
    const std::string path = "tests/golden/" + std::string(golden.name);
    const bool is_copy = std::string_view(golden.name).starts_with("copy");
    const std::string made =
        make_bundle(is_copy ? test::copy_manifest() : test::transfer_manifest(), Compression::kStore, 1, golden.form);
    if (std::getenv("HOLDALL_UPDATE_GOLDEN") != nullptr) {  // NOLINT(concurrency-mt-unsafe)
      std::ofstream(path, std::ios::binary) << made;
    }
    EXPECT_TRUE(test::read_file(path) == made) << path;
  }
}

TEST_F(Verify, pass_two_gives_the_records_and_the_whole_record) {
  const auto verified = test::verify_bytes(bundle_, trust_);
  ASSERT_TRUE(verified.ok());
  const Layout layout = Layout::compile({"", "held", "value"}).value();
  auto reader = verified.value().read(verified.value().segments()[1], layout).value();
  Row row;
  ASSERT_EQ(reader->next(row).value(), Read::kRow);
  EXPECT_EQ(row[0].as_text(), test::sample_identifiers()[0]);
  EXPECT_TRUE(row[1].is_absent());
  EXPECT_EQ(row[2].as_text(), "ann@shop.example");
  ASSERT_EQ(reader->next(row).value(), Read::kRow);
  EXPECT_TRUE(row[1].as_bool());
  EXPECT_EQ(reader->next(row).value(), Read::kEnd);
}

// P1: no byte of a bundle is unauthenticated.
TEST_F(Verify, P01_a_changed_byte_in_any_entry_is_refused_though_bagit_is_repaired) {
  const Parts original = test::take_apart(bundle_);
  for (std::size_t i = 0; i < original.entries.size(); ++i) {
    SCOPED_TRACE(original.entries[i].first);
    for (const std::size_t where : {std::size_t{0}, original.entries[i].second.size() / 2}) {
      for (const bool repaired : {false, true}) {
        Parts parts = original;
        std::string& content = parts.entries[i].second;
        content[where] = static_cast<char>(content[where] ^ 1);
        if (repaired) {
          test::repair(parts);
        }
        // The attacker repairs the BagIt manifests anew, so a change to just these is undone.
        if (repaired && test::put_together(parts) == bundle_) {
          continue;
        }
        EXPECT_FALSE(test::verify_bytes(test::put_together(parts), trust_).ok());
      }
    }
  }
}

TEST_F(Verify, P01_an_appended_byte_in_any_entry_is_refused) {
  const Parts original = test::take_apart(bundle_);
  for (std::size_t i = 0; i < original.entries.size(); ++i) {
    SCOPED_TRACE(original.entries[i].first);
    for (const char* addition : {"\n", " ", "x"}) {
      Parts parts = original;
      parts.entries[i].second += addition;
      EXPECT_FALSE(test::verify_bytes(test::put_together(parts), trust_).ok());
      test::repair(parts);
      const std::string attacked = test::put_together(parts);
      EXPECT_TRUE(attacked == bundle_ || !test::verify_bytes(attacked, trust_).ok());
    }
  }
}

TEST_F(Verify, P01_a_new_entry_anywhere_is_refused) {
  for (const char* path :
       {"data/profile.jsonl", "data/identifiers.1.jsonl", "data/evil.txt", "index.html", "README.txt",
        "holdall/page.json", "holdall/presentation.jws", "holdall/schemas/profile.json", "fetch.txt",
        "data/files/0000000000000000000000000000000000000000000000000000000000000000"}) {
    const Parts original = test::take_apart(bundle_);
    for (std::size_t where = 0; where <= original.entries.size(); ++where) {
      Parts parts = original;
      parts.entries.insert(parts.entries.begin() + static_cast<std::ptrdiff_t>(where), {path, "{}\n"});
      test::repair(parts);
      EXPECT_FALSE(test::verify_bytes(test::put_together(parts), trust_).ok()) << path << " at " << where;
    }
  }
}

TEST_F(Verify, P01_entries_in_another_order_or_missing_are_refused) {
  const Parts original = test::take_apart(bundle_);
  for (std::size_t i = 0; i < original.entries.size(); ++i) {
    SCOPED_TRACE(original.entries[i].first);
    if (i + 1 < original.entries.size()) {
      Parts parts = original;
      std::swap(parts.entries[i], parts.entries[i + 1]);
      EXPECT_FALSE(test::verify_bytes(test::put_together(parts), trust_).ok());
    }
    const std::string path = original.entries[i].first;
    if (path == paths::kIssuer) {
      continue;  // a hint that may be absent
    }
    Parts parts = original;
    parts.remove(path);
    EXPECT_FALSE(test::verify_bytes(test::put_together(parts), trust_).ok());
  }
}

class VerifyFlipped : public Verify, public testing::WithParamInterface<int> {};
INSTANTIATE_TEST_SUITE_P(Bit, VerifyFlipped, testing::Range(0, 8));

TEST_P(VerifyFlipped, P01_every_bit_flip_of_a_stored_bundle_is_refused) {
  for (std::size_t byte = 0; byte < bundle_.size(); ++byte) {
    std::string flipped = bundle_;
    flipped[byte] = static_cast<char>(flipped[byte] ^ (1 << GetParam()));
    ASSERT_FALSE(test::verify_bytes(flipped, trust_).ok()) << byte;
  }
}

TEST_F(Verify, P01_every_truncation_is_refused) {
  for (std::size_t size = 0; size < bundle_.size(); ++size) {
    ASSERT_FALSE(test::verify_bytes(std::string_view(bundle_).substr(0, size), trust_).ok()) << size;
  }
}

TEST_F(Verify, P01_a_bit_flip_of_a_deflated_bundle_is_refused_or_decodes_to_the_same_bytes) {
  const std::string deflated = make_bundle(test::transfer_manifest(), Compression::kFast);
  const Parts original = test::take_apart(deflated);
  std::size_t harmless = 0;
  for (std::size_t byte = 0; byte < deflated.size(); ++byte) {
    std::string flipped = deflated;
    flipped[byte] = static_cast<char>(flipped[byte] ^ (1 << (byte % 8)));
    if (test::verify_bytes(flipped, trust_).ok()) {
      ASSERT_EQ(test::take_apart(flipped).entries, original.entries) << byte;
      ++harmless;
    }
  }
  EXPECT_LT(harmless, deflated.size() / 100);
}

TEST_F(Verify, a_section_left_out_is_partial) {
  Parts parts = test::take_apart(bundle_);
  for (const std::string& path : {paths::segment("preferences"), paths::schema("preferences")}) {
    parts.remove(path);
  }
  test::repair(parts);
  const std::string partial = test::put_together(parts);
  EXPECT_EQ(verdict(partial, trust_), "PARTIAL");
  EXPECT_EQ(test::verify_bytes(partial, trust_).value().withheld(), 1U);
  VerifyOptions strict = test::now_options();
  strict.require_complete = true;
  EXPECT_EQ(verdict(partial, trust_, strict), "partial");

  parts.remove(paths::segment("contents"));
  parts.remove(paths::schema("contents"));
  test::repair(parts);
  const auto without_ledger = test::verify_bytes(test::put_together(parts), trust_);
  ASSERT_TRUE(without_ledger.ok()) << without_ledger.error().message;
  EXPECT_FALSE(without_ledger.value().has_ledger());
}

TEST_F(Verify, P20_a_section_of_another_bundle_of_the_same_person_is_refused) {
  const Parts other = test::take_apart(make_bundle(test::transfer_manifest(), Compression::kStore, 99));
  Parts parts = test::take_apart(bundle_);
  Parts foreign = other;
  parts[paths::segment("identifiers")] = foreign[paths::segment("identifiers")];
  test::repair(parts);
  EXPECT_EQ(verdict(test::put_together(parts), trust_), "digest");
}

TEST_F(Verify, P02_only_a_trusted_key_vouches) {
  EXPECT_EQ(verdict(bundle_, TrustStore()), "sig-unknown-key");
  EXPECT_EQ(verdict(bundle_, test::make_trust(test::make_key(8))), "sig-unknown-key");
  const std::string manifest = test::take_apart(bundle_)[paths::kManifest];
  EXPECT_EQ(verdict(resigned(manifest, test::make_key(8)), trust_), "sig-unknown-key");
}

TEST_F(Verify, P03_a_key_vouches_for_its_own_issuer_alone) {
  EXPECT_EQ(verdict(bundle_, test::make_trust(key_, "https://other.example")), "issuer-mismatch");
  EXPECT_EQ(verdict(with_member("iss", "https://other.example"), trust_), "issuer-mismatch");
}

TEST_F(Verify, P02_a_jws_of_another_shape_is_refused) {
  const std::string manifest = test::take_apart(bundle_)[paths::kManifest];
  const std::string good = sign_detached_jws(key_, "holdall-manifest+jws", manifest);
  const std::string kid = key_.public_key().thumbprint();
  const auto with_header = [&](const std::string& header) {
    const std::string encoded = base64url_encode(as_bytes(header));
    return encoded + ".." + base64url_encode(key_.sign(encoded + "." + base64url_encode(as_bytes(manifest))));
  };
  const auto dots = good.find("..");
  struct Case {
    const char* name;
    std::string jws;
    const char* token;
  };
  const Case cases[] = {
      // NOLINT
      {"as written", good, "COMPLETE"},
      {"alg Ed25519", with_header(R"({"alg":"Ed25519","kid":")" + kid + R"(","typ":"holdall-manifest+jws"})"),
       "COMPLETE"},
      {"alg none", with_header(R"({"alg":"none","kid":")" + kid + R"(","typ":"holdall-manifest+jws"})"),
       "sig-malformed"},
      {"alg HS256", with_header(R"({"alg":"HS256","kid":")" + kid + R"(","typ":"holdall-manifest+jws"})"),
       "sig-malformed"},
      {"alg lower case", with_header(R"({"alg":"eddsa","kid":")" + kid + R"(","typ":"holdall-manifest+jws"})"),
       "sig-malformed"},
      {"typ of a receipt", with_header(R"({"alg":"EdDSA","kid":")" + kid + R"(","typ":"holdall-receipt+jws"})"),
       "sig-malformed"},
      {"typ JWT", with_header(R"({"alg":"EdDSA","kid":")" + kid + R"(","typ":"JWT"})"), "sig-malformed"},
      {"no typ", with_header(R"({"alg":"EdDSA","kid":")" + kid + R"("})"), "sig-malformed"},
      {"crit", with_header(R"({"alg":"EdDSA","crit":["x"],"kid":")" + kid + R"(","typ":"holdall-manifest+jws"})"),
       "sig-malformed"},
      {"jwk", with_header(R"({"alg":"EdDSA","jwk":{},"kid":")" + kid + R"(","typ":"holdall-manifest+jws"})"),
       "sig-malformed"},
      {"members in another order",
       with_header(R"({"kid":")" + kid + R"(","alg":"EdDSA","typ":"holdall-manifest+jws"})"), "sig-malformed"},
      {"kid no thumbprint", with_header(R"({"alg":"EdDSA","kid":"../x","typ":"holdall-manifest+jws"})"),
       "sig-malformed"},
      {"padding", good + "=", "sig-malformed"},
      {"line feed", good + "\n", "sig-malformed"},
      {"attached payload", good.substr(0, dots) + "." + base64url_encode(as_bytes(manifest)) + good.substr(dots + 1),
       "sig-malformed"},
      {"signature cut", good.substr(0, good.size() - 4), "sig-malformed"},
      {"other signature", good.substr(0, dots + 2) + base64url_encode(key_.sign("something else")), "sig-invalid"},
      {"empty", "", "sig-malformed"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    Parts parts = test::take_apart(bundle_);
    parts[paths::kSignature] = c.jws;
    test::repair(parts);
    EXPECT_EQ(verdict(test::put_together(parts), trust_), c.token);
  }
}

TEST_F(Verify, a_wrong_manifest_is_refused_though_it_is_signed) {
  struct Case {
    const char* name;
    std::string member;
    Value value;
    const char* token;
  };
  const Case cases[] = {
      // NOLINT
      {"version 2", "holdall", "2.0", "version"},
      {"version 1.1 with a new member is read", "holdall", "1.1", "COMPLETE"},
      {"version text", "holdall", "one", "version"},
      {"crit", "crit", Value::Array{"x"}, "critical"},
      {"unknown member", "extra", 1, "manifest"},
      {"id", "id", "urn:uuid:0", "manifest"},
      {"id upper case", "id", "urn:uuid:01234567-89AB-4DEF-8123-456789ABCDEF", "manifest"},
      {"no id", "id", {}, "manifest"},
      {"iss relative", "iss", "shop", "manifest"},
      {"issued date", "issued", "2026-11-01", "from-future"},
      {"issued offset", "issued", "2026-11-01T12:00:00+00:00", "from-future"},
      {"mode", "mode", "gift", "manifest"},
      {"copy with audience", "mode", "copy", "manifest"},
      {"transfer without audience", "aud", {}, "audience"},
      {"transfer without expiry", "expires", {}, "expired"},
      {"transfer without subject", "sub", {}, "subject-mismatch"},
      {"sub of both kinds", "sub", Value::Object{{"id", "x"}, {"token", "y"}}, "subject-mismatch"},
      {"sections empty", "sections", Value::Array{}, "manifest"},
      {"sections of a section too few", "sections", Value::Array{Value::Object{{"sha256", std::string(64, '0')}}},
       "digest"},
      {"digest short", "sections", Value::Array{Value::Object{{"sha256", "00"}}}, "manifest"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(verdict(with_member(c.member, c.value), trust_), c.token);
  }
}

TEST_F(Verify, a_manifest_that_is_not_canonical_is_refused) {
  const std::string manifest = test::take_apart(bundle_)[paths::kManifest];
  EXPECT_EQ(verdict(resigned(manifest + "\n", key_), trust_), "not-canonical");
  EXPECT_EQ(verdict(resigned(" " + manifest, key_), trust_), "not-canonical");
  EXPECT_EQ(verdict(resigned("{\"a\":1,\"a\":1}", key_), trust_), "malformed-json");
  EXPECT_EQ(verdict(resigned("[]", key_), trust_), "manifest");
}

TEST_F(Verify, P12_P13_audience_and_time_decide) {
  struct Case {
    const char* name;
    const char* now;
    const char* audience;
    const char* token;
  };
  const Case cases[] = {
      // NOLINT
      {"for us", "2026-11-02T00:00:00Z", "https://club.example", "COMPLETE"},
      {"for another", "2026-11-02T00:00:00Z", "https://other.example", "audience"},
      {"upper case is another", "2026-11-02T00:00:00Z", "https://CLUB.example", "audience"},
      {"trailing slash is another", "2026-11-02T00:00:00Z", "https://club.example/", "audience"},
      {"prefix is another", "2026-11-02T00:00:00Z", "https://club.example.evil", "audience"},
      {"expired", "2026-12-01T12:05:01Z", "https://club.example", "expired"},
      {"within the skew", "2026-12-01T12:05:00Z", "https://club.example", "COMPLETE"},
      {"issued within the skew", "2026-11-01T11:55:00Z", "https://club.example", "COMPLETE"},
      {"issued in the future", "2026-11-01T11:54:59Z", "https://club.example", "from-future"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    VerifyOptions options = test::now_options(c.now);
    options.audience = c.audience;
    EXPECT_EQ(verdict(bundle_, trust_, options), c.token);
  }
}

TEST_F(Verify, a_wrong_segment_is_refused_though_it_is_signed) {
  const std::string good = test::take_apart(bundle_)[paths::segment("identifiers")];
  const std::string header = good.substr(0, good.find('\n') + 1);
  const std::string record = test::sample_identifiers()[0] + "\n";
  struct Case {
    const char* name;
    std::string bytes;
    const char* token;
  };
  const Case cases[] = {
      // NOLINT
      {"no record", header, "ledger"},
      {"two other records", header + record + record, "COMPLETE"},
      {"no LF at the end", good.substr(0, good.size() - 1), "segment"},
      {"blank line", header + "\n" + record, "malformed-json"},
      {"CR before LF", header + test::sample_identifiers()[0] + "\r\n", "malformed-json"},
      {"not canonical", header + "{ \"id\":\"1\",\"type\":\"x\"}\n", "malformed-json"},
      {"members out of order", header + "{\"id\":\"1\",\"type\":\"x\",\"value\":\"v\",\"use\":\"u\"}\n",
       "not-canonical"},
      {"a member twice", header + "{\"id\":\"1\",\"id\":\"1\",\"type\":\"x\"}\n", "not-canonical"},
      {"no object", header + "[]\n", "record-schema"},
      {"unknown member", header + "{\"id\":\"1\",\"type\":\"x\",\"zzz\":1}\n", "record-schema"},
      {"wrong type", header + "{\"id\":1,\"type\":\"x\"}\n", "record-schema"},
      {"a reference to an attachment that is none",
       header + "{\"ext\":{\"com.example.x\":{\"_file\":{}}},\"id\":\"1\",\"type\":\"x\"}\n", "record-schema"},
      {"an attachment that is not here",
       header +
           "{\"ext\":{\"com.example.x\":{\"_file\":{\"bytes\":1,\"mediaType\":\"text/plain\",\"name\":\"n\","
           "\"sha256\":\"" +
           std::string(64, '0') + "\"}}},\"id\":\"1\",\"type\":\"x\"}\n",
       "entry-missing"},
      {"no header", record, "segment"},
      {"empty", "", "malformed-json"},
      {"header of another section", test::take_apart(bundle_)[paths::segment("preferences")], "segment"},
      {"header with a member more", "{\"a\":1," + good.substr(1), "segment"},
      {"deep nesting",
       header + "{\"ext\":{\"com.example.x\":" + std::string(70, '[') + std::string(70, ']') +
           "},\"id\":\"1\",\"type\":\"x\"}\n",
       "limit"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(verdict(with_segment("identifiers", c.bytes), trust_), c.token);
  }
}

// P8: the account of sections that nobody could have ends before it fills the memory.
TEST_F(Verify, P08_a_ledger_of_too_many_sections_is_refused) {
  std::string segment = test::take_apart(bundle_)[paths::segment("contents")];
  segment.resize(segment.find('\n') + 1);
  for (std::size_t i = 0; i <= Limits{}.sections; ++i) {
    const std::string name = "com.example.x" + std::to_string(i);
    segment +=
        R"({"id":")" + name + R"(","kind":"section","records":0,"schema":"urn:x:y","section":")" + name + "\"}\n";
  }
  EXPECT_EQ(verdict(with_segment("contents", segment), trust_), "limit");
}

// P6: a name that a later version may give another meaning is no section's name today.
TEST_F(Verify, P06_a_section_name_of_nobody_is_refused) {
  for (const char* name : {"usage.0", "foo", "Profile", "identifiers.1", "com.example", "aux.example.photos"}) {
    Parts parts = test::take_apart(bundle_);
    for (auto& entry : parts.entries) {
      if (entry.first == paths::segment("preferences")) {
        entry.first = paths::segment(name);
      } else if (entry.first == paths::schema("preferences")) {
        entry.first = paths::schema(name);
      }
    }
    test::repair(parts);
    if (parts.base.empty() || std::string_view(name) == "aux.example.photos") {
      continue;  // no writer can even name that entry
    }
    EXPECT_THAT(verdict(test::put_together(parts), trust_),
                testing::AnyOf("entry-unexpected", "entry-missing", "segment"))
        << name;
  }
}

// A signed schema that allows everything does not widen a registered section.
TEST_F(Verify, a_registered_section_is_held_to_the_registered_schema) {
  Parts parts = test::take_apart(bundle_);
  const std::string lax = R"({"$id":"urn:holdall:schema:1:identifiers","type":"object"})";
  SegmentHeader header{
      {"identifiers", {}}, "urn:holdall:schema:1:identifiers", sha256_hex(lax), std::string(43, 'A'), true};
  bundle_ = with_segment("identifiers", write_segment_header(header) + "\n{\"id\":\"1\",\"role\":\"admin\"}\n");
  parts = test::take_apart(bundle_);
  parts[paths::schema("identifiers")] = lax;
  test::repair(parts);
  EXPECT_EQ(verdict(test::put_together(parts), trust_), "record-schema");
  header.schema = "urn:example:other";
  EXPECT_EQ(verdict(with_segment("identifiers", write_segment_header(header) + "\n"), trust_), "segment");
}

TEST_F(Verify, P31_a_ledger_that_does_not_reconcile_is_refused) {
  const std::string good = test::take_apart(bundle_)[paths::segment("contents")];
  const auto replaced = [&](std::string_view from, std::string_view to) {
    std::string text = good;
    text.replace(text.find(from), from.size(), to);
    return text;
  };
  EXPECT_EQ(verdict(with_segment("contents", good), trust_), "COMPLETE");
  EXPECT_EQ(verdict(with_segment("contents", replaced("\"records\":2", "\"records\":3")), trust_), "ledger");
  EXPECT_EQ(
      verdict(with_segment("contents", replaced("\"section\":\"preferences\"", "\"section\":\"profile\"")), trust_),
      "ledger");
  EXPECT_EQ(
      verdict(with_segment("contents", replaced("\"section\":\"preferences\"", "\"section\":\"identifiers\"")), trust_),
      "ledger");
}

TEST_F(Verify, P04_a_file_that_changes_behind_the_verdict_is_noticed) {
  const test::TemporaryFolder folder;
  const std::string path = folder.file("b.zip");
  std::ofstream(path, std::ios::binary) << bundle_;
  const auto opened = open_bundle(path);
  ASSERT_TRUE(opened.ok());
  const auto verified = verify(opened.value(), trust_, test::now_options());
  ASSERT_TRUE(verified.ok());
  const auto where = bundle_.find("ann@shop");
  ASSERT_NE(where, std::string::npos);
  std::fstream(path, std::ios::binary | std::ios::in | std::ios::out).seekp(static_cast<std::streamoff>(where))
      << "eve";
  auto reader = verified.value().read(verified.value().segments()[1], Layout::compile({"value"}).value()).value();
  Row row;
  Result<Read> read = Read::kRow;
  while (read.ok() && read.value() == Read::kRow) {
    read = reader->next(row);
  }
  EXPECT_FALSE(read.ok());
}

}  // namespace
}  // namespace holdall
