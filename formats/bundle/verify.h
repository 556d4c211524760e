// From a file of unknown origin to a bundle that may be trusted: each step is a type, so none can be skipped.
//
//   open_bundle(path) → OpenedBundle → verify(…) → VerifiedBundle → import_bundle(…)
//                                   └→ check_bundle(…) → CheckedBundle → convert, disclose, extract
//
// verify() follows docs/format.md#verification; the first failure wins. It reads the file through one handle, several
// times: digests first, then, only when all of them are signed, the records. Constant memory.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "holdall/core/base/io.h"
#include "holdall/core/base/limits.h"
#include "holdall/core/crypto/age/keys.h"
#include "holdall/core/crypto/trust_store.h"
#include "holdall/core/stream/byte_stream.h"
#include "holdall/core/stream/row_stream.h"
#include "holdall/formats/package/manifest.h"
#include "holdall/formats/package/package.h"
#include "holdall/formats/package/presentation.h"

namespace holdall {

struct OpenedState;  // formats/bundle/state.h
struct CheckedState;

// A segment that is present, or single records of one.
struct SegmentInfo {
  std::string section;
  std::optional<std::uint64_t> number;  // where the section has several
  bool last = true;                     // no later segment of the section
  std::string sha256;                   // lower-case hex, as signed; where it is partial, of the partial's bytes
  std::string schema;                   // IRI from its header
  std::uint64_t records = 0;            // that are here
  std::uint64_t bytes = 0;              // uncompressed
  bool partial = false;                 // the segment is withheld, but for these records
  std::string root;                     // as signed, where single records can be disclosed; else empty
};

// An attachment that is present: some record that is here refers to it.
struct AttachmentInfo {
  std::string sha256;  // lower-case hex
  std::uint64_t bytes = 0;
};

// A file that has the shape of a bundle. Nothing in it is authenticated: inspect shows it as claims.
class OpenedBundle {
 public:
  [[nodiscard]] const std::string& manifest_bytes() const;
  [[nodiscard]] const std::string& signature() const;  // the compact JWS
  [[nodiscard]] std::vector<NamedPart> parts() const;
  [[nodiscard]] bool encrypted() const;  // its file was

 private:
  friend class BundleAccess;
  explicit OpenedBundle(std::shared_ptr<const OpenedState> state) : state_(std::move(state)) {}
  std::shared_ptr<const OpenedState> state_;
};

// Opens a bundle of any form, or the folder of an unpacked one, at PATH (`-`: standard input), and finds its parts.
// Errors: kNotFound, kIo, kPathUnsafe, kNotABundle, kTruncated, kContainer, kEntryName, kEntryUnexpected,
// kEntryMissing, kSegment, kNotCanonical, kMalformedJson, kMalformedXml, kLimit; kCannotDecrypt for an encrypted one.
Result<OpenedBundle> open_bundle(const std::string& path, const Limits& limits = {});
// As above; one that is encrypted with age is decrypted with `keys` first, into a private file without a name in the
// temporary folder, and looked at only when all of it is authentic. Errors: also kCannotDecrypt.
Result<OpenedBundle> open_bundle(const std::string& path, const AgeKeys& keys, const Limits& limits = {});
Result<OpenedBundle> open_bundle(std::shared_ptr<const InputFile> file, const Limits& limits = {});

inline constexpr std::int64_t kClockSkewSeconds = 300;

struct VerifyOptions {
  Timestamp now;                        // for `issued` in the future and `expires`
  std::optional<std::string> audience;  // refuse a transfer for another audience; unset: not checked
  bool require_complete = false;        // refuse withheld sections (5/partial)
  std::optional<std::string> nonce;     // demand that the holder presented the bundle to `audience` under this nonce
  bool expired_too = false;             // leave `expires` to check_unexpired(), as import_bundle() does
  std::int64_t clock_skew_seconds = kClockSkewSeconds;
  Progress progress = {};  // may be empty
  Stopped stopped = {};
};

// A bundle that agrees with itself: every digest, record and tag file is what its manifest leads to. Who signed it has
// not been established.
class CheckedBundle {
 public:
  [[nodiscard]] const Manifest& manifest() const;
  [[nodiscard]] const std::string& manifest_sha256() const;  // lower-case hex; the bundle's identity
  [[nodiscard]] const std::string& kid() const;
  [[nodiscard]] const std::optional<Presentation>& presentation() const;  // by the holder whom the manifest names
  [[nodiscard]] std::span<const SegmentInfo> segments() const;            // sorted by section and number
  [[nodiscard]] std::span<const AttachmentInfo> attachments() const;
  [[nodiscard]] std::size_t withheld() const;  // signed segments that are not here, or only in part
  [[nodiscard]] bool complete() const { return withheld() == 0; }
  [[nodiscard]] bool has_ledger() const;  // the contents section is here, whole
  // Whether a section is here with all of its segments.
  [[nodiscard]] bool is_whole(std::string_view section) const;
  [[nodiscard]] Form form() const;       // kZip for an unpacked folder too
  [[nodiscard]] bool encrypted() const;  // its file was
  // What convert, disclose and extract work with.
  [[nodiscard]] const Package& package() const;

  // Pass 2: the records of one segment, hashed again while they stream; kEnd only if the digest still holds. Cells
  // stand under `layout`: top-level members by name, absent where the record has none or the layout does not name it;
  // nested values as kJson; a field named "" gets the whole record as kJson. Errors: kDigest, kContainer, kIo.
  [[nodiscard]] Result<std::unique_ptr<RowReader>> read(const SegmentInfo& segment, const Layout& layout) const;
  // The bytes of an attachment, hashed again: the end comes only if the digest still holds. Errors: as above.
  [[nodiscard]] Result<std::unique_ptr<ByteSource>> read(const AttachmentInfo& attachment) const;

 protected:
  friend class BundleAccess;
  explicit CheckedBundle(std::shared_ptr<const CheckedState> state) : state_(std::move(state)) {}
  std::shared_ptr<const CheckedState> state_;
};

// A checked bundle whose signer the trust store knows, and which may be used now.
class VerifiedBundle : public CheckedBundle {
 public:
  [[nodiscard]] const std::string& issuer_name() const;  // from the trust store

 private:
  friend class BundleAccess;
  explicit VerifiedBundle(std::shared_ptr<const CheckedState> state) : CheckedBundle(std::move(state)) {}
};

// Errors: every code of exits 3 to 7, in the order of docs/format.md#verification.
Result<VerifiedBundle> verify(const OpenedBundle& bundle, const TrustStore& trust, const VerifyOptions& options,
                              const Limits& limits = {});

// Whether a transfer may still be used; a copy always. Errors: kExpired.
Result<void> check_unexpired(const Manifest& manifest, Timestamp now,
                             std::int64_t clock_skew_seconds = kClockSkewSeconds);

// All of verify() that needs neither trust store nor clock. The signature is held against the issuer's key where the
// bundle brings it, which finds damage and proves nothing. Errors: as verify().
Result<CheckedBundle> check_bundle(const OpenedBundle& bundle, const Progress& progress = {},
                                   const Limits& limits = {});

}  // namespace holdall
