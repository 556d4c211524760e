#include "holdall/exporter/decision_record.h"

#include "holdall/core/base/text.h"
#include "holdall/core/crypto/jws.h"
#include "holdall/core/json/canonical.h"
#include "holdall/exporter/notices.h"

namespace holdall {

Value decision_of(const AuthorisedRequest& request, const DataMap& map) {
  Value decision = request.ruling().to_value();
  if (std::vector<Value> notices = receipt_notices(request, map); !notices.empty()) {
    decision.set("notices", Value::Array(notices.begin(), notices.end()));
  }
  return decision;
}

std::string signed_decision(const Value& decision, const PrivateKey& key) {
  const std::string payload = canonical(decision);
  std::string jws = sign_detached_jws(key, "holdall-decision+jws", payload);
  return jws.insert(jws.find('.') + 1, base64url_encode(as_bytes(payload))) + "\n";
}

}  // namespace holdall
