// Files: whole or not at all (P11), read once by position.
#include "holdall/core/base/io.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "unit/core/core_fixture.h"

namespace holdall {
namespace {

using namespace core_test;  // NOLINT: test words
namespace fs = std::filesystem;

mode_t mode_of(const std::string& path) {
  struct stat status {};
  EXPECT_EQ(::lstat(path.c_str(), &status), 0);
  return status.st_mode & 07777U;
}

// A test of its own working folder: `../x` and names without a folder mean something there.
class IoTest : public testing::Test {
 protected:
  [[nodiscard]] std::string in(std::string_view name) const { return folder_ / name; }
  TempFolder folder_;
};

using AtomicFileTest = IoTest;
using InputFileTest = IoTest;
using ReplaceFileTest = IoTest;

TEST_F(AtomicFileTest, P11_AppearsOnlyWhenFinished) {
  {
    const auto file = must(AtomicFile::create(in("out")));
    ASSERT_TRUE(file->write(as_bytes("half")).ok());
    EXPECT_FALSE(fs::exists(in("out")));
    ASSERT_TRUE(file->write(as_bytes(" and half")).ok());
    ASSERT_TRUE(file->finish().ok());
  }
  EXPECT_EQ(read_whole(in("out")), "half and half");
  EXPECT_EQ(folder_.names(), std::vector<std::string>{"out"});
}

TEST_F(AtomicFileTest, P11_LeavesNothingBehindWhenDropped) {
  {
    const auto file = must(AtomicFile::create(in("out")));
    ASSERT_TRUE(file->write(as_bytes("half")).ok());
  }
  EXPECT_TRUE(folder_.names().empty());
}

TEST_F(AtomicFileTest, P11_NeverReplacesWhatIsThere) {
  write_whole(in("file"), "kept");
  fs::create_symlink("file", in("link"));
  fs::create_symlink("nowhere", in("dangling"));
  fs::create_directory(in("folder"));
  ASSERT_EQ(::mkfifo(in("fifo").c_str(), 0600), 0);
  const auto before = folder_.names();
  for (const char* name : {"file", "link", "dangling", "folder", "fifo"}) {
    EXPECT_EQ(code_of(AtomicFile::create(in(name))), ErrorCode::kPathExists) << name;
    EXPECT_EQ(code_of(write_file(in(name), "new")), ErrorCode::kPathExists) << name;
  }
  EXPECT_EQ(read_whole(in("file")), "kept");
  EXPECT_EQ(folder_.names(), before);
}

TEST_F(AtomicFileTest, P11_NeverReplacesWhatAppearedMeanwhile) {
  const auto file = must(AtomicFile::create(in("out")));
  ASSERT_TRUE(file->write(as_bytes("ours")).ok());
  write_whole(in("out"), "theirs");
  EXPECT_EQ(code_of(file->finish()), ErrorCode::kPathExists);
  EXPECT_EQ(read_whole(in("out")), "theirs");
  EXPECT_EQ(folder_.names(), std::vector<std::string>{"out"});
}

TEST_F(AtomicFileTest, P11_IsItsOwnersWhateverTheUmask) {
  for (const mode_t mask : {0000U, 0022U, 0777U}) {
    const mode_t before = ::umask(mask);
    const std::string path = in("mask" + std::to_string(mask));
    const bool written = write_file(path, "x").ok();
    ::umask(before);
    ASSERT_TRUE(written);
    EXPECT_EQ(mode_of(path), 0600U) << std::oct << mask;
  }
}

TEST_F(AtomicFileTest, RefusesPathsThatNameNoFile) {
  for (const std::string& path : {std::string(), in(""), in("."), in(".."), std::string("/")}) {
    EXPECT_EQ(code_of(AtomicFile::create(path)), ErrorCode::kPathUnsafe) << path;
  }
  EXPECT_EQ(code_of(AtomicFile::create(in("absent/out"))), ErrorCode::kNotFound);
  write_whole(in("file"), "");
  EXPECT_EQ(code_of(AtomicFile::create(in("file/out"))), ErrorCode::kNotFound);
  EXPECT_EQ(code_of(write_file(in(std::string(300, 'n')), "x")), ErrorCode::kIo);
  EXPECT_EQ(folder_.names(), std::vector<std::string>{"file"});
}

TEST_F(AtomicFileTest, TakesLongContentInUnevenWrites) {
  std::string content;
  const auto file = must(AtomicFile::create(in("out")));
  for (std::size_t size = 0; size < 2000; ++size) {
    const std::string part(size * 7 % 4999, static_cast<char>('a' + size % 26));
    ASSERT_TRUE(file->write(as_bytes(part)).ok());
    content += part;
  }
  ASSERT_TRUE(file->finish().ok());
  EXPECT_EQ(read_whole(in("out")), content);
}

TEST_F(InputFileTest, ReadsByPositionAndNothingBeyondTheEnd) {
  write_whole(in("file"), "0123456789");
  const InputFile file = must(InputFile::open(in("file"), 5));  // the limit is for what must be copied
  EXPECT_EQ(file.size(), 10U);
  std::array<std::byte, 4> part{};
  ASSERT_TRUE(file.read_at(6, part).ok());
  EXPECT_EQ(as_text(part), "6789");
  ASSERT_TRUE(file.read_at(0, part).ok());
  EXPECT_EQ(as_text(part), "0123");
  EXPECT_TRUE(file.read_at(10, {}).ok());
  for (const std::uint64_t offset : {7U, 10U, 1'000'000U}) {
    EXPECT_EQ(code_of(file.read_at(offset, part)), ErrorCode::kTruncated) << offset;
  }
}

TEST_F(InputFileTest, KeepsReadingTheFileItOpened) {
  write_whole(in("file"), "first");
  const InputFile file = must(InputFile::open(in("file"), 100));
  fs::remove(in("file"));
  write_whole(in("file"), "other");
  std::array<std::byte, 5> text{};
  ASSERT_TRUE(file.read_at(0, text).ok());
  EXPECT_EQ(as_text(text), "first");
}

TEST_F(InputFileTest, NoticesAFileThatWasCut) {
  write_whole(in("file"), "0123456789");
  const InputFile file = must(InputFile::open(in("file"), 100));
  fs::resize_file(in("file"), 3);
  std::array<std::byte, 10> text{};
  EXPECT_EQ(code_of(file.read_at(0, text)), ErrorCode::kTruncated);
}

// A fifo that holds `content` and whose writer is gone once the reader is open: opened for both ends by the test.
Result<InputFile> through_fifo(const std::string& path, std::string_view content, std::uint64_t limit,
                               std::string_view magic = {}) {
  EXPECT_EQ(::mkfifo(path.c_str(), 0600), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    const int out = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    // All of it must fit at once: nobody reads before the writer is gone.
    ::fcntl(out, F_SETPIPE_SZ, 1 << 20);  // NOLINT: C varargs
    ::fcntl(out, F_SETFL, O_NONBLOCK);    // NOLINT: C varargs
    const bool written = ::write(out, content.data(), content.size()) == static_cast<ssize_t>(content.size());
    ::_exit(written ? 0 : 1);
  }
  // The reader must not come before the writer: hold the other end open until the bytes are there.
  const UniqueFd hold(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  const FileKind kind{magic, limit};
  auto file = magic.empty() ? InputFile::open(path, limit) : InputFile::open(path, limit, {&kind, 1});
  ::unlink(path.c_str());
  return file;
}

TEST_F(InputFileTest, CopiesWhatIsNotARegularFile) {
  const InputFile file = must(through_fifo(in("fifo"), "from a pipe", 11));
  ASSERT_EQ(file.size(), 11U);
  std::array<std::byte, 4> part{};
  ASSERT_TRUE(file.read_at(7, part).ok());
  EXPECT_EQ(as_text(part), "pipe");
  EXPECT_EQ(code_of(through_fifo(in("fifo"), "from a pipe", 10)), ErrorCode::kLimit);
}

TEST_F(InputFileTest, StopsCopyingWhatBeginsOtherwise) {
  const std::string text(200'000, 'x');
  EXPECT_EQ(must(through_fifo(in("fifo"), text, 1'000'000, "xx")).size(), text.size());
  EXPECT_LT(must(through_fifo(in("fifo"), text, 100'000, "PK")).size(), 100'000U);
  EXPECT_EQ(code_of(through_fifo(in("fifo"), text, 100'000, "xx")), ErrorCode::kLimit);
}

TEST_F(InputFileTest, DoesNotHangOnAFifoWithoutWriter) {
  ASSERT_EQ(::mkfifo(in("fifo").c_str(), 0600), 0);
  EXPECT_EQ(must(InputFile::open(in("fifo"), 10)).size(), 0U);
}

TEST_F(InputFileTest, RefusesWhatIsNoInput) {
  fs::create_symlink("itself", in("itself"));
  EXPECT_EQ(code_of(InputFile::open(in("absent"), 10)), ErrorCode::kNotFound);
  EXPECT_EQ(code_of(InputFile::open(in(""), 10)), ErrorCode::kPathUnsafe);
  EXPECT_EQ(code_of(InputFile::open("", 10)), ErrorCode::kNotFound);
  EXPECT_EQ(code_of(InputFile::open(in("itself"), 10)), ErrorCode::kPathUnsafe);
}

TEST_F(InputFileTest, HoldsBytesOfMemory) {
  const InputFile file = must(InputFile::from_bytes("abc"));
  std::array<std::byte, 3> text{};
  ASSERT_TRUE(file.read_at(0, text).ok());
  EXPECT_EQ(as_text(text), "abc");
  EXPECT_EQ(must(InputFile::from_bytes("")).size(), 0U);
}

TEST_F(IoTest, ReadsADocumentUpToItsLimit) {
  write_whole(in("file"), "0123456789");
  EXPECT_EQ(must(read_document(in("file"))), "0123456789");
  EXPECT_EQ(must(read_document(in("file"), 10)), "0123456789");
  EXPECT_EQ(code_of(read_document(in("file"), 9)), ErrorCode::kLimit);
  EXPECT_EQ(code_of(read_document("/dev/zero", 100'000)), ErrorCode::kLimit);
  EXPECT_EQ(code_of(read_document(in("absent"))), ErrorCode::kNotFound);
  EXPECT_EQ(code_of(read_document(in(""))), ErrorCode::kPathUnsafe);
}

TEST_F(IoTest, SpoolsWithoutAName) {
  Spool spool = must(Spool::create(in("out")));
  EXPECT_TRUE(folder_.names().empty());
  ASSERT_TRUE(spool.append(as_bytes("0123")).ok());
  std::array<std::byte, 2> part{};
  ASSERT_TRUE(spool.read_at(1, part).ok());
  EXPECT_EQ(as_text(part), "12");
  ASSERT_TRUE(spool.append(as_bytes("45")).ok());  // a read does not move the end
  EXPECT_EQ(spool.size(), 6U);
  ASSERT_TRUE(spool.read_at(4, part).ok());
  EXPECT_EQ(as_text(part), "45");
  EXPECT_EQ(code_of(spool.read_at(5, part)), ErrorCode::kTruncated);
  EXPECT_TRUE(Spool::create("-").ok());
  EXPECT_FALSE(Spool::create(in("absent/out")).ok());
}

TEST_F(ReplaceFileTest, ReplacesOrCreatesARegularFile) {
  ASSERT_TRUE(replace_file(in("file"), "first").ok());
  ASSERT_EQ(::chmod(in("file").c_str(), 0644), 0);
  ASSERT_TRUE(replace_file(in("file"), "second").ok());
  EXPECT_EQ(read_whole(in("file")), "second");
  EXPECT_EQ(mode_of(in("file")), 0600U);
  EXPECT_EQ(folder_.names(), std::vector<std::string>{"file"});
}

TEST_F(ReplaceFileTest, FollowsNoLinkAndReplacesNoFolder) {
  write_whole(in("file"), "kept");
  fs::create_symlink("file", in("link"));
  fs::create_directory(in("folder"));
  for (const char* name : {"link", "folder"}) {
    EXPECT_EQ(code_of(replace_file(in(name), "new")), ErrorCode::kPathUnsafe) << name;
  }
  EXPECT_EQ(code_of(replace_file(in("absent/file"), "new")), ErrorCode::kNotFound);
  EXPECT_EQ(read_whole(in("file")), "kept");
  EXPECT_EQ(folder_.names(), (std::vector<std::string>{"file", "folder", "link"}));
}

TEST_F(IoTest, LocksAFolderUntilTheDescriptorIsDropped) {
  const UniqueFd other(::open(in("").c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  {
    const UniqueFd lock = must(lock_folder(in("file")));
    EXPECT_EQ(::flock(other.get(), LOCK_EX | LOCK_NB), -1);
  }
  EXPECT_EQ(::flock(other.get(), LOCK_EX | LOCK_NB), 0);
  EXPECT_EQ(code_of(lock_folder(in("absent/file"))), ErrorCode::kNotFound);
}

TEST_F(IoTest, ClosesADescriptorOnce) {
  const int number = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  {
    UniqueFd first(number);
    UniqueFd second(std::move(first));
    EXPECT_FALSE(first.valid());  // NOLINT(bugprone-use-after-move): that is the promise
    UniqueFd& same = second;
    second = std::move(same);
    EXPECT_TRUE(second.valid());
    EXPECT_NE(::fcntl(number, F_GETFD), -1);
  }
  EXPECT_EQ(::fcntl(number, F_GETFD), -1);
}

}  // namespace
}  // namespace holdall
