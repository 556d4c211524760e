// Files that only their owner may read or change, wherever they come from (P26).
#include "holdall/core/base/guarded_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit/core/core_fixture.h"

namespace holdall {
namespace {

using namespace core_test;  // NOLINT: test words
namespace fs = std::filesystem;

class ReadGuardedTest : public testing::Test {
 protected:
  [[nodiscard]] std::string in(std::string_view name) const { return folder_ / name; }
  TempFolder folder_;
};

// A descriptor as a parent leaves one open.
std::string handed(int fd) {
  EXPECT_GE(fd, 0);
  return "fd:" + std::to_string(fd);
}

TEST_F(ReadGuardedTest, P26_LooksAtTheModeOfWhatItOpened) {
  write_whole(in("file"), "text");
  struct Case {
    mode_t mode;
    bool key;
    bool store;
  };
  for (const Case& c : {Case{0600, true, true}, Case{0400, true, true}, Case{0640, false, true},
                        Case{0604, false, true}, Case{0644, false, true}, Case{0620, false, false},
                        Case{0602, false, false}, Case{0610, false, true}, Case{0666, false, false}}) {
    SCOPED_TRACE(c.mode);
    ASSERT_EQ(::chmod(in("file").c_str(), c.mode), 0);
    const auto code = [](bool ok) { return ok ? std::nullopt : std::optional(ErrorCode::kPathUnsafe); };
    EXPECT_EQ(code_of(read_guarded(in("file"), Privacy::kPrivateKey)), code(c.key));
    EXPECT_EQ(code_of(read_guarded(in("file"), Privacy::kTrustStore)), code(c.store));
  }
}

TEST_F(ReadGuardedTest, P26_LooksThroughALinkAndIntoAFifo) {
  write_whole(in("file"), "text");
  ASSERT_EQ(::chmod(in("file").c_str(), 0666), 0);
  fs::create_symlink("file", in("link"));
  EXPECT_EQ(code_of(read_guarded(in("link"), Privacy::kTrustStore)), ErrorCode::kPathUnsafe);
  ASSERT_EQ(::mkfifo(in("fifo").c_str(), 0600), 0);
  ASSERT_EQ(::chmod(in("fifo").c_str(), 0666), 0);
  EXPECT_EQ(code_of(read_guarded(in("fifo"), Privacy::kTrustStore)), ErrorCode::kPathUnsafe);
}

TEST_F(ReadGuardedTest, P26_RefusesAFileOfSomeoneElse) {
  write_whole(in("file"), "text");
  ASSERT_EQ(::chmod(in("file").c_str(), 0600), 0);
  EXPECT_EQ(as_text(must(read_guarded(in("file"), Privacy::kPrivateKey)).reveal()), "text");
  if (::chown(in("file").c_str(), 12345, static_cast<gid_t>(-1)) != 0) {
    GTEST_SKIP() << "only root can give a file away";
  }
  EXPECT_EQ(code_of(read_guarded(in("file"), Privacy::kPrivateKey)), ErrorCode::kPathUnsafe);
}

TEST_F(ReadGuardedTest, KeepsItsLimit) {
  write_whole(in("file"), "text");
  ASSERT_EQ(::chmod(in("file").c_str(), 0600), 0);
  EXPECT_TRUE(read_guarded(in("file"), Privacy::kPrivateKey, 4).ok());
  EXPECT_EQ(code_of(read_guarded(in("file"), Privacy::kPrivateKey, 3)), ErrorCode::kLimit);
}

TEST_F(ReadGuardedTest, GrowsUpToItsLimit) {
  for (const std::size_t size : {0U, 1U, 1023U, 1024U, 1025U, 4096U, 16384U}) {
    const std::string text(size, 'x');
    write_whole(in("file"), text);
    ASSERT_EQ(::chmod(in("file").c_str(), 0600), 0);
    EXPECT_EQ(as_text(must(read_guarded(in("file"), Privacy::kPrivateKey)).reveal()), text);
  }
  write_whole(in("file"), std::string(16385, 'x'));
  EXPECT_EQ(code_of(read_guarded(in("file"), Privacy::kPrivateKey)), ErrorCode::kLimit);
}

TEST_F(ReadGuardedTest, ReadsAPipeThatItWasHanded) {
  std::array<int, 2> pipe{};
  ASSERT_EQ(::pipe(pipe.data()), 0);
  ASSERT_EQ(::write(pipe[1], "text", 4), 4);
  ::close(pipe[1]);
  EXPECT_EQ(as_text(must(read_guarded(handed(pipe[0]), Privacy::kPrivateKey)).reveal()), "text");
  ::close(pipe[0]);
}

TEST_F(ReadGuardedTest, ReadsAFileWithoutAName) {
  const int memory = ::memfd_create("key", 0);
  ASSERT_EQ(::write(memory, "text", 4), 4);
  ASSERT_EQ(::lseek(memory, 0, SEEK_SET), 0);
  EXPECT_EQ(as_text(must(read_guarded(handed(memory), Privacy::kPrivateKey)).reveal()), "text");
  EXPECT_TRUE(read_guarded("/dev/fd/" + std::to_string(memory), Privacy::kPrivateKey).ok());
  ::close(memory);
}

TEST_F(ReadGuardedTest, P26_LooksAtTheModeOfANamedFileThatItWasHanded) {
  write_whole(in("file"), "text");
  for (const mode_t mode : {0600U, 0644U}) {
    ASSERT_EQ(::chmod(in("file").c_str(), mode), 0);
    const int file = ::open(in("file").c_str(), O_RDONLY);  // NOLINT: C varargs
    EXPECT_EQ(read_guarded(handed(file), Privacy::kPrivateKey).ok(), mode == 0600U);
    ::close(file);
  }
}

TEST_F(ReadGuardedTest, TakesNoDescriptorThatItWasNotHanded) {
  const int own = ::open("/dev/null", O_RDONLY | O_CLOEXEC);  // NOLINT: C varargs
  for (const std::string& path : {handed(own), std::string("fd:"), std::string("fd:-1"), std::string("fd:1x"),
                                  std::string("fd:999999"), std::string("fd:99999999999")}) {
    EXPECT_EQ(code_of(read_guarded(path, Privacy::kPrivateKey)), ErrorCode::kNotFound) << path;
  }
  ::close(own);
}

}  // namespace
}  // namespace holdall
