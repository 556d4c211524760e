// The test vectors in tests/vectors: small bundles, each right or with one fault, for other implementations. This
// program makes them, says that those checked in are what it makes, and that verify() judges each as it says.
//
// HOLDALL_UPDATE_GOLDEN=1 writes them anew; a difference is a change of the format.
#include <gtest/gtest.h>

#include <functional>

#include "unit/formats/bundle/vector_content.h"

namespace holdall {
namespace {

using namespace vector_test;  // NOLINT: test words

constexpr std::string_view kFolder = "tests/vectors/";
constexpr std::string_view kNow = "2026-11-02T00:00:00Z";

struct Vector {
  std::string name;
  std::string expect;  // COMPLETE, PARTIAL or a token of docs/cli.md
  std::string comment;
  std::function<std::string()> make;
  std::string now = std::string(kNow);
  std::string audience = "https://club.example";
  std::string key_members = {};  // of the trust store's key
  std::string iss = "https://shop.example";
};

std::vector<Vector> right_vectors() {
  return {
      {"ok-zip", "COMPLETE", "A transfer of one section of the issuer's own.", [] { return zip_of(plain()); }},
      {"ok-json", "COMPLETE", "The same content in JSON form.", [] { return text_of(plain(), Form::kJson); }},
      {"ok-xml", "COMPLETE", "The same content in XML form.", [] { return text_of(plain(), Form::kXml); }},
      {"ok-copy", "COMPLETE", "A copy for the person: no audience, no expiry.",
       [] {
         Content content = plain();
         content.manifest = test::copy_manifest();
         return zip_of(content);
       }},
      {"ok-deflated", "COMPLETE", "Entries compressed by deflate.",
       [] {
         const TemporaryFolder folder;
         const CheckedBundle bundle = check_bundle(test::open_bytes(zip_of(plain())).value()).value();
         EXPECT_TRUE(convert_bundle(bundle, {folder.file("out"), Form::kZip, Compression::kSmall}).ok());
         return test::read_file(folder.file("out"));
       }},
      {"ok-partial", "PARTIAL", "One signed segment is withheld.",
       [] {
         Content content = plain();
         content.manifest.sections = {{std::string(64, 'f'), {}}};
         return zip_of(content);
       }},
      {"ok-empty-section", "COMPLETE", "A section without records.", [] { return zip_of(with_records("")); }},
      {"ok-ledger", "COMPLETE", "A ledger that reconciles.", [] { return zip_of(with_ledger(ledger_line(2))); }},
      {"ok-segments", "COMPLETE", "A section in three segments.",
       [] {
         return zip_of(in_segments({{0, false}, {1, false}, {2, true}}));
       }},
      {"ok-attachment", "COMPLETE", "A record refers to an attachment.",
       [] { return zip_of(with_file(reference("photo", 5), {"photo"})); }},
      {"ok-attachment-json", "COMPLETE", "The same in JSON form.",
       [] { return text_of(with_file(reference("photo", 5), {"photo"}), Form::kJson); }},
      {"ok-attachment-xml", "COMPLETE", "The same in XML form.",
       [] { return text_of(with_file(reference("photo", 5), {"photo"}), Form::kXml); }},
      {"ok-odd-text-xml", "COMPLETE", "Text that XML cannot carry as it is, in values and names.",
       [] {
         return text_of(
             with_records("{\"\\u0001\":\"\\u0000\\t\\n\",\" k \":\" edge \",\"_\":\"\xC2\x85\xE2\x80\xA8\",\"id\":"
                          "\"\\\\u0041 <&>\\\"\",\"xmlx\":[null,true,-1.5e-7,{}]}\n"),
             Form::kXml);
       }},
      {"ok-utf16-order", "COMPLETE", "Member names in the order of UTF-16 code units, not of UTF-8 bytes.",
       [] { return zip_of(with_records("{\"id\":\"1\",\"\xF0\x9F\x98\x80\":1,\"\xEF\xAC\xB3\":2}\n")); }},
  };
}

std::vector<Vector> zip_vectors() {
  return {
      {"zip-trailing-byte", "container", "A byte behind the end record.", [] { return zip_of(plain()) + "x"; }},
      {"zip-leading-byte", "container", "A byte before the first entry.", [] { return "x" + zip_of(plain()); }},
      {"zip-cut", "truncated", "The last byte is missing.",
       [] {
         const std::string zip = zip_of(plain());
         return zip.substr(0, zip.size() - 1);
       }},
      {"zip-flag", "container", "A flag in a local header.",
       [] {
         std::string zip = zip_of(plain());
         zip[6] = 8;
         return zip;
       }},
      {"zip-date", "container", "Another date in a local header.",
       [] {
         std::string zip = zip_of(plain());
         zip[12] = 0x22;
         return zip;
       }},
      {"zip-data", "container", "A byte of a stored entry: its CRC-32 no longer holds.",
       [] {
         std::string zip = zip_of(plain());
         zip[zip.find("\"two\"") + 1] = 'T';
         return zip;
       }},
  };
}

std::vector<Vector> bag_vectors() {
  return {
      {"bag-entry-more", "entry-unexpected", "An entry that has no place.",
       [] { return changed_bag([](Parts& parts) { parts["data/extra.txt"] = "x"; }); }},
      {"bag-entry-order", "entry-unexpected", "Two entries in another order.",
       [] { return changed_bag([](Parts& parts) { std::swap(parts.entries[1], parts.entries[2]); }, false); }},
      {"bag-schema-missing", "entry-missing", "The schema of a section that is here.",
       [] { return changed_bag([](Parts& parts) { parts.remove(paths::schema(kSection)); }); }},
      {"bag-folder-name", "entry-name", "A folder that is not named after the manifest.",
       [] { return changed_bag([](Parts& parts) { parts.base = "holdall-0000000000000000"; }, false); }},
      {"bag-oxum", "tag-file", "A Payload-Oxum that does not add up.",
       [] {
         return changed_bag(
             [](Parts& parts) {
               std::string& info = parts[paths::kBagInfo];
               info.insert(info.size() - 3, "0");
             },
             false);
       }},
      {"bag-issuer", "tag-file", "The public key of somebody else as the issuer's.",
       [] {
         return changed_bag(
             [](Parts& parts) { parts[paths::kIssuer] = canonical(test::make_key(99).public_key().jwk()); });
       }},
      {"bag-info-line", "tag-file", "A line more in bag-info.txt.",
       [] { return changed_bag([](Parts& parts) { parts[paths::kBagInfo] += "Contact-Name: Eve\n"; }); }},
      {"bag-tagmanifest", "tag-file", "A tag manifest that lists a file less.",
       [] {
         return changed_bag(
             [](Parts& parts) {
               std::string& list = parts[paths::kTagManifest];
               list = list.substr(list.find('\n') + 1);
             },
             false);
       }},
      {"bag-section-name", "entry-unexpected", "A section whose name is neither registered nor reverse-DNS.",
       [] {
         return changed_bag([](Parts& parts) {
           for (auto& entry : parts.entries) {
             entry.first = entry.first == paths::segment(kSection)  ? "data/notes.jsonl"
                           : entry.first == paths::schema(kSection) ? "holdall/schemas/notes.json"
                                                                    : entry.first;
           }
         });
       }},
  };
}

std::vector<Vector> signature_vectors() {
  const auto member = [](const std::string& text) {
    return [text] { return zip_of(with_header([text](const std::string& kid) { return text + kid + R"("})"; })); };
  };
  return {
      {"jws-alg-none", "sig-malformed", "alg is none.",
       [] {
         return zip_of(with_header([](const std::string& kid) {
           return R"({"alg":"none","kid":")" + kid + R"(","typ":"holdall-manifest+jws"})";
         }));
       }},
      {"jws-no-typ", "sig-malformed", "typ is missing.", member(R"({"alg":"EdDSA","kid":")")},
      {"jws-typ", "sig-malformed", "The typ of another object.",
       [] {
         return zip_of(with_header([](const std::string& kid) {
           return R"({"alg":"EdDSA","kid":")" + kid + R"(","typ":"holdall-receipt+jws"})";
         }));
       }},
      {"jws-jwk", "sig-malformed", "A member more: a key.",
       [] {
         return zip_of(with_header([](const std::string& kid) {
           return R"({"alg":"EdDSA","jwk":{},"kid":")" + kid + R"(","typ":"holdall-manifest+jws"})";
         }));
       }},
      {"jws-line-feed", "sig-malformed", "An LF behind the signature.",
       [] {
         Content content = plain();
         content.change_signature = [](std::string& jws) { jws += "\n"; };
         return zip_of(content);
       }},
      {"jws-unused-bits", "sig-malformed", "The unused bits of the last base64url character are not zero.",
       [] {
         Content content = plain();
         content.change_signature = [](std::string& jws) { ++jws.back(); };
         return zip_of(content);
       }},
  };
}

std::vector<Vector> key_vectors() {
  return {
      {"jws-bit", "sig-invalid", "A bit of the signature.",
       [] {
         Content content = plain();
         content.change_signature = [](std::string& jws) {
           char& c = jws[jws.rfind('.') + 10];
           c = c == 'A' ? 'B' : 'A';
         };
         return zip_of(content);
       }},
      {"jws-unknown-key", "sig-unknown-key", "Signed by a key that the trust store does not have.",
       [] {
         Content content = plain();
         content.change_signature = [text = std::string()](std::string& jws) {
           const PrivateKey other = test::make_key(99);
           jws = sign_detached_jws(other, kManifestType, "x");
         };
         return zip_of(content);
       }},
      {"key-revoked", "key-revoked", "The key is compromised.", [] { return zip_of(plain()); }, std::string(kNow),
       "https://club.example", R"(,"revoked":{"at":"2026-12-01T00:00:00Z","reason":"compromised"})"},
      {"key-not-valid", "key-not-valid", "The key was not valid yet when the bundle was issued.",
       [] { return zip_of(plain()); }, std::string(kNow), "https://club.example", R"(,"nbf":"2026-11-02T00:00:00Z")"},
      {"key-of-another", "issuer-mismatch", "The key belongs to another issuer.", [] { return zip_of(plain()); },
       std::string(kNow), "https://club.example", "", "https://other.example"},
  };
}

std::vector<Vector> manifest_vectors() {
  return {
      {"manifest-space", "not-canonical", "A space, and a good signature over it.",
       [] { return zip_of(with_manifest(R"("mode":)", R"("mode": )")); }},
      {"manifest-version", "version", "Another major version.",
       [] { return zip_of(with_manifest(R"("holdall":"1.0")", R"("holdall":"2.0")")); }},
      {"manifest-critical", "critical", "A member that must be understood.",
       [] { return zip_of(with_manifest(R"("expires")", R"("crit":["zz"],"expires")")); }},
      {"manifest-member", "manifest", "An unknown member in version 1.0.",
       [] { return zip_of(with_manifest(R"("mode")", R"("member":1,"mode")")); }},
      {"manifest-id", "manifest", "A UUID of version 1.", [] { return zip_of(with_manifest("-4def-", "-1def-")); }},
      {"manifest-issued", "from-future", "A time with an offset.",
       [] { return zip_of(with_manifest("2026-11-01T12:00:00Z", "2026-11-01T12:00:00+00:00")); }},
      {"manifest-copy-with-audience", "manifest", "A copy with an audience.",
       [] { return zip_of(with_manifest(R"("mode":"transfer")", R"("mode":"copy")")); }},
      {"manifest-no-subject", "subject-mismatch", "A transfer that does not say who it is about.",
       [] { return zip_of(with_manifest(R"(,"sub":{"id":"pairwise-1"})", "")); }},
      {"manifest-no-sections", "manifest", "An empty list of sections.",
       [] {
         Content content = plain();
         content.change_manifest = [](std::string& text) {
           const std::size_t at = text.find(R"("sections":[)") + 12;
           text.erase(at, text.find(']', at) - at);
         };
         return zip_of(content);
       }},
      {"use-expired", "expired", "A transfer after its expiry.", [] { return zip_of(plain()); },
       "2026-12-02T00:00:00Z"},
      {"use-from-future", "from-future", "Issued after the reader's time.", [] { return zip_of(plain()); },
       "2026-10-01T00:00:00Z"},
      {"use-audience", "audience", "A transfer for another audience.", [] { return zip_of(plain()); },
       std::string(kNow), "https://club.example.evil.example"},
  };
}

std::vector<Vector> segment_vectors() {
  return {
      {"segment-digest", "digest", "A segment that the manifest does not list.",
       [] { return changed_bag([](Parts& parts) { parts[paths::segment(kSection)] += "{\"id\":\"3\"}\n"; }); }},
      {"segment-schema-digest", "digest", "A schema that is not the pinned one.",
       [] {
         return changed_bag([](Parts& parts) { parts[paths::schema(kSection)] = small_schema("urn:example:other"); });
       }},
      {"segment-name", "segment", "A header that names another section.",
       [] {
         Content content = plain();
         content.segments[0].second =
             header_of("com.example.photos", "urn:example:notes", small_schema("urn:example:notes"));
         return zip_of(content);
       }},
      {"segment-salt", "segment", "A salt of 31 bytes.",
       [] {
         Content content = plain();
         content.segments[0].second.replace(content.segments[0].second.find("AAA"), 43, std::string(42, 'A'));
         return zip_of(content);
       }},
      {"segment-no-line-feed", "segment", "The last line without LF.",
       [] { return zip_of(with_records("{\"id\":\"1\"}")); }},
      {"segment-blank-line", "malformed-json", "A blank line.",
       [] { return zip_of(with_records("\n{\"id\":\"1\"}\n")); }},
      {"segment-gap", "segment", "Segments 0 and 2, and nothing withheld.",
       [] {
         return zip_of(in_segments({{0, false}, {2, true}}));
       }},
      {"segment-behind-last", "segment", "A segment behind the last one.",
       [] {
         return zip_of(in_segments({{0, false}, {1, true}, {2, true}}));
       }},
      {"segment-alone", "segment", "A number where the section has one segment.",
       [] {
         return zip_of(in_segments({{0, true}}));
       }},
  };
}

std::vector<Vector> record_vectors() {
  return {
      {"record-space", "not-canonical", "A record that is not canonical.",
       [] { return zip_of(with_records("{\"id\" :\"1\"}\n")); }},
      {"record-member-twice", "not-canonical", "A member twice.",
       [] { return zip_of(with_records("{\"id\":\"1\",\"id\":\"2\"}\n")); }},
      {"record-order", "not-canonical", "Members out of order.",
       [] { return zip_of(with_records("{\"id\":\"1\",\"text\":\"x\",\"n\":1}\n")); }},
      {"record-escape", "not-canonical", "An escape that RFC 8785 does not write.",
       [] { return zip_of(with_records("{\"id\":\"\\u0061\"}\n")); }},
      {"record-number", "not-canonical", "1.0 instead of 1.",
       [] { return zip_of(with_records("{\"id\":\"1\",\"n\":1.0}\n")); }},
      {"record-noncharacter", "malformed-json", "U+FFFE in a string.",
       [] { return zip_of(with_records("{\"id\":\"\xEF\xBF\xBE\"}\n")); }},
      {"record-schema", "record-schema", "A record without the required id.",
       [] { return zip_of(with_records("{\"text\":\"x\"}\n")); }},
      {"file-missing", "entry-missing", "An attachment that is not here.",
       [] { return zip_of(with_records(reference("photo", 5))); }},
      {"file-size", "digest", "A reference that states another size.",
       [] { return zip_of(with_file(reference("photo", 6), {"photo"})); }},
      {"file-stray", "entry-unexpected", "An attachment to which no record refers.",
       [] {
         return zip_of(with_file(reference("photo", 5), {"photo", "stray"}));
       }},
      {"file-reference", "record-schema", "A reference with a member more beside it.",
       [] {
         std::string record = reference("photo", 5);
         record.insert(record.size() - 3, ",\"a\":1");
         return zip_of(with_file(record, {"photo"}));
       }},
      {"ledger-count", "ledger", "A ledger that counts a record more.",
       [] { return zip_of(with_ledger(ledger_line(3))); }},
      {"ledger-section", "ledger", "A ledger that does not know a section that is here.",
       [] { return zip_of(with_ledger(R"({"id":"1","item":"x","kind":"item","outcome":"empty"})")); }},
  };
}

std::vector<Vector> text_vectors() {
  const auto json = [](const char* from, const char* to) { return [=] { return retouched(Form::kJson, from, to); }; };
  const auto xml = [](const char* from, const char* to) { return [=] { return retouched(Form::kXml, from, to); }; };
  return {
      {"json-space", "malformed-json", "A space behind a colon.", json("\"schemas\":{", "\"schemas\": {")},
      {"json-comma", "container", "A comma behind the last record.", json("\n]}\n", ",\n]}\n")},
      {"json-cr", "container", "CR LF at the end of a line.", json("[\n", "[\r\n")},
      {"json-member", "container", "A member that no bundle has.", json("\"schemas\"", "\"x\":1,\n\"schemas\"")},
      {"json-behind", "container", "A blank behind the end.", json("]}\n]}\n", "]}\n]}\n ")},
      {"json-record", "digest", "Another value in a record.", json("\"two\"", "\"too\"")},
      {"xml-doctype", "container", "A document type.", xml("<bundle ", "<!DOCTYPE bundle><bundle ")},
      {"xml-comment", "malformed-xml", "A comment in a record.", xml("<text>two", "<text><!-- -->two")},
      {"xml-entity", "malformed-xml", "A character reference.", xml("<text>two", "<text>&#116;wo")},
      {"xml-empty-tag", "container", "An empty-element tag.", xml("</records>\n", "</records>\n<x/>\n")},
      {"xml-quote", "container", "An attribute in single quotes.", xml("<record t=\"object\">", "<record t='object'>")},
      {"xml-escape", "container", "e=\"1\" where nothing needs it.", xml("<text>two", "<text e=\"1\">two")},
      {"xml-number", "malformed-xml", "A string that says it is a number.", xml("<text>two", "<text t=\"number\">two")},
      {"xml-record", "digest", "Another value in a record.", xml(">two<", ">too<")},
      {"xml-namespace", "container", "Another namespace.", xml("urn:holdall:1\" v", "urn:holdall:2\" v")},
  };
}

std::vector<Vector> all_vectors() {
  std::vector<Vector> all;
  for (auto&& group : {right_vectors(), zip_vectors(), bag_vectors(), signature_vectors(), key_vectors(),
                       manifest_vectors(), segment_vectors(), record_vectors(), text_vectors()}) {
    all.insert(all.end(), group.begin(), group.end());
  }
  return all;
}

std::string trust_of(const Vector& vector) {
  std::string jwk = canonical(test::make_key().public_key().jwk());
  jwk.pop_back();
  return R"({"issuers":[{"iss":")" + vector.iss + R"(","keys":[)" + jwk + vector.key_members + R"(}],"name":"Shop"}]})";
}

std::string file_of(const Vector& vector) {
  return "expect: " + vector.expect + "\ncomment: " + vector.comment + "\nnow: " + vector.now +
         "\naudience: " + vector.audience + "\ntrust: " + trust_of(vector) + "\n\n" + vector.make();
}

std::string member_of(const std::string& file, const std::string& name) {
  const std::size_t at = file.find(name + ": ") + name.size() + 2;
  return file.substr(at, file.find('\n', at) - at);
}

// What verify() says to a file of the form above, and to nothing else.
std::string judge(const std::string& file) {
  const auto trust = TrustStore::parse(member_of(file, "trust"));
  EXPECT_TRUE(trust.ok());
  VerifyOptions options = test::now_options(member_of(file, "now"));
  options.audience = member_of(file, "audience");
  const auto verdict = test::verify_bytes(file.substr(file.find("\n\n") + 2), trust.value(), options);
  return !verdict.ok()                ? std::string(error_info(verdict.error().code).token)
         : verdict.value().complete() ? "COMPLETE"
                                      : "PARTIAL";
}

TEST(Vectors, are_judged_as_they_say) {
  const bool update = std::getenv("HOLDALL_UPDATE_GOLDEN") != nullptr;  // NOLINT(concurrency-mt-unsafe)
  std::set<std::string> names;
  for (const Vector& vector : all_vectors()) {
    SCOPED_TRACE(vector.name);
    const std::string path = std::string(kFolder) + vector.name + ".txt";
    names.insert(vector.name + ".txt");
    const std::string made = file_of(vector);
    if (update) {
      std::ofstream(path, std::ios::binary) << made;
    }
    EXPECT_EQ(judge(made), vector.expect);
    EXPECT_TRUE(test::read_file(path) == made) << path << " is not what is made";
  }
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    const std::string name = entry.path().filename().string();
    EXPECT_TRUE(names.contains(name) || !name.ends_with(".txt")) << name << " is made by nothing";
  }
}

// The example that docs/format.md takes apart is a vector.
TEST(Vectors, stand_in_the_specification) {
  const std::string page = test::read_file("docs/format.md");
  const std::string json = test::read_file(std::string(kFolder) + "ok-json.txt");
  EXPECT_NE(page.find(json.substr(json.find("\n\n") + 2)), std::string::npos);
  for (const auto& [path, content] : bag_of(plain()).entries) {
    const std::string row =
        "| `" + path + "` | " + std::to_string(content.size()) + " | " + sha256_hex(content).substr(0, 8) + "… |";
    EXPECT_NE(page.find(row), std::string::npos) << row;
  }
  const std::string zip = zip_of(plain());
  const auto hex = [](std::string_view bytes) {
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      out += (i == 0 ? "" : " ") + hex_encode(as_bytes(bytes.substr(i, 1)));
    }
    return out;
  };
  EXPECT_NE(page.find(hex(std::string_view(zip).substr(0, 30))), std::string::npos);
  EXPECT_NE(page.find(hex(std::string_view(zip).substr(zip.size() - 22))), std::string::npos);
}

}  // namespace
}  // namespace holdall
