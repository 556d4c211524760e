#include "cli/history.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <span>
#include <string_view>
#include <system_error>

#include "cli/audit.h"
#include "holdall/core/base/io.h"
#include "holdall/core/base/text.h"
#include "holdall/core/crypto/digest.h"
#include "holdall/core/crypto/keys.h"
#include "holdall/core/json/canonical.h"

namespace holdall::cli {
namespace {

constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kKeyFileBytes = 256;

Error cannot(const char* what) {
  return {errno == ELOOP ? ErrorCode::kPathUnsafe : ErrorCode::kIo,
          std::string("audit file: cannot ") + what + ": " + std::generic_category().message(errno),
          {}};
}

Result<Secret> decode_key(const Secret& text) {
  std::string_view line = as_text(text.reveal());
  if (line.ends_with('\n')) {
    line.remove_suffix(1);
  }
  auto bytes = base64url_decode(line);
  if (!bytes || bytes->size() != kKeyBytes) {
    return Error{ErrorCode::kKeyUnfit, "audit key: not 32 bytes in base64url", {}};
  }
  return Secret(std::move(*bytes));
}

Result<void> create_key(const std::string& path) {
  std::array<std::byte, kKeyBytes> bytes{};
  SystemRandom random;
  random.fill(bytes);
  std::string text = base64url_encode(bytes) + "\n";
  wipe_bytes(bytes);
  auto written = write_file(path, text);  // whole, 0600, and never over another
  wipe_bytes(std::as_writable_bytes(std::span(text)));
  return written;
}

// The key at `path`, made where there is none; of two that make it at once, both get the first's.
Result<Secret> load_key(const std::string& path) {
  auto text = read_guarded(path, Privacy::kPrivateKey, kKeyFileBytes);
  if (!text.ok() && text.error().code == ErrorCode::kNotFound) {
    if (auto created = create_key(path); !created.ok() && created.error().code != ErrorCode::kPathExists) {
      return std::move(created).error().within("audit key");
    }
    text = read_guarded(path, Privacy::kPrivateKey, kKeyFileBytes);
    if (!text.ok() && text.error().code == ErrorCode::kNotFound) {  // made by another one, and gone again
      return Error{ErrorCode::kIo, "audit key: cannot be made", {}};
    }
  }
  if (!text.ok()) {
    return std::move(text).error().within("audit key");
  }
  return decode_key(text.value());
}

// The audit file for reading; invalid where there is none yet. The lock waits for a line that is being written.
Result<UniqueFd> open_lines(const std::string& path) {
  UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (!fd.valid()) {
    return errno == ENOENT ? Result<UniqueFd>(UniqueFd()) : Result<UniqueFd>(cannot("open it"));
  }
  struct stat status {};
  if (::fstat(fd.get(), &status) != 0) {
    return cannot("look at it");
  }
  if (!S_ISREG(status.st_mode) || (status.st_mode & 022) != 0) {
    return Error{ErrorCode::kPathUnsafe, "audit file: not a regular file that only its owner can change", {}};
  }
  if (::flock(fd.get(), LOCK_SH) != 0) {
    return cannot("lock it");
  }
  return fd;
}

// Calls `take` with each line that ends and is no longer than an audit line may be.
template <typename Take>
Result<void> for_each_line(int fd, Take take) {
  std::string block(64U << 10, '\0');
  std::string line;
  bool too_long = false;
  while (true) {
    const ssize_t size = ::read(fd, block.data(), block.size());
    if (size < 0 && errno == EINTR) {
      continue;
    }
    if (size <= 0) {
      return size == 0 ? Result<void>() : Result<void>(cannot("read it"));
    }
    for (std::string_view rest(block.data(), static_cast<std::size_t>(size)); !rest.empty();) {
      const std::size_t end = rest.find('\n');
      const std::string_view part = rest.substr(0, end);
      too_long = too_long || line.size() + part.size() > kLongestAuditLine;
      line.append(too_long ? std::string_view() : part);
      if (end == std::string_view::npos) {
        break;
      }
      if (!too_long) {
        take(std::string_view(line));
      }
      line.clear();
      too_long = false;
      rest.remove_prefix(end + 1);
    }
  }
}

// The answer that a line records, if it is one to that person.
std::optional<PastAnswer> answer_in(std::string_view text, std::string_view person) {
  if (text.find(person) == std::string_view::npos) {
    return std::nullopt;  // most lines, without reading them
  }
  const auto line = parse_canonical(text);
  if (!line.ok() || line.value().object() == nullptr) {
    return std::nullopt;
  }
  const Value& facts = line.value();
  const auto is = [&](std::string_view member, std::string_view value) { return facts.text_or(member, "") == value; };
  const auto received = parse_timestamp(facts.text_or("received", ""));
  PastAnswer answer{facts.text_or("request", ""), facts.text_or("right", ""), received.value_or(Timestamp())};
  const bool is_answer = is("event", "end") && is("command", "export") && is("outcome", "done") &&
                         is("person", person) && received && !answer.request.empty() && !answer.right.empty();
  return is_answer ? std::optional(std::move(answer)) : std::nullopt;
}

}  // namespace

Result<std::string> AuditHistory::person(const Value& subject) const {
  HOLDALL_ASSIGN(const std::string path, audit_path(context_));
  HOLDALL_ASSIGN(const Secret key, load_key(path + ".key"));
  const std::string who = canonical(Value::Array{iss_, subject});
  return base64url_encode(hmac_sha256(key.reveal(), as_bytes(who)));
}

Result<void> AuditHistory::meet(const Value& subject) {
  HOLDALL_ASSIGN(met_, person(subject));
  return {};
}

Result<std::vector<PastAnswer>> AuditHistory::of(const Value& subject) {
  HOLDALL_ASSIGN(const std::string path, audit_path(context_));
  HOLDALL_TRY(meet(subject));
  std::vector<PastAnswer> answers;
  HOLDALL_ASSIGN(const UniqueFd fd, open_lines(path));
  if (!fd.valid()) {
    return answers;
  }
  HOLDALL_TRY(for_each_line(fd.get(), [&](std::string_view line) {
    auto answer = answer_in(line, met_);
    const auto is_same = [&](const PastAnswer& past) { return past.request == answer->request; };
    if (answer && std::none_of(answers.begin(), answers.end(), is_same)) {
      answers.push_back(std::move(*answer));
    }
  }));
  return answers;
}

}  // namespace holdall::cli
