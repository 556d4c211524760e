#include "holdall/core/base/guarded_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <optional>
#include <string_view>

#include "holdall/core/base/io_internal.h"

namespace holdall {
namespace {

using namespace io_internal;  // NOLINT(google-build-using-namespace): files, as in io.cc

constexpr std::string_view kDescriptor = "fd:";
constexpr std::size_t kFirstBlock = 1024;  // most keys are shorter

// The number in `fd:N`; nothing where the path is none of a descriptor.
std::optional<int> descriptor_in(std::string_view path) {
  if (!path.starts_with(kDescriptor)) {
    return std::nullopt;
  }
  path.remove_prefix(kDescriptor.size());
  int number = -1;
  const auto [end, problem] = std::from_chars(path.data(), path.data() + path.size(), number);
  return problem == std::errc() && end == path.data() + path.size() && number >= 0 ? number : -1;
}

// A handle of its own for an inherited descriptor. What this program opened closes on exec, so it was not inherited.
Result<UniqueFd> open_handed(int number, const std::string& path) {
  const int flags = number < 0 ? -1 : ::fcntl(number, F_GETFD);  // NOLINT: C varargs
  if (flags < 0 || (static_cast<unsigned>(flags) & unsigned{FD_CLOEXEC}) != 0) {
    return Error{ErrorCode::kNotFound, shown(path) + " is no open descriptor", "as in: --key fd:3 3<issuer.jwk"};
  }
  UniqueFd fd(::fcntl(number, F_DUPFD_CLOEXEC, 0));  // NOLINT: C varargs
  if (!fd.valid()) {
    return io_error("cannot read " + shown(path), errno);
  }
  return fd;
}

// Twice the room, the first `used` bytes kept.
Secret grown(const Secret& from, std::size_t used, std::size_t limit) {
  Secret larger(std::min(from.reveal().size() * 2, limit + 1));
  std::copy_n(from.reveal().begin(), used, larger.change().begin());
  return larger;
}

}  // namespace

Result<GuardedFile> GuardedFile::open(const std::string& path) {
  const auto number = descriptor_in(path);
  HOLDALL_ASSIGN(UniqueFd fd, number ? open_handed(*number, path) : open_input(path));
  return GuardedFile(std::move(fd), shown(path), number.has_value());
}

Result<void> GuardedFile::check(Privacy privacy) const {
  HOLDALL_ASSIGN(const struct stat status, status_of(fd_.get(), shown_));
  const bool is_file = S_ISREG(status.st_mode);
  if ((is_file && status.st_nlink == 0) || (!is_file && is_handed_)) {
    return {};
  }
  const mode_t forbidden = privacy == Privacy::kPrivateKey ? 0077 : 0022;
  if ((status.st_mode & forbidden) != 0) {
    return Error{ErrorCode::kPathUnsafe,
                 shown_ + (privacy == Privacy::kPrivateKey ? " can be used by others" : " can be changed by others"),
                 privacy == Privacy::kPrivateKey ? "chmod 600" : "chmod go-w"};
  }
  if (status.st_uid != ::geteuid() && status.st_uid != 0) {
    return Error{ErrorCode::kPathUnsafe, shown_ + " belongs to someone else", {}};
  }
  return {};
}

Result<Secret> GuardedFile::read_secret(std::size_t limit) const {
  Secret read(std::min(kFirstBlock, limit + 1));
  std::size_t used = 0;
  while (true) {
    HOLDALL_ASSIGN(const std::size_t size, read_some(fd_.get(), read.change().subspan(used), shown_));
    used += size;
    if (used > limit) {
      return Error{ErrorCode::kLimit, shown_ + " is longer than " + std::to_string(limit) + " bytes", {}};
    }
    if (size == 0) {
      break;
    }
    if (used == read.reveal().size()) {
      read = grown(read, used, limit);
    }
  }
  Secret exact(used);
  std::copy_n(read.reveal().begin(), used, exact.change().begin());
  return exact;
}

Result<std::string> GuardedFile::read_text(std::size_t limit) const {
  return slurp(fd_.get(), limit, shown_);
}

Result<Secret> read_guarded(const std::string& path, Privacy privacy, std::size_t limit) {
  HOLDALL_ASSIGN(const GuardedFile file, GuardedFile::open(path));
  HOLDALL_TRY(file.check(privacy));
  return file.read_secret(limit);
}

}  // namespace holdall
