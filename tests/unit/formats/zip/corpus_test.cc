// Every ZIP and BagIt file of the hostile corpus (HOLDALL_HOSTILE, else ../shared/hostile).
//
// All entries of the corpus are dated 2025, and our profile pins 1980-01-01: as they are, all its files are refused for
// that alone. So each file is tried twice, as it is and with its entries dated 1980, where it must be refused for its
// own fault. Limits are those of the corpus (its README, Z9).
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "holdall/core/json/value.h"
#include "zip_fixture.h"

namespace holdall {
namespace {

using namespace zip_test;  // NOLINT: test words

constexpr Limits kCorpusLimits{
    .entries = 10'000, .total_bytes = 32U << 20U, .entry_bytes = 8U << 20U, .ratio = 200, .ratio_floor = 1U << 20U};

// Sound ZIPs that our profile refuses, and why.
const std::set<std::string>& refused_by_choice() {
  static const std::set<std::string> files{
      "zip/ok_utf8_name.zip",        // names are ASCII
      "zip/ok_data_descriptor.zip",  // no data descriptors: flags are 0
      "zip/ok_data_descriptor_nosig.zip",
      "zip/name_windows_shortname.zip",  // `~` is no character of a name
      "zip/z64_local_only.zip",          // no extra fields in local headers
  };
  return files;
}

std::string read_whole(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// base64 with padding (RFC 4648 §4), which the product does not read.
std::string base64_decoded(std::string text) {
  text.resize(std::min(text.find('='), text.size()));
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  const auto bytes = base64url_decode(text);
  HOLDALL_CHECK(bytes.has_value());
  return std::string(as_text(*bytes));
}

// The corpus's one time stamp, 2025-01-01 12:00, replaced by 1980-01-01 00:00 in every header.
std::string dated_1980(std::string bytes) {
  struct Place {
    std::string_view signature;
    std::size_t offset;
  };
  for (const Place& place : {Place{"PK\x03\x04", 10}, Place{"PK\x01\x02", 12}}) {
    for (std::size_t at = 0; (at = bytes.find(place.signature, at)) != std::string::npos; ++at) {
      if (std::string_view(bytes).substr(at).size() > place.offset + 4 &&
          bytes.compare(at + place.offset, 4, "\x00\x60\x21\x5A", 4) == 0) {
        bytes.replace(at + place.offset, 4, std::string_view("\x00\x00\x21\x00", 4));
      }
    }
  }
  return bytes;
}

struct CorpusFile {
  std::string file;
  bool is_bag = false;
  bool accept = false;
  std::string bytes;
};

class CorpusTest : public testing::Test {
 protected:
  static std::filesystem::path archive() {
    const char* folder = std::getenv("HOLDALL_HOSTILE");  // NOLINT: one thread
    return std::filesystem::path(folder != nullptr ? folder : "../shared/hostile") / "corpus.tar.xz";
  }

  void SetUp() override {
    if (!std::filesystem::exists(archive())) {
      std::fprintf(stderr, "*** the hostile corpus is not there (HOLDALL_HOSTILE): its ZIPs are NOT tried\n");
      GTEST_SKIP();
    }
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe");
    folder_ = program.parent_path() / ("hostile-zip-" + std::to_string(getpid()));
    std::filesystem::create_directories(folder_);
    const std::string unpack = "tar -xJf '" + archive().string() + "' -C '" + folder_.string() + "'";
    ASSERT_EQ(std::system(unpack.c_str()), 0);  // NOLINT: paths of the test's own
    load();
  }
  void TearDown() override {
    if (!folder_.empty()) {
      std::filesystem::remove_all(folder_);
    }
  }

  void load() {
    const Value index = must(parse_document(read_whole(folder_ / "index.json")));
    for (const Value& row : index.items()) {
      const std::string kind = row.text_or("kind", "");
      if (kind == "zip" || kind == "bagit") {
        const std::string file = row.at("file").text();
        files_.push_back(
            CorpusFile{file, kind == "bagit", row.at("expect").text() == "accept", read_whole(folder_ / file)});
      }
    }
    ASSERT_GT(files_.size(), 100U);
  }

  std::filesystem::path folder_;
  std::vector<CorpusFile> files_;
};

TEST_F(CorpusTest, P01_RefusesEveryFileAsItIs) {
  for (const CorpusFile& file : files_) {
    SCOPED_TRACE(file.file);
    const auto read = read_everything(file.bytes, kCorpusLimits);
    ASSERT_FALSE(read.ok());
    EXPECT_NE(read.error().code, ErrorCode::kInternal);
  }
}

TEST_F(CorpusTest, P06_RefusesEveryHostileFileForItsOwnFault) {
  std::map<std::string, int> tally;
  for (const CorpusFile& file : files_) {
    SCOPED_TRACE(file.file);
    const auto read = read_everything(dated_1980(file.bytes), kCorpusLimits);
    tally[std::string(file.is_bag ? "bag " : "zip ") + (read.ok() ? "accepted" : "refused")] += 1;
    if (!read.ok()) {
      EXPECT_EQ(error_info(read.error().code).exit_code, read.error().code == ErrorCode::kLimit ? 7 : 3);
      EXPECT_FALSE(read.error().message.ends_with("unexpected time")) << read.error().message;
    }
    if (!file.is_bag) {
      EXPECT_EQ(read.ok(), file.accept && refused_by_choice().count(file.file) == 0)
          << (read.ok() ? "accepted" : read.error().message);
    }
  }
  for (const auto& [verdict, count] : tally) {
    std::fprintf(stderr, "corpus, dated 1980: %s %d\n", verdict.c_str(), count);
  }
}

// The hostile names as such: what no ZIP program would write into a header as it is, too.
TEST_F(CorpusTest, P07_RefusesEveryHostileName) {
  const Value names = must(parse_document(read_whole(folder_ / "text/zip_names.json")));
  int refused = 0;
  for (const Value& row : names.items()) {
    SCOPED_TRACE(row.at("id").text());
    const std::string name = base64_decoded(row.at("name_b64").text());
    const bool accept = row.at("expect").text() == "accept";
    EXPECT_FALSE(is_entry_name(name)) << "those to accept have other characters: ours are few";
    EXPECT_TRUE(accept || !relaxed_name_problem(name).empty());
    refused += accept ? 0 : 1;
  }
  EXPECT_GE(refused, 80);
}

}  // namespace
}  // namespace holdall
