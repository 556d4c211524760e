#include "cli/commands.h"
#include "holdall/core/base/io.h"
#include "holdall/core/base/text.h"
#include "holdall/core/crypto/keys.h"
#include "holdall/core/json/canonical.h"

namespace holdall::cli {
namespace {

Report key_report(const PublicKey& key) {
  return {key.jwk(), canonical(key.jwk()) + "\n"};
}

}  // namespace

Result<Report> run_key_new(const KeyArguments& arguments, const Context& /*context*/) {
  SystemRandom random;
  const PrivateKey key = PrivateKey::generate(random);
  if (arguments.file == arguments.public_file) {
    return Error{ErrorCode::kUsage, "the private and the public half cannot be one file", {}};
  }
  // Both can be written before either is there.
  HOLDALL_ASSIGN(const std::unique_ptr<AtomicFile> file, AtomicFile::create(arguments.file));
  HOLDALL_TRY(file->write(key.to_jwk_text().reveal()));
  std::unique_ptr<AtomicFile> public_file;
  if (!arguments.public_file.empty()) {
    HOLDALL_ASSIGN(public_file, AtomicFile::create(arguments.public_file));
    HOLDALL_TRY(public_file->write(as_bytes(canonical(key.public_key().jwk()) + "\n")));
    HOLDALL_TRY(public_file->finish());
  }
  HOLDALL_TRY(file->finish());
  Lines lines("new Ed25519 key in " + arguments.file);
  lines.line("thumbprint", key.public_key().thumbprint());
  if (!arguments.public_file.empty()) {
    lines.line("public half", arguments.public_file);
  }
  return Report{Value::Object{{"thumbprint", key.public_key().thumbprint()}}, lines.text()};
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
