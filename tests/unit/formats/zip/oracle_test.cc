// Containers of ours as other programs see them.
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "zip_fixture.h"

namespace holdall {
namespace {

using namespace zip_test;  // NOLINT: test words

// Other programs that read ZIPs; each must find our containers sound.
struct Oracle {
  const char* name;
  const char* program;
  const char* arguments;  // behind the program; the container's path follows
};
constexpr std::array<Oracle, 4> kOracles{{
    {"Unzip", "unzip", "-tqq"},
    {"SevenZip", "7z", "t -bso0 -bsp0"},
    {"Bsdtar", "bsdtar", "-xOf"},
    {"Python", "python3",
     R"py(-c "import sys, zipfile; sys.exit(zipfile.ZipFile(sys.argv[1]).testzip() is not None)")py"},
}};

class OracleTest : public testing::TestWithParam<Oracle> {
 protected:
  void SetUp() override {
    if (run(std::string("command -v ") + GetParam().program) != 0) {
      std::fprintf(stderr, "*** %s is not installed: its opinion of our ZIPs is not asked\n", GetParam().program);
      GTEST_SKIP();
    }
  }
  static int run(const std::string& command) {
    return std::system((command + " >/dev/null 2>&1").c_str());  // NOLINT: constant text
  }
  static bool accepts(const std::string& bytes) {
    const std::filesystem::path path = std::filesystem::temp_directory_path() /
                                       ("holdall-" + std::to_string(getpid()) + "-" + GetParam().name + ".zip");
    std::ofstream(path, std::ios::binary) << bytes;
    const int status = run(std::string(GetParam().program) + " " + GetParam().arguments + " '" + path.string() + "'");
    std::filesystem::remove(path);
    return status == 0;
  }
};

TEST_P(OracleTest, FindsOurContainersSound) {
  for (const Compression compression : {Compression::kFast, Compression::kSmall, Compression::kStore}) {
    EXPECT_TRUE(accepts(written_zip({{"b/empty", ""},
                                     {"b/lines.jsonl", record_lines(20'000)},
                                     {"b/noise", noise(200'000)},
                                     {"b/zeros", std::string(1'000'000, '\0')}},
                                    compression)));
  }
  std::string damaged = written_zip({{"b/lines.jsonl", record_lines(10)}}, Compression::kStore);
  damaged.at(100) = '\0';
  EXPECT_FALSE(accepts(damaged));
}

TEST_P(OracleTest, FindsAZip64DirectorySound) {
  Spool spool = must(Spool::create(""));
  const PackedEntry entry = pack(spool, "data", Compression::kStore);
  StringSink out;
  ZipWriter writer(out);
  for (int i = 0; i < 65'600; ++i) {
    must(writer.add("e" + std::to_string(i), entry, spool));
  }
  must(writer.finish());
  EXPECT_TRUE(accepts(out.text()));
}

INSTANTIATE_TEST_SUITE_P(All, OracleTest, testing::ValuesIn(kOracles),
                         [](const auto& tested) { return std::string(tested.param.name); });

}  // namespace
}  // namespace holdall
