#include "holdall/audit/head.h"

#include "holdall/core/crypto/jws.h"
#include "holdall/core/json/canonical.h"

namespace holdall {
namespace {

Value payload_of(const AuditHead& head) {
  return Value::Object{{"at", format_timestamp(head.at)},
                       {"bytes", head.mark.bytes},
                       {"lines", head.mark.lines},
                       {"sha256", head.mark.sha256}};
}

Error not_ours() {
  return {ErrorCode::kAuditBroken, "the head of the audit is not one that the key beside the log signed", {}};
}

std::uint64_t count_in(const Value& payload, std::string_view member) {
  const Value* value = payload.find(member);
  const std::int64_t* count = value == nullptr ? nullptr : value->integer();
  return count == nullptr || *count < 0 ? 0 : static_cast<std::uint64_t>(*count);
}

}  // namespace

std::string sign_audit_head(const AuditHead& head, const PrivateKey& key) {
  return sign_compact_jws(key, kAuditHeadType, canonical(payload_of(head))) + "\n";
}

Result<AuditHead> open_audit_head(std::string_view text, const PublicKey* key) {
  if (!text.ends_with('\n')) {
    return not_ours();
  }
  const auto jws = parse_compact_jws(text.substr(0, text.size() - 1), kAuditHeadType);
  if (!jws.ok() || !jws.value().payload.has_value()) {
    return not_ours();
  }
  const DetachedJws signature{jws.value().kid, jws.value().header, jws.value().signature};
  if (key != nullptr && !verify_detached_jws(signature, *key, *jws.value().payload).ok()) {
    return not_ours();
  }
  const auto payload = parse_canonical(*jws.value().payload);
  if (!payload.ok() || payload.value().object() == nullptr) {
    return not_ours();
  }
  const Value& facts = payload.value();
  const auto at = parse_timestamp(facts.text_or("at", ""));
  AuditHead head{{count_in(facts, "lines"), count_in(facts, "bytes"), facts.text_or("sha256", "")},
                 at.value_or(Timestamp())};
  if (canonical(payload_of(head)) != *jws.value().payload) {  // a member is missing, odd, or one too many
    return not_ours();
  }
  return head;
}

bool is_first_audit_head(std::string_view text) {
  const auto head = open_audit_head(text, nullptr);
  return head.ok() && head.value().mark == AuditMark();
}

}  // namespace holdall
