#include "cli/arguments.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/reference.h"
#include "holdall/core/base/text.h"

namespace holdall::cli {
namespace {

constexpr const char* kAbout =
    "Holdall: hand a person, or another controller, what you hold about them, signed; import it, verified.\n"
    "Exit codes, error tokens and all options: docs/cli.md.";

constexpr const char* kExample =
    "Example:\n"
    "  holdall key new -o issuer.jwk --public issuer.pub.jwk\n"
    "  holdall export --request request.json --map map.json --source sqlite:accounts.db --key issuer.jwk "
    "-o archive.holdall.zip\n"
    "  holdall trust add trust.json --iss https://shop.example --name Shop --key issuer.pub.jwk --fingerprint "
    "THUMBPRINT\n"
    "  holdall verify archive.holdall.zip --trust trust.json";

// The options of one command line in the making. A later option overrides an earlier one.
class Parser {
 public:
  explicit Parser(Invocation& invocation) : invocation_(invocation), app_(kAbout, "holdall") {
    app_.require_subcommand(1);
    app_.footer(kExample);
    app_.set_help_all_flag("--help-all", "Help for every command");
    app_.set_version_flag("--version", HOLDALL_VERSION);
    app_.add_flag("--help-markdown", markdown_, "Print the reference of docs/cli.md")->group("");
    app_.fallthrough();
    add_common();
    add_export();
    add_explain();
    add_verify();
    add_inspect();
    add_forms();
    add_ciphers();
    add_import();
    add_receipt();
    add_bind();
    add_key();
    add_trust();
    add_map();
    add_profile();
    add_audit();
    add_schema();
  }

  int parse(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
      if (std::string_view(argv[i]) == "--json") {  // NOLINT: also for errors before parsing ends
        invocation_.context.json = true;
      }
    }
    if (argc == 2 && std::string_view(argv[1]) == "--help-markdown") {  // NOLINT
      std::fputs(reference(app_).c_str(), stdout);
      return 0;
    }
    try {
      app_.parse(argc, argv);
    } catch (const CLI::Success& asked) {  // help, version
      return app_.exit(asked);
    } catch (const CLI::ParseError& wrong) {
      const auto used = app_.get_subcommands();
      print_error({ErrorCode::kUsage, first_line(wrong.what()),
                   "holdall " + (used.empty() ? "" : used[0]->get_name() + " ") + "--help"},
                  invocation_.context.json);
      invocation_.run = nullptr;
      return error_info(ErrorCode::kUsage).exit_code;
    }
    return 0;
  }

 private:
  static std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

  template <typename T>
  static CLI::Option* option(CLI::App* command, const char* names, T& value, const char* help, const char* shape) {
    return command->add_option(names, value, help)->type_name(shape)->take_last();
  }
  template <typename T>
  static CLI::Option* needed(CLI::App* command, const char* names, T& value, const char* help, const char* shape) {
    return option(command, names, value, help, shape)->required();
  }
  static CLI::Option* flag(CLI::App* command, const char* names, bool& value, const char* help) {
    return command->add_flag(names, value, help);
  }

  template <typename Arguments, typename Run>
  void on(CLI::App* command, const std::shared_ptr<Arguments>& arguments, Run run) {
    command->callback([this, arguments, run] {
      invocation_.run = [arguments, run](const Context& context) { return run(*arguments, context); };
    });
  }

  CLI::App* with_now(CLI::App* command) {
    option(command, "--now", now_, "Take this as the present time (an export or import records it in the audit)",
           "RFC3339");
    command->parse_complete_callback([this] { read_now(); });
    return command;
  }
  void read_now() {
    if (now_.empty()) {
      return;
    }
    invocation_.context.now = parse_timestamp(now_);
    if (!invocation_.context.now) {
      throw CLI::ValidationError("--now", "not an RFC 3339 time in UTC, like 2026-11-23T12:00:00Z");
    }
  }

  void add_common() {
    Context& context = invocation_.context;
    flag(&app_, "--json", context.json, "One JSON value on standard output; errors as one object on standard error");
    flag(&app_, "-q,--quiet", context.quiet, "No report on success");
    option(&app_, "--progress", context.progress, "Progress of long work on standard error", "auto|json|none")
        ->check(CLI::IsMember({"auto", "json", "none"}));
    option(&app_, "--audit", context.audit,
           "File that records each export, import, binding, keyset and change of trust (default: in the user's state "
           "folder)",
           "FILE");
  }

  void add_export() {
    auto a = std::make_shared<ExportArguments>();
    CLI::App* c = with_now(app_.add_subcommand("export", "Write one person's data as a signed bundle"));
    needed(c, "--request", a->request, "Rights-request record", "R.json");
    needed(c, "--map", a->map, "Data map: which column is what (docs/data-map.md)", "MAP.json");
    needed(c, "--source", a->source, "Database to read, never written", "sqlite:PATH");
    signing_key(c, a->key, "Private key that signs")->required();
    needed(c, "-o,--output", a->output, "Bundle to write; never overwritten; - is standard output", "OUT");
    decisions(c, a->decisions);
    form(c, a->form, "Form of the bundle (default: zip)");
    compression(c, a->compression);
    encryption(c, a->encryption);
    on(c, a, run_export);
  }

  static CLI::Option* signing_key(CLI::App* command, SigningKeySource& value, const char* help) {
    CLI::Option* const key = option(command, "--key", value.file, help, "K.jwk|fd:N");
    option(command, "--key-passphrase-file", value.passphrase_file,
           "The key's passphrase, one line (default: asked at the terminal)", "FILE|fd:N")
        ->needs(key);
    return key;
  }

  // Whom to encrypt to; `also`: another beginning of the three options' names than --encrypt-.
  static void encryption(CLI::App* command, EncryptionArguments& value, const std::string& also = {}) {
    const auto several = [&](const std::string& name, std::vector<std::string>& values, const char* help,
                             const char* shape) {
      command->add_option((also.empty() ? "" : also + name + ",") + "--encrypt-" + name, values, help)
          ->type_name(shape)
          ->allow_extra_args(false);
    };
    several("to", value.recipients, "Encrypt with age to this recipient; may be given again", "age1…");
    several("to-file", value.recipient_files, "Encrypt to the recipients in a file, one a line", "FILE");
    several("to-issuer", value.issuers, "Encrypt to this controller, whose recipient --trust has", "URI");
    option(command, "--trust", value.trust, "Trust store with recipients of controllers", "T.json");
    passphrase(command, value.passphrase, "Encrypt under a passphrase, asked twice at the terminal");
    flag(command, "--armor", value.armor, "Write the encrypted file as text");
  }
  static void decryption(CLI::App* command, DecryptionArguments& value) {
    command->add_option("--identity", value.identities, "Decrypt with the age identities in a file; may be given again")
        ->type_name("FILE")
        ->allow_extra_args(false);
    passphrase(command, value.passphrase, "Decrypt with a passphrase");
    option(command, "--max-work-factor", value.max_work_factor,
           "Highest scrypt work factor that a passphrase may ask for (default: 18)", "N")
        ->check(CLI::Range(1, 20));
  }
  static void passphrase(CLI::App* command, std::string& value, const char* help) {
    option(command, "--passphrase-file", value, help, "FILE|fd:N|tty");
  }

  void add_ciphers() {
    auto a = std::make_shared<CipherArguments>();
    CLI::App* c = app_.add_subcommand("encrypt", "Encrypt a file with age (docs/encryption.md)");
    c->add_option("file", a->file, "File; - is standard input")->type_name("FILE")->required();
    needed(c, "-o,--output", a->output, "File to write; never overwritten; - is standard output", "OUT.age");
    encryption(c, a->encryption, "--");
    on(c, a, run_encrypt);
    a = std::make_shared<CipherArguments>();
    c = app_.add_subcommand("decrypt", "Decrypt a file of age, whole or not at all");
    c->add_option("file", a->file, "Encrypted file; - is standard input")->type_name("FILE.age")->required();
    needed(c, "-o,--output", a->output, "File to write; never overwritten; - is standard output", "OUT");
    decryption(c, a->decryption);
    on(c, a, run_decrypt);
  }

  static void decisions(CLI::App* command, std::string& value) {
    option(command, "--decisions", value, "What people decided where the right asks for it (docs/rights.md)", "D.json");
  }

  void add_explain() {
    auto a = std::make_shared<ExplainArguments>();
    CLI::App* c = with_now(app_.add_subcommand("explain", "Tell item by item what a request would get, and why"));
    needed(c, "--request", a->request, "Rights-request record", "R.json");
    needed(c, "--map", a->map, "Data map (docs/data-map.md); no data is read", "MAP.json");
    decisions(c, a->decisions);
    option(c, "--compare", a->compare, "Tell what another right would give beside it", "PROFILE");
    on(c, a, run_explain);
  }

  void add_profile() {
    CLI::App* profile = app_.add_subcommand("profile", "Rights profiles: the law as data");
    profile->require_subcommand(1);
    auto a = std::make_shared<ProfileArguments>();
    on(profile->add_subcommand("list", "Show the rights that this version knows"), a, run_profile_list);
    CLI::App* c = profile->add_subcommand("show", "Print a profile with all that it inherits");
    c->add_option("profile", a->name, "Id of a profile")->type_name("ID")->required();
    on(c, a, run_profile_show);
    c = profile->add_subcommand("check", "Check a profile or overlay: shape, rules that nothing reaches, the core");
    c->add_option("file", a->name, "Profile or overlay")->type_name("FILE")->required();
    on(c, a, run_profile_check);
  }

  static CLI::Option* form(CLI::App* command, std::string& value, const char* help) {
    return option(command, "--form", value, help, "zip|json|xml")->check(CLI::IsMember({"zip", "json", "xml"}));
  }
  static void compression(CLI::App* command, std::string& value) {
    option(command, "--compression", value, "How entries of a ZIP are compressed (default: fast)", "fast|small|store")
        ->check(CLI::IsMember({"fast", "small", "store"}));
  }

  CLI::App* form_command(const char* name, const char* about, const std::shared_ptr<FormArguments>& a) {
    CLI::App* c = with_now(app_.add_subcommand(name, about));
    c->add_option("bundle", a->bundle, "Bundle; - is standard input")->type_name("BUNDLE")->required();
    option(c, "--trust", a->trust, "Trust store: refuse a bundle of an issuer that is not in it", "T.json");
    decryption(c, a->decryption);
    return c;
  }

  void add_forms() {
    auto a = std::make_shared<FormArguments>();
    CLI::App* c = form_command("convert", "Write a bundle in another form under the same signature", a);
    form(c, a->form, "Form to write")->required();
    compression(c, a->compression);
    needed(c, "-o,--output", a->output, "Bundle to write; never overwritten; - is standard output", "OUT");
    on(c, a, run_convert);

    a = std::make_shared<FormArguments>();
    c = form_command("disclose", "Write a bundle of some sections or records alone, under the original signature", a);
    auto* only = c->add_option("--section", a->sections, "Sections to keep")->type_name("A,B")->delimiter(',');
    auto* without = c->add_option("--without", a->without, "Sections to withhold")->type_name("A,B")->delimiter(',');
    only->excludes(without);
    c->add_option("--record", a->records, "Single records to keep, of sections that were issued for that")
        ->type_name("SECTION/ID");
    flag(c, "--with-ledger", a->with_ledger, "Keep the ledger too, which names what is withheld and counts it");
    form(c, a->form, "Form to write (default: that of BUNDLE)");
    compression(c, a->compression);
    needed(c, "-o,--output", a->output, "Bundle to write; never overwritten; - is standard output", "OUT");
    on(c, a, run_disclose);

    a = std::make_shared<FormArguments>();
    c = form_command("present", "Write a bundle with its holder's proof that they present it (docs/handing-on.md)", a);
    signing_key(c, a->holder, "The holder's private key, whose public half the bundle names")->required();
    needed(c, "--audience", a->audience, "The controller that asked for it", "URI");
    needed(c, "--nonce", a->nonce, "What that controller chose for this one question", "N");
    form(c, a->form, "Form to write (default: that of BUNDLE)");
    compression(c, a->compression);
    needed(c, "-o,--output", a->output, "Bundle to write; never overwritten; - is standard output", "OUT");
    on(c, a, run_present);

    a = std::make_shared<FormArguments>();
    c = form_command("extract", "Write sections and attachments as files of their own", a);
    needed(c, "-o,--output", a->output, "Folder to make", "DIR");
    on(c, a, run_extract);
  }

  void add_verify() {
    auto a = std::make_shared<VerifyArguments>();
    CLI::App* c = with_now(app_.add_subcommand("verify", "Tell whether bundles are what a trusted issuer signed"));
    c->add_option("bundle", a->bundles, "Bundles, - is standard input; or records of decisions")
        ->type_name("BUNDLE...")
        ->required();
    needed(c, "--trust", a->trust, "Trust store: whose keys count", "T.json");
    option(c, "--audience", a->audience, "Refuse a transfer that is not for this controller", "URI");
    flag(c, "--require-complete", a->require_complete, "Refuse a bundle with withheld sections");
    decryption(c, a->decryption);
    on(c, a, run_verify);
  }

  void add_inspect() {
    auto a = std::make_shared<InspectArguments>();
    CLI::App* c = app_.add_subcommand("inspect", "Show what a bundle says about itself, unverified");
    c->add_option("bundle", a->bundle, "Bundle; - is standard input")->type_name("BUNDLE")->required();
    decryption(c, a->decryption);
    on(c, a, run_inspect);
  }

  void add_import() {
    auto a = std::make_shared<ImportArguments>();
    CLI::App* c = with_now(app_.add_subcommand("import", "Verify a bundle and store it in one transaction"));
    c->add_option("bundle", a->bundle, "Bundle; - is standard input")->type_name("BUNDLE")->required();
    needed(c, "--trust", a->trust, "Trust store: whose keys count", "T.json");
    needed(c, "--map", a->map, "Import map: what is stored, and where (docs/import-map.md)", "IMPORT.json");
    needed(c, "--store", a->store, "Database to write (docs/stores.md)", "sqlite:PATH|postgresql:…");
    needed(c, "--subject", a->subject, "The local person whom the bundle is about", "LOCAL_ID");
    needed(c, "--audience", a->audience, "Who we are; a transfer for anyone else is refused", "URI");
    auto* nonce = option(c, "--nonce", a->nonce, "What we chose when we asked the person for the bundle", "N");
    nonce->needs(flag(c, "--require-presentation", a->require_presentation,
                      "Refuse a bundle that its holder has not presented to us under --nonce")
                     ->needs(nonce));
    flag(c, "--accept-copy", a->accept_copy, "Accept a person's copy, which names no audience");
    flag(c, "--allow-partial", a->allow_partial, "Accept a bundle with withheld sections");
    flag(c, "--dry-run", a->dry_run, "Tell what would be stored, as a plan; write nothing");
    option(c, "-o,--output", a->output, "Where a dry run writes its plan; never overwritten", "PLAN.json");
    option(c, "--plan", a->plan, "Do what this plan says, or nothing", "PLAN.json");
    groups(c, "--only", a->only, "Store only these groups: SECTION or SECTION:TABLE");
    groups(c, "--except", a->except, "Store all groups but these");
    option(c, "--receipt", a->receipt, "Write a signed receipt; never overwritten", "R.jws");
    signing_key(c, a->key, "Private key that signs the receipt");
    decryption(c, a->decryption);
    on(c, a, run_import);
  }

  static void groups(CLI::App* command, const char* name, std::vector<std::string>& value, const char* help) {
    command->add_option(name, value, help)->type_name("A,B")->delimiter(',');
  }

  void add_receipt() {
    CLI::App* receipt = app_.add_subcommand("receipt", "What importing controllers say they did");
    receipt->require_subcommand(1);
    auto a = std::make_shared<ReceiptArguments>();
    CLI::App* c = with_now(receipt->add_subcommand("verify", "Tell who signed a receipt, and whether it adds up"));
    c->add_option("receipt", a->receipt, "Receipt")->type_name("R.jws")->required();
    needed(c, "--trust", a->trust, "Trust store: whose keys count", "T.json");
    option(c, "--bundle", a->bundle, "The bundle that was presented: the receipt must account for it", "BUNDLE");
    decryption(c, a->decryption);
    on(c, a, run_receipt_verify);
  }

  CLI::App* bind_command(CLI::App* bind, const char* name, const char* about, const std::shared_ptr<BindArguments>& a) {
    CLI::App* c = with_now(bind->add_subcommand(name, about));
    needed(c, "--store", a->store, "The receiver's database", "sqlite:PATH|postgresql:…");
    return c;
  }
  static void local_subject(CLI::App* command, const std::shared_ptr<BindArguments>& a) {
    needed(command, "--map", a->map, "Import map, which says what table and key our people have", "IMPORT.json");
    needed(command, "--subject", a->subject, "The local person, who must exist", "LOCAL_ID");
  }

  void add_bind() {
    CLI::App* bind = app_.add_subcommand("bind", "Whose bundles go to whom, said before an import (docs/import.md)");
    bind->require_subcommand(1);
    auto a = std::make_shared<BindArguments>();
    CLI::App* c = bind_command(bind, "token", "Make a token for a person to bring with a request elsewhere", a);
    local_subject(c, a);
    option(c, "--iss", a->iss, "Only for bundles of this issuer (default: the first to use it)", "URI");
    option(c, "--valid", a->days, "Days until the first use (default: 90)", "DAYS")->check(CLI::Range(1, 366));
    on(c, a, run_bind_token);

    a = std::make_shared<BindArguments>();
    c = bind_command(bind, "id", "Bind the id that a sign-in at the issuer gave; never an e-mail address", a);
    local_subject(c, a);
    needed(c, "--iss", a->iss, "The issuer's id", "URI");
    needed(c, "--sub", a->sub, "The person's pairwise id at the issuer, exactly", "PAIRWISE");
    on(c, a, run_bind_id);

    a = std::make_shared<BindArguments>();
    on(bind_command(bind, "list", "Show who is bound; tokens by their digests", a), a, run_bind_list);

    a = std::make_shared<BindArguments>();
    c = bind_command(bind, "remove", "Take a binding or a token back; what was imported stays", a);
    option(c, "--token", a->token_sha256, "The token's digest", "TOKEN_SHA256");
    option(c, "--iss", a->iss, "The issuer's id", "URI");
    option(c, "--sub", a->sub, "The person's pairwise id at the issuer", "PAIRWISE");
    on(c, a, run_bind_remove);
  }

  void add_key() {
    CLI::App* key = app_.add_subcommand("key", "Ed25519 keys as JWK");
    key->require_subcommand(1);
    auto a = std::make_shared<KeyArguments>();
    CLI::App* c = key->add_subcommand("new", "Make a private key");
    needed(c, "-o,--output", a->file, "Private key to write, 0600", "K.jwk");
    option(c, "--public", a->public_file, "Public half to write", "P.jwk");
    auto* file =
        option(c, "--passphrase-file", a->passphrase_file, "Encrypt the key under the one line in it", "FILE|fd:N");
    auto* ask = c->add_flag("--ask-passphrase", a->ask_passphrase,
                            "Encrypt the key under a passphrase, asked twice at the terminal")
                    ->excludes(file);
    flag(c, "--age", a->age, "Make an age identity instead, which decrypts, and its recipient (docs/encryption.md)")
        ->excludes(file)
        ->excludes(ask);
    on(c, a, run_key_new);
    add_key_passphrase(key);
    add_key_set(key);
    c = key->add_subcommand("show", "Print the public half of a key");
    c->add_option("key", a->file, "Private or public key")->type_name("K.jwk")->required();
    on(c, a, run_key_show);
    c = key->add_subcommand("thumbprint", "Print a key's RFC 7638 thumbprint");
    c->add_option("key", a->file, "Private or public key")->type_name("K.jwk")->required();
    on(c, a, run_key_thumbprint);
  }

  void add_key_passphrase(CLI::App* key) {
    auto a = std::make_shared<PassphraseArguments>();
    CLI::App* c = key->add_subcommand("passphrase", "Put a private key under a passphrase, change it, or remove it");
    c->add_option("key", a->key.file, "Private key, whose file is replaced")->type_name("K.jwk")->required();
    option(c, "--passphrase-file", a->key.passphrase_file,
           "The present passphrase, one line (default: asked at the terminal, if there is one)", "FILE|fd:N");
    auto* file = option(c, "--new-passphrase-file", a->passphrase_file,
                        "The new passphrase, one line (default: asked twice at the terminal)", "FILE|fd:N");
    c->add_flag("--remove", a->remove, "Leave the key without a passphrase")->excludes(file);
    on(c, a, run_key_passphrase);
  }

  void add_key_set(CLI::App* key) {
    auto a = std::make_shared<KeysetArguments>();
    CLI::App* c = with_now(key->add_subcommand("set", "Sign a keyset: all our keys, for those who trust one of them"));
    c->add_option("keys", a->draft, "What to say: iss, seq and keys (docs/keys.md)")
        ->type_name("KEYS.json")
        ->required();
    signing_key(c, a->key, "Private key that signs: one that receivers trust already")->required();
    needed(c, "-o,--output", a->output, "Keyset to write; never overwritten; - is standard output", "SET.jws");
    on(c, a, run_key_set);
  }

  CLI::App* trust_change(CLI::App* trust, const char* name, const char* about,
                         const std::shared_ptr<TrustArguments>& a) {
    CLI::App* c = with_now(trust->add_subcommand(name, about));
    c->add_option("store", a->file, "Trust store")->type_name("T.json")->required();
    return c;
  }

  void add_trust_changes(CLI::App* trust) {
    auto a = std::make_shared<TrustArguments>();
    CLI::App* c = trust_change(trust, "revoke", "Revoke a key, or tighten its revocation; nothing takes it back", a);
    needed(c, "--key", a->key, "The key's thumbprint", "THUMB");
    needed(c, "--reason", a->reason, "compromised: nothing it ever signed counts; else nothing from --at on",
           "superseded|cessation|compromised")
        ->check(CLI::IsMember({"superseded", "cessation", "compromised"}));
    option(c, "--at", a->at, "From when on (default: now)", "RFC3339");
    on(c, a, run_trust_revoke);

    a = std::make_shared<TrustArguments>();
    c = trust_change(trust, "rotate", "Take an issuer's new keys from a keyset that a trusted key of it signed", a);
    needed(c, "--keyset", a->keyset, "Keyset; - is standard input", "SET.jws");
    on(c, a, run_trust_rotate);
  }

  void add_trust() {
    CLI::App* trust = app_.add_subcommand("trust", "The trust store: whose signatures count");
    trust->require_subcommand(1);
    auto a = std::make_shared<TrustArguments>();
    CLI::App* c = trust->add_subcommand("add", "Trust an issuer's key");
    c->add_option("store", a->file, "Trust store, created if it is not there")->type_name("T.json")->required();
    needed(c, "--iss", a->iss, "The issuer's id", "URI");
    needed(c, "--name", a->name, "The issuer's name, for people", "NAME");
    needed(c, "--key", a->key, "The issuer's public key", "P.jwk");
    needed(c, "--fingerprint", a->fingerprint, "The key's thumbprint, as the issuer told it by another way", "THUMB");
    option(c, "--age", a->age, "Where transfers to the issuer are encrypted to (export --encrypt-to-issuer)", "age1…");
    on(c, a, run_trust_add);
    add_trust_changes(trust);
    c = trust->add_subcommand("list", "Show who is trusted, and since or until when");
    c->add_option("store", a->file, "Trust store")->type_name("T.json")->required();
    on(c, a, run_trust_list);
  }

  void add_map() {
    CLI::App* map = app_.add_subcommand("map", "Data maps and import maps");
    map->require_subcommand(1);
    auto a = std::make_shared<MapArguments>();
    CLI::App* c =
        map->add_subcommand("check", "Check a map, and with --source or --store its names against a database");
    c->add_option("map", a->map, "Data map or import map")->type_name("MAP.json")->required();
    option(c, "--source,--store", a->source, "Database that the map is for; a data map's is SQLite",
           "sqlite:PATH|postgresql:…");
    flag(c, "--coverage", a->coverage, "Tell what of the database the map does not export");
    flag(c, "--require-coverage", a->require_coverage,
         "Refuse a map that neither exports nor leaves out by name every column of every table");
    on(c, a, run_map_check);
    auto d = std::make_shared<DraftArguments>();
    c = map->add_subcommand("draft", "Propose a data map for a database, with marks where a person must decide");
    needed(c, "--source", d->source, "Database to draft from, never written", "sqlite:PATH");
    option(c, "--iss", d->iss, "The controller's id, after which its own sections are named", "URI");
    option(c, "--subject", d->subject, "The table that holds the people (default: found by keys and names)", "TABLE");
    flag(c, "--catalog-only", d->without_samples, "Do not look at the first values of columns to propose their types");
    option(c, "-o,--output", d->output, "Map to write; never overwritten (default: standard output)", "MAP.json");
    on(c, d, run_map_draft);
  }

  void add_audit() {
    CLI::App* audit = app_.add_subcommand("audit", "The record of attempts: read, checked, counted (docs/audit.md)");
    audit->require_subcommand(1);
    auto show = std::make_shared<AuditShowArguments>();
    CLI::App* c = audit->add_subcommand("show", "Print the lines of the audit");
    option(c, "--since", show->since, "Only lines from then on", "DATE|RFC3339");
    option(c, "--until", show->until, "Only lines before then", "DATE|RFC3339");
    option(c, "--command", show->command, "Only attempts of this command", "NAME");
    option(c, "--outcome", show->outcome, "Only ends with this outcome: done, or an error's token", "TOKEN");
    option(c, "--request", show->request, "Only lines about this request", "ID");
    flag(c, "--head", show->head, "The signed head instead, to be kept elsewhere");
    on(c, show, run_audit_show);
    auto verify = std::make_shared<AuditVerifyArguments>();
    c = audit->add_subcommand("verify", "Tell whether the audit is what was recorded");
    option(c, "--head", verify->head, "A head that was kept elsewhere: the audit must still begin as it says", "FILE");
    on(c, verify, run_audit_verify);
    auto metrics = std::make_shared<AuditMetricsArguments>();
    c = with_now(audit->add_subcommand("metrics", "Count the requests of a year, as 11 CCR 7102 asks"));
    needed(c, "--year", metrics->year, "Year of receipt", "YYYY")->check(CLI::Range(1, 9999));
    option(c, "--jurisdiction", metrics->jurisdiction, "Only rights of this one, like US-CA (default: all)", "CODE");
    on(c, metrics, run_audit_metrics);
  }

  void add_schema() {
    CLI::App* schema = app_.add_subcommand("schema", "The record types and document schemas");
    schema->require_subcommand(1);
    auto a = std::make_shared<SchemaArguments>();
    on(schema->add_subcommand("list", "List the schemas"), a, run_schema_list);
    CLI::App* c = schema->add_subcommand("show", "Print a schema");
    c->add_option("name", a->name, "Section, document or bundle.xsd")->type_name("NAME")->required();
    on(c, a, run_schema_show);
  }

  Invocation& invocation_;
  CLI::App app_;
  std::string now_;
  bool markdown_ = false;
};

}  // namespace

Invocation parse_arguments(int argc, char** argv) {
  Invocation invocation;
  Parser parser(invocation);
  invocation.exit_code = parser.parse(argc, argv);
  return invocation;
}

}  // namespace holdall::cli
