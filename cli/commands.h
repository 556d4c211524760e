// The commands of `holdall`: what each is given, and the function that does it. The library does the work; a command
// reads files, calls it, and reports. Options are declared in arguments.cc.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/report.h"
#include "cli/signing_key.h"
#include "holdall/core/base/clock.h"
#include "holdall/core/base/limits.h"
#include "holdall/core/base/result.h"
#include "holdall/core/model/timestamp.h"

namespace holdall::cli {

// What every command is given.
struct Context {
  bool json = false;              // one JSON value on standard output, errors as one object on standard error
  bool quiet = false;             // no report on success
  std::string progress = "auto";  // auto | json | none
  std::string audit;              // path of the audit file; empty: the user's state folder
  std::optional<Timestamp> now;   // instead of the system clock; recorded in the audit

  [[nodiscard]] Timestamp time() const { return now ? *now : SystemClock().now(); }
};

// Whom a file is encrypted to: recipients, from any of three places, or a passphrase.
struct EncryptionArguments {
  std::vector<std::string> recipients;
  std::vector<std::string> recipient_files;
  std::vector<std::string> issuers;  // whose recipients the trust store has
  std::string trust;
  std::string passphrase;  // where it is read from, or empty
  bool armor = false;
};
// What an encrypted file is read with; all empty: it is not encrypted.
struct DecryptionArguments {
  std::vector<std::string> identities;  // files
  std::string passphrase;               // where it is read from, or empty
  unsigned max_work_factor = Limits{}.scrypt_work_factor;
};

struct ExportArguments {
  std::string request;
  std::string map;
  std::string source;
  SigningKeySource key;
  std::string output;
  std::string decisions;  // file of what people decided, or empty
  std::string form = "zip";
  std::string compression = "fast";
  EncryptionArguments encryption;
};
struct ExplainArguments {
  std::string request;
  std::string map;
  std::string decisions;
  std::string compare;  // another profile, or empty
};
struct ProfileArguments {
  std::string name;  // or file
};
struct VerifyArguments {
  std::vector<std::string> bundles;
  std::string trust;
  std::optional<std::string> audience;
  bool require_complete = false;
  DecryptionArguments decryption;
};
struct FormArguments {  // convert, disclose, extract, present
  std::string bundle;
  std::string trust;  // empty: the signer is not looked up
  std::string form;
  std::string compression = "fast";
  std::string output;
  std::vector<std::string> sections;
  std::vector<std::string> without;
  std::vector<std::string> records;  // SECTION/ID
  bool with_ledger = false;
  DecryptionArguments decryption;
  SigningKeySource holder;  // present
  std::string audience;
  std::string nonce;
};
struct InspectArguments {
  std::string bundle;
  DecryptionArguments decryption;
};
struct CipherArguments {  // encrypt, decrypt
  std::string file;
  std::string output;
  EncryptionArguments encryption;
  DecryptionArguments decryption;
};
struct ImportArguments {
  std::string bundle;
  std::string trust;
  std::string map;
  std::string store;
  std::string subject;
  std::string audience;
  bool require_presentation = false;
  std::string nonce;
  bool accept_copy = false;
  bool allow_partial = false;
  bool dry_run = false;
  std::string output;               // where a dry run writes its plan, or empty
  std::string plan;                 // the plan to apply, or empty
  std::vector<std::string> only;    // groups
  std::vector<std::string> except;  // groups
  std::string receipt;              // where the receipt goes, or empty
  SigningKeySource key;             // that signs it
  DecryptionArguments decryption;
};
struct ReceiptArguments {
  std::string receipt;
  std::string trust;
  std::string bundle;  // or empty
  DecryptionArguments decryption;
};
struct BindArguments {
  std::string store;
  std::string map;
  std::string subject;
  std::string iss;  // of a token: empty where its first use decides
  std::string sub;
  std::string token_sha256;
  int days = 90;
};
struct KeyArguments {
  std::string file;
  std::string public_file;
  std::string passphrase_file;  // or empty
  bool age = false;             // an identity of age instead
  bool ask_passphrase = false;
};
struct PassphraseArguments {
  SigningKeySource key;
  std::string passphrase_file;  // of the new one; or empty: asked
  bool remove = false;
};
struct KeysetArguments {
  std::string draft;
  SigningKeySource key;
  std::string output;
};
struct TrustArguments {
  std::string file;
  std::string iss;
  std::string name;
  std::string key;  // file; of a revocation: thumbprint
  std::string age;  // recipient, or empty
  std::string fingerprint;
  std::string reason;
  std::string at;  // or empty: now
  std::string keyset;
};
struct MapArguments {
  std::string map;
  std::string source;
  bool coverage = false;
  bool require_coverage = false;
};
struct DraftArguments {
  std::string source;
  std::string iss;
  std::string subject;
  std::string output = "-";
  bool without_samples = false;
};
struct AuditShowArguments {
  std::string since;  // date or time, or empty
  std::string until;
  std::string command;
  std::string outcome;
  std::string request;
  bool head = false;
};
struct AuditVerifyArguments {
  std::string head;  // file of one that was kept, or empty
};
struct AuditMetricsArguments {
  int year = 0;
  std::string jurisdiction;
};
struct SchemaArguments {
  std::string name;
};

// Each returns what to print, or the error that decides the exit code.
Result<Report> run_export(const ExportArguments& arguments, const Context& context);
Result<Report> run_explain(const ExplainArguments& arguments, const Context& context);
Result<Report> run_profile_list(const ProfileArguments& arguments, const Context& context);
Result<Report> run_profile_show(const ProfileArguments& arguments, const Context& context);
Result<Report> run_profile_check(const ProfileArguments& arguments, const Context& context);
Result<Report> run_verify(const VerifyArguments& arguments, const Context& context);
Result<Report> run_convert(const FormArguments& arguments, const Context& context);
Result<Report> run_present(const FormArguments& arguments, const Context& context);
Result<Report> run_disclose(const FormArguments& arguments, const Context& context);
Result<Report> run_extract(const FormArguments& arguments, const Context& context);
Result<Report> run_inspect(const InspectArguments& arguments, const Context& context);
Result<Report> run_encrypt(const CipherArguments& arguments, const Context& context);
Result<Report> run_decrypt(const CipherArguments& arguments, const Context& context);
Result<Report> run_receipt_verify(const ReceiptArguments& arguments, const Context& context);
Result<Report> run_import(const ImportArguments& arguments, const Context& context);
Result<Report> run_bind_token(const BindArguments& arguments, const Context& context);
Result<Report> run_bind_id(const BindArguments& arguments, const Context& context);
Result<Report> run_bind_list(const BindArguments& arguments, const Context& context);
Result<Report> run_bind_remove(const BindArguments& arguments, const Context& context);
Result<Report> run_key_new(const KeyArguments& arguments, const Context& context);
Result<Report> run_key_show(const KeyArguments& arguments, const Context& context);
Result<Report> run_key_thumbprint(const KeyArguments& arguments, const Context& context);
Result<Report> run_key_passphrase(const PassphraseArguments& arguments, const Context& context);
Result<Report> run_key_set(const KeysetArguments& arguments, const Context& context);
Result<Report> run_trust_add(const TrustArguments& arguments, const Context& context);
Result<Report> run_trust_revoke(const TrustArguments& arguments, const Context& context);
Result<Report> run_trust_rotate(const TrustArguments& arguments, const Context& context);
Result<Report> run_trust_list(const TrustArguments& arguments, const Context& context);
Result<Report> run_map_check(const MapArguments& arguments, const Context& context);
Result<Report> run_map_draft(const DraftArguments& arguments, const Context& context);
Result<Report> run_audit_show(const AuditShowArguments& arguments, const Context& context);
Result<Report> run_audit_verify(const AuditVerifyArguments& arguments, const Context& context);
Result<Report> run_audit_metrics(const AuditMetricsArguments& arguments, const Context& context);
Result<Report> run_schema_list(const SchemaArguments& arguments, const Context& context);
Result<Report> run_schema_show(const SchemaArguments& arguments, const Context& context);

}  // namespace holdall::cli
