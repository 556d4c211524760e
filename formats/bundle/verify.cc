#include "holdall/formats/bundle/verify.h"

#include <algorithm>

#include "holdall/core/base/text.h"
#include "holdall/core/crypto/digest.h"
#include "holdall/core/crypto/jws.h"
#include "holdall/core/json/canonical.h"
#include "holdall/formats/bagit/tag_files.h"
#include "holdall/formats/bundle/paths.h"
#include "holdall/formats/bundle/segment.h"
#include "holdall/formats/bundle/state.h"
#include "holdall/schemas/record_types.h"
#include "holdall/schemas/validator.h"

namespace holdall {
namespace {

constexpr std::string_view kLedger = "contents";

// Steps 1 and 2: whose key, and does the signature hold? Then, and only then, is the manifest read.
Result<void> check_signature(const OpenedState& opened, const TrustStore& trust, VerifiedState& verified) {
  HOLDALL_ASSIGN(const DetachedJws jws, parse_detached_jws(opened.signature, kManifestType));
  const auto match = trust.find(jws.kid);
  if (!match) {
    return Error{ErrorCode::kUnknownKey, "signed by the key " + jws.kid + ", which the trust store does not know",
                 "compare the thumbprint with the issuer, then: holdall trust add"};
  }
  HOLDALL_TRY(verify_detached_jws(jws, match->key->key, opened.manifest_bytes));
  auto manifest = read_manifest(opened.manifest_bytes);
  if (!manifest.ok()) {
    return std::move(manifest).error().within(paths::kManifest);
  }
  verified.manifest = std::move(manifest).value();
  HOLDALL_TRY(check_validity(*match->key, verified.manifest.issued));
  if (match->issuer->iss != verified.manifest.iss) {
    return Error{ErrorCode::kIssuerMismatch, "the key " + jws.kid + " belongs to another issuer", {}};
  }
  verified.kid = jws.kid;
  verified.issuer_name = match->issuer->name;
  verified.manifest_sha256 = sha256_hex(opened.manifest_bytes);
  return {};
}

Result<void> check_use(const Manifest& manifest, const VerifyOptions& options) {
  if (manifest.issued.seconds > options.now.seconds + options.clock_skew_seconds) {
    return Error{ErrorCode::kFromFuture, "issued after the present time", "compare the clocks"};
  }
  if (manifest.mode == Mode::kCopy) {
    return {};
  }
  if (options.audience &&
      std::find(manifest.audience.begin(), manifest.audience.end(), *options.audience) == manifest.audience.end()) {
    return Error{ErrorCode::kAudience, "the transfer is for another controller", {}};
  }
  if (manifest.expires->seconds + options.clock_skew_seconds < options.now.seconds) {
    return Error{ErrorCode::kExpired, "the transfer has expired", "ask the issuer for a new one"};
  }
  return {};
}

struct Hashed {
  std::string sha256;
  std::string head;  // the first bytes, up to the header line's limit
};

Result<Hashed> hash_entry(ByteSource& source, std::size_t head_limit) {
  std::string buffer(64U << 10, '\0');
  Sha256 hash;
  Hashed hashed;
  while (true) {
    const auto room = std::as_writable_bytes(std::span(buffer));
    HOLDALL_ASSIGN(const std::size_t size, source.read(room));
    if (size == 0) {
      hashed.sha256 = hex_encode(hash.finish());
      return hashed;
    }
    hash.update(room.first(size));
    hashed.head.append(buffer, 0, std::min(size, head_limit - hashed.head.size()));
  }
}

// The digest is signed, the header names this section, and the schema file is the one that the header pins.
Result<SegmentInfo> check_segment(const OpenedState& opened, const std::string& section, const Limits& limits,
                                  VerifiedState& verified) {
  const std::string path = paths::segment(section);
  HOLDALL_ASSIGN(const std::unique_ptr<ByteSource> source, opened.read(path));
  HOLDALL_ASSIGN(const Hashed hashed, hash_entry(*source, limits.header_line_bytes));
  const auto& listed = verified.manifest.sections;
  if (!std::binary_search(listed.begin(), listed.end(), hashed.sha256)) {
    return Error{ErrorCode::kDigest, "not a segment that the issuer signed", {}};
  }
  HOLDALL_ASSIGN(const SegmentHeader header, read_segment_header(hashed.head.substr(0, hashed.head.find('\n'))));
  if (header.section != section) {
    return Error{ErrorCode::kSegment, "the header names another section", {}};
  }
  if (find_record_type(section) != nullptr && header.schema != schema_iri(section)) {
    return Error{ErrorCode::kSegment, "a registered section under a schema of another name", {}};
  }
  HOLDALL_ASSIGN(std::string schema, opened.read_small(paths::schema(section), limits.schema_bytes));
  if (sha256_hex(schema) != header.schema_sha256) {
    return Error{ErrorCode::kDigest, "the schema is not the one that the header pins", {}};
  }
  verified.schemas.emplace(section, std::move(schema));
  return SegmentInfo{section, hashed.sha256, header.schema, 0, opened.size_of(path)};
}

Result<void> check_segments(const OpenedState& opened, const Limits& limits, VerifiedState& verified) {
  for (const std::string& section : opened.sections) {
    auto segment = check_segment(opened, section, limits, verified);
    if (!segment.ok()) {
      return std::move(segment).error().within(paths::segment(section));
    }
    verified.segments.push_back(std::move(segment).value());
  }
  return {};
}

// Re-creates every tag file from what was authenticated, in container order, and compares it with what is there.
Result<void> check_tag_files(const OpenedState& opened, const TrustStore& trust, const VerifiedState& verified) {
  std::vector<bagit::ListedFile> payload;
  std::uint64_t payload_bytes = 0;
  for (const SegmentInfo& segment : verified.segments) {
    payload.push_back({paths::segment(segment.section), segment.sha256});
    payload_bytes += segment.bytes;
  }
  std::map<std::string_view, std::string> expected = {
      {paths::kDeclaration, bagit::declaration()},
      {paths::kIssuer, canonical(trust.find(verified.kid)->key->key.jwk())},
      {paths::kBagInfo,
       bagit::bag_info({verified.manifest.id, verified.manifest.issued, payload_bytes, payload.size()})},
      {paths::kPayloadManifest, bagit::manifest(payload)}};
  std::vector<bagit::ListedFile> tags;
  for (const std::string& path : paths::entries(opened.sections, opened.has_issuer)) {
    if (path == paths::kTagManifest) {
      expected.emplace(paths::kTagManifest, bagit::manifest(tags));
    }
    const auto tag = expected.find(path);
    if (tag != expected.end()) {
      const auto actual = opened.read_small(path, tag->second.size());
      if (!actual.ok() || actual.value() != tag->second) {
        return Error{ErrorCode::kTagFile, path + ": not what the signed content yields", {}};
      }
      tags.push_back({path, sha256_hex(tag->second)});
    } else if (path == paths::kManifest || path == paths::kSignature) {
      tags.push_back({path, sha256_hex(path == paths::kManifest ? opened.manifest_bytes : opened.signature)});
    } else if (paths::section_of(path).empty()) {
      const auto schema = std::find_if(verified.schemas.begin(), verified.schemas.end(),
                                       [&](const auto& entry) { return paths::schema(entry.first) == path; });
      tags.push_back({path, sha256_hex(schema->second)});
    }
  }
  return {};
}

// What the ledger's `section` lines say, to be held against what is here.
struct LedgerLine {
  std::string schema;
  std::uint64_t records;
};
using Ledger = std::map<std::string, LedgerLine, std::less<>>;

Result<void> note_ledger_line(std::string_view line, Ledger& ledger) {
  if (line.find(R"("kind":"section")") == std::string_view::npos) {
    return {};
  }
  HOLDALL_ASSIGN(const Value record, parse_document(line));
  if (record.text_or("kind", "") != "section") {
    return {};
  }
  const Value* records = record.find("records");
  if (records == nullptr || records->integer() == nullptr || *records->integer() < 0 ||
      !ledger
           .emplace(record.text_or("section", ""),
                    LedgerLine{record.text_or("schema", ""), static_cast<std::uint64_t>(*records->integer())})
           .second) {
    return Error{ErrorCode::kLedger, "a section line lacks its count or is there twice", {}};
  }
  return {};
}

Result<void> check_records(const OpenedState& opened, const VerifiedState& verified, const Progress& progress,
                           SegmentInfo& segment, Ledger& ledger) {
  HOLDALL_ASSIGN(const Schema schema, Schema::compile(verified.schemas.at(segment.section)));
  if (schema.id() != segment.schema) {
    return Error{ErrorCode::kSegment, "the schema has another $id than the header says", {}};
  }
  // A section of ours is held to our schema too, whatever schema its issuer signed.
  std::optional<Schema> registered;
  if (const std::string* text = registered_schema(segment.section);
      text != nullptr && *text != verified.schemas.at(segment.section)) {
    HOLDALL_ASSIGN(registered, Schema::compile(*text));
  }
  HOLDALL_ASSIGN(std::unique_ptr<ByteSource> source, opened.read(paths::segment(segment.section)));
  HOLDALL_ASSIGN(SegmentLines lines, SegmentLines::begin(std::move(source), segment.sha256, verified.limits));
  while (true) {
    HOLDALL_ASSIGN(const std::optional<std::string_view> line, lines.next());
    if (!line) {
      segment.records = lines.records();
      return {};
    }
    auto checked = schema.check(*line);
    checked = checked.ok() && registered ? registered->check(*line) : std::move(checked);
    if (!checked.ok()) {
      return std::move(checked).error().within("record " + std::to_string(lines.records()));
    }
    if (progress && lines.records() % kProgressRows == 0) {
      progress(segment.section, lines.records());
    }
    if (refers_to_attachment(*line)) {
      return Error{
          ErrorCode::kEntryMissing, "record " + std::to_string(lines.records()) + ": its attachment is not here", {}};
    }
    if (segment.section == kLedger) {
      HOLDALL_TRY(note_ledger_line(*line, ledger));
    }
  }
}

// Sections that are here must be in the ledger with their counts; sections that are not must be withheld ones.
Result<void> reconcile(const VerifiedState& verified, const Ledger& ledger) {
  std::size_t present = 0;
  for (const SegmentInfo& segment : verified.segments) {
    if (segment.section == kLedger) {
      continue;
    }
    const auto line = ledger.find(segment.section);
    if (line == ledger.end() || line->second.records != segment.records || line->second.schema != segment.schema) {
      return Error{ErrorCode::kLedger, "`" + segment.section + "` is not what the ledger accounts for", {}};
    }
    ++present;
  }
  const std::size_t withheld = verified.manifest.sections.size() - verified.segments.size();
  if (ledger.size() - present != withheld) {
    return Error{ErrorCode::kLedger, "the ledger accounts for another number of sections", {}};
  }
  return {};
}

}  // namespace

Result<VerifiedBundle> verify(const OpenedBundle& bundle, const TrustStore& trust, const VerifyOptions& options,
                              const Limits& limits) {
  const auto opened = BundleAccess::state(bundle);
  auto verified = std::make_shared<VerifiedState>();
  verified->opened = opened;
  verified->limits = limits;
  HOLDALL_TRY(check_signature(*opened, trust, *verified));
  HOLDALL_TRY(check_use(verified->manifest, options));
  HOLDALL_TRY(check_segments(*opened, limits, *verified));
  HOLDALL_TRY(check_tag_files(*opened, trust, *verified));
  Ledger ledger;
  for (SegmentInfo& segment : verified->segments) {
    if (auto checked = check_records(*opened, *verified, options.progress, segment, ledger); !checked.ok()) {
      return std::move(checked).error().within(paths::segment(segment.section));
    }
  }
  VerifiedBundle result = BundleAccess::make(verified);
  if (result.has_ledger()) {
    HOLDALL_TRY(reconcile(*verified, ledger));
  }
  if (options.require_complete && !result.complete()) {
    return Error{ErrorCode::kPartialRefused, std::to_string(result.withheld()) + " sections are withheld", {}};
  }
  return result;
}

const Manifest& VerifiedBundle::manifest() const {
  return state_->manifest;
}
const std::string& VerifiedBundle::manifest_sha256() const {
  return state_->manifest_sha256;
}
const std::string& VerifiedBundle::kid() const {
  return state_->kid;
}
const std::string& VerifiedBundle::issuer_name() const {
  return state_->issuer_name;
}
std::span<const SegmentInfo> VerifiedBundle::segments() const {
  return state_->segments;
}
std::size_t VerifiedBundle::withheld() const {
  return state_->manifest.sections.size() - state_->segments.size();
}
bool VerifiedBundle::has_ledger() const {
  return state_->schemas.contains(kLedger);
}

const std::string& VerifiedBundle::schema_text(std::string_view section) const {
  const auto found = state_->schemas.find(section);
  HOLDALL_CHECK(found != state_->schemas.end());
  return found->second;
}

Result<std::unique_ptr<RowReader>> VerifiedBundle::read(const SegmentInfo& segment, const Layout& layout) const {
  HOLDALL_ASSIGN(std::unique_ptr<ByteSource> source, state_->opened->read(paths::segment(segment.section)));
  HOLDALL_ASSIGN(SegmentLines lines, SegmentLines::begin(std::move(source), segment.sha256, state_->limits));
  return std::unique_ptr<RowReader>(std::make_unique<SegmentRowReader>(std::move(lines), layout, state_->limits.depth));
}

}  // namespace holdall
