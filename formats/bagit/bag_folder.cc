#include "holdall/formats/bagit/bag_folder.h"

#include <algorithm>

#include "holdall/core/base/folder.h"
#include "holdall/core/base/text.h"
#include "holdall/formats/zip/names.h"

namespace holdall {
namespace {

class BagFolder final : public Container {
 public:
  BagFolder(InputFolder folder, std::vector<Entry> entries)
      : folder_(std::move(folder)), entries_(std::move(entries)) {}
  [[nodiscard]] std::span<const Entry> entries() const override { return entries_; }
  [[nodiscard]] Result<std::unique_ptr<ByteSource>> read(std::size_t index) const override {
    HOLDALL_ASSIGN(InputFile file, folder_.open_file(entries_[index].name));
    if (file.size() != entries_[index].size) {
      return Error{ErrorCode::kContainer, entries_[index].name + ": changed while it was read", {}};
    }
    return stream_file(std::move(file));
  }

 private:
  InputFolder folder_;
  std::vector<Entry> entries_;
};

Result<void> check_sizes(const std::vector<Entry>& entries, const Limits& limits) {
  std::uint64_t total = 0;
  for (const Entry& entry : entries) {
    if (entry.size > limits.entry_bytes || entry.size > limits.total_bytes - total) {
      return Error{ErrorCode::kLimit,
                   "files larger than " + std::to_string(limits.entry_bytes) + " bytes each or " +
                       std::to_string(limits.total_bytes) + " together",
                   {}};
    }
    total += entry.size;
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<Container>> open_bag_folder(const std::string& path, const Limits& limits) {
  HOLDALL_ASSIGN(InputFolder folder, InputFolder::open(path));
  HOLDALL_ASSIGN(std::vector<FolderFile> files, folder.list(limits.entries));
  std::vector<Entry> entries;
  for (FolderFile& file : files) {
    if (const std::string_view problem = entry_name_problem(file.name); !problem.empty()) {
      return Error{ErrorCode::kEntryName, "`" + printable(file.name) + "` " + std::string(problem), {}};
    }
    entries.push_back({std::move(file.name), file.size});
  }
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.name < b.name; });
  HOLDALL_TRY(check_names_distinct(entries));
  HOLDALL_TRY(check_sizes(entries, limits));
  return std::unique_ptr<Container>(std::make_unique<BagFolder>(std::move(folder), std::move(entries)));
}

}  // namespace holdall
