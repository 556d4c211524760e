#include "holdall/exporter/decision_record.h"

#include "holdall/core/base/text.h"
#include "holdall/core/crypto/jws.h"
#include "holdall/core/json/canonical.h"

namespace holdall {

std::string signed_decision(const Ruling& ruling, const PrivateKey& key) {
  const std::string payload = canonical(ruling.to_value());
  std::string jws = sign_detached_jws(key, "holdall-decision+jws", payload);
  return jws.insert(jws.find('.') + 1, base64url_encode(as_bytes(payload))) + "\n";
}

}  // namespace holdall
