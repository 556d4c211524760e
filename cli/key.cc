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
  const Secret text = key.to_jwk_text();
  HOLDALL_TRY(write_file(arguments.file, as_text(text.reveal())));
  if (!arguments.public_file.empty()) {
    HOLDALL_TRY(write_file(arguments.public_file, canonical(key.public_key().jwk()) + "\n"));
  }
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
