// The secret of an audit: 32 random bytes beside the log, from which all that is keyed is derived.
//
// Without it nobody can tell from the log who asked, nor write a line or sign a head; with it whoever knows the
// internal key of a person can find the person's lines. Where it is lost, so is the history of persons, and the heads
// signed with it are nobody's.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "holdall/core/base/result.h"
#include "holdall/core/base/secret.h"
#include "holdall/core/crypto/keys.h"
#include "holdall/core/json/value.h"

namespace holdall {

class AuditKey {
 public:
  // From the file beside `log`. Errors: kNotFound, kIo; kPathUnsafe where others can use it; kKeyUnfit where it is
  // none.
  static Result<AuditKey> load(const std::string& log);
  // A new one, beside no log yet.
  static AuditKey draw();
  // Puts it beside `log` (base64url, 0600), whole and durable. Errors: kPathExists where there is one; kIo.
  [[nodiscard]] Result<void> save(const std::string& log) const;

  // A person as the log has one: base64url of HMAC-SHA-256 over the canonical [iss, internal key].
  [[nodiscard]] std::string person(std::string_view iss, const Value& subject) const;
  // base64url of HMAC-SHA-256 over a line, which nobody without the secret can write.
  [[nodiscard]] std::string mac(std::string_view line) const;
  // Signs heads.
  [[nodiscard]] PrivateKey signer() const;

 private:
  explicit AuditKey(Secret secret) : secret_(std::move(secret)) {}
  Secret secret_;
};

}  // namespace holdall
