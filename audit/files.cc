#include "holdall/audit/files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "holdall/core/base/limits.h"

namespace holdall {
namespace {

constexpr int kFlags = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;

Result<void> check_guarded(int fd) {
  struct stat status {};
  if (::fstat(fd, &status) != 0) {
    return audit_file_error("look at it");
  }
  if (!S_ISREG(status.st_mode) || (status.st_mode & 022) != 0) {
    return Error{ErrorCode::kPathUnsafe, "audit file: not a regular file that only its owner can change", {}};
  }
  return {};
}

// One that is there; invalid where there is none.
Result<UniqueFd> open_guarded(const std::string& path, int flags) {
  UniqueFd fd(::open(path.c_str(), flags | kFlags));
  if (fd.valid()) {
    HOLDALL_TRY(check_guarded(fd.get()));
    return fd;
  }
  return errno == ENOENT ? Result<UniqueFd>(UniqueFd()) : Result<UniqueFd>(audit_file_error("open it"));
}

Result<UniqueFd> open_log(const std::string& log) {
  UniqueFd fd(::open(log.c_str(), O_RDWR | O_APPEND | O_CREAT | O_EXCL | kFlags, 0600));
  if (fd.valid()) {
    return ::fchmod(fd.get(), 0600) == 0 ? Result<UniqueFd>(std::move(fd)) : audit_file_error("guard it");
  }
  if (errno != EEXIST) {
    return audit_file_error("open it");
  }
  HOLDALL_ASSIGN(fd, open_guarded(log, O_RDWR | O_APPEND));
  errno = ENOENT;
  return fd.valid() ? Result<UniqueFd>(std::move(fd)) : audit_file_error("open it");
}

Result<void> lock(int fd, int how) {
  while (::flock(fd, how) != 0) {
    if (errno != EINTR) {
      return audit_file_error("lock it");
    }
  }
  return {};
}

}  // namespace

Error audit_file_error(const char* what) {
  const int number = errno;
  const bool is_unsafe = number == ELOOP || number == EISDIR;
  return {is_unsafe ? ErrorCode::kPathUnsafe : ErrorCode::kIo,
          std::string("audit file: cannot ") + what + ": " + std::generic_category().message(number),
          "name another file with --audit"};
}

Result<UniqueFd> hold_audit_log(const std::string& log) {
  HOLDALL_ASSIGN(UniqueFd fd, open_log(log));
  HOLDALL_TRY(lock(fd.get(), LOCK_EX));
  return fd;
}

Result<std::optional<std::string>> read_audit_head(const std::string& log) {
  HOLDALL_ASSIGN(const UniqueFd fd, open_guarded(audit_head_path(log), O_RDONLY));
  if (!fd.valid()) {
    return std::optional<std::string>();
  }
  std::array<char, Limits{}.signature_bytes> text{};
  const ssize_t size = ::pread(fd.get(), text.data(), text.size(), 0);
  return size < 0 ? Result<std::optional<std::string>>(audit_file_error("read its head"))
                  : std::optional(std::string(text.data(), static_cast<std::size_t>(size)));
}

// Under one name and not, as replace_file has it, a new one each time: whoever is killed here leaves one file, which
// the next append takes away. The lock keeps others out.
Result<void> write_audit_head(const std::string& log, std::string_view text) {
  const std::string path = audit_head_path(log);
  const std::string next = path + ".new";
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const UniqueFd place(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!place.valid() || (::unlink(next.c_str()) != 0 && errno != ENOENT)) {
    return audit_file_error("renew its head");
  }
  const UniqueFd fd(::open(next.c_str(), O_WRONLY | O_CREAT | O_EXCL | kFlags, 0600));
  if (!fd.valid() || ::fchmod(fd.get(), 0600) != 0 ||
      ::write(fd.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()) || ::fsync(fd.get()) != 0 ||
      ::rename(next.c_str(), path.c_str()) != 0) {
    const Error error = audit_file_error("renew its head");
    ::unlink(next.c_str());
    return error;
  }
  if (::fsync(place.get()) != 0 && errno != EINVAL && errno != EROFS) {  // some file systems cannot sync a folder
    return audit_file_error("sync its folder");
  }
  return {};
}

Result<AuditSnapshot> snapshot_audit(const std::string& log) {
  AuditSnapshot snapshot;
  snapshot.has_key = ::faccessat(AT_FDCWD, audit_key_path(log).c_str(), F_OK, AT_SYMLINK_NOFOLLOW) == 0;
  HOLDALL_ASSIGN(snapshot.fd, open_guarded(log, O_RDONLY));
  if (snapshot.fd.valid()) {
    HOLDALL_TRY(lock(snapshot.fd.get(), LOCK_SH));
    const off_t size = ::lseek(snapshot.fd.get(), 0, SEEK_END);
    if (size < 0) {
      return audit_file_error("read it");
    }
    snapshot.size = static_cast<std::uint64_t>(size);
  }
  HOLDALL_ASSIGN(snapshot.head, read_audit_head(log));
  if (snapshot.fd.valid()) {
    HOLDALL_TRY(lock(snapshot.fd.get(), LOCK_UN));
  }
  return snapshot;
}

}  // namespace holdall
