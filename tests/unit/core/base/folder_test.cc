#include "holdall/core/base/folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "holdall/core/base/text.h"
#include "unit/core/core_fixture.h"

namespace holdall {
namespace {

namespace fs = std::filesystem;
using testing::UnorderedElementsAre;

class FolderTest : public testing::Test {
 protected:
  FolderTest() {
    std::string name = (fs::temp_directory_path() / "holdall-folder-XXXXXX").string();
    EXPECT_NE(::mkdtemp(name.data()), nullptr);
    root_ = name;
  }
  ~FolderTest() override { fs::remove_all(root_); }

  void put(const std::string& name, std::string_view content) {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name, std::ios::binary) << content;
  }
  std::vector<std::string> names(std::uint64_t most = 100) {
    const auto files = InputFolder::open(root_.string()).value().list(most);
    EXPECT_TRUE(files.ok()) << (files.ok() ? "" : files.error().message);
    std::vector<std::string> found;
    for (const FolderFile& file : files.ok() ? files.value() : std::vector<FolderFile>()) {
      found.push_back(file.name + ":" + std::to_string(file.size));
    }
    return found;
  }
  ErrorCode list_error(std::uint64_t most = 100) {
    return InputFolder::open(root_.string()).value().list(most).error().code;
  }
  ErrorCode open_error(std::string_view name) {
    return InputFolder::open(root_.string()).value().open_file(name).error().code;
  }

  fs::path root_;
};

TEST_F(FolderTest, ListsFilesBelowAndFoldersWithoutAny) {
  put("a", "1");
  put("b/c/d", "22");
  fs::create_directories(root_ / "b/empty");
  EXPECT_THAT(names(), UnorderedElementsAre("a:1", "b/c/d:2", "b/empty/:0"));
}

TEST_F(FolderTest, P07_ListsNothingThatIsNoFile) {
  put("a", "1");
  fs::create_symlink("a", root_ / "link");
  EXPECT_EQ(list_error(), ErrorCode::kPathUnsafe);
  fs::remove(root_ / "link");
  ASSERT_EQ(::mkfifo((root_ / "fifo").c_str(), 0600), 0);
  EXPECT_EQ(list_error(), ErrorCode::kPathUnsafe);
}

TEST_F(FolderTest, P08_ListsNoMoreThanItIsTold) {
  for (const char* name : {"a", "b", "c"}) {
    put(name, "");
  }
  EXPECT_EQ(names(3).size(), 3U);
  EXPECT_EQ(list_error(2), ErrorCode::kLimit);
  put("1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17", "");
  EXPECT_EQ(list_error(), ErrorCode::kLimit);
}

TEST_F(FolderTest, P07_OpensNothingThroughALinkOrOutside) {
  put("in/file", "content");
  put("secret", "s");
  fs::create_symlink(root_ / "secret", root_ / "in/link");
  fs::create_directory_symlink(root_, root_ / "in/up");
  const InputFolder folder = InputFolder::open((root_ / "in").string()).value();
  EXPECT_EQ(folder.open_file("file").value().size(), 7U);
  for (const std::string_view name :
       {std::string_view("link"), std::string_view("up/secret"), std::string_view("../secret"),
        std::string_view("./file"), std::string_view(""), std::string_view("/etc/passwd"),
        std::string_view("fi\0le", 5), std::string_view("file/"), std::string_view("a//b")}) {
    const auto opened = folder.open_file(name);
    ASSERT_FALSE(opened.ok()) << name;
    EXPECT_THAT(opened.error().code, testing::AnyOf(ErrorCode::kPathUnsafe, ErrorCode::kNotFound)) << name;
  }
  EXPECT_EQ(open_error("absent"), ErrorCode::kNotFound);
  EXPECT_EQ(open_error("in"), ErrorCode::kPathUnsafe);
}

TEST_F(FolderTest, P11_AFolderAppearsWholeAndPrivate) {
  const mode_t before = ::umask(0);
  const fs::path out = root_ / "out";
  {
    const auto folder = OutputFolder::create(out.string()).value();
    ASSERT_TRUE(folder->add_folder("files").ok());
    for (const char* in : {"", "files"}) {
      const auto file = folder->add_file("a", in).value();
      ASSERT_TRUE(file->write(as_bytes("text")).ok() && file->finish().ok());
    }
    EXPECT_EQ(folder->add_file("a").error().code, ErrorCode::kPathExists);
    EXPECT_FALSE(fs::exists(out));
    ASSERT_TRUE(folder->finish().ok());
  }
  ::umask(before);
  EXPECT_EQ(fs::status(out).permissions(), fs::perms::owner_all);
  EXPECT_EQ(fs::status(out / "files").permissions(), fs::perms::owner_all);
  EXPECT_EQ(fs::status(out / "files/a").permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(std::distance(fs::directory_iterator(root_), fs::directory_iterator()), 1);
}

TEST_F(FolderTest, P11_AFolderThatWasNotFinishedLeavesNothing) {
  {
    const auto folder = OutputFolder::create((root_ / "out").string()).value();
    ASSERT_TRUE(folder->add_folder("files").ok());
    ASSERT_TRUE(folder->add_file("a", "files").ok());
  }
  EXPECT_TRUE(fs::is_empty(root_));
}

TEST_F(FolderTest, P11_NothingIsOverwritten) {
  put("file", "kept");
  fs::create_directory(root_ / "folder");
  fs::create_symlink("nowhere", root_ / "link");
  for (const char* name : {"file", "folder", "folder/", "link"}) {
    EXPECT_EQ(OutputFolder::create((root_ / name).string()).error().code, ErrorCode::kPathExists) << name;
  }
  const auto late = OutputFolder::create((root_ / "late").string()).value();
  fs::create_directory(root_ / "late");
  EXPECT_EQ(late->finish().error().code, ErrorCode::kPathExists);
}

}  // namespace
}  // namespace holdall
