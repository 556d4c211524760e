#include <optional>

#include "cli/audit.h"
#include "cli/commands.h"
#include "cli/passphrase.h"
#include "holdall/core/base/io.h"
#include "holdall/core/base/text.h"
#include "holdall/core/crypto/age/keys.h"
#include "holdall/core/crypto/digest.h"
#include "holdall/core/crypto/key_file.h"
#include "holdall/core/crypto/keys.h"
#include "holdall/core/crypto/keyset.h"
#include "holdall/core/json/canonical.h"

namespace holdall::cli {
namespace {

Report key_report(const PublicKey& key) {
  return {key.jwk(), canonical(key.jwk()) + "\n"};
}

// The key as it goes into its file: under a passphrase, where one is wanted.
Result<Secret> file_text(const PrivateKey& key, const std::optional<Secret>& passphrase) {
  if (!passphrase) {
    return key.to_jwk_text();
  }
  SystemRandom random;
  HOLDALL_ASSIGN(const std::string sealed, sealed_key_text(key, *passphrase, random));
  const auto bytes = as_bytes(sealed);
  return Secret({bytes.begin(), bytes.end()});
}

Result<std::optional<Secret>> new_passphrase(const std::string& file, bool ask) {
  if (file.empty() && !ask) {
    return std::optional<Secret>();
  }
  HOLDALL_ASSIGN(Secret passphrase, ask ? ask_new_passphrase() : read_passphrase(file, Asking::kTwice));
  return std::optional(std::move(passphrase));
}

// Both halves can be written before either is there.
Result<void> write_halves(const KeyArguments& arguments, const Secret& private_half, std::string_view public_half) {
  HOLDALL_ASSIGN(const std::unique_ptr<AtomicFile> file, AtomicFile::create(arguments.file));
  HOLDALL_TRY(file->write(private_half.reveal()));
  if (private_half.reveal().back() != std::byte{'\n'}) {
    HOLDALL_TRY(file->write(as_bytes("\n")));
  }
  std::unique_ptr<AtomicFile> public_file;
  if (!arguments.public_file.empty()) {
    HOLDALL_ASSIGN(public_file, AtomicFile::create(arguments.public_file));
    HOLDALL_TRY(public_file->write(as_bytes(public_half)));
    HOLDALL_TRY(public_file->finish());
  }
  return file->finish();
}

Report new_key_report(const KeyArguments& arguments, const std::string& headline, const char* name,
                      const std::string& public_name) {
  Lines lines(headline);
  lines.line(name, public_name);
  if (!arguments.public_file.empty()) {
    lines.line("public half", arguments.public_file);
  }
  return {Value::Object{{name, public_name}}, lines.text()};
}

// The draft says everything but when it was signed. Errors: kTrustUnfit, kLimit.
Result<Keyset> read_draft(std::string_view text, Timestamp now) {
  auto draft = parse_document(text);
  if (!draft.ok()) {
    return draft.error().code == ErrorCode::kLimit
               ? std::move(draft).error()
               : Error{ErrorCode::kTrustUnfit, std::move(draft).error().message, {}};
  }
  if (draft.value().object() == nullptr || draft.value().find("issued") != nullptr) {
    return Error{ErrorCode::kTrustUnfit, "it is not an object without `issued`, which is said when it is signed", {}};
  }
  Value value = std::move(draft).value();
  value.set("issued", format_timestamp(now));
  return read_keyset(value);
}

Report keyset_report(const Keyset& keyset, const std::string& kid, const std::string& output) {
  return {Value::Object{{"issued", format_timestamp(keyset.issued)},
                        {"kid", kid},
                        {"output", path_value(output)},
                        {"seq", keyset.seq}},
          Lines("keyset in " + output)
              .line("issuer", keyset.iss)
              .line("seq", std::to_string(keyset.seq) + ", issued " + format_timestamp(keyset.issued))
              .line("keys", std::to_string(keyset.keys.size()))
              .line("signed by", kid)
              .text()};
}

Result<Report> sign_audited(const KeysetArguments& arguments, Timestamp now, AuditAttempt& audit) {
  HOLDALL_ASSIGN(const std::string text, read_document(arguments.draft));
  HOLDALL_ASSIGN(const Keyset keyset, in_file(arguments.draft, read_draft(text, now)));
  HOLDALL_ASSIGN(const PrivateKey key, load_signing_key(arguments.key));
  const std::string& kid = key.public_key().thumbprint();
  const std::string statement = sign_keyset(keyset, key);
  audit.note("iss", keyset.iss);
  audit.note("seq", keyset.seq);
  audit.note("kid", kid);
  audit.note("keyset_sha256", sha256_hex(statement));
  if (statement.size() > kLongestKeyset) {
    return Error{ErrorCode::kLimit, "the keyset would be longer than " + std::to_string(kLongestKeyset) + " bytes", {}};
  }
  HOLDALL_TRY(write_file(arguments.output, statement));
  return arguments.output == "-" ? Report() : keyset_report(keyset, kid, arguments.output);
}

}  // namespace

Result<Report> run_key_new(const KeyArguments& arguments, const Context& /*context*/) {
  if (arguments.file == arguments.public_file) {
    return Error{ErrorCode::kUsage, "the private and the public half cannot be one file", {}};
  }
  SystemRandom random;
  if (arguments.age) {
    const AgeIdentity identity = AgeIdentity::generate(random);
    const std::string recipient = identity.recipient().text();
    HOLDALL_TRY(write_halves(arguments, identity.text(), recipient + "\n"));
    return new_key_report(arguments, "new age identity in " + arguments.file, "recipient", recipient);
  }
  HOLDALL_ASSIGN(const std::optional<Secret> passphrase,
                 new_passphrase(arguments.passphrase_file, arguments.ask_passphrase));
  const PrivateKey key = PrivateKey::generate(random);
  HOLDALL_ASSIGN(const Secret text, file_text(key, passphrase));
  HOLDALL_TRY(write_halves(arguments, text, canonical(key.public_key().jwk()) + "\n"));
  return new_key_report(arguments, "new Ed25519 key in " + arguments.file + (passphrase ? ", under a passphrase" : ""),
                        "thumbprint", key.public_key().thumbprint());
}

Result<Report> run_key_passphrase(const PassphraseArguments& arguments, const Context& /*context*/) {
  if (arguments.key.file == "-" || arguments.key.file.starts_with("fd:")) {
    return Error{ErrorCode::kUsage, "only a key in a file can be put under another passphrase", {}};
  }
  HOLDALL_ASSIGN(const PrivateKey key, load_signing_key(arguments.key));
  HOLDALL_ASSIGN(const std::optional<Secret> passphrase,
                 new_passphrase(arguments.passphrase_file, !arguments.remove && arguments.passphrase_file.empty()));
  HOLDALL_ASSIGN(const Secret text, file_text(key, passphrase));
  HOLDALL_TRY(replace_file(arguments.key.file, as_text(text.reveal())));
  const std::string& thumbprint = key.public_key().thumbprint();
  return Report{Value::Object{{"encrypted", Value(passphrase.has_value())}, {"thumbprint", thumbprint}},
                Lines(arguments.key.file + (passphrase ? " is under the new passphrase" : " has no passphrase now"))
                    .line("thumbprint", thumbprint)
                    .text()};
}

// Whom receivers are to believe is authority, like whom we believe.
Result<Report> run_key_set(const KeysetArguments& arguments, const Context& context) {
  return audited(context, "key set",
                 [&](AuditAttempt& audit) { return sign_audited(arguments, context.time(), audit); });
}

Result<Report> run_key_show(const KeyArguments& arguments, const Context& /*context*/) {
  HOLDALL_ASSIGN(const PublicKey key, load_public_key(arguments.file));
  return key_report(key);
}

Result<Report> run_key_thumbprint(const KeyArguments& arguments, const Context& /*context*/) {
  HOLDALL_ASSIGN(const PublicKey key, load_public_key(arguments.file));
  return Report{Value::Object{{"thumbprint", key.thumbprint()}}, key.thumbprint() + "\n"};
}

}  // namespace holdall::cli
