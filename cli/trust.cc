#include "cli/audit.h"
#include "cli/commands.h"
#include "holdall/core/base/io.h"
#include "holdall/core/base/text.h"
#include "holdall/core/crypto/age/keys.h"
#include "holdall/core/crypto/digest.h"
#include "holdall/core/crypto/key_file.h"
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

// "THUMBPRINT  from … until …  revoked: superseded at …"
std::string key_line(const TrustedKey& trusted) {
  std::string text = trusted.key.thumbprint();
  text += trusted.not_before ? "  from " + format_timestamp(*trusted.not_before) : "";
  text += trusted.expires ? "  until " + format_timestamp(*trusted.expires) : "";
  text +=
      trusted.revoked ? "  revoked: " + trusted.revoked->reason + " at " + format_timestamp(trusted.revoked->at) : "";
  return text;
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
  if (!arguments.age.empty()) {
    HOLDALL_ASSIGN(const AgeRecipient recipient, AgeRecipient::parse(arguments.age));
    HOLDALL_TRY(store.set_recipient(arguments.iss, recipient));
  }
  audit.note("iss", arguments.iss);
  audit.note("kid", key.thumbprint());
  HOLDALL_TRY(replace_file(arguments.file, canonical(store.to_value()) + "\n"));
  return Report{Value::Object{{"iss", arguments.iss}, {"kid", key.thumbprint()}},
                Lines("trusted in " + arguments.file)
                    .line("issuer", arguments.name + ", " + arguments.iss)
                    .line("key", key.thumbprint())
                    .text()};
}

Result<Report> revoke_audited(const TrustArguments& arguments, const Context& context, AuditAttempt& audit) {
  const auto at = arguments.at.empty() ? std::optional(context.time()) : parse_timestamp(arguments.at);
  if (!at) {
    return Error{ErrorCode::kUsage, "--at is not an RFC 3339 time in UTC, like 2026-11-23T12:00:00Z", {}};
  }
  HOLDALL_ASSIGN([[maybe_unused]] const UniqueFd lock, lock_folder(arguments.file));
  HOLDALL_ASSIGN(TrustStore store, TrustStore::load(arguments.file));
  HOLDALL_TRY(store.revoke(arguments.key, {*at, arguments.reason}));
  const TrustStore::Match match = *store.find(arguments.key);
  audit.note("iss", match.issuer->iss);
  audit.note("kid", arguments.key);
  audit.note("reason", arguments.reason);
  audit.note("revoked_at", format_timestamp(*at));
  HOLDALL_TRY(replace_file(arguments.file, canonical(store.to_value()) + "\n"));
  return Report{Value::Object{{"iss", match.issuer->iss}, {"key", trusted_key_value(*match.key)}},
                Lines("revoked in " + arguments.file)
                    .line("issuer", match.issuer->name + ", " + match.issuer->iss)
                    .line("key", key_line(*match.key))
                    .text()};
}

Value::Array thumbprints(const std::vector<std::string>& kids) {
  return {kids.begin(), kids.end()};
}

Result<Report> rotate_audited(const TrustArguments& arguments, const Context& context, AuditAttempt& audit) {
  HOLDALL_ASSIGN(const std::string text, read_document(arguments.keyset, kLongestKeyset));
  audit.note("keyset_sha256", sha256_hex(text));
  HOLDALL_ASSIGN([[maybe_unused]] const UniqueFd lock, lock_folder(arguments.file));
  HOLDALL_ASSIGN(TrustStore store, TrustStore::load(arguments.file));
  HOLDALL_ASSIGN(const VerifiedKeyset verified, in_file(arguments.keyset, open_keyset(text, store, context.time())));
  const Keyset& keyset = verified.keyset();
  audit.note("iss", keyset.iss);
  audit.note("kid", verified.signer());
  audit.note("seq", keyset.seq);
  HOLDALL_ASSIGN(const Rotation rotation, in_file(arguments.keyset, store.rotate(verified)));
  HOLDALL_TRY(replace_file(arguments.file, canonical(store.to_value()) + "\n"));
  Lines lines("rotated in " + arguments.file);
  lines.line("issuer", keyset.iss).line("seq", std::to_string(keyset.seq)).line("signed by", verified.signer());
  for (const std::string& kid : rotation.added) {
    lines.line("new key", key_line(*store.find(kid)->key));
  }
  for (const std::string& kid : rotation.revoked) {
    lines.line("revoked", key_line(*store.find(kid)->key));
  }
  return Report{Value::Object{{"added", thumbprints(rotation.added)},
                              {"iss", keyset.iss},
                              {"kid", verified.signer()},
                              {"revoked", thumbprints(rotation.revoked)},
                              {"seq", keyset.seq}},
                lines.text()};
}

}  // namespace

// Whose bundles are believed is authority, like an import.
Result<Report> run_trust_add(const TrustArguments& arguments, const Context& context) {
  return audited(context, "trust add", [&](AuditAttempt& audit) { return add_audited(arguments, audit); });
}

Result<Report> run_trust_revoke(const TrustArguments& arguments, const Context& context) {
  return audited(context, "trust revoke",
                 [&](AuditAttempt& audit) { return revoke_audited(arguments, context, audit); });
}

Result<Report> run_trust_rotate(const TrustArguments& arguments, const Context& context) {
  return audited(context, "trust rotate",
                 [&](AuditAttempt& audit) { return rotate_audited(arguments, context, audit); });
}

Result<Report> run_trust_list(const TrustArguments& arguments, const Context& /*context*/) {
  HOLDALL_ASSIGN(const TrustStore store, TrustStore::load(arguments.file));
  std::string text;
  for (const TrustedIssuer& issuer : store.issuers()) {
    Lines lines(issuer.name + ", " + issuer.iss);
    for (const TrustedKey& trusted : issuer.keys) {
      lines.line("key", key_line(trusted));
    }
    text += lines.text();
  }
  return Report{store.to_value().at("issuers"), text.empty() ? "no issuer is trusted\n" : text};
}

}  // namespace holdall::cli
