// Folders: read without following a link or leaving them; written whole or not at all.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/io.h"
#include "holdall/core/base/result.h"
#include "holdall/core/stream/byte_stream.h"

namespace holdall {

struct FolderFile {
  std::string name;  // path below the folder, with slashes
  std::uint64_t size = 0;
};

// A folder opened for reading, once. What is in it is found from that handle, name by name, and no link is followed, so
// nothing outside can be reached. Thread rule: immutable.
class InputFolder {
 public:
  // Errors: kNotFound, kIo.
  static Result<InputFolder> open(const std::string& path);
  static bool is_folder(const std::string& path);

  // Every file below, in no order; an empty folder as one whose name ends in a slash. Errors: kPathUnsafe for what is
  // neither a regular file nor a folder; kLimit for more than `most` files or folders, or more than 16 levels; kIo.
  [[nodiscard]] Result<std::vector<FolderFile>> list(std::uint64_t most) const;
  // A regular file below. Errors: kNotFound, kPathUnsafe (a link, no regular file, a path that leaves the folder), kIo.
  [[nodiscard]] Result<InputFile> open_file(std::string_view name) const;

 private:
  explicit InputFolder(UniqueFd fd) : fd_(std::make_shared<UniqueFd>(std::move(fd))) {}
  std::shared_ptr<UniqueFd> fd_;
};

// A new folder, 0700, of new files, 0600, that appears complete and synced or not at all.
class OutputFolder {
 public:
  // Errors: kPathExists, kNotFound (its parent), kPathUnsafe, kIo.
  static Result<std::unique_ptr<OutputFolder>> create(const std::string& path);
  OutputFolder(const OutputFolder&) = delete;
  OutputFolder& operator=(const OutputFolder&) = delete;
  ~OutputFolder();  // without finish(): nothing is left

  // Errors: kIo, kPathExists. Requires: `name` is one segment, none of `.` and `..`.
  Result<void> add_folder(const std::string& name);
  // A new file, in the folder `in` that was added, or in none. Its finish() syncs it. Errors: kIo, kPathExists.
  // Requires: as add_folder.
  Result<std::unique_ptr<ByteSink>> add_file(const std::string& name, const std::string& in = {});
  Result<void> finish();

 private:
  OutputFolder(UniqueFd parent, std::string name, std::string temporary)
      : parent_(std::move(parent)), name_(std::move(name)), temporary_(std::move(temporary)) {}
  UniqueFd parent_;
  UniqueFd folder_;
  std::string name_;
  std::string temporary_;  // empty once it is published
  std::vector<std::string> folders_;
};

}  // namespace holdall
