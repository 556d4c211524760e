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
#include "holdall/core/crypto/keys.h"
#include "holdall/core/json/canonical.h"

namespace holdall::cli {
namespace {

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

Error cannot_open() {
  Error error = cannot("open it");
  error.code = errno == ELOOP || errno == EISDIR ? ErrorCode::kPathUnsafe : ErrorCode::kIo;
  return error;
}

// Made 0600 whatever the umask; one that is there must be a regular file that only its owner can change.
Result<UniqueFd> open_file(const std::string& path) {
  constexpr int kFlags = O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
  UniqueFd fd(::open(path.c_str(), kFlags | O_CREAT | O_EXCL, 0600));
  if (fd.valid()) {
    return ::fchmod(fd.get(), 0600) == 0 ? Result<UniqueFd>(std::move(fd)) : Result<UniqueFd>(cannot("guard it"));
  }
  fd = UniqueFd(errno == EEXIST ? ::open(path.c_str(), kFlags) : -1);
  if (!fd.valid()) {
    return cannot_open();
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

// What stands at the end of the file: the last line without its LF, and whether it has one.
struct Tail {
  std::string line;
  bool torn = false;  // an earlier write was cut off
};

Result<Tail> read_tail(int fd) {
  const off_t size = ::lseek(fd, 0, SEEK_END);
  if (size < 0) {
    return cannot("read it");
  }
  const auto length = std::min<std::size_t>(static_cast<std::size_t>(size), kLongestAuditLine);
  std::string text(length, '\0');
  if (::pread(fd, text.data(), length, size - static_cast<off_t>(length)) != static_cast<ssize_t>(length)) {
    return cannot("read it");
  }
  Tail tail;
  tail.torn = !text.empty() && text.back() != '\n';
  if (!text.empty() && !tail.torn) {
    text.pop_back();
  }
  tail.line = text.substr(text.rfind('\n') + 1);  // npos + 1 == 0
  return tail;
}

// Appends `line` under a lock, whole or not at all, chained to the line before it.
Result<void> append(const std::string& path, Value line) {
  HOLDALL_ASSIGN(const UniqueFd fd, open_file(path));
  if (::flock(fd.get(), LOCK_EX) != 0) {
    return cannot("lock it");
  }
  HOLDALL_ASSIGN(const Tail tail, read_tail(fd.get()));
  line.set("previous", tail.line.empty() ? std::string() : sha256_hex(tail.line));
  const std::string text = (tail.torn ? "\n" : "") + canonical(line) + "\n";
  const off_t before = ::lseek(fd.get(), 0, SEEK_END);
  if (::write(fd.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()) || ::fdatasync(fd.get()) != 0) {
    Error error = cannot("write it");
    if (::ftruncate(fd.get(), before) != 0) {
      error.message += ", nor undo the attempt";
    }
    return error;
  }
  return {};
}

Value line_of(std::string_view event, const Value& facts) {
  Value line = facts;
  line.set("at", format_timestamp(SystemClock().now()));
  line.set("event", event);
  return line;
}

}  // namespace

Result<std::string> audit_path(const Context& context) {
  return context.audit.empty() ? default_path() : context.audit;
}

Result<Audit> Audit::begin(const Context& context, std::string_view command) {
  HOLDALL_ASSIGN(std::string path, audit_path(context));
  SystemRandom random;
  Value facts(Value::Object{{"attempt", new_uuid_urn(random)}, {"command", command}});
  if (context.now) {
    facts.set("now", format_timestamp(*context.now));
  }
  HOLDALL_TRY(append(path, line_of("begin", facts)));
  return Audit(std::move(path), std::move(facts));
}

Result<void> Audit::end(std::string_view outcome, int exit_code) {
  Value line = line_of("end", facts_);
  line.set("outcome", outcome);
  line.set("exit", exit_code);
  return append(path_, std::move(line));
}

}  // namespace holdall::cli
