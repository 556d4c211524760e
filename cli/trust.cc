#include "cli/audit.h"
#include "cli/commands.h"
#include "holdall/core/base/io.h"
#include "holdall/core/base/text.h"
#include "holdall/core/crypto/trust_store.h"
#include "holdall/core/json/canonical.h"

namespace holdall::cli {
namespace {

// A trust store that does not exist yet is an empty one, for `trust add` alone.
Result<TrustStore> load_or_begin(const std::string& path) {
  auto store = TrustStore::load(path);
  if (!store.ok() && store.error().code == ErrorCode::kNotFound) {
    return TrustStore();
  }
  return store;
}

Result<Report> add_audited(const TrustArguments& arguments, AuditAttempt& audit) {
  HOLDALL_ASSIGN([[maybe_unused]] const UniqueFd lock, lock_folder(arguments.file));
  HOLDALL_ASSIGN(TrustStore store, load_or_begin(arguments.file));
  HOLDALL_ASSIGN(const PublicKey key, load_public_key(arguments.key));
  if (key.thumbprint() != arguments.fingerprint) {
    return Error{ErrorCode::kTrustUnfit, "the fingerprint does not fit the key, which has " + key.thumbprint(),
                 "ask the issuer for the fingerprint by another way than the key came"};
  }
  HOLDALL_TRY(store.add(arguments.iss, arguments.name, key));
  audit.note("iss", arguments.iss);
  audit.note("kid", key.thumbprint());
  HOLDALL_TRY(replace_file(arguments.file, canonical(store.to_value()) + "\n"));
  return Report{Value::Object{{"iss", arguments.iss}, {"kid", key.thumbprint()}},
                Lines("trusted in " + arguments.file)
                    .line("issuer", arguments.name + ", " + arguments.iss)
                    .line("key", key.thumbprint())
                    .text()};
}

}  // namespace

// Whose bundles are believed is authority, like an import.
Result<Report> run_trust_add(const TrustArguments& arguments, const Context& context) {
  return audited(context, "trust add", [&](AuditAttempt& audit) { return add_audited(arguments, audit); });
}

Result<Report> run_trust_list(const TrustArguments& arguments, const Context& /*context*/) {
  HOLDALL_ASSIGN(const TrustStore store, TrustStore::load(arguments.file));
  std::string text;
  for (const TrustedIssuer& issuer : store.issuers()) {
    Lines lines(issuer.name + ", " + issuer.iss);
    for (const TrustedKey& trusted : issuer.keys) {
      lines.line("key", trusted.key.thumbprint() + (trusted.revoked ? "  revoked: " + trusted.revoked->reason : ""));
    }
    text += lines.text();
  }
  return Report{store.to_value().at("issuers"), text.empty() ? "no issuer is trusted\n" : text};
}

}  // namespace holdall::cli
