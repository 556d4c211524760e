#include "holdall/exporter/decision_record.h"

#include "holdall/core/crypto/jws.h"
#include "holdall/core/json/canonical.h"
#include "holdall/exporter/notices.h"

namespace holdall {
namespace {

constexpr std::string_view kType = "holdall-decision+jws";

}  // namespace

Value decision_of(const AuthorisedRequest& request, const DataMap& map) {
  Value decision = request.ruling().to_value();
  if (std::vector<Value> notices = receipt_notices(request, map); !notices.empty()) {
    decision.set("notices", Value::Array(notices.begin(), notices.end()));
  }
  return decision;
}

std::optional<std::string> decided_at(std::string_view jws) {
  const auto parsed = parse_compact_jws(jws.substr(0, jws.find('\n')), kType);
  const auto payload = parsed.ok() && parsed.value().payload.has_value() ? parse_document(*parsed.value().payload)
                                                                         : Result<Value>(Value());
  const std::string at = payload.ok() ? payload.value().text_or("at", "") : "";
  return at.empty() ? std::nullopt : std::optional(at);
}

std::string signed_decision(const Value& decision, const PrivateKey& key) {
  return sign_compact_jws(key, kType, canonical(decision)) + "\n";
}

}  // namespace holdall
