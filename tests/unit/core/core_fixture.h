// Shared by the tests of core: values taken out of results, folders of a test's own, and the external vectors
// (HOLDALL_VECTORS, HOLDALL_HOSTILE; else ../shared, seen from the project's root).
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/text.h"
#include "holdall/core/json/value.h"

namespace holdall::core_test {

// Takes the value of a result that a test cannot go on without.
template <typename T>
T must(Result<T> result) {
  if (!result.ok()) {
    std::fprintf(stderr, "unexpected error: %s\n", result.error().message.c_str());
  }
  return std::move(result).value();
}

// The code of the failure; nothing where there is none.
template <typename T>
std::optional<ErrorCode> code_of(const Result<T>& result) {
  return result.ok() ? std::nullopt : std::optional(result.error().code);
}

inline std::string read_whole(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline void write_whole(const std::filesystem::path& path, std::string_view content) {
  std::ofstream(path, std::ios::binary) << content;
}

inline std::vector<std::byte> unhex(std::string_view text) {
  std::vector<std::byte> bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
    bytes.push_back(static_cast<std::byte>(std::stoul(std::string(text.substr(i, 2)), nullptr, 16)));
  }
  return bytes;
}

// Any code point, surrogates too, in the shape of UTF-8.
inline std::string utf8(char32_t value) {
  const std::uint32_t v = value;
  const auto byte = [](std::uint32_t b) { return static_cast<char>(b); };
  const auto tail = [&](unsigned shift) { return byte(0x80U | ((v >> shift) & 0x3FU)); };
  if (v < 0x80) {
    return {byte(v)};
  }
  if (v < 0x800) {
    return {byte(0xC0U | (v >> 6U)), tail(0)};
  }
  if (v < 0x10000) {
    return {byte(0xE0U | (v >> 12U)), tail(6), tail(0)};
  }
  return {byte(0xF0U | (v >> 18U)), tail(12), tail(6), tail(0)};
}

// A new folder, gone with all that is in it at the end of the test.
class TempFolder {
 public:
  TempFolder() {
    std::string name = std::filesystem::temp_directory_path() / "holdall-core-XXXXXX";
    HOLDALL_CHECK(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] std::string operator/(std::string_view name) const { return path_ / name; }
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(path_)) {
      names.push_back(entry.path().filename());
    }
    std::sort(names.begin(), names.end());
    return names;
  }

 private:
  std::filesystem::path path_;
};

inline std::filesystem::path external(const char* variable, const char* fallback) {
  const char* folder = std::getenv(variable);  // NOLINT(concurrency-mt-unsafe): nothing here sets variables
  return folder != nullptr ? folder : fallback;
}

// A file or folder of the vectors; empty, and said loudly, where it is not there.
inline std::filesystem::path vectors(std::string_view path) {
  const std::filesystem::path found = external("HOLDALL_VECTORS", "../shared/vectors") / path;
  if (std::filesystem::exists(found)) {
    return found;
  }
  std::fprintf(stderr, "*** %s is not there (HOLDALL_VECTORS): it is NOT tried\n", found.c_str());
  return {};
}

struct HostileFile {
  std::string file;
  bool accept = false;
  std::string bytes;
};

// The hostile corpus, unpacked once for the life of the program.
class HostileCorpus {
 public:
  // Its files of one kind; none, and said loudly, where the corpus is not there.
  static std::vector<HostileFile> files(std::string_view kind) {
    static const HostileCorpus corpus;
    std::vector<HostileFile> files;
    for (const Value& row : corpus.index_) {
      if (row.at("kind").text() == kind) {
        const std::string file = row.at("file").text();
        files.push_back(HostileFile{file, row.at("expect").text() == "accept", read_whole(corpus.folder_ / file)});
      }
    }
    return files;
  }

 private:
  HostileCorpus() {
    const std::filesystem::path archive = external("HOLDALL_HOSTILE", "../shared/hostile") / "corpus.tar.xz";
    if (!std::filesystem::exists(archive)) {
      std::fprintf(stderr, "*** the hostile corpus is not there (HOLDALL_HOSTILE): it is NOT tried\n");
      return;
    }
    const std::string unpack =
        "tar -xJf '" + archive.string() + "' -C '" + folder_ / "" + "' ./index.json ./json ./jws ./ndjson ./text";
    HOLDALL_CHECK(std::system(unpack.c_str()) == 0);  // NOLINT: paths of the test's own
    index_ = must(parse_document(read_whole(folder_ / "index.json"))).items();
  }
  TempFolder folder_;
  Value::Array index_;
};

}  // namespace holdall::core_test
