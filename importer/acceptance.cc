// Refusals in order: mode, completeness, issuer, expiry; then (binding.h says whose) replay and age.
#include "holdall/importer/acceptance.h"

#include <algorithm>
#include <utility>

#include "holdall/importer/binding.h"

namespace holdall {
namespace {

// What an exporter writes at most: a transfer that is good for ever could be replayed for ever (promise P13).
constexpr std::int64_t kLongestTransferSeconds = 366LL * 24 * 3600;

Error refuse(ErrorCode code, std::string message, std::string hint = {}) {
  return {code, std::move(message), std::move(hint)};
}

Result<void> accept_replay(ImportLedger& ledger, const ImportIdentity& identity) {
  HOLDALL_ASSIGN(const std::vector<ImportLedger::Earlier> imports, ledger.of_bundle());
  for (const ImportLedger::Earlier& earlier : imports) {
    if (earlier.manifest_sha256 != identity.manifest_sha256) {
      return refuse(ErrorCode::kReplay, "a bundle of this id was imported with other content");
    }
    if (earlier.subject != identity.subject) {
      return subject_mismatch();
    }
  }
  return {};
}

// The states of one person have an order: that of their id at the issuer, and that of the local subject.
Result<void> accept_age(ImportLedger& ledger, const ImportIdentity& identity) {
  HOLDALL_ASSIGN(std::vector<ImportLedger::Earlier> imports, ledger.of_subject());
  if (!identity.sub.empty()) {
    HOLDALL_ASSIGN(const std::vector<ImportLedger::Earlier> theirs, ledger.of_sub());
    imports.insert(imports.end(), theirs.begin(), theirs.end());
  }
  for (const ImportLedger::Earlier& earlier : imports) {
    if (identity.issued < earlier.issued) {
      return refuse(ErrorCode::kStale, "a newer bundle about this person was imported before");
    }
  }
  return {};
}

}  // namespace

Result<void> accept_manifest(const VerifiedBundle& bundle, const ImportMap& map, const ImportOptions& options) {
  const Manifest& manifest = bundle.manifest();
  if (manifest.mode == Mode::kCopy && !options.accept_copy) {
    return refuse(ErrorCode::kCopyRefused, "this is the person's own copy, made out to no controller",
                  "ask for a transfer, or accept the copy explicitly");
  }
  if (bundle.segments().empty()) {
    return refuse(ErrorCode::kPartialRefused, "all sections of this bundle are withheld");
  }
  if (!bundle.complete() && !options.allow_partial) {
    return refuse(ErrorCode::kPartialRefused, "sections of this bundle are withheld",
                  "allow a partial import explicitly");
  }
  if (!map.issuers().empty() && std::ranges::find(map.issuers(), manifest.iss) == map.issuers().end()) {
    return refuse(ErrorCode::kMapUnfit, "the map was not made for bundles of this issuer");
  }
  if (manifest.expires && manifest.expires->seconds - manifest.issued.seconds > kLongestTransferSeconds) {
    return refuse(ErrorCode::kExpired, "the transfer would be good for more than a year after it was issued");
  }
  return {};
}

Result<void> accept_expiry(ImportLedger& ledger, const Manifest& manifest, Timestamp now) {
  auto unexpired = check_unexpired(manifest, now);
  if (unexpired.ok()) {
    return {};
  }
  HOLDALL_ASSIGN(const std::vector<ImportLedger::Earlier> imports, ledger.of_bundle());
  return imports.empty() ? std::move(unexpired) : Result<void>();
}

ImportIdentity identify(const VerifiedBundle& bundle, std::string map_sha256, std::string subject) {
  const Manifest& manifest = bundle.manifest();
  ImportIdentity identity;
  identity.iss = manifest.iss;
  identity.bundle_id = manifest.id;
  identity.manifest_sha256 = bundle.manifest_sha256();
  identity.issued = manifest.issued;
  if (manifest.subject) {
    identity.sub = manifest.subject->id.empty() ? manifest.subject->token : manifest.subject->id;
  }
  identity.subject = std::move(subject);
  identity.map_sha256 = std::move(map_sha256);
  identity.batch = identity.manifest_sha256.substr(0, 16);
  return identity;
}

Result<std::vector<SegmentInfo>> accept_history(ImportLedger& ledger, const ImportIdentity& identity,
                                                std::span<const SegmentInfo> present) {
  HOLDALL_TRY(accept_replay(ledger, identity));
  std::vector<SegmentInfo> missing;
  for (const SegmentInfo& segment : present) {
    HOLDALL_ASSIGN(const bool stored, ledger.has_segment(segment.sha256));
    if (!stored) {
      missing.push_back(segment);
    }
  }
  if (!missing.empty()) {
    HOLDALL_TRY(accept_age(ledger, identity));
  }
  return missing;
}

}  // namespace holdall
