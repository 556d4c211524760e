#include "holdall/core/crypto/age/age.h"

#include <algorithm>
#include <array>

#include "holdall/core/base/text.h"
#include "holdall/core/crypto/age/armor.h"
#include "holdall/core/crypto/age/buffered.h"
#include "holdall/core/crypto/age/file_key.h"
#include "holdall/core/crypto/age/header.h"
#include "holdall/core/crypto/age/payload.h"
#include "holdall/core/crypto/age/primitives.h"

namespace holdall {
namespace {

using namespace age_internal;  // NOLINT(google-build-using-namespace): the folder's own other half

// Header, payload and, where it is wanted, armor, as one sink.
class AgeSink final : public ByteSink {
 public:
  AgeSink(ByteSink& out, bool armor) : armor_(out), has_armor_(armor), out_(armor ? armor_ : out) {}

  Result<void> begin(const std::vector<Stanza>& stanzas, const Secret& file_key, Random& random) {
    PayloadNonce nonce{};
    random.fill(nonce);
    HOLDALL_TRY(out_.write(as_bytes(write_header(stanzas, file_key))));
    HOLDALL_TRY(out_.write(nonce));
    payload_.emplace(file_key, nonce, out_);
    return {};
  }
  Result<void> write(std::span<const std::byte> bytes) override { return payload_->write(bytes); }
  Result<void> finish() override {
    HOLDALL_TRY(payload_->finish());
    return has_armor_ ? armor_.finish() : Result<void>();
  }

 private:
  ArmorSink armor_;
  bool has_armor_;
  ByteSink& out_;
  std::optional<PayloadSink> payload_;
};

Result<std::vector<Stanza>> wrap(const Secret& file_key, const AgeTarget& target, Random& random) {
  if (target.recipients.empty() == !target.passphrase.has_value()) {
    return Error{ErrorCode::kUsage, "encryption is to recipients or under a passphrase, one of the two", {}};
  }
  if (target.recipients.size() > Limits{}.age_stanzas) {
    return Error{ErrorCode::kLimit, "more than " + std::to_string(Limits{}.age_stanzas) + " recipients", {}};
  }
  std::vector<Stanza> stanzas;
  for (const AgeRecipient& recipient : target.recipients) {
    stanzas.push_back(wrap_x25519(file_key, recipient, random));
  }
  if (target.passphrase) {
    HOLDALL_ASSIGN(Stanza stanza, wrap_scrypt(file_key, *target.passphrase, target.work_factor, random));
    stanzas.push_back(std::move(stanza));
  }
  return stanzas;
}

// A borrowed file as a source.
class FileView final : public ByteSource {
 public:
  explicit FileView(const InputFile& file) : file_(file) {}
  Result<std::size_t> read(std::span<std::byte> out) override {
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(out.size(), file_.size() - at_));
    auto read = file_.read_at(at_, out.first(size));
    if (!read.ok()) {
      return read.error().code == ErrorCode::kTruncated ? cannot_decrypt("the encrypted file is damaged or cut")
                                                        : std::move(read).error();
    }
    at_ += size;
    return size;
  }

 private:
  const InputFile& file_;
  std::uint64_t at_ = 0;
};

// White space may stand before an armor.
Result<AgeForm> form_of(const InputFile& file) {
  std::string head(static_cast<std::size_t>(std::min<std::uint64_t>(file.size(), 2048)), '\0');
  HOLDALL_TRY(file.read_at(0, std::as_writable_bytes(std::span(head))));
  head.erase(0, head.find_first_not_of(" \t\r\n"));
  return head.starts_with(kAgeArmorMagic) ? AgeForm::kArmored : AgeForm::kBinary;
}

}  // namespace

bool is_age(std::string_view head) {
  return head.starts_with(kAgeMagic) || head.starts_with(kAgeArmorMagic);
}

Result<std::unique_ptr<ByteSink>> encrypt_age(const AgeTarget& target, ByteSink& out, Random& random) {
  std::vector<std::byte> key(kFileKeyBytes);
  random.fill(key);
  const Secret file_key(std::move(key));
  HOLDALL_ASSIGN(const std::vector<Stanza> stanzas, wrap(file_key, target, random));
  auto sink = std::make_unique<AgeSink>(out, target.armor);
  HOLDALL_TRY(sink->begin(stanzas, file_key, random));
  return std::unique_ptr<ByteSink>(std::move(sink));
}

Result<std::unique_ptr<ByteSource>> stream_age(std::unique_ptr<ByteSource> source, AgeForm form, const AgeKeys& keys,
                                               const Limits& limits) {
  if (keys.empty()) {
    return cannot_decrypt("it is encrypted with age, and no key was given",
                          "--identity FILE, or --passphrase-file FILE");
  }
  if (form == AgeForm::kArmored) {
    source = std::make_unique<ArmorSource>(std::move(source));
  }
  BufferedSource in(std::move(source));
  HOLDALL_ASSIGN(const Header header, read_header(in, limits));
  HOLDALL_ASSIGN(const Secret file_key, unwrap(header, keys, limits));
  PayloadNonce nonce{};
  HOLDALL_ASSIGN(const std::size_t size, in.read_full(nonce));
  if (size != nonce.size()) {
    return cannot_decrypt("the age header is malformed: no nonce follows it");
  }
  return std::unique_ptr<ByteSource>(std::make_unique<PayloadSource>(file_key, nonce, std::move(in)));
}

Result<InputFile> decrypt_age(const InputFile& file, const AgeKeys& keys, const std::string& near,
                              const Limits& limits) {
  HOLDALL_ASSIGN(const AgeForm form, form_of(file));
  HOLDALL_ASSIGN(const std::unique_ptr<ByteSource> content,
                 stream_age(std::make_unique<FileView>(file), form, keys, limits));
  HOLDALL_ASSIGN(Spool spool, Spool::create(near));
  std::vector<std::byte> buffer(kChunkBytes);
  while (true) {
    HOLDALL_ASSIGN(const std::size_t size, content->read(buffer));
    if (size == 0) {
      wipe_bytes(buffer);
      return InputFile::adopt(std::move(spool).release());
    }
    if (size > limits.total_bytes - spool.size()) {
      return Error{ErrorCode::kLimit,
                   "the decrypted content is longer than " + std::to_string(limits.total_bytes) + " bytes",
                   {}};
    }
    HOLDALL_TRY(spool.append(std::span(buffer).first(size)));
  }
}

}  // namespace holdall
