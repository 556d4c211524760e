#include "cli/commands.h"
#include "cli/encryption.h"
#include "holdall/core/base/text.h"
#include "holdall/core/crypto/digest.h"
#include "holdall/core/crypto/jws.h"
#include "holdall/formats/bundle/verify.h"

namespace holdall::cli {

// What a bundle says about itself. Nothing here is established: `verify` does that.
Result<Report> run_inspect(const InspectArguments& arguments, const Context& /*context*/) {
  HOLDALL_ASSIGN(const OpenedBundle opened, open_bundle(arguments.bundle, arguments.decryption));
  HOLDALL_ASSIGN(const DetachedJws jws, parse_detached_jws(opened.signature(), kManifestType));
  HOLDALL_ASSIGN(const Manifest manifest, read_manifest(opened.manifest_bytes()));
  const std::string mode = manifest.mode == Mode::kCopy ? "copy" : "transfer";
  Lines lines("UNVERIFIED  " + arguments.bundle + ": what the bundle claims; holdall verify tells whether it is true");
  lines.line("issuer", manifest.iss)
      .line("key", jws.kid)
      .line("id", manifest.id)
      .line("issued", format_timestamp(manifest.issued))
      .line("mode", mode)
      .line("right", manifest.right)
      .line("encryption", opened.encrypted() ? "age" : "none")
      .line("sections", std::to_string(manifest.sections.size()) + " signed");
  Value::Array entries;
  for (const NamedPart& part : opened.parts()) {
    entries.push_back(Value::Object{{"bytes", part.bytes}, {"name", part.name}});
    lines.line("part", part.name + ", " + std::to_string(part.bytes) + " bytes");
  }
  HOLDALL_ASSIGN(Value claims, parse_document(opened.manifest_bytes()));
  return Report{Value::Object{{"verified", false},
                              {"bundle", path_value(arguments.bundle)},
                              {"claims", std::move(claims)},
                              {"encryption", opened.encrypted() ? "age" : "none"},
                              {"kid", jws.kid},
                              {"manifest_sha256", sha256_hex(opened.manifest_bytes())},
                              {"entries", std::move(entries)}},
                lines.text()};
}

}  // namespace holdall::cli
