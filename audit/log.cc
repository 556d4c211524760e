#include "holdall/audit/log.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "holdall/audit/chain.h"
#include "holdall/audit/files.h"
#include "holdall/audit/key.h"
#include "holdall/core/base/clock.h"
#include "holdall/core/crypto/digest.h"
#include "holdall/core/json/canonical.h"

namespace holdall {
namespace {

// Where the next line goes, and what it says of what was found there.
struct Footing {
  AuditMark mark;
  std::uint64_t size = 0;  // of the log; beyond the mark only a line that was torn
  Value::Object notes;
};

// An audit that is held for one append.
struct Held {
  const std::string& log;
  UniqueFd fd;
  AuditKey key;
  PrivateKey signer;
  Timestamp at;

  Result<void> sign(const AuditMark& mark) const { return write_audit_head(log, sign_audit_head({mark, at}, signer)); }
};

Result<std::uint64_t> size_of(const UniqueFd& fd) {
  struct stat status {};
  return ::fstat(fd.get(), &status) == 0 ? Result<std::uint64_t>(static_cast<std::uint64_t>(status.st_size))
                                         : audit_file_error("look at it");
}

// The line that ends at `end`, without its LF; of one that is too long, its last bytes. Nothing where none ends there.
Result<std::optional<std::string>> line_before(const UniqueFd& fd, std::uint64_t end) {
  const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(end, kLongestAuditLine + 2));
  std::string text(length, '\0');
  if (::pread(fd.get(), text.data(), length, static_cast<off_t>(end - length)) != static_cast<ssize_t>(length)) {
    return audit_file_error("read it");
  }
  if (!text.ends_with('\n')) {
    return std::optional<std::string>();
  }
  text.pop_back();
  return std::optional(text.substr(text.rfind('\n') + 1));  // npos + 1 == 0
}

Result<void> write_to(const UniqueFd& fd, std::string_view text, std::uint64_t size) {
  if (::write(fd.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fdatasync(fd.get()) == 0) {
    return {};
  }
  Error error = audit_file_error("write it");
  if (::ftruncate(fd.get(), static_cast<off_t>(size)) != 0) {
    error.message += ", nor undo the attempt";
  }
  return error;
}

// The whole log counted, a line that was torn ended: what a head can be signed over, whatever is in it.
Result<AuditMark> count_all(const UniqueFd& fd) {
  HOLDALL_ASSIGN(std::uint64_t size, size_of(fd));
  if (size > 0) {
    HOLDALL_ASSIGN(const std::optional<std::string> last, line_before(fd, size));
    if (!last.has_value()) {
      HOLDALL_TRY(write_to(fd, "\n", size));
      ++size;
    }
  }
  AuditLineReader reader(fd, size);
  AuditMark mark;
  while (true) {
    HOLDALL_ASSIGN(const AuditLine* line, reader.next());
    if (line == nullptr) {
      return mark;
    }
    mark = {line->number, line->end, sha256_hex(line->text)};
  }
}

Result<Footing> on_broken(const UniqueFd& fd, std::string_view what) {
  HOLDALL_ASSIGN(AuditMark mark, count_all(fd));
  const std::uint64_t size = mark.bytes;
  return Footing{std::move(mark), size, {{"broken", what}}};
}

// What stands behind the head: lines that crashes left, each saying how many there were before it, and at the very end
// one that was torn.
Result<Footing> on_lines_behind(const Held& held, const AuditMark& head, std::uint64_t size) {
  ChainChecker chain(held.key, head);
  chain.pass_head();
  AuditLineReader reader(held.fd, size, head.bytes, head.lines);
  while (true) {
    HOLDALL_ASSIGN(const AuditLine* line, reader.next());
    const LineFit fit = line == nullptr ? LineFit::kFits : chain.take(*line);
    if (fit == LineFit::kBroken || (fit == LineFit::kTorn && line->end < size)) {
      return on_broken(held.fd, "a line behind the head does not follow");
    }
    if (line == nullptr || fit == LineFit::kTorn) {
      break;
    }
  }
  Footing footing{chain.mark(), size, {}};
  if (chain.mark().lines > head.lines) {
    footing.notes.push_back({"unsigned", chain.mark().lines - head.lines});
  }
  if (chain.mark().bytes < size) {
    footing.notes.push_back({"torn", size - chain.mark().bytes});
  }
  return footing;
}

// Whether nothing was recorded here yet: what a crash in a first append leaves is a head over no lines, at most.
Result<bool> is_new(const std::string& log, const UniqueFd& fd) {
  HOLDALL_ASSIGN(const std::uint64_t size, size_of(fd));
  HOLDALL_ASSIGN(const std::optional<std::string> head, read_audit_head(log));
  return size == 0 && (!head.has_value() || is_first_audit_head(*head));
}

// The first head is there before the key is, and the key before any line: so a key without a head, and lines without
// either, were made by no crash.
Result<AuditKey> load_or_make_key(const std::string& log, const UniqueFd& fd, Timestamp at) {
  auto key = AuditKey::load(log);
  if (key.ok() || key.error().code != ErrorCode::kNotFound) {
    return key;
  }
  AuditKey made = AuditKey::draw();
  HOLDALL_ASSIGN(const bool is_first, is_new(log, fd));
  if (is_first) {
    HOLDALL_TRY(write_audit_head(log, sign_audit_head({{}, at}, made.signer())));
  }
  HOLDALL_TRY(made.save(log));
  return made;
}

Result<Footing> find_footing(const Held& held) {
  HOLDALL_ASSIGN(const std::uint64_t size, size_of(held.fd));
  HOLDALL_ASSIGN(const std::optional<std::string> text, read_audit_head(held.log));
  if (!text.has_value()) {
    return on_broken(held.fd, "the head is missing");
  }
  const PublicKey signer = held.signer.public_key();
  const auto head = open_audit_head(*text, &signer);
  if (!head.ok()) {
    return on_broken(held.fd, "the head is not one of this log");
  }
  const AuditMark& mark = head.value().mark;
  if (size < mark.bytes) {
    return on_broken(held.fd, "the log is shorter than its head says");
  }
  if (mark.lines > 0) {
    HOLDALL_ASSIGN(const std::optional<std::string> last, line_before(held.fd, mark.bytes));
    if (!last.has_value() || sha256_hex(*last) != mark.sha256) {
      return on_broken(held.fd, "the last line is not the one that the head names");
    }
  }
  return size > mark.bytes ? on_lines_behind(held, mark, size) : Result<Footing>(Footing{mark, size, {}});
}

Value line_on(const Footing& footing, Value facts, Timestamp at) {
  facts.set("at", format_timestamp(at));
  facts.set("line", footing.mark.lines + 1);
  facts.set("previous", footing.mark.sha256);
  for (const Value::Member& note : footing.notes) {
    facts.set(note.key, note.value);
  }
  return facts;
}

}  // namespace

Result<void> append_audit(const std::string& log, Value facts, Timestamp at) {
  HOLDALL_ASSIGN(UniqueFd fd, hold_audit_log(log));
  HOLDALL_ASSIGN(AuditKey key, load_or_make_key(log, fd, at));
  PrivateKey signer = key.signer();
  const Held held{log, std::move(fd), std::move(key), std::move(signer), at};
  HOLDALL_ASSIGN(const Footing footing, find_footing(held));
  const std::string line = sealed_line(line_on(footing, std::move(facts), at), held.key);
  if (line.size() > kLongestAuditLine) {
    return Error{ErrorCode::kLimit, "audit file: a line would be too long", {}};
  }
  if (footing.mark.bytes < footing.size && ::ftruncate(held.fd.get(), static_cast<off_t>(footing.mark.bytes)) != 0) {
    return audit_file_error("take away a torn line");
  }
  HOLDALL_TRY(write_to(held.fd, line + "\n", footing.mark.bytes));
  return held.sign({footing.mark.lines + 1, footing.mark.bytes + line.size() + 1, sha256_hex(line)});
}

Result<AuditAttempt> AuditAttempt::begin(std::string log, std::string_view command, std::optional<Timestamp> now) {
  SystemRandom random;
  Value facts(Value::Object{{"attempt", new_uuid_urn(random)}, {"command", command}});
  if (now.has_value()) {
    facts.set("now", format_timestamp(*now));
  }
  AuditAttempt attempt(std::move(log), facts);
  facts.set("event", "begin");
  HOLDALL_TRY(append_audit(attempt.log_, std::move(facts), SystemClock().now()));
  return attempt;
}

Result<void> AuditAttempt::end(std::string_view outcome, int exit_code) {
  Value facts = facts_;
  facts.set("event", "end");
  facts.set("outcome", outcome);
  facts.set("exit", exit_code);
  return append_audit(log_, std::move(facts), SystemClock().now());
}

}  // namespace holdall
