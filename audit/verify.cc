#include "holdall/audit/verify.h"

#include <string_view>

#include "holdall/audit/chain.h"
#include "holdall/audit/key.h"

namespace holdall {
namespace {

Error broken(std::string_view problem) {
  return {ErrorCode::kAuditBroken, "audit: " + std::string(problem), "docs/audit.md tells what may have happened"};
}

Error broken_at(std::uint64_t line, std::string_view problem) {
  return broken("line " + std::to_string(line) + " " + std::string(problem));
}

// What the log must pass through, and whose MACs count.
struct Heads {
  AuditKey key;
  AuditHead head;
  std::optional<AuditHead> kept;
};

// Neither lines nor a key, and at most the head that a first append was killed behind.
bool is_new(const AuditSnapshot& snapshot) {
  return !snapshot.has_key && snapshot.size == 0 && (!snapshot.head || is_first_audit_head(*snapshot.head));
}

Result<Heads> open_heads(const std::string& log, const AuditSnapshot& snapshot,
                         const std::optional<std::string>& kept) {
  if (!snapshot.head.has_value()) {
    return broken("the head is missing");
  }
  auto key = AuditKey::load(log);
  if (!key.ok()) {
    return key.error().code == ErrorCode::kNotFound ? broken("the key beside the log is missing") : key.error();
  }
  const PublicKey signer = key.value().signer().public_key();
  std::optional<AuditHead> kept_head;
  if (kept.has_value()) {
    auto opened = open_audit_head(*kept, &signer);
    if (!opened.ok()) {
      return broken("the head that was kept is not one that the key beside the log signed");
    }
    kept_head = std::move(opened).value();
  }
  HOLDALL_ASSIGN(AuditHead head, open_audit_head(*snapshot.head, &signer));
  if (kept_head && head.mark.lines < kept_head->mark.lines) {
    return broken("the head is older than the one that was kept");
  }
  return Heads{std::move(key).value(), std::move(head), std::move(kept_head)};
}

// Whether the log, checked as far as `at`, passes through `head`.
Result<void> check_passing(const AuditHead& head, const AuditMark& at) {
  if (head.mark.lines == at.lines && !(head.mark == at)) {
    return broken_at(at.lines, "is not the one that a head names");
  }
  return {};
}

Result<AuditVerdict> conclude(const ChainChecker& chain, const Heads& heads, std::uint64_t size) {
  const AuditMark& end = chain.mark();
  const std::uint64_t lines = heads.head.mark.lines;  // no fewer than the kept one's
  if (lines > end.lines) {
    return broken("the log ends behind line " + std::to_string(end.lines) + ", before the head's line " +
                  std::to_string(lines));
  }
  return AuditVerdict{end, heads.head, end.lines - lines, size - end.bytes, chain.crashes()};
}

}  // namespace

Result<AuditVerdict> verify_audit(const std::string& log, const AuditSnapshot& snapshot,
                                  const std::optional<std::string>& kept) {
  if (is_new(snapshot) && !kept.has_value()) {
    return Error{ErrorCode::kNotFound, "audit: nothing is recorded yet", {}};
  }
  HOLDALL_ASSIGN(const Heads heads, open_heads(log, snapshot, kept));
  ChainChecker chain(heads.key);
  AuditLineReader reader(snapshot.fd, snapshot.size);
  while (true) {
    HOLDALL_TRY(check_passing(heads.head, chain.mark()));
    if (heads.kept.has_value()) {
      HOLDALL_TRY(check_passing(*heads.kept, chain.mark()));
    }
    if (heads.head.mark.lines == chain.mark().lines) {
      chain.pass_head();
    }
    HOLDALL_ASSIGN(const AuditLine* line, reader.next());
    if (line == nullptr) {
      return conclude(chain, heads, snapshot.size);
    }
    const LineFit fit = chain.take(*line);
    const bool is_last = line->end == snapshot.size;
    const bool is_signed = line->number <= heads.head.mark.lines;
    if (fit == LineFit::kBroken || (fit == LineFit::kTorn && (!is_last || is_signed))) {
      return broken_at(line->number, chain.problem());
    }
    if (fit == LineFit::kTorn) {
      return conclude(chain, heads, snapshot.size);
    }
  }
}

}  // namespace holdall
