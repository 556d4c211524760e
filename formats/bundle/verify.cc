#include "holdall/formats/bundle/verify.h"

#include <algorithm>
#include <map>

#include "holdall/core/base/text.h"
#include "holdall/core/crypto/digest.h"
#include "holdall/core/crypto/jws.h"
#include "holdall/core/json/canonical.h"
#include "holdall/formats/bundle/digest_source.h"
#include "holdall/formats/bundle/record_checks.h"
#include "holdall/formats/bundle/segment.h"
#include "holdall/formats/bundle/state.h"
#include "holdall/formats/package/partial.h"
#include "holdall/formats/package/segment_header.h"
#include "holdall/schemas/record_types.h"

namespace holdall {
namespace {

constexpr std::string_view kManifestName = "manifest";

Result<void> read_signed_manifest(const PackageIndex& index, CheckedState& checked) {
  auto manifest = read_manifest(index.manifest);
  if (!manifest.ok()) {
    return std::move(manifest).error().within(kManifestName);
  }
  checked.manifest = std::move(manifest).value();
  checked.manifest_sha256 = sha256_hex(index.manifest);
  return {};
}

// Who is allowed to present the bundle, the signed manifest says.
Result<void> check_presentation(const PackageIndex& index, CheckedState& checked) {
  if (index.presentation) {
    HOLDALL_ASSIGN(checked.presentation,
                   read_presentation(*index.presentation, checked.manifest, checked.manifest_sha256));
  }
  return {};
}

// The hint says what the trust store says, or nothing.
Result<void> check_issuer_hint(const PackageIndex& index, const PublicKey& key) {
  if (index.issuer && *index.issuer != canonical(key.jwk())) {
    return Error{ErrorCode::kTagFile, "the issuer's key in the bundle is not the one that signed", {}};
  }
  return {};
}

// Whose key, and does the signature hold? Then, and only then, is the manifest read.
Result<void> check_signature(const PackageIndex& index, const TrustStore& trust, CheckedState& checked) {
  HOLDALL_ASSIGN(const DetachedJws jws, parse_detached_jws(index.signature, kManifestType));
  const auto match = trust.find(jws.kid);
  if (!match) {
    return Error{ErrorCode::kUnknownKey, "signed by the key " + jws.kid + ", which the trust store does not know",
                 "compare the thumbprint with the issuer, then: holdall trust add"};
  }
  HOLDALL_TRY(verify_detached_jws(jws, match->key->key, index.manifest));
  HOLDALL_TRY(read_signed_manifest(index, checked));
  HOLDALL_TRY(check_validity(*match->key, checked.manifest.issued));
  if (match->issuer->iss != checked.manifest.iss) {
    return Error{ErrorCode::kIssuerMismatch, "the key " + jws.kid + " belongs to another issuer", {}};
  }
  checked.kid = jws.kid;
  checked.issuer_name = match->issuer->name;
  return check_issuer_hint(index, match->key->key);
}

// The key that a bundle itself brings.
Result<PublicKey> read_issuer_hint(const PackageIndex& index) {
  HOLDALL_ASSIGN(const Value jwk, parse_canonical(*index.issuer));
  HOLDALL_ASSIGN(PublicKey key, PublicKey::from_jwk(jwk));
  HOLDALL_TRY(check_issuer_hint(index, key));
  return key;
}

// The same without a trust store: against that key.
Result<void> check_own_signature(const PackageIndex& index, CheckedState& checked) {
  HOLDALL_ASSIGN(const DetachedJws jws, parse_detached_jws(index.signature, kManifestType));
  if (index.issuer) {
    const auto key = read_issuer_hint(index);
    if (!key.ok() || key.value().thumbprint() != jws.kid) {
      return Error{ErrorCode::kTagFile, "the issuer's key in the bundle is not the one that signed", {}};
    }
    HOLDALL_TRY(verify_detached_jws(jws, key.value(), index.manifest));
  }
  checked.kid = jws.kid;
  return read_signed_manifest(index, checked);
}

// The person held the key when they were asked: the nonce is of whoever asked, and for nobody else.
Result<void> check_presented(const CheckedState& checked, const VerifyOptions& options) {
  if (!options.nonce) {
    return {};
  }
  const auto& presentation = checked.presentation;
  const auto refuse = [](const char* why) { return Error{ErrorCode::kPresentation, why, "holdall present"}; };
  if (!presentation) {
    return refuse("the bundle was not presented by its holder");
  }
  if (!options.audience || presentation->audience != *options.audience) {
    return refuse("the bundle was presented to another controller");
  }
  if (presentation->nonce != *options.nonce) {
    return refuse("the bundle was presented under another nonce");
  }
  if (presentation->made.seconds > options.now.seconds + options.clock_skew_seconds ||
      presentation->made.seconds + options.clock_skew_seconds < checked.manifest.issued.seconds) {
    return refuse("the bundle was presented in the future, or before it was issued");
  }
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
  return options.expired_too ? Result<void>() : check_unexpired(manifest, options.now, options.clock_skew_seconds);
}

struct Hashed {
  PayloadFact fact;
  std::string head;  // the first bytes, up to a limit
};

Result<Hashed> hash_all(ByteSource& source, std::size_t head_limit) {
  std::string buffer(64U << 10, '\0');
  Sha256 hash;
  Hashed hashed;
  while (true) {
    const auto room = std::as_writable_bytes(std::span(buffer));
    HOLDALL_ASSIGN(const std::size_t size, source.read(room));
    if (size == 0) {
      hashed.fact.sha256 = hex_encode(hash.finish());
      return hashed;
    }
    hash.update(room.first(size));
    hashed.fact.bytes += size;
    hashed.head.append(buffer, 0, std::min(size, head_limit - hashed.head.size()));
  }
}

std::string shown(const SegmentName& name) {
  return (name.partial ? "records of section " : "section ") + name.section +
         (name.number ? ", segment " + std::to_string(*name.number) : "");
}

// The header names this segment, and the schema is the one that the header pins.
Result<SegmentInfo> check_header(const SegmentName& name, std::string_view line, const std::string& schema_sha256) {
  HOLDALL_ASSIGN(const SegmentHeader header, read_segment_header(line));
  if (header.name.section != name.section || header.name.number != name.number) {
    return Error{ErrorCode::kSegment, "the header names another section or segment", {}};
  }
  if (find_record_type(name.section) != nullptr && header.schema != schema_iri(name.section)) {
    return Error{ErrorCode::kSegment, "a registered section under a schema of another name", {}};
  }
  if (schema_sha256 != header.schema_sha256) {
    return Error{ErrorCode::kDigest, "the schema is not the one that the header pins", {}};
  }
  SegmentInfo segment;
  segment.section = name.section;
  segment.number = name.number;
  segment.last = header.last;
  segment.schema = header.schema;
  segment.partial = name.partial;
  return segment;
}

// The digest is signed.
Result<SegmentInfo> check_whole_segment(const CheckedState& checked, std::size_t i, const std::string& schema_sha256) {
  const Package& package = *checked.opened->form;
  HOLDALL_ASSIGN(const std::unique_ptr<ByteSource> source, package.read_segment(i));
  HOLDALL_ASSIGN(const Hashed hashed, hash_all(*source, checked.limits.header_line_bytes));
  const auto& listed = checked.manifest.sections;
  const auto signed_one = std::ranges::lower_bound(listed, hashed.fact.sha256, {}, &SignedSegment::sha256);
  if (signed_one == listed.end() || signed_one->sha256 != hashed.fact.sha256) {
    return Error{ErrorCode::kDigest, "not a segment that the issuer signed", {}};
  }
  const std::string line = hashed.head.substr(0, hashed.head.find('\n'));
  HOLDALL_ASSIGN(SegmentInfo segment, check_header(package.index().segments[i], line, schema_sha256));
  segment.sha256 = hashed.fact.sha256;
  segment.bytes = hashed.fact.bytes;
  segment.root = signed_one->root;
  return segment;
}

// Its lines lead to a root that is signed.
Result<SegmentInfo> check_partial_segment(const CheckedState& checked, std::size_t i,
                                          const std::string& schema_sha256) {
  const Package& package = *checked.opened->form;
  HOLDALL_ASSIGN(const std::unique_ptr<ByteSource> source, package.read_segment(i));
  HOLDALL_ASSIGN(const std::string text, read_all(*source, checked.limits.line_bytes));
  HOLDALL_ASSIGN(const Partial partial, read_partial(text, checked.limits));
  if (std::ranges::find(checked.manifest.sections, partial.root, &SignedSegment::root) ==
      checked.manifest.sections.end()) {
    return Error{ErrorCode::kDigest, "not records of a segment that the issuer signed", {}};
  }
  HOLDALL_ASSIGN(SegmentInfo segment,
                 check_header(package.index().segments[i], partial.leaves.front().line, schema_sha256));
  segment.sha256 = sha256_hex(text);
  segment.bytes = text.size();
  segment.root = partial.root;
  return segment;
}

Result<void> check_segments(CheckedState& checked) {
  const PackageIndex& index = checked.opened->form->index();
  std::string schema_sha256;  // of the section at hand
  for (std::size_t i = 0; i < index.segments.size(); ++i) {
    const std::string& section = index.segments[i].section;
    if (i == 0 || index.segments[i - 1].section != section) {
      schema_sha256 = sha256_hex(index.schemas.find(section)->second);
    }
    auto segment = index.segments[i].partial ? check_partial_segment(checked, i, schema_sha256)
                                             : check_whole_segment(checked, i, schema_sha256);
    if (!segment.ok()) {
      return std::move(segment).error().within(shown(index.segments[i]));
    }
    checked.segments.push_back(std::move(segment).value());
  }
  return {};
}

Result<void> check_attachments(CheckedState& checked) {
  const Package& package = *checked.opened->form;
  for (std::size_t i = 0; i < package.index().files.size(); ++i) {
    const std::string& name = package.index().files[i];
    HOLDALL_ASSIGN(const std::unique_ptr<ByteSource> source, package.read_file(i));
    HOLDALL_ASSIGN(const Hashed hashed, hash_all(*source, 0));
    if (hashed.fact.sha256 != name) {
      return Error{ErrorCode::kDigest, "attachment " + name + ": its content has another digest", {}};
    }
    checked.attachments.push_back({name, hashed.fact.bytes});
  }
  return {};
}

// The form holds what this content yields, and nothing else.
Result<void> check_form(const CheckedState& checked) {
  PayloadFacts facts;
  for (const SegmentInfo& segment : checked.segments) {
    facts.segments.push_back({segment.sha256, segment.bytes});
  }
  for (const AttachmentInfo& attachment : checked.attachments) {
    facts.files.push_back({attachment.sha256, attachment.bytes});
  }
  return checked.opened->form->check_form(facts);
}

std::size_t count_withheld(const CheckedState& checked) {
  const auto whole = std::ranges::count(checked.segments, false, &SegmentInfo::partial);
  return checked.manifest.sections.size() - static_cast<std::size_t>(whole);
}

// Segments of a section from 0 on, without a gap, up to the last one.
bool is_whole(std::span<const SegmentInfo> segments, std::string_view section) {
  std::uint64_t next = 0;
  for (const SegmentInfo& segment : segments) {
    if (segment.section != section || segment.partial) {
      continue;
    }
    if (segment.number.value_or(0) != next++) {
      return false;
    }
    if (segment.last) {
      return true;
    }
  }
  return false;
}

// Numbers are for sections of several segments; none follows the last one, and where nothing is withheld, none is
// missing.
Result<void> check_numbers(const CheckedState& checked) {
  const auto& segments = checked.segments;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if (segments[i].number == 0 && segments[i].last) {
      return Error{ErrorCode::kSegment, "section " + segments[i].section + " numbers its only segment", {}};
    }
    if (i > 0 && segments[i - 1].last && segments[i - 1].section == segments[i].section) {
      return Error{ErrorCode::kSegment, "section " + segments[i].section + " goes on behind its last segment", {}};
    }
    if (count_withheld(checked) == 0 && !is_whole(segments, segments[i].section)) {
      return Error{
          ErrorCode::kSegment, "section " + segments[i].section + " lacks a segment that was never signed", {}};
    }
  }
  return {};
}

// What the ledger says of each section must be what is here; what is not here must be withheld.
Result<void> reconcile(const CheckedState& checked, const LedgerLines& ledger) {
  std::map<std::string_view, LedgerLines::mapped_type> present;
  for (const SegmentInfo& segment : checked.segments) {
    present[segment.section].records += segment.records;
    present[segment.section].schema = segment.schema;
  }
  std::size_t lacking = 0;  // sections that are not here, or not whole
  for (const auto& [section, line] : ledger) {
    const auto here = present.find(section);
    if (here == present.end()) {
      ++lacking;
      continue;
    }
    const bool whole = is_whole(checked.segments, section);
    lacking += whole ? 0 : 1;
    const bool agrees = whole ? here->second.records == line.records : here->second.records <= line.records;
    if (!agrees || here->second.schema != line.schema) {
      return Error{ErrorCode::kLedger, "`" + section + "` is not what the ledger accounts for", {}};
    }
  }
  const bool all_told = std::all_of(present.begin(), present.end(), [&](const auto& section) {
    return section.first == kLedgerSection || ledger.contains(section.first);
  });
  const std::size_t withheld = count_withheld(checked);
  if (!all_told || lacking > withheld || (lacking == 0 && withheld > 0)) {
    return Error{ErrorCode::kLedger, "the ledger accounts for other sections", {}};
  }
  return {};
}

Result<void> check_records(CheckedState& checked, const Progress& progress, const Stopped& stopped) {
  RecordChecks checks(checked.attachments, checked.limits, progress, stopped);
  const Package& package = *checked.opened->form;
  for (std::size_t i = 0; i < checked.segments.size(); ++i) {
    SegmentInfo& segment = checked.segments[i];
    const SegmentName& name = package.index().segments[i];
    auto records = checks.check(package, i, segment);
    if (!records.ok()) {
      return std::move(records).error().within(shown(name));
    }
    segment.records = records.value();
  }
  HOLDALL_TRY(checks.check_all_referenced());
  if (is_whole(checked.segments, kLedgerSection)) {
    HOLDALL_TRY(reconcile(checked, checks.ledger()));
  }
  return {};
}

// Everything behind the manifest.
Result<void> check_content(CheckedState& checked, const Progress& progress, const Stopped& stopped) {
  HOLDALL_TRY(check_segments(checked));
  HOLDALL_TRY(check_numbers(checked));
  HOLDALL_TRY(check_attachments(checked));
  HOLDALL_TRY(check_form(checked));
  return check_records(checked, progress, stopped);
}

std::shared_ptr<CheckedState> new_state(const OpenedBundle& bundle, const Limits& limits) {
  auto checked = std::make_shared<CheckedState>();
  checked->opened = BundleAccess::state(bundle);
  checked->limits = limits;
  return checked;
}

}  // namespace

Result<void> check_unexpired(const Manifest& manifest, Timestamp now, std::int64_t clock_skew_seconds) {
  if (manifest.expires && manifest.expires->seconds + clock_skew_seconds < now.seconds) {
    return Error{ErrorCode::kExpired, "the transfer has expired", "ask the issuer for a new one"};
  }
  return {};
}

Result<VerifiedBundle> verify(const OpenedBundle& bundle, const TrustStore& trust, const VerifyOptions& options,
                              const Limits& limits) {
  const auto checked = new_state(bundle, limits);
  HOLDALL_TRY(check_signature(checked->opened->form->index(), trust, *checked));
  HOLDALL_TRY(check_use(checked->manifest, options));
  HOLDALL_TRY(check_presentation(checked->opened->form->index(), *checked));
  HOLDALL_TRY(check_presented(*checked, options));
  HOLDALL_TRY(check_content(*checked, options.progress, options.stopped));
  if (options.require_complete && count_withheld(*checked) > 0) {
    return Error{ErrorCode::kPartialRefused, std::to_string(count_withheld(*checked)) + " segments are withheld", {}};
  }
  return BundleAccess::verified(checked);
}

Result<CheckedBundle> check_bundle(const OpenedBundle& bundle, const Progress& progress, const Limits& limits) {
  const auto checked = new_state(bundle, limits);
  HOLDALL_TRY(check_own_signature(checked->opened->form->index(), *checked));
  HOLDALL_TRY(check_presentation(checked->opened->form->index(), *checked));
  HOLDALL_TRY(check_content(*checked, progress, {}));
  return BundleAccess::checked(checked);
}

const Manifest& CheckedBundle::manifest() const {
  return state_->manifest;
}
const std::string& CheckedBundle::manifest_sha256() const {
  return state_->manifest_sha256;
}
const std::string& CheckedBundle::kid() const {
  return state_->kid;
}
const std::string& VerifiedBundle::issuer_name() const {
  return state_->issuer_name;
}
const std::optional<Presentation>& CheckedBundle::presentation() const {
  return state_->presentation;
}
std::span<const SegmentInfo> CheckedBundle::segments() const {
  return state_->segments;
}
std::span<const AttachmentInfo> CheckedBundle::attachments() const {
  return state_->attachments;
}
std::size_t CheckedBundle::withheld() const {
  return count_withheld(*state_);
}
bool CheckedBundle::has_ledger() const {
  return is_whole(kLedgerSection);
}
bool CheckedBundle::is_whole(std::string_view section) const {
  return holdall::is_whole(state_->segments, section);
}
Form CheckedBundle::form() const {
  return state_->opened->form->form();
}
bool CheckedBundle::encrypted() const {
  return state_->opened->encrypted;
}
const Package& CheckedBundle::package() const {
  return *state_->opened->form;
}

Result<std::unique_ptr<RowReader>> CheckedBundle::read(const SegmentInfo& segment, const Layout& layout) const {
  const auto found = std::find_if(state_->segments.begin(), state_->segments.end(),
                                  [&](const SegmentInfo& each) { return each.sha256 == segment.sha256; });
  HOLDALL_CHECK(found != state_->segments.end());
  const auto i = static_cast<std::size_t>(found - state_->segments.begin());
  HOLDALL_ASSIGN(SegmentLines lines, SegmentLines::begin(package(), i, *found, state_->limits));
  return std::unique_ptr<RowReader>(std::make_unique<SegmentRowReader>(std::move(lines), layout, state_->limits.depth));
}

Result<std::unique_ptr<ByteSource>> CheckedBundle::read(const AttachmentInfo& attachment) const {
  const auto found = std::lower_bound(state_->attachments.begin(), state_->attachments.end(), attachment.sha256,
                                      [](const AttachmentInfo& a, const std::string& b) { return a.sha256 < b; });
  HOLDALL_CHECK(found != state_->attachments.end() && found->sha256 == attachment.sha256);
  HOLDALL_ASSIGN(std::unique_ptr<ByteSource> source,
                 package().read_file(static_cast<std::size_t>(found - state_->attachments.begin())));
  return std::unique_ptr<ByteSource>(std::make_unique<DigestSource>(std::move(source), attachment.sha256));
}

}  // namespace holdall
