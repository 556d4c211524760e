#include <unistd.h>

#include <vector>

#include "cli/commands.h"
#include "cli/encryption.h"
#include "holdall/core/base/io.h"
#include "holdall/core/crypto/age/age.h"
#include "holdall/core/crypto/keys.h"

namespace holdall::cli {
namespace {

// Returns how many bytes there were.
Result<std::uint64_t> copy(ByteSource& from, ByteSink& to) {
  std::vector<std::byte> buffer(std::size_t{64} << 10U);
  std::uint64_t total = 0;
  while (true) {
    HOLDALL_ASSIGN(const std::size_t size, from.read(buffer));
    if (size == 0) {
      return total;
    }
    HOLDALL_TRY(to.write(std::span(buffer).first(size)));
    total += size;
  }
}

// Neither what is secret nor what is no text.
Result<void> check_not_shown(const std::string& output, bool is_text) {
  if (output == "-" && !is_text && ::isatty(STDOUT_FILENO) == 1) {
    return Error{ErrorCode::kUsage, "this does not belong on a terminal", "-o FILE, or a pipe"};
  }
  return {};
}

}  // namespace

Result<Report> run_encrypt(const CipherArguments& arguments, const Context& /*context*/) {
  HOLDALL_TRY(check_not_shown(arguments.output, arguments.encryption.armor));
  HOLDALL_ASSIGN(const std::unique_ptr<AtomicFile> out, AtomicFile::create(arguments.output));
  HOLDALL_ASSIGN(InputFile file, InputFile::open(arguments.file, Limits{}.total_bytes));
  HOLDALL_ASSIGN(const std::optional<AgeTarget> target, read_encryption(arguments.encryption));
  if (!target) {
    return Error{ErrorCode::kUsage, "encrypted to whom?", "--to age1…, --to-file, --to-issuer, or --passphrase-file"};
  }
  SystemRandom random;
  HOLDALL_ASSIGN(const std::unique_ptr<ByteSink> sink, encrypt_age(*target, *out, random));
  HOLDALL_ASSIGN([[maybe_unused]] const std::uint64_t bytes, copy(*stream_file(std::move(file)), *sink));
  HOLDALL_TRY(sink->finish());
  HOLDALL_TRY(out->finish());
  if (arguments.output == "-") {
    return Report();
  }
  Value::Array recipients;
  Lines lines("encrypted " + arguments.output);
  for (const AgeRecipient& recipient : target->recipients) {
    recipients.push_back(recipient.text());
    lines.line("to", recipient.text());
  }
  if (target->passphrase) {
    lines.line("to", "whoever knows the passphrase");
  }
  return Report{Value::Object{{"output", path_value(arguments.output)},
                              {"recipients", std::move(recipients)},
                              {"passphrase", target->passphrase.has_value()}},
                lines.text()};
}

// The content is copied only when all of it is authentic: decrypt_age.
Result<Report> run_decrypt(const CipherArguments& arguments, const Context& /*context*/) {
  HOLDALL_TRY(check_not_shown(arguments.output, false));
  HOLDALL_ASSIGN(const std::unique_ptr<AtomicFile> out, AtomicFile::create(arguments.output));
  HOLDALL_ASSIGN(const InputFile file, InputFile::open(arguments.file, Limits{}.total_bytes));
  HOLDALL_ASSIGN(const Decryption decryption, read_decryption(arguments.decryption));
  HOLDALL_ASSIGN(InputFile content, decrypt_age(file, decryption.keys, arguments.output, decryption.limits));
  HOLDALL_ASSIGN(const std::uint64_t bytes, copy(*stream_file(std::move(content)), *out));
  HOLDALL_TRY(out->finish());
  if (arguments.output == "-") {
    return Report();
  }
  return Report{Value::Object{{"output", path_value(arguments.output)}, {"bytes", bytes}},
                Lines("decrypted " + arguments.output).line("bytes", std::to_string(bytes)).text()};
}

}  // namespace holdall::cli
