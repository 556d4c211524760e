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

// What the log must pass through.
struct Heads {
  std::optional<AuditKey> key;  // unless there is no head at all
  std::optional<AuditHead> head;
  std::optional<AuditHead> kept;
};

Result<Heads> open_heads(const std::string& log, const std::optional<std::string>& head,
                         const std::optional<std::string>& kept) {
  Heads heads;
  if (!head.has_value() && !kept.has_value()) {
    return heads;
  }
  auto key = AuditKey::load(log);
  if (!key.ok()) {
    return key.error().code == ErrorCode::kNotFound ? broken("the key beside the log is missing") : key.error();
  }
  heads.key = std::move(key).value();
  const PublicKey signer = heads.key->signer().public_key();
  if (kept.has_value()) {
    auto opened = open_audit_head(*kept, signer);
    if (!opened.ok()) {
      return broken("the head that was kept is not one that the key beside the log signed");
    }
    heads.kept = std::move(opened).value();
  }
  if (head.has_value()) {
    HOLDALL_ASSIGN(heads.head, open_audit_head(*head, signer));
  }
  if (heads.kept && (!heads.head || heads.head->mark.lines < heads.kept->mark.lines)) {
    return broken("the head is older than the one that was kept");
  }
  return heads;
}

// Whether the log, checked as far as `at`, passes through `head`.
Result<void> check_passing(const std::optional<AuditHead>& head, const AuditMark& at) {
  if (head.has_value() && head->mark.lines == at.lines && !(head->mark == at)) {
    return broken_at(at.lines, "is not the one that a head names");
  }
  return {};
}

Result<AuditVerdict> conclude(const ChainChecker& chain, const Heads& heads, std::uint64_t size) {
  const AuditMark& end = chain.mark();
  if (!heads.head.has_value() && chain.is_numbered()) {
    return broken("the head is missing");
  }
  for (const auto* head : {&heads.head, &heads.kept}) {
    if (head->has_value() && (*head)->mark.lines > end.lines) {
      return broken("the log ends behind line " + std::to_string(end.lines) + ", before the head's line " +
                    std::to_string((*head)->mark.lines));
    }
  }
  AuditVerdict verdict{end, heads.head, 0, size - end.bytes, chain.older(), chain.crashes()};
  verdict.unsigned_lines = verdict.head ? end.lines - verdict.head->mark.lines : 0;
  return verdict;
}

}  // namespace

Result<AuditVerdict> verify_audit(const std::string& log, const AuditSnapshot& snapshot,
                                  const std::optional<std::string>& kept) {
  HOLDALL_ASSIGN(const Heads heads, open_heads(log, snapshot.head, kept));
  ChainChecker chain(heads.key ? &*heads.key : nullptr);
  AuditLineReader reader(snapshot.fd, snapshot.size);
  while (true) {
    HOLDALL_TRY(check_passing(heads.head, chain.mark()));
    HOLDALL_TRY(check_passing(heads.kept, chain.mark()));
    if (heads.head.has_value() && heads.head->mark.lines == chain.mark().lines) {
      chain.pass_head();
    }
    HOLDALL_ASSIGN(const AuditLine* line, reader.next());
    if (line == nullptr) {
      return conclude(chain, heads, snapshot.size);
    }
    const LineFit fit = chain.take(*line);
    const bool is_last = line->end == snapshot.size;
    const bool is_signed = heads.head.has_value() && line->number <= heads.head->mark.lines;
    if (fit == LineFit::kBroken || (fit == LineFit::kTorn && (!is_last || is_signed))) {
      return broken_at(line->number, chain.problem());
    }
    if (fit == LineFit::kTorn) {
      return conclude(chain, heads, snapshot.size);
    }
  }
}

}  // namespace holdall
