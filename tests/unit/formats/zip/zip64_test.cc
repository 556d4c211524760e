// Where ZIP64 appears in the profile: end records over 65 534 entries, the offset of an entry at 4 GiB - 1 or beyond.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "zip_fixture.h"

namespace holdall {
namespace {

using namespace zip_test;  // NOLINT: test words

constexpr std::uint64_t kAllOnes = 0xFFFFFFFF;
constexpr std::size_t kEndBytes = 22;
constexpr std::size_t kZip64EndsBytes = 76;  // record and locator

std::string zip_of(std::size_t entries) {
  const Spool spool = must(Spool::create(""));
  StringSink out;
  ZipWriter writer(out);
  for (std::size_t i = 0; i < entries; ++i) {
    must(writer.add("e" + std::to_string(i), PackedEntry{}, spool));
  }
  must(writer.finish());
  return out.text();
}

TEST(Zip64Test, CountsOver65534EntriesInZip64Records) {
  for (const std::size_t entries : {std::size_t{65'534}, std::size_t{65'535}, std::size_t{65'600}}) {
    SCOPED_TRACE(entries);
    const std::string bytes = zip_of(entries);
    const bool zip64 = bytes.find("PK\x06\x06") != std::string::npos;
    EXPECT_EQ(zip64, entries > 65'534);
    const auto container = open_bytes(bytes);
    ASSERT_TRUE(container.ok()) << container.error().message;
    EXPECT_EQ(container.value()->entries().size(), entries);
    EXPECT_EQ(container.value()->entries().back().name, "e" + std::to_string(entries - 1));
  }
}

TEST(Zip64Test, P01_RefusesEveryFlippedBitOfTheEndRecords) {
  const std::string good = zip_of(65'535);
  for (std::size_t bit = 0; bit < (kZip64EndsBytes + kEndBytes) * 8; ++bit) {
    std::string bad = good;
    char& byte = bad[bad.size() - 1 - bit / 8];
    byte = static_cast<char>(byte ^ (1 << (bit % 8)));
    ASSERT_FALSE(open_bytes(bad).ok()) << "bit " << bit % 8 << " of byte -" << bit / 8 + 1;
  }
}

TEST(Zip64Test, P06_RefusesZip64RecordsThatAreMissingOrNotNeeded) {
  const std::string large = zip_of(65'535);
  EXPECT_FALSE(open_bytes(std::string(large).erase(large.size() - kEndBytes - kZip64EndsBytes, kZip64EndsBytes)).ok());

  const std::string small = written_zip({{"a", "data"}}, Compression::kStore);
  const DirectoryFacts directory{.entries = 1, .size = 47, .offset = 35};
  ASSERT_TRUE(small.ends_with(end_records(directory)));
  std::string records = end_records({.entries = 0xFFFF, .size = 47, .offset = 35}).substr(0, kZip64EndsBytes);
  ASSERT_EQ(records.size(), kZip64EndsBytes);
  for (const std::size_t count : {std::size_t{24}, std::size_t{32}}) {
    records.replace(count, 2, std::string_view("\x01\x00", 2));
  }
  EXPECT_FALSE(open_bytes(std::string(small).insert(small.size() - kEndBytes, records)).ok());
}

struct ClaimCase {
  const char* name;
  DirectoryFacts claim;
  ErrorCode code;
};

TEST(Zip64Test, P08_RefusesCountsAndSizesThatNoFileCanHold) {
  // The directory of `small` has 47 bytes at offset 35, its end records come at 82.
  const std::string small = written_zip({{"a", "data"}}, Compression::kStore);
  const std::string front = small.substr(0, small.size() - kEndBytes);
  ASSERT_EQ(front.size(), 82U);
  constexpr std::uint64_t kHuge = ~std::uint64_t{0};
  const std::vector<ClaimCase> cases{
      {"Entries", {.entries = kHuge, .size = 47, .offset = 35}, ErrorCode::kLimit},
      {"EntriesWithinTheLimit", {.entries = 99'999, .size = 47, .offset = 35}, ErrorCode::kContainer},
      {"Size", {.entries = 1, .size = kHuge, .offset = 35}, ErrorCode::kContainer},
      {"Offset", {.entries = 1, .size = 47, .offset = kHuge}, ErrorCode::kContainer},
      {"SumThatWraps", {.entries = 1, .size = kHuge - 34, .offset = 82 + 35}, ErrorCode::kContainer},
      {"All", {.entries = kHuge, .size = kHuge, .offset = kHuge}, ErrorCode::kContainer},
  };
  for (const ClaimCase& c : cases) {
    SCOPED_TRACE(c.name);
    const auto opened = open_bytes(front + end_records(c.claim));
    ASSERT_FALSE(opened.ok());
    EXPECT_EQ(opened.error().code, c.code) << opened.error().message;
  }
}

// A sparse file: entry "a" fills it almost to 4 GiB with a hole, so that "b" and "c" stand around the 4 GiB - 1 mark.
class LargeFile {
 public:
  explicit LargeFile(std::uint64_t offset_of_b)
      : path_(std::filesystem::temp_directory_path() / ("holdall-large-" + std::to_string(getpid()) + ".zip")) {
    const EntryFacts hole{.size = offset_of_b - kLocalHeaderBytes - 1,
                          .packed_size = offset_of_b - kLocalHeaderBytes - 1};
    const EntryFacts hello{.crc32 = 0x3610A686, .size = 5, .packed_size = 5};
    const std::string b = local_header("b", hello) + "hello";
    const std::string c = local_header("c", hello) + "hello";
    const std::string directory = central_header("a", hole, 0) + central_header("b", hello, offset_of_b) +
                                  central_header("c", hello, offset_of_b + b.size());
    const std::uint64_t end = offset_of_b + b.size() + c.size();
    std::ofstream file(path_, std::ios::binary);
    file << local_header("a", hole);
    file.seekp(static_cast<std::streamoff>(offset_of_b));
    file << b << c << directory << end_records({.entries = 3, .size = directory.size(), .offset = end});
  }
  ~LargeFile() { std::filesystem::remove(path_); }
  LargeFile(const LargeFile&) = delete;
  LargeFile& operator=(const LargeFile&) = delete;
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

TEST(Zip64Test, FindsEntriesAroundAndBeyond4GiB) {
  for (const std::uint64_t offset_of_b : {kAllOnes - 36, kAllOnes - 1, kAllOnes}) {
    SCOPED_TRACE(offset_of_b);
    const LargeFile large(offset_of_b);
    const auto file = std::make_shared<const InputFile>(must(InputFile::open(large.path(), std::uint64_t{8} << 30U)));
    const auto container = open_zip(file);
    ASSERT_TRUE(container.ok()) << container.error().message;
    for (const std::size_t index : {std::size_t{1}, std::size_t{2}}) {
      const auto source = must(container.value()->read(index));
      EXPECT_EQ(must(read_all(*source, 100)), "hello");
    }
  }
}

TEST(Zip64Test, OtherProgramsFindEntriesBeyond4GiB) {
  const LargeFile large(kAllOnes);
  const std::string check = "unzip -p '" + large.path() + "' b c 2>/dev/null | grep -qx hellohello";
  if (std::system("command -v unzip >/dev/null 2>&1") != 0) {  // NOLINT: constant text
    std::fprintf(stderr, "*** unzip is not installed: its opinion of our ZIP64 offsets is not asked\n");
    GTEST_SKIP();
  }
  EXPECT_EQ(std::system(check.c_str()), 0);  // NOLINT: text of this test
}

TEST(Zip64Test, StatesAnOffsetInZip64OnlyWhereItDoesNotFit) {
  const EntryFacts facts;
  EXPECT_EQ(central_header("a", facts, kAllOnes - 1).size(), central_header_bytes(1, kAllOnes - 1));
  EXPECT_EQ(central_header_bytes(1, kAllOnes - 1), 47U);
  EXPECT_EQ(central_header("a", facts, kAllOnes).size(), central_header_bytes(1, kAllOnes));
  EXPECT_EQ(central_header_bytes(1, kAllOnes), 59U);
  EXPECT_TRUE(hex_encode(as_bytes(central_header("a", facts, kAllOnes)))
                  .ends_with("0c00"
                             "0000"
                             "0000"
                             "0000"
                             "0000a481"
                             "ffffffff"
                             "61"
                             "0100"
                             "0800"
                             "ffffffff00000000"));
}

}  // namespace
}  // namespace holdall
