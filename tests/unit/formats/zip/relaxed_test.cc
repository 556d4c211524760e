// The relaxed profile, which the tests of this layer read other makers' ZIPs with: what it takes as stated, what not,
// and that the strict one takes none of it.
#include <gtest/gtest.h>

#include "zip_fixture.h"

namespace holdall {
namespace {

using namespace zip_test;  // NOLINT: test words

constexpr std::uint32_t kMode = 16;  // bits that a Unix mode is shifted by

// A ZIP of one stored entry "hello" whose headers state `stamp`.
std::string stamped_zip(const std::string& name, const EntryStamp& stamp, const DirectoryStamp& directory = {}) {
  const bool folder = name.ends_with('/');
  const std::string data = folder ? "" : "hello";
  const EntryFacts facts{kStored, folder ? 0 : 0x3610A686U, data.size(), data.size()};
  const std::string local = local_header(name, facts, stamp) + data;
  const std::string central = central_header(name, facts, 0, stamp);
  return local + central + end_records({.entries = 1, .size = central.size(), .offset = local.size()}, directory);
}

bool takes(const std::string& bytes, ZipProfile profile) {
  const auto file = std::make_shared<const InputFile>(must(InputFile::from_bytes(bytes)));
  const auto zip = open_zip(file, {}, profile);
  if (!zip.ok()) {
    EXPECT_NE(error_info(zip.error().code).exit_code, 1) << zip.error().message;
    return false;
  }
  return read_all(*must(zip.value()->read(0)), 1000).ok();
}

struct StampCase {
  const char* sentence;
  EntryStamp stamp;
  bool relaxed;
  std::string name = "a";
};

TEST(RelaxedProfileTest, TakesWhatIsHarmlessAsStated) {
  for (const StampCase& c : std::vector<StampCase>{
           {"another time", {.time = 0x6000, .date = 0x5A21}, true},
           {"made by DOS", {.made_by = 20, .external_attributes = 0x20}, true},
           {"made by version 6.3", {.made_by = 63}, true},
           {"made by a later version", {.made_by = 64}, false},
           {"version needed 4.5", {.version_needed = 45}, true},
           {"version needed 4.6", {.version_needed = 46}, false},
           {"version needed 255", {.version_needed = 255}, false},
           {"how hard deflate tried", {.flags = 0x0006}, true},
           {"a UTF-8 name", {.flags = 0x0800}, true},
           {"encrypted", {.flags = 0x0001}, false},
           {"a data descriptor", {.flags = 0x0008}, false},
           {"a patch", {.flags = 0x0020}, false},
           {"masked headers", {.flags = 0x2000}, false},
           {"a text file", {.internal_attributes = 1}, true},
           {"other internal attributes", {.internal_attributes = 2}, false},
           {"no mode", {.external_attributes = 0}, true},
           {"mode 0000", {.external_attributes = 0100000U << kMode}, true},
           {"mode 0777", {.external_attributes = 0100777U << kMode}, true},
           {"setuid", {.external_attributes = 0104755U << kMode}, false},
           {"setgid", {.external_attributes = 0102755U << kMode}, false},
           {"sticky", {.external_attributes = 0101755U << kMode}, false},
           {"a link", {.external_attributes = 0120777U << kMode}, false},
           {"a device", {.external_attributes = 0020644U << kMode}, false},
           {"a fifo", {.external_attributes = 0010644U << kMode}, false},
           {"a socket", {.external_attributes = 0140644U << kMode}, false},
           {"a volume label", {.external_attributes = 0x08}, false},
           {"a folder's mode on a file", {.external_attributes = 0040755U << kMode}, false},
           {"a folder's attribute on a file", {.external_attributes = 0x10}, false},
           {"a folder", {.external_attributes = 0040755U << kMode | 0x10U}, true, "d/"},
           {"a folder's name alone", {.external_attributes = 0}, true, "d/"},
           {"a file's mode on a folder", {}, false, "d/"},
           {"the size in ZIP64", {.zip64_size = true}, true},
           {"the packed size in ZIP64", {.zip64_packed_size = true}, true},
           {"both sizes and the offset in ZIP64",
            {.version_needed = 45, .zip64_size = true, .zip64_packed_size = true, .zip64_offset = true},
            true},
           {"the offset in ZIP64", {.zip64_offset = true}, true},
           {"a literal percent", {}, true, "%2e%2e%2fa"},
           {"blanks and brackets inside", {}, true, "a b[1]/c (2)"},
       }) {
    SCOPED_TRACE(c.sentence);
    const std::string zip = stamped_zip(c.name, c.stamp);
    EXPECT_EQ(takes(zip, ZipProfile::kRelaxed), c.relaxed);
    EXPECT_FALSE(takes(zip, ZipProfile::kStrict));
  }
  EXPECT_TRUE(takes(stamped_zip("a", {}), ZipProfile::kRelaxed));
  EXPECT_TRUE(takes(stamped_zip("a", {}), ZipProfile::kStrict));
}

TEST(RelaxedProfileTest, TakesZip64EndRecordsWhereThePlainOnesWouldDo) {
  for (const DirectoryStamp& stamp :
       {DirectoryStamp{.zip64_entries = true}, DirectoryStamp{.zip64_size = true}, DirectoryStamp{.zip64_offset = true},
        DirectoryStamp{.zip64_made_by = 45, .zip64_entries = true, .zip64_size = true, .zip64_offset = true}}) {
    const std::string zip = stamped_zip("a", {}, stamp);
    EXPECT_TRUE(takes(zip, ZipProfile::kRelaxed));
    EXPECT_FALSE(takes(zip, ZipProfile::kStrict));
  }
  EXPECT_FALSE(takes(stamped_zip("a", {}, {.zip64_version_needed = 46, .zip64_size = true}), ZipProfile::kRelaxed));
}

// Every bit of a small ZIP: what is accepted has the same name and content, so each free bit is one of a stated fact.
TEST(RelaxedProfileTest, P01_LeavesOnlyStatedFactsFree) {
  const std::string zip = stamped_zip("a", {.time = 0x6000, .date = 0x5A21});
  for (std::size_t bit = 0; bit < zip.size() * 8; ++bit) {
    std::string flipped = zip;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    const std::size_t central = bit / 8 - std::min(bit / 8, kLocalHeaderBytes + 1 + 5);
    const bool is_central = bit / 8 >= kLocalHeaderBytes + 1 + 5;
    const bool stated = is_central && ((central >= 4 && central <= 5) || (central >= 36 && central < 42));
    EXPECT_TRUE(stated || !takes(flipped, ZipProfile::kRelaxed)) << "bit " << bit;
    EXPECT_FALSE(takes(flipped, ZipProfile::kStrict)) << "bit " << bit;
  }
}

TEST(RelaxedProfileTest, RefusesNamesThatMeanAnotherFileSomewhere) {
  for (const char* name :
       {"",        "/",    "//",     "../a",   "a/..", "./a",    "a/./b",   ".",      "a//b", "/a",     "~/a",
        "-a",      "a/-b", ".git/x", "a\\b",   "a:b",  "C:/x",   "a*",      "a?",     "a\"",  "<a>",    "a|b",
        "a.",      "a ",   "a./b",   "a /b",   " ",    "CON",    "con.txt", "NUL .x", "com1", "LPT9.a", "conin$",
        "CONOUT$", "a\nb", "a\x7F",  "\u00E9", "a\tb", "clock$", "a/prn/b", "d//",    "../",  "a/../"}) {
    EXPECT_FALSE(relaxed_name_problem(name).empty()) << name;
  }
  for (const char* name :
       {"a", "a/", "a/b/", "%2e%2e%2f", "PROGRA~1", "a b", " a", "console", "a$b", "a..b", "a'&;b"}) {
    EXPECT_EQ(relaxed_name_problem(name), "") << name;
  }
  EXPECT_EQ(relaxed_name_problem(std::string(255, 'x')), "");
  EXPECT_FALSE(relaxed_name_problem(std::string(256, 'x')).empty());
}

}  // namespace
}  // namespace holdall
