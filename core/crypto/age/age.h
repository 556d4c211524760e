// Files encrypted with age (https://age-encryption.org/v1, C2SP age): written as a stream; read into a private file
// that exists only once the last byte of the content is authentic. docs/format.md#encrypted says which part of age this
// is.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "holdall/core/base/clock.h"
#include "holdall/core/base/io.h"
#include "holdall/core/base/limits.h"
#include "holdall/core/base/result.h"
#include "holdall/core/crypto/age/keys.h"
#include "holdall/core/stream/byte_stream.h"

namespace holdall {

// The first bytes of an encrypted file of any version, and of one in armor.
inline constexpr std::string_view kAgeMagic = "age-encryption.org/";
inline constexpr std::string_view kAgeArmorMagic = "-----BEGIN AGE";

// Whether a file that begins so is an encrypted one. Requires: `head` is kAgeMagic.size() bytes, or the whole file.
bool is_age(std::string_view head);

// Encrypts what is written, to `out`, which must outlive the sink; its finish() ends the encrypted file and leaves
// `out` to be finished. Constant memory. Errors: kUsage where `target` is nobody, or recipients and a passphrase;
// kLimit for more recipients than a reader takes, or too little memory for the passphrase; those of `out`.
Result<std::unique_ptr<ByteSink>> encrypt_age(const AgeTarget& target, ByteSink& out, Random& random);

enum class AgeForm : std::uint8_t { kBinary, kArmored };

// The content of an encrypted file as a stream, for those who know what that means: its bytes are authentic one by one,
// and it is whole only when read() has returned 0. Errors, also of read(): kCannotDecrypt; those of `source`.
Result<std::unique_ptr<ByteSource>> stream_age(std::unique_ptr<ByteSource> source, AgeForm form, const AgeKeys& keys,
                                               const Limits& limits = {});

// The content of an encrypted file, as a file without a name in the folder of `near` (as Spool has it), once all of it
// is authentic. Constant memory. Errors: kCannotDecrypt for everything that keeps `file` from being decrypted; kLimit
// where the content is longer than limits.total_bytes; kIo.
Result<InputFile> decrypt_age(const InputFile& file, const AgeKeys& keys, const std::string& near,
                              const Limits& limits = {});

}  // namespace holdall
