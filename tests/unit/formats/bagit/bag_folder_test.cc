// An unpacked bag, as a person's computer leaves it, is the bundle that it came from; and nothing else is.
#include "holdall/formats/bagit/bag_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "support/generated.h"

namespace holdall {
namespace {

namespace fs = std::filesystem;
using test::Parts;
using test::TemporaryFolder;

void unpack(const Parts& parts, const fs::path& folder) {
  for (const auto& [path, content] : parts.entries) {
    fs::create_directories((folder / path).parent_path());
    std::ofstream(folder / path, std::ios::binary) << content;
  }
}

std::string verdict(const fs::path& folder) {
  const auto opened = open_bundle(folder.string());
  if (!opened.ok()) {
    return std::string(error_info(opened.error().code).token);
  }
  const auto verified = verify(opened.value(), test::make_trust(test::make_key()), test::now_options());
  return verified.ok() ? "COMPLETE" : std::string(error_info(verified.error().code).token);
}

TEST(BagFolder, is_the_bundle_it_came_from_under_any_name) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const TemporaryFolder folder;
    unpack(test::take_apart(test::generated_bundle(seed)), folder.path() / "any name");
    EXPECT_EQ(verdict(folder.path() / "any name"), "COMPLETE") << seed;
  }
}

TEST(BagFolder, P07_and_nothing_else_is_one) {
  struct Case {
    const char* name;
    std::function<void(const fs::path&)> change;
    const char* token;
  };
  const Case cases[] = {
      // NOLINT
      {"a file more", [](const fs::path& at) { std::ofstream(at / "data/x.txt") << "x"; }, "entry-unexpected"},
      {"a hidden file", [](const fs::path& at) { std::ofstream(at / ".DS_Store") << "x"; }, "entry-name"},
      {"a file less", [](const fs::path& at) { fs::remove(at / "bag-info.txt"); }, "entry-missing"},
      {"an empty folder", [](const fs::path& at) { fs::create_directory(at / "data/files"); }, "entry-name"},
      {"a link in place of a file",
       [](const fs::path& at) {
         fs::rename(at / "bagit.txt", at.parent_path() / "bagit.txt");
         fs::create_symlink(at.parent_path() / "bagit.txt", at / "bagit.txt");
       },
       "path-unsafe"},
      {"a link to a folder",
       [](const fs::path& at) { fs::create_directory_symlink(at.parent_path(), at / "data/files"); }, "path-unsafe"},
      {"a changed record",
       [](const fs::path& at) { std::ofstream(at / "data/identifiers.jsonl", std::ios::app) << "{\"id\":\"9\"}\n"; },
       "digest"},
      {"a changed tag file", [](const fs::path& at) { std::ofstream(at / "bagit.txt", std::ios::app) << "\n"; },
       "tag-file"},
      {"nothing", [](const fs::path& at) { fs::remove_all(at), fs::create_directory(at); }, "not-a-bundle"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    const TemporaryFolder folder;
    const fs::path bag = folder.path() / "bag";
    unpack(test::take_apart(test::make_bundle(test::copy_manifest())), bag);
    ASSERT_EQ(verdict(bag), "COMPLETE");
    c.change(bag);
    EXPECT_EQ(verdict(bag), c.token);
  }
}

}  // namespace
}  // namespace holdall
