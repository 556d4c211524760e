// Files of a bundle under names that are safe everywhere, whatever the data calls them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/generated.h"

namespace holdall {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;

// A bundle whose records call attachments by these names, each with a content of its own but where `same`.
CheckedBundle bundle_with(const TemporaryFolder& folder, const std::vector<std::string>& names, bool same = false) {
  test::SeededRandom random(1);
  BundleWriter bundle = BundleWriter::create(folder.file("b"), {.segment_bytes = 400}, random).value();
  const Layout layout = Layout::compile({"id", "photo"}).value();
  auto section = bundle.section("com.shop.photos", layout, test::open_schema()).value();
  for (std::size_t i = 0; i < names.size(); ++i) {
    BytesSource content(same ? "same" : "content " + std::to_string(i));
    const PayloadFact fact = bundle.attach(content).value();
    const std::string json = write_attachment_reference({fact.sha256, fact.bytes, names[i], "image/png"});
    const std::string id = std::to_string(i);
    std::vector<Cell> cells = {Cell::text(id), Cell::json(json)};
    EXPECT_TRUE(section->write(cells).ok());
  }
  EXPECT_TRUE(section->finish().ok());
  EXPECT_TRUE(bundle.seal(test::copy_manifest(), test::make_key()).ok());
  return check_bundle(open_bundle(folder.file("b")).value()).value();
}

std::vector<std::string> files_of(const std::vector<std::string>& names, bool same = false) {
  const TemporaryFolder folder;
  const CheckedBundle bundle = bundle_with(folder, names, same);
  const auto extracted = extract_bundle(bundle, folder.file("out"));
  EXPECT_TRUE(extracted.ok()) << (extracted.ok() ? "" : extracted.error().message);
  std::vector<std::string> found;
  for (const auto& entry : fs::directory_iterator(folder.path() / "out/files")) {
    EXPECT_TRUE(entry.is_regular_file());
    found.push_back(entry.path().filename().string());
  }
  return found;
}

struct Name {
  const char* given;
  const char* made;
};

TEST(Extract, P07_makes_a_safe_name_of_any) {
  const Name cases[] = {
      // NOLINT
      {"photo.png", "photo.png"},
      {"../../etc/passwd", "_.._.._etc_passwd"},
      {"/etc/passwd", "_etc_passwd"},
      {"C:\\x", "C__x"},
      {"..", "_"},
      {".bashrc", "_.bashrc"},
      {"-rf", "_-rf"},
      {"~", "_~"},
      {"CON", "_CON"},
      {"nul.txt", "_nul.txt"},
      {"CONIN$", "_CONIN$"},
      {"con .txt", "_con .txt"},
      {"com\xC2\xB9.txt", "_com\xC2\xB9.txt"},
      {"a\nb", "a_b"},
      {"a\x1b[2Jb", "a_[2Jb"},
      {"gnp\xE2\x80\xAE"
       "exe",
       "gnp_exe"},
      {"trailing. ", "trailing"},
      {" leading", "_ leading"},
      {"\xE5\x86\x99\xE7\x9C\x9F.png", "\xE5\x86\x99\xE7\x9C\x9F.png"},
      {"what?*<>|\".txt", "what______.txt"},
  };
  for (const Name& c : cases) {
    EXPECT_THAT(files_of({c.given}), testing::ElementsAre(c.made)) << c.given;
  }
  EXPECT_LE(files_of({std::string(900, 'x') + ".png"}).at(0).size(), 200U);
}

TEST(Extract, tells_apart_what_has_one_name) {
  std::vector<std::string> alike = files_of({"a.png", "A.png", "a.png"});
  for (std::string& name : alike) {
    name[0] = 'a';  // which of them is numbered follows from their content
  }
  EXPECT_THAT(alike, testing::UnorderedElementsAre("a.png", "a (2).png", "a (3).png"));
  EXPECT_THAT(files_of({"a.png", "b.png", "a.png"}, true), testing::ElementsAre("a.png"));
}

TEST(Extract, writes_the_records_of_all_segments_and_the_bytes_of_attachments) {
  const TemporaryFolder folder;
  const CheckedBundle bundle = bundle_with(folder, {"a", "b", "c", "d"});
  ASSERT_GT(bundle.segments().size(), 1U);
  const auto extracted = extract_bundle(bundle, folder.file("out"));
  ASSERT_TRUE(extracted.ok());
  EXPECT_EQ(extracted.value().size(), 5U);
  EXPECT_EQ(test::read_file(folder.file("out/files/c")), "content 2");
  const std::string records = test::read_file(folder.file("out/com.shop.photos.jsonl"));
  EXPECT_EQ(std::count(records.begin(), records.end(), '\n'), 4);
  EXPECT_TRUE(records.starts_with(R"({"id":"0","photo":{"_file":)"));
  EXPECT_EQ(extract_bundle(bundle, folder.file("out")).error().code, ErrorCode::kPathExists);
}

}  // namespace
}  // namespace holdall
