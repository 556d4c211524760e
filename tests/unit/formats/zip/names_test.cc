#include "holdall/formats/zip/names.h"

#include <gtest/gtest.h>

namespace holdall {
namespace {

std::string deep_name(std::size_t segments) {
  std::string name = "a";
  for (std::size_t i = 1; i < segments; ++i) {
    name += "/a";
  }
  return name;
}

struct NameCase {
  const char* name;
  std::string entry;
  bool allowed;
};

const std::vector<NameCase>& name_cases() {
  static const std::vector<NameCase> cases{
      {"PlainName", "bagit.txt", true},
      {"NestedName", "holdall-0123456789abcdef/data/usage.0.jsonl", true},
      {"ReverseDnsSection", "b/data/com.example.photos.jsonl", true},
      {"DigitFirst", "0", true},
      {"DashAndUnderscoreInside", "a-b_c", true},
      {"DotsInside", "a..b", true},
      {"Segment255", std::string(255, 'x'), true},
      {"Depth16", deep_name(16), true},
      {"Bytes1024",
       std::string(255, 'x') + '/' + std::string(255, 'x') + '/' + std::string(255, 'x') + '/' + std::string(255, 'x') +
           "/x",
       false},
      {"Bytes1023",
       std::string(255, 'x') + '/' + std::string(255, 'x') + '/' + std::string(255, 'x') + '/' + std::string(255, 'x'),
       true},
      {"ConsoleIsNoDevice", "console", true},
      {"Com10IsNoDevice", "com10", true},
      {"DeviceAsExtension", "a.con", true},
      {"Empty", "", false},
      {"OnlySlash", "/", false},
      {"Absolute", "/etc/passwd", false},
      {"TrailingSlash", "data/", false},
      {"DoubleSlash", "a//b", false},
      {"Dot", ".", false},
      {"DotDot", "..", false},
      {"Slip", "../evil", false},
      {"InnerSlip", "data/../../evil", false},
      {"HiddenFile", "a/.git", false},
      {"LeadingDash", "-rf", false},
      {"LeadingUnderscore", "_a", false},
      {"Home", "~/a", false},
      {"TrailingDot", "a.", false},
      {"TrailingDotOnFolder", "a./b", false},
      {"TrailingBlank", "a ", false},
      {"Blank", "a b", false},
      {"Backslash", "a\\b", false},
      {"Drive", "C:x", false},
      {"Percent", "%2e%2e", false},
      {"ShortName", "PROGRA~1", false},
      {"Nul", std::string("a\0b", 3), false},
      {"LineFeed", "a\nb", false},
      {"Escape", "a\x1B[2J", false},
      {"Delete", "a\x7F", false},
      {"Utf8", "caf\xC3\xA9", false},
      {"HighByte", "a\xFF", false},
      {"Segment256", std::string(256, 'x'), false},
      {"Depth17", deep_name(17), false},
      {"Con", "CON", false},
      {"ConLower", "con", false},
      {"ConWithExtension", "data/Con.json", false},
      {"ConWithTwoExtensions", "con.tar.gz", false},
      {"Aux", "aux", false},
      {"Prn", "PRN.txt", false},
      {"NulDevice", "nul", false},
      {"Com0", "COM0", false},
      {"Lpt9AsFolder", "lpt9/a", false},
  };
  return cases;
}

TEST(EntryNameTest, FollowsTheTable) {
  for (const NameCase& c : name_cases()) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(is_entry_name(c.entry), c.allowed);
  }
}

TEST(EntryNameTest, AllowsNoByteOutsideTheAlphabet) {
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    const bool alphanumeric = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    const bool inner = alphanumeric || c == '.' || c == '-' || c == '_' || c == '/';
    EXPECT_EQ(is_entry_name(std::string("a") + c + "b"), inner) << byte;
    EXPECT_EQ(is_entry_name(std::string(1, c) + "b"), alphanumeric) << byte;
  }
}

struct DistinctCase {
  const char* name;
  std::vector<std::string> names;
  bool distinct;
};

TEST(EntryNamesTest, AreDistinctOnEveryFileSystem) {
  const std::vector<DistinctCase> cases{
      {"Different", {"a", "b", "c/d"}, true},
      {"OneFolder", {"a/b", "a/c"}, true},
      {"PrefixButNoFolder", {"a", "a-b", "a.b", "ab", "a0/b"}, true},
      {"SameBaseInTwoFolders", {"a/x", "b/x"}, true},
      {"Equal", {"a/b", "c", "a/b"}, false},
      {"EqualButForCase", {"Manifest.json", "manifest.JSON"}, false},
      {"FileAndFolder", {"a", "a/b"}, false},
      {"FolderThenFile", {"a/b", "a"}, false},
      {"FileAndFolderButForCase", {"Data", "data/x"}, false},
      {"FileAndDeepFolder", {"a/b", "a/b.c", "a/b-c", "a/b/c/d"}, false},
  };
  for (const DistinctCase& c : cases) {
    SCOPED_TRACE(c.name);
    std::vector<Entry> entries;
    for (const std::string& name : c.names) {
      ASSERT_TRUE(is_entry_name(name));
      entries.push_back(Entry{name, 0});
    }
    const Result<void> result = check_names_distinct(entries);
    ASSERT_EQ(result.ok(), c.distinct);
    EXPECT_TRUE(result.ok() || result.error().code == ErrorCode::kEntryName);
  }
}

}  // namespace
}  // namespace holdall
