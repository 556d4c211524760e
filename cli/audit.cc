#include "cli/audit.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <span>
#include <system_error>

#include "holdall/core/base/io.h"
#include "holdall/core/base/text.h"
#include "holdall/core/crypto/digest.h"
#include "holdall/core/json/canonical.h"

namespace holdall::cli {
namespace {

constexpr std::size_t kLongestLine = 16U << 10;

Error cannot(const char* what) {
  return {ErrorCode::kIo, std::string("audit file: cannot ") + what + ": " + std::generic_category().message(errno),
          "name another file with --audit"};
}

std::string variable(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nothing here sets variables
  return value == nullptr ? "" : value;
}

// $XDG_STATE_HOME/holdall/audit.jsonl, by default under ~/.local/state.
Result<std::string> default_path() {
  std::string state = variable("XDG_STATE_HOME");
  if (!state.starts_with('/')) {
    if (variable("HOME").empty()) {
      return Error{ErrorCode::kIo, "audit file: no home folder", "name a file with --audit"};
    }
    state = variable("HOME") + "/.local/state";
  }
  const std::string folder = state + "/holdall";
  std::error_code problem;
  std::filesystem::create_directories(state, problem);
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
    return cannot("create its folder");
  }
  return folder + "/audit.jsonl";
}

Result<UniqueFd> open_file(const std::string& path) {
  UniqueFd fd(::open(path.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!fd.valid()) {
    return cannot("open it");
  }
  struct stat status {};
  if (::fstat(fd.get(), &status) != 0) {
    return cannot("look at it");
  }
  if (!S_ISREG(status.st_mode) || (status.st_mode & 022) != 0) {
    return Error{ErrorCode::kPathUnsafe, "audit file: not a regular file that only its owner can change", {}};
  }
  return fd;
}

// SHA-256 of the last line without its LF; empty where the file is.
Result<std::string> last_digest(int fd) {
  const off_t size = ::lseek(fd, 0, SEEK_END);
  if (size <= 0) {
    return size < 0 ? Result<std::string>(cannot("read it")) : std::string();
  }
  const auto length = std::min<std::size_t>(static_cast<std::size_t>(size), kLongestLine);
  std::string tail(length, '\0');
  if (::pread(fd, tail.data(), length, size - static_cast<off_t>(length)) != static_cast<ssize_t>(length)) {
    return cannot("read it");
  }
  if (tail.back() == '\n') {
    tail.pop_back();
  }
  return sha256_hex(tail.substr(tail.rfind('\n') + 1));  // npos + 1 == 0
}

}  // namespace

Result<Audit> Audit::open(const Context& context, std::string_view command) {
  std::string path = context.audit;
  if (path.empty()) {
    HOLDALL_ASSIGN(path, default_path());
  }
  HOLDALL_ASSIGN([[maybe_unused]] const UniqueFd fd, open_file(path));
  Value line(Value::Object{{"at", format_timestamp(SystemClock().now())}, {"command", command}});
  if (context.now) {
    line.set("now", format_timestamp(*context.now));
  }
  return Audit(std::move(path), std::move(line));
}

Result<void> Audit::record(std::string_view outcome, int exit_code) {
  HOLDALL_ASSIGN(const UniqueFd fd, open_file(path_));
  if (::flock(fd.get(), LOCK_EX) != 0) {
    return cannot("lock it");
  }
  HOLDALL_ASSIGN(std::string previous, last_digest(fd.get()));
  line_.set("previous", std::move(previous));
  line_.set("outcome", outcome);
  line_.set("exit", exit_code);
  const std::string text = canonical(line_) + "\n";
  if (::write(fd.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()) || ::fdatasync(fd.get()) != 0) {
    return cannot("write it");
  }
  return {};
}

}  // namespace holdall::cli
