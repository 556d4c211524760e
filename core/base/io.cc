#include "holdall/core/base/io.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "holdall/core/base/io_internal.h"
#include "holdall/core/base/text.h"

namespace holdall {
namespace io_internal {

Error io_error(const std::string& what, int number) {
  const ErrorCode code = number == ENOENT || number == ENOTDIR ? ErrorCode::kNotFound
                         : number == EEXIST                    ? ErrorCode::kPathExists
                         : number == ELOOP                     ? ErrorCode::kPathUnsafe
                                                               : ErrorCode::kIo;
  return {code, what + ": " + std::generic_category().message(number), {}};
}

std::string shown(const std::string& path) {
  return path == "-" ? "standard input" : "`" + printable(path) + "`";
}

Result<void> write_fully(int fd, std::span<const std::byte> bytes, const std::string& what) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) {
      continue;
    }
    if (written <= 0) {
      return io_error("cannot write " + what, written < 0 ? errno : ENOSPC);
    }
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return {};
}

Result<Place> split(const std::string& path) {
  const auto slash = path.rfind('/');
  Place place{slash == std::string::npos ? "." : path.substr(0, std::max<std::size_t>(slash, 1)),
              slash == std::string::npos ? path : path.substr(slash + 1)};
  if (place.name.empty() || place.name == "." || place.name == "..") {
    return Error{ErrorCode::kPathUnsafe, shown(path) + " does not name a file", {}};
  }
  return place;
}

Result<void> sync_folder(int folder) {
  if (::fsync(folder) != 0 && errno != EINVAL && errno != EROFS) {  // some file systems cannot sync a folder
    return io_error("cannot sync the output folder", errno);
  }
  return {};
}

std::string temporary_name(const std::string& name) {
  static std::atomic<unsigned> counter{0};
  return "." + name.substr(0, 200) + ".holdall-" + std::to_string(::getpid()) + "-" + std::to_string(++counter);
}

Result<UniqueFd> open_folder(const Place& place) {
  UniqueFd folder(::open(place.folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.valid()) {
    return io_error("cannot open the folder `" + printable(place.folder) + "`", errno);
  }
  return folder;
}

Result<struct stat> status_of(int fd, const std::string& what) {
  struct stat status {};
  if (::fstat(fd, &status) != 0) {
    return io_error("cannot look at " + what, errno);
  }
  return status;
}

Result<std::size_t> read_some(int fd, std::span<std::byte> out, const std::string& what) {
  while (true) {
    const ssize_t size = ::read(fd, out.data(), out.size());
    if (size >= 0) {
      return static_cast<std::size_t>(size);
    }
    if (errno != EINTR) {
      return io_error("cannot read " + what, errno);
    }
  }
}

Result<UniqueFd> open_input(const std::string& path) {
  // O_NONBLOCK: opening a fifo without a writer must not hang before its type is known.
  UniqueFd fd(path == "-" ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
                          : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!fd.valid()) {
    return io_error("cannot open " + shown(path), errno);
  }
  HOLDALL_ASSIGN(const struct stat status, status_of(fd.get(), shown(path)));
  if (S_ISDIR(status.st_mode)) {
    return Error{ErrorCode::kPathUnsafe, shown(path) + " is a folder", {}};
  }
  const int flags = ::fcntl(fd.get(), F_GETFL);
  if (path != "-" && ::fcntl(fd.get(), F_SETFL, flags & ~O_NONBLOCK) != 0) {  // NOLINT: flags are an int by design
    return io_error("cannot open " + shown(path), errno);
  }
  return fd;
}

Result<std::string> slurp(int fd, std::size_t limit, const std::string& what) {
  std::string out;
  std::array<std::byte, 16384> buffer{};
  while (true) {
    HOLDALL_ASSIGN(const std::size_t size, read_some(fd, buffer, what));
    if (size == 0) {
      return out;
    }
    if (size > limit - out.size()) {
      return Error{ErrorCode::kLimit, what + " is longer than " + std::to_string(limit) + " bytes", {}};
    }
    out.append(as_text(std::span(buffer).first(size)));
  }
}

}  // namespace io_internal

namespace {

using namespace io_internal;  // NOLINT(google-build-using-namespace): this file's own other half

Result<void> read_fully_at(int fd, std::uint64_t offset, std::span<std::byte> out) {
  while (!out.empty()) {
    const ssize_t size = ::pread(fd, out.data(), out.size(), static_cast<off_t>(offset));
    if (size < 0 && errno == EINTR) {
      continue;
    }
    if (size < 0) {
      return io_error("cannot read", errno);
    }
    if (size == 0) {
      return Error{ErrorCode::kTruncated, "the file ends early", {}};
    }
    offset += static_cast<std::uint64_t>(size);
    out = out.subspan(static_cast<std::size_t>(size));
  }
  return {};
}

// An open file without a name in `folder`; where the file system cannot do that, one whose name is removed at once.
Result<UniqueFd> open_unlinked(const std::string& folder) {
  UniqueFd fd(::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, kPrivateMode));
  if (fd.valid()) {
    return fd;
  }
  std::string name = folder + "/.holdall-spool-XXXXXX";
  fd = UniqueFd(::mkostemp(name.data(), O_CLOEXEC));
  if (!fd.valid()) {
    return io_error("cannot create a temporary file in `" + printable(folder) + "`", errno);
  }
  if (::unlink(name.c_str()) != 0) {
    return io_error("cannot unlink a temporary file", errno);
  }
  return fd;
}

std::string temporary_folder() {
  const char* folder = std::getenv("TMPDIR");  // NOLINT(concurrency-mt-unsafe): nothing here sets variables
  return folder != nullptr && *folder == '/' ? folder : "/tmp";
}

class FileSource final : public ByteSource {
 public:
  explicit FileSource(InputFile file) : file_(std::move(file)) {}
  Result<std::size_t> read(std::span<std::byte> out) override {
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(out.size(), file_.size() - at_));
    HOLDALL_TRY(file_.read_at(at_, out.first(size)));
    at_ += size;
    return size;
  }

 private:
  InputFile file_;
  std::uint64_t at_ = 0;
};

}  // namespace

UniqueFd& UniqueFd::operator=(UniqueFd&& other) noexcept {
  if (this != &other) {
    UniqueFd dropped(std::exchange(fd_, std::exchange(other.fd_, -1)));
  }
  return *this;
}

UniqueFd::~UniqueFd() {
  if (fd_ >= 0) {
    ::close(fd_);
  }
}

Result<InputFile> InputFile::adopt(UniqueFd fd) {
  HOLDALL_ASSIGN(const struct stat status, status_of(fd.get(), "a file"));
  if (!S_ISREG(status.st_mode)) {
    return Error{ErrorCode::kPathUnsafe, "not a regular file", {}};
  }
  return InputFile(std::move(fd), static_cast<std::uint64_t>(status.st_size));
}

Result<InputFile> InputFile::open(const std::string& path, std::uint64_t limit, std::span<const FileKind> kinds) {
  HOLDALL_ASSIGN(UniqueFd fd, open_input(path));
  HOLDALL_ASSIGN(const struct stat status, status_of(fd.get(), shown(path)));
  if (S_ISREG(status.st_mode) && path != "-") {
    return InputFile(std::move(fd), static_cast<std::uint64_t>(status.st_size));
  }
  HOLDALL_ASSIGN(Spool spool, Spool::create(""));
  std::array<std::byte, 65536> buffer{};
  while (true) {
    HOLDALL_ASSIGN(const std::size_t size, read_some(fd.get(), buffer, shown(path)));
    if (size == 0) {
      break;
    }
    const bool is_first = spool.size() == 0;
    const std::string_view block = as_text(std::span(buffer).first(size));
    const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const FileKind& each) {
      return block.starts_with(each.magic.substr(0, block.size()));
    });
    limit = is_first && kind != kinds.end() ? kind->limit : limit;
    if (size > limit - spool.size()) {
      return Error{ErrorCode::kLimit, shown(path) + " is longer than " + std::to_string(limit) + " bytes", {}};
    }
    HOLDALL_TRY(spool.append(std::span(buffer).first(size)));
    if (is_first && !kinds.empty() && kind == kinds.end()) {
      break;
    }
  }
  const std::uint64_t size = spool.size();
  return InputFile(std::move(spool).release(), size);
}

Result<InputFile> InputFile::from_bytes(std::string_view bytes) {
  HOLDALL_ASSIGN(Spool spool, Spool::create(""));
  HOLDALL_TRY(spool.append(as_bytes(bytes)));
  return InputFile(std::move(spool).release(), bytes.size());
}

Result<void> InputFile::read_at(std::uint64_t offset, std::span<std::byte> out) const {
  return read_fully_at(fd_.get(), offset, out);
}

std::unique_ptr<ByteSource> stream_file(InputFile file) {
  return std::make_unique<FileSource>(std::move(file));
}

Result<std::string> read_document(const std::string& path, std::size_t limit) {
  HOLDALL_ASSIGN(const UniqueFd fd, open_input(path));
  return slurp(fd.get(), limit, shown(path));
}

Result<Spool> Spool::create(const std::string& near) {
  std::string folder = temporary_folder();
  if (!near.empty() && near != "-") {
    HOLDALL_ASSIGN(const Place place, split(near));
    folder = place.folder;
  }
  HOLDALL_ASSIGN(UniqueFd fd, open_unlinked(folder));
  return Spool(std::move(fd));
}

Result<void> Spool::append(std::span<const std::byte> bytes) {
  HOLDALL_TRY(write_fully(fd_.get(), bytes, "a temporary file"));
  size_ += bytes.size();
  return {};
}

Result<void> Spool::read_at(std::uint64_t offset, std::span<std::byte> out) const {
  return read_fully_at(fd_.get(), offset, out);
}

Result<std::unique_ptr<AtomicFile>> AtomicFile::create(const std::string& path) {
  std::unique_ptr<AtomicFile> file(new AtomicFile());  // NOLINT: the constructor is private
  if (path == "-") {
    HOLDALL_ASSIGN(file->file_, open_unlinked(temporary_folder()));
    return file;
  }
  HOLDALL_ASSIGN(Place place, split(path));
  HOLDALL_ASSIGN(file->folder_, open_folder(place));
  struct stat status {};
  if (::fstatat(file->folder_.get(), place.name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0) {
    return Error{ErrorCode::kPathExists, shown(path) + " exists", "choose another output, or move the file away"};
  }
  file->file_ = UniqueFd(::openat(file->folder_.get(), ".", O_TMPFILE | O_RDWR | O_CLOEXEC, kPrivateMode));
  if (!file->file_.valid()) {
    const std::string temporary = temporary_name(place.name);
    file->file_ = UniqueFd(::openat(file->folder_.get(), temporary.c_str(),
                                    O_CREAT | O_EXCL | O_NOFOLLOW | O_RDWR | O_CLOEXEC, kPrivateMode));
    if (!file->file_.valid()) {
      return io_error("cannot create " + shown(path), errno);
    }
    file->temporary_ = temporary;
  }
  if (::fchmod(file->file_.get(), kPrivateMode) != 0) {
    return io_error("cannot create " + shown(path), errno);
  }
  file->name_ = std::move(place.name);
  return file;
}

AtomicFile::~AtomicFile() {
  if (!temporary_.empty()) {
    ::unlinkat(folder_.get(), temporary_.c_str(), 0);
  }
}

Result<void> AtomicFile::write(std::span<const std::byte> bytes) {
  return write_fully(file_.get(), bytes, name_.empty() ? "standard output" : shown(name_));
}

// false, with errno, where the name is taken or the file system refuses. Where O_TMPFILE does not work, links may not
// either: then the private name becomes the final one.
bool AtomicFile::publish() {
  if (temporary_.empty()) {
    const std::string handle = "/proc/self/fd/" + std::to_string(file_.get());
    return ::linkat(AT_FDCWD, handle.c_str(), folder_.get(), name_.c_str(), AT_SYMLINK_FOLLOW) == 0;
  }
  if (::renameat2(folder_.get(), temporary_.c_str(), folder_.get(), name_.c_str(), RENAME_NOREPLACE) == 0) {
    temporary_.clear();
    return true;
  }
  return errno == EINVAL && ::linkat(folder_.get(), temporary_.c_str(), folder_.get(), name_.c_str(), 0) == 0;
}

Result<void> AtomicFile::finish() {
  if (name_.empty()) {
    HOLDALL_ASSIGN(const struct stat status, status_of(file_.get(), "the output"));
    std::array<std::byte, 65536> buffer{};
    const auto size = static_cast<std::uint64_t>(status.st_size);
    for (std::uint64_t at = 0; at < size;) {
      const auto part = std::span(buffer).first(std::min<std::uint64_t>(buffer.size(), size - at));
      HOLDALL_TRY(read_fully_at(file_.get(), at, part));
      HOLDALL_TRY(write_fully(STDOUT_FILENO, part, "standard output"));
      at += part.size();
    }
    return {};
  }
  if (::fsync(file_.get()) != 0) {  // never retried: after a failure the kernel may have dropped the pages
    return io_error("cannot sync " + shown(name_), errno);
  }
  if (!publish()) {
    return io_error("cannot publish " + shown(name_), errno);
  }
  if (!sync_folder(folder_.get()).ok()) {
    return Error{ErrorCode::kOutcomeUnknown, shown(name_) + " is there, but its folder could not be synced", {}};
  }
  return {};
}

Result<UniqueFd> lock_folder(const std::string& path) {
  HOLDALL_ASSIGN(const Place place, split(path));
  HOLDALL_ASSIGN(UniqueFd folder, open_folder(place));
  if (::flock(folder.get(), LOCK_EX) != 0) {
    return io_error("cannot lock the folder of " + shown(path), errno);
  }
  return folder;
}

Result<void> write_file(const std::string& path, std::string_view content) {
  HOLDALL_ASSIGN(const std::unique_ptr<AtomicFile> file, AtomicFile::create(path));
  HOLDALL_TRY(file->write(as_bytes(content)));
  return file->finish();
}

Result<void> replace_file(const std::string& path, std::string_view content) {
  HOLDALL_ASSIGN(const Place place, split(path));
  HOLDALL_ASSIGN(const UniqueFd folder, open_folder(place));
  struct stat status {};
  if (::fstatat(folder.get(), place.name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
    return write_file(path, content);
  }
  if (!S_ISREG(status.st_mode)) {
    return Error{ErrorCode::kPathUnsafe, shown(path) + " is not a regular file", {}};
  }
  const std::string next = temporary_name(place.name);
  HOLDALL_TRY(write_file(place.folder + "/" + next, content));
  if (::renameat(folder.get(), next.c_str(), folder.get(), place.name.c_str()) != 0) {
    const int problem = errno;
    ::unlinkat(folder.get(), next.c_str(), 0);
    return io_error("cannot replace " + shown(path), problem);
  }
  return sync_folder(folder.get());
}

}  // namespace holdall
