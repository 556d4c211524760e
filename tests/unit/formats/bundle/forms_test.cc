// One content, three forms, one signature: what any form says, all say; a part of it still verifies.
#include "holdall/formats/bundle/forms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "support/generated.h"

namespace holdall {
namespace {

using test::TemporaryFolder;

constexpr std::array kForms = {Form::kZip, Form::kJson, Form::kXml};

std::string read_whole(Result<std::unique_ptr<ByteSource>> source) {
  EXPECT_TRUE(source.ok());
  auto text = read_all(*source.value(), std::size_t{1} << 28U);
  EXPECT_TRUE(text.ok()) << (text.ok() ? "" : text.error().message);
  return text.ok() ? text.value() : "";
}

// Everything that the signature leads to, byte for byte.
std::string content_of(const CheckedBundle& bundle) {
  const Package& package = bundle.package();
  const PackageIndex& index = package.index();
  std::string all = index.manifest + "\n" + index.signature + "\n" + index.issuer.value_or("-") + "\n";
  for (const auto& [section, schema] : index.schemas) {
    all += section + schema + "\n";
  }
  for (std::size_t i = 0; i < index.segments.size(); ++i) {
    all += index.segments[i].section + "/" + std::to_string(index.segments[i].number.value_or(99'999)) + "\n" +
           read_whole(package.read_segment(i));
  }
  for (std::size_t i = 0; i < index.files.size(); ++i) {
    all += index.files[i] + read_whole(package.read_file(i)) + "\n";
  }
  return all;
}

class Forms : public testing::Test {
 protected:
  CheckedBundle checked(std::string_view bytes) {
    auto bundle = test::verify_bytes(bytes, trust_);
    EXPECT_TRUE(bundle.ok()) << (bundle.ok() ? "" : bundle.error().message);
    return std::move(bundle).value();
  }
  std::string converted(std::string_view bytes, Form form, Compression compression = Compression::kFast) {
    const TemporaryFolder folder;
    const auto done = convert_bundle(checked(bytes), {folder.file("out"), form, compression});
    EXPECT_TRUE(done.ok()) << (done.ok() ? "" : done.error().message);
    return test::read_file(folder.file("out"));
  }
  std::string disclosed(std::string_view bytes, const std::set<std::string>& sections, Form form = Form::kZip) {
    const TemporaryFolder folder;
    const auto done = disclose(checked(bytes), {sections, {}}, {folder.file("out"), form});
    EXPECT_TRUE(done.ok()) << (done.ok() ? "" : done.error().message);
    return test::read_file(folder.file("out"));
  }

  TrustStore trust_ = test::make_trust(test::make_key());
};

// How many bundles: HOLDALL_BUNDLES asks for more.
std::uint64_t how_many() {
  const char* wanted = std::getenv("HOLDALL_BUNDLES");  // NOLINT(concurrency-mt-unsafe): one thread
  return wanted != nullptr ? std::strtoull(wanted, nullptr, 10) : 60;
}

TEST_F(Forms, P05_every_form_of_a_bundle_has_the_same_content) {
  std::size_t segmented = 0;
  std::size_t attached = 0;
  for (std::uint64_t seed = 1; seed <= how_many(); ++seed) {
    SCOPED_TRACE(seed);
    const std::string zip = test::generated_bundle(seed);
    const CheckedBundle original = checked(zip);
    segmented += original.segments().size() > original.package().index().schemas.size() ? 1U : 0U;
    attached += original.attachments().empty() ? 0U : 1U;
    const std::string content = content_of(original);
    const std::string json = converted(zip, Form::kJson);
    const std::string xml = converted(json, Form::kXml);
    const std::string again = converted(xml, Form::kZip);
    EXPECT_TRUE(content_of(checked(json)) == content);
    EXPECT_TRUE(content_of(checked(xml)) == content);
    EXPECT_TRUE(content_of(checked(again)) == content);
    EXPECT_TRUE(converted(xml, Form::kJson) == json);
    EXPECT_TRUE(converted(again, Form::kXml) == xml);
  }
  EXPECT_GT(segmented, 0U);
  EXPECT_GT(attached, 0U);
}

TEST_F(Forms, a_bundle_is_written_in_any_form_at_once) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const std::string zip = test::generated_bundle(seed);
    EXPECT_TRUE(test::generated_bundle(seed, Form::kJson) == converted(zip, Form::kJson)) << seed;
    EXPECT_TRUE(test::generated_bundle(seed, Form::kXml) == converted(zip, Form::kXml)) << seed;
  }
}

TEST_F(Forms, P05_a_section_of_one_bundle_is_refused_in_another) {
  const std::string one = converted(test::make_bundle(test::copy_manifest(), Compression::kStore, 1), Form::kJson);
  const std::string two = converted(test::make_bundle(test::copy_manifest(), Compression::kStore, 2), Form::kJson);
  const auto cut = [](const std::string& text) { return text.find("\"sections\":[\n"); };
  const std::string mixed = one.substr(0, cut(one)) + two.substr(cut(two));
  const auto verdict = test::verify_bytes(mixed, trust_);
  ASSERT_FALSE(verdict.ok());
  EXPECT_EQ(verdict.error().code, ErrorCode::kDigest);
}

// P1, P6: JSON and XML have no free byte at all.
TEST_F(Forms, P01_no_bit_of_a_text_form_can_change_and_no_byte_be_cut) {
  const std::string zip = test::generated_bundle(5);
  for (const Form form : {Form::kJson, Form::kXml}) {
    const std::string text = converted(zip, form);
    ASSERT_TRUE(test::verify_bytes(text, trust_).ok());
    std::minstd_rand where(7);
    for (std::size_t i = 0; i < 4000; ++i) {
      std::string changed = text;
      const std::size_t at = where() % text.size();
      const unsigned bit = where() % 8;
      changed[at] = static_cast<char>(static_cast<unsigned char>(changed[at]) ^ (1U << bit));
      const auto verdict = test::verify_bytes(changed, trust_);
      ASSERT_FALSE(verdict.ok()) << "bit " << bit << " of byte " << at;
      const int exit = error_info(verdict.error().code).exit_code;
      EXPECT_TRUE(exit >= 3 && exit <= 7) << verdict.error().message;
    }
    for (std::size_t size = 0; size < text.size(); size += 1 + size / 40) {
      EXPECT_FALSE(test::verify_bytes(text.substr(0, size), trust_).ok()) << size;
    }
  }
}

struct Retouch {
  const char* name;
  Form form;
  const char* from;
  const char* to;
};

// What a kind program would do to a text: the content is the same, the form is not.
TEST_F(Forms, P06_another_spelling_of_the_same_content_is_refused) {
  const Retouch cases[] = {
      // NOLINT
      {"a space behind a colon", Form::kJson, "\"manifest\":{", "\"manifest\": {"},
      {"CR before LF", Form::kJson, "]}\n", "]}\r\n"},
      {"a comma behind the last record", Form::kJson, "\n]}", ",\n]}"},
      {"a blank line", Form::kJson, "\"records\":[\n", "\"records\":[\n\n"},
      {"text behind the end", Form::kJson, "\n]}\n", "\n]}\n\n"},
      {"another version", Form::kJson, "\"holdall\":\"1.0\",\n\"sig", "\"holdall\":\"1.1\",\n\"sig"},
      {"an escape that is not needed", Form::kJson, "ann@shop", "\\u0061nn@shop"},
      {"an unknown member", Form::kJson, "\"schemas\":{", "\"x\":{},\n\"schemas\":{"},
      {"an empty-element tag", Form::kXml, "</records>", "</records><x/>"},
      {"another quote", Form::kXml, "version=\"1.0\">", "version='1.0'>"},
      {"a space in a tag", Form::kXml, "<records>", "<records >"},
      {"a reference that is not needed", Form::kXml, ">ann@shop", ">&quot;ann@shop"},
      {"an attribute more", Form::kXml, "<record t=\"object\">", "<record t=\"object\" x=\"1\">"},
      {"an escape marked and not needed", Form::kXml, "<value>ann@", "<value e=\"1\">ann@"},
      {"a comment", Form::kXml, "<records>", "<records><!-- -->"},
      {"a document type", Form::kXml, "<bundle ", "<!DOCTYPE bundle><bundle "},
      {"an indented record", Form::kXml, "\n<record ", "\n  <record "},
      {"a string called a number", Form::kXml, "<value>ann@", "<value t=\"number\">ann@"},
      {"members smuggled as a number", Form::kXml, "<held t=\"boolean\">true</held><id>password:1</id>",
       "<held t=\"number\">true,\"id\":\"password:1\"</held>"},
      {"no namespace", Form::kXml, " xmlns=\"urn:holdall:1\"", ""},
      {"an element of another name", Form::kXml, "<header t=\"object\">", "<Header t=\"object\">"},
  };
  for (const Retouch& c : cases) {
    SCOPED_TRACE(c.name);
    std::string text = converted(test::make_bundle(test::copy_manifest()), c.form);
    const std::size_t at = text.find(c.from);
    ASSERT_NE(at, std::string::npos);
    text.replace(at, std::string_view(c.from).size(), c.to);
    const auto verdict = test::verify_bytes(text, trust_);
    ASSERT_FALSE(verdict.ok());
    EXPECT_THAT(error_info(verdict.error().code).exit_code, testing::AnyOf(3, 4)) << verdict.error().message;
  }
}

TEST_F(Forms, P20_a_part_verifies_as_partial_and_tells_nothing_of_the_rest) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    SCOPED_TRACE(seed);
    const std::string whole = test::generated_bundle(seed);
    const CheckedBundle original = checked(whole);
    for (const Form form : kForms) {
      const std::string part = disclosed(whole, {"com.shop.things", "preferences"}, form);
      const CheckedBundle bundle = checked(part);
      EXPECT_FALSE(bundle.complete());
      EXPECT_FALSE(bundle.has_ledger());
      EXPECT_EQ(bundle.manifest_sha256(), original.manifest_sha256());
      EXPECT_EQ(bundle.segments().size() + bundle.withheld(), original.segments().size());
      const std::string text = form == Form::kZip ? converted(part, Form::kZip, Compression::kStore) : part;
      for (const char* gone :
           {"com.shop.x-9.records", "identifiers", "urn:holdall:schema:1:contents", "com.shop.any"}) {
        EXPECT_EQ(text.find(gone), std::string::npos) << gone;
      }
      for (const AttachmentInfo& attachment : original.attachments()) {
        const auto& kept = bundle.attachments();
        const bool is_kept = std::any_of(kept.begin(), kept.end(),
                                         [&](const AttachmentInfo& each) { return each.sha256 == attachment.sha256; });
        EXPECT_EQ(text.find(attachment.sha256) != std::string::npos, is_kept);
      }
    }
  }
}

TEST_F(Forms, a_part_of_a_part_is_a_part_of_the_whole) {
  const std::string whole = test::generated_bundle(3);
  const std::string part = disclosed(whole, {"com.shop.things", "preferences", "contents"});
  EXPECT_TRUE(checked(part).has_ledger());
  EXPECT_TRUE(disclosed(part, {"preferences"}) == disclosed(whole, {"preferences"}));
}

TEST_F(Forms, nothing_is_disclosed_of_what_is_not_here) {
  const CheckedBundle bundle = checked(test::make_bundle(test::copy_manifest()));
  const TemporaryFolder folder;
  EXPECT_EQ(disclose(bundle, {{"usage"}, {}}, {folder.file("out")}).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(disclose(bundle, {}, {folder.file("out")}).error().code, ErrorCode::kUsage);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST_F(Forms, a_bundle_without_a_trust_store_is_checked_against_the_key_it_brings) {
  const std::string zip = test::make_bundle(test::copy_manifest());
  const auto opened = test::open_bytes(zip).value();
  EXPECT_TRUE(check_bundle(opened).ok());
  std::string json = converted(zip, Form::kJson);
  const std::size_t at = json.find("2026.11\"");
  json[at] = '3';
  const auto damaged = check_bundle(test::open_bytes(json).value());
  ASSERT_FALSE(damaged.ok());
  EXPECT_EQ(damaged.error().code, ErrorCode::kSignatureInvalid);
}

// P4: what changes behind a checked bundle ends in an error, not in what is written.
TEST_F(Forms, P04_nothing_unchecked_is_written) {
  for (const Form form : kForms) {
    const TemporaryFolder folder;
    const std::string text = converted(test::make_bundle(test::copy_manifest()), form, Compression::kStore);
    std::ofstream(folder.file("in"), std::ios::binary) << text;
    const CheckedBundle bundle = check_bundle(open_bundle(folder.file("in")).value()).value();
    const std::size_t at = text.find("ann@shop");
    ASSERT_NE(at, std::string::npos);
    std::fstream in(folder.file("in"), std::ios::binary | std::ios::in | std::ios::out);
    in.seekp(static_cast<std::streamoff>(at)) << "eve";
    in.close();
    for (const Form to : kForms) {
      for (const bool whole : {true, false}) {
        const FormOptions options{folder.file("out"), to};
        const auto done = whole ? convert_bundle(bundle, options) : disclose(bundle, {{"identifiers"}, {}}, options);
        ASSERT_FALSE(done.ok());
        EXPECT_THAT(done.error().code, testing::AnyOf(ErrorCode::kDigest, ErrorCode::kContainer));
        EXPECT_FALSE(std::filesystem::exists(folder.file("out")));
      }
    }
    EXPECT_FALSE(extract_bundle(bundle, folder.file("out")).ok());
    EXPECT_FALSE(std::filesystem::exists(folder.file("out")));
  }
}

TEST_F(Forms, P08_a_manifest_ends_at_its_limit_in_every_form) {
  const std::string manifest = R"({"a":")" + std::string(Limits{}.manifest_bytes, 'x') + R"("})";
  const std::string jws = "e30.." + std::string(86, 'A');
  const std::string json = "{\"holdall\":\"1.0\",\n\"signature\":\"" + jws + "\",\n\"manifest\":" + manifest +
                           ",\n\"schemas\":{},\n\"sections\":[\n]}\n";
  const std::string xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<bundle xmlns=\"urn:holdall:1\" version=\"1.0\">\n<signature>" +
      jws + "</signature>\n<manifest t=\"object\"><a>" + std::string(Limits{}.manifest_bytes, 'x') +
      "</a></manifest>\n<schemas>\n</schemas>\n</bundle>\n";
  for (const std::string& text : {json, xml}) {
    const auto opened = test::open_bytes(text);
    ASSERT_FALSE(opened.ok());
    EXPECT_EQ(opened.error().code, ErrorCode::kLimit) << opened.error().message;
  }
}

TEST_F(Forms, a_record_just_below_its_limit_passes_through_the_json_form) {
  const TemporaryFolder folder;
  test::SeededRandom random(1);
  BundleWriter bundle = BundleWriter::create(folder.file("b"), {}, random).value();
  const Layout layout = Layout::compile({"id", "text"}).value();
  auto section = bundle.section("com.shop.things", layout, test::open_schema()).value();
  const std::string text(Limits{}.line_bytes - std::string_view(R"({"id":"1","text":""})").size() - 1, 'x');
  for (const char* id : {"1", "2"}) {
    std::vector<Cell> cells = {Cell::text(id), Cell::text(text)};
    ASSERT_TRUE(section->write(cells).ok());
  }
  ASSERT_TRUE(section->finish().ok() && bundle.seal(test::copy_manifest(), test::make_key()).ok());
  const std::string json = converted(test::read_file(folder.file("b")), Form::kJson);
  EXPECT_TRUE(test::verify_bytes(json, trust_).ok());
}

TEST_F(Forms, a_text_form_ends_where_a_reader_would_refuse_it) {
  const TemporaryFolder folder;
  test::SeededRandom random(1);
  auto bundle = BundleWriter::create(folder.file("b"), {.form = Form::kXml}, random);
  ASSERT_TRUE(bundle.ok());
  const Layout layout = Layout::compile({"id", "json"}).value();
  auto section = bundle.value().section("com.shop.things", layout, test::open_schema());
  std::string many = "[0";
  for (std::size_t i = 0; i < Limits{}.xml_elements; ++i) {
    many += ",0";
  }
  many += "]";
  std::vector<Cell> cells = {Cell::text("1"), Cell::json(many)};
  ASSERT_TRUE(section.value()->write(cells).ok() && section.value()->finish().ok());
  const auto sealed = bundle.value().seal(test::copy_manifest(), test::make_key());
  ASSERT_FALSE(sealed.ok());
  EXPECT_EQ(sealed.error().code, ErrorCode::kLimit);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

}  // namespace
}  // namespace holdall
