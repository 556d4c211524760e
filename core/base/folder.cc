#include "holdall/core/base/folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <functional>

#include "holdall/core/base/io_internal.h"
#include "holdall/core/base/text.h"

namespace holdall {
namespace {

using namespace io_internal;  // NOLINT(google-build-using-namespace): this file's other half

constexpr unsigned kMaxLevels = 16;
constexpr int kReadFlags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};
using FolderStream = std::unique_ptr<DIR, CloseFolder>;

bool is_dots(std::string_view name) {
  return name == "." || name == "..";
}

Result<UniqueFd> open_in(int folder, const std::string& name, int flags) {
  UniqueFd fd(::openat(folder, name.c_str(), kReadFlags | flags));
  if (!fd.valid()) {
    return io_error("cannot open " + shown(name), errno);
  }
  return fd;
}

// Calls `visit` with each name in `folder`, which is read from its start.
Result<void> for_each_name(int folder, const std::function<Result<void>(const std::string&)>& visit) {
  HOLDALL_ASSIGN(UniqueFd again, open_in(folder, ".", O_DIRECTORY));
  const FolderStream stream(::fdopendir(::fcntl(again.get(), F_DUPFD_CLOEXEC, 0)));  // NOLINT: C varargs
  if (stream == nullptr) {
    return io_error("cannot read a folder", errno);
  }
  while (true) {
    errno = 0;
    const dirent* entry = ::readdir(stream.get());  // NOLINT(concurrency-mt-unsafe): a stream of our own
    if (entry == nullptr) {
      return errno == 0 ? Result<void>() : io_error("cannot read a folder", errno);
    }
    if (!is_dots(entry->d_name)) {
      HOLDALL_TRY(visit(entry->d_name));
    }
  }
}

class Listing {
 public:
  explicit Listing(std::uint64_t most) : most_(most) {}

  Result<void> add(int folder, const std::string& prefix, unsigned level) {  // NOLINT(misc-no-recursion): kMaxLevels
    if (level > kMaxLevels) {
      return Error{ErrorCode::kLimit, "a folder of more than 16 levels", {}};
    }
    bool is_empty = true;
    HOLDALL_TRY(for_each_name(folder, [&](const std::string& name) -> Result<void> {  // NOLINT(misc-no-recursion)
      is_empty = false;
      if (++seen_ > most_) {
        return Error{ErrorCode::kLimit, "a folder of more than " + std::to_string(most_) + " files", {}};
      }
      struct stat status {};
      if (::fstatat(folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
        return io_error("cannot look at " + shown(prefix + name), errno);
      }
      if (S_ISDIR(status.st_mode)) {
        HOLDALL_ASSIGN(const UniqueFd inner, open_in(folder, name, O_DIRECTORY));
        return add(inner.get(), prefix + name + "/", level + 1);
      }
      if (!S_ISREG(status.st_mode)) {
        return Error{ErrorCode::kPathUnsafe, shown(prefix + name) + " is neither a regular file nor a folder", {}};
      }
      files.push_back({prefix + name, static_cast<std::uint64_t>(status.st_size)});
      return {};
    }));
    if (is_empty && !prefix.empty()) {
      files.push_back({prefix, 0});
    }
    return {};
  }

  std::vector<FolderFile> files;

 private:
  std::uint64_t most_;
  std::uint64_t seen_ = 0;
};

// Removes the files of a folder, again and again while there are any: a folder that is read while it changes may skip
// some.
void clear(int folder) {
  for (bool removed = true; removed;) {
    removed = false;
    static_cast<void>(for_each_name(folder, [&](const std::string& name) -> Result<void> {
      removed = ::unlinkat(folder, name.c_str(), 0) == 0 || removed;
      return {};
    }));
  }
}

class SyncedFile final : public ByteSink {
 public:
  SyncedFile(UniqueFd fd, std::string name) : fd_(std::move(fd)), name_(std::move(name)) {}
  Result<void> write(std::span<const std::byte> bytes) override { return write_fully(fd_.get(), bytes, shown(name_)); }
  Result<void> finish() override {
    return ::fsync(fd_.get()) == 0 ? Result<void>() : io_error("cannot sync " + shown(name_), errno);
  }

 private:
  UniqueFd fd_;
  std::string name_;
};

}  // namespace

bool InputFolder::is_folder(const std::string& path) {
  struct stat status {};
  return path != "-" && ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

Result<InputFolder> InputFolder::open(const std::string& path) {
  UniqueFd fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd.valid()) {
    return io_error("cannot open the folder " + shown(path), errno);
  }
  return InputFolder(std::move(fd));
}

Result<std::vector<FolderFile>> InputFolder::list(std::uint64_t most) const {
  Listing listing(most);
  HOLDALL_TRY(listing.add(fd_->get(), "", 1));
  return std::move(listing.files);
}

Result<InputFile> InputFolder::open_file(std::string_view name) const {
  const std::shared_ptr<UniqueFd> keep = fd_;
  UniqueFd inner;
  const auto folder = [&] { return inner.valid() ? inner.get() : keep->get(); };
  for (std::string_view rest = name;;) {
    const std::size_t slash = rest.find('/');
    const std::string segment(rest.substr(0, slash));
    if (segment.empty() || is_dots(segment) || segment.find('\0') != std::string::npos) {
      return Error{ErrorCode::kPathUnsafe, "a path that may leave its folder", {}};
    }
    if (slash == std::string_view::npos) {
      HOLDALL_ASSIGN(UniqueFd fd, open_in(folder(), segment, 0));
      return InputFile::adopt(std::move(fd));
    }
    HOLDALL_ASSIGN(inner, open_in(folder(), segment, O_DIRECTORY));
    rest.remove_prefix(slash + 1);
  }
}

Result<std::unique_ptr<OutputFolder>> OutputFolder::create(const std::string& path) {
  HOLDALL_ASSIGN(const Place place,
                 split(path.size() > 1 && path.ends_with('/') ? path.substr(0, path.size() - 1) : path));
  HOLDALL_ASSIGN(UniqueFd parent, open_folder(place));
  struct stat status {};
  if (::fstatat(parent.get(), place.name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0) {
    return Error{ErrorCode::kPathExists, shown(path) + " exists", "choose another output, or move the folder away"};
  }
  const std::string temporary = temporary_name(place.name);
  if (::mkdirat(parent.get(), temporary.c_str(), 0700) != 0) {
    return io_error("cannot create " + shown(path), errno);
  }
  std::unique_ptr<OutputFolder> folder(
      new OutputFolder(std::move(parent), place.name, temporary));  // NOLINT: the constructor is private
  HOLDALL_ASSIGN(folder->folder_, open_in(folder->parent_.get(), temporary, O_DIRECTORY));
  return folder;
}

OutputFolder::~OutputFolder() {
  if (temporary_.empty()) {
    return;
  }
  for (const std::string& name : folders_) {
    if (const auto inner = open_in(folder_.get(), name, O_DIRECTORY); inner.ok()) {
      clear(inner.value().get());
    }
    ::unlinkat(folder_.get(), name.c_str(), AT_REMOVEDIR);
  }
  if (folder_.valid()) {
    clear(folder_.get());
  }
  ::unlinkat(parent_.get(), temporary_.c_str(), AT_REMOVEDIR);
}

Result<void> OutputFolder::add_folder(const std::string& name) {
  if (::mkdirat(folder_.get(), name.c_str(), 0700) != 0) {
    return io_error("cannot create " + shown(name), errno);
  }
  folders_.push_back(name);
  return {};
}

Result<std::unique_ptr<ByteSink>> OutputFolder::add_file(const std::string& name, const std::string& in) {
  HOLDALL_CHECK(!name.empty() && !is_dots(name) && name.find('/') == std::string::npos);
  UniqueFd inner;
  if (!in.empty()) {
    HOLDALL_ASSIGN(inner, open_in(folder_.get(), in, O_DIRECTORY));
  }
  UniqueFd fd(::openat(inner.valid() ? inner.get() : folder_.get(), name.c_str(),
                       O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY | O_CLOEXEC, kPrivateMode));
  if (!fd.valid() || ::fchmod(fd.get(), kPrivateMode) != 0) {
    return io_error("cannot create " + shown(name), errno);
  }
  return std::unique_ptr<ByteSink>(std::make_unique<SyncedFile>(std::move(fd), name));
}

Result<void> OutputFolder::finish() {
  for (const std::string& name : folders_) {
    HOLDALL_ASSIGN(const UniqueFd inner, open_in(folder_.get(), name, O_DIRECTORY));
    HOLDALL_TRY(sync_folder(inner.get()));
  }
  HOLDALL_TRY(sync_folder(folder_.get()));
  if (::renameat2(parent_.get(), temporary_.c_str(), parent_.get(), name_.c_str(), RENAME_NOREPLACE) != 0) {
    return io_error("cannot publish " + shown(name_), errno);
  }
  temporary_.clear();
  if (!sync_folder(parent_.get()).ok()) {
    return Error{ErrorCode::kOutcomeUnknown, shown(name_) + " is there, but its folder could not be synced", {}};
  }
  return {};
}

}  // namespace holdall
