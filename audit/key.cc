#include "holdall/audit/key.h"

#include <algorithm>
#include <span>
#include <vector>

#include "holdall/audit/files.h"
#include "holdall/core/base/guarded_file.h"
#include "holdall/core/base/io.h"
#include "holdall/core/base/text.h"
#include "holdall/core/crypto/digest.h"
#include "holdall/core/json/canonical.h"

namespace holdall {
namespace {

constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kKeyFileBytes = 256;
// What is derived for one purpose is never that for another: a person's begins with a bracket.
constexpr std::string_view kSeedLabel = "holdall audit head";
constexpr std::string_view kLineLabel = "holdall audit line ";

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

// What generate() asks for, derived and not drawn.
class DerivedSeed final : public Random {
 public:
  explicit DerivedSeed(const Secret& secret) : secret_(secret) {}
  void fill(std::span<std::byte> out) override {
    Sha256Digest seed = hmac_sha256(secret_.reveal(), as_bytes(kSeedLabel));
    HOLDALL_CHECK(out.size() == seed.size());
    std::copy(seed.begin(), seed.end(), out.begin());
    wipe_bytes(seed);
  }

 private:
  const Secret& secret_;
};

}  // namespace

Result<AuditKey> AuditKey::load(const std::string& log) {
  auto text = read_guarded(audit_key_path(log), Privacy::kPrivateKey, kKeyFileBytes);
  if (!text.ok()) {
    return std::move(text).error().within("audit key");
  }
  HOLDALL_ASSIGN(Secret secret, decode_key(text.value()));
  return AuditKey(std::move(secret));
}

AuditKey AuditKey::draw() {
  std::vector<std::byte> bytes(kKeyBytes);
  SystemRandom random;
  random.fill(bytes);
  return AuditKey(Secret(std::move(bytes)));
}

Result<void> AuditKey::save(const std::string& log) const {
  std::string text = base64url_encode(secret_.reveal()) + "\n";
  auto written = write_file(audit_key_path(log), text);  // whole, 0600, and never over another
  wipe_bytes(std::as_writable_bytes(std::span(text)));
  return written.ok() ? std::move(written) : std::move(written).error().within("audit key");
}

std::string AuditKey::person(std::string_view iss, const Value& subject) const {
  const std::string who = canonical(Value::Array{iss, subject});
  return base64url_encode(hmac_sha256(secret_.reveal(), as_bytes(who)));
}

std::string AuditKey::mac(std::string_view line) const {
  return base64url_encode(hmac_sha256(secret_.reveal(), as_bytes(std::string(kLineLabel) + std::string(line))));
}

PrivateKey AuditKey::signer() const {
  DerivedSeed seed(secret_);
  return PrivateKey::generate(seed);
}

}  // namespace holdall
