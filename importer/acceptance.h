// May this authentic bundle be imported, here, now, for this person? (promises P10, P13, P14)
//
// verify() has settled signature and audience. A transfer's expiry counts while something of it is to be stored: who
// runs the same import again, for the answer that was lost, gets it. What is left needs the options, the map, the
// bindings (binding.h), or the ledger of earlier imports. Each refusal leaves the database as it was.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/model/timestamp.h"
#include "holdall/formats/bundle/verify.h"
#include "holdall/importer/ledger.h"
#include "holdall/importer/map/import_map.h"
#include "holdall/importer/report.h"
#include "holdall/importer/selection.h"

namespace holdall {

struct ImportOptions {
  std::string subject;         // the receiver's own key of the person
  Timestamp now;               // time of receipt
  bool accept_copy = false;    // also import a person's own copy
  bool allow_partial = false;  // also import where sections are withheld
  Progress progress = {};      // may be empty
  bool dry_run = false;        // do everything, then roll it back: the report tells what would happen
  Selection selection = {};    // what of the map is applied
  // Given the report before COMMIT; an error refuses the import. May be empty.
  std::function<Result<void>(const ImportReport&)> approve = {};
  Stopped stopped = {};  // not asked any more from COMMIT on
};

// What can be said without the database. Errors: kCopyRefused, kPartialRefused; kExpired for a transfer that is good
// for more than a year; kMapUnfit where the map was made for other issuers.
Result<void> accept_manifest(const VerifiedBundle& bundle, const ImportMap& map, const ImportOptions& options);

// Before anything of a bundle was imported. Errors: kExpired, kBackend.
Result<void> accept_expiry(ImportLedger& ledger, const Manifest& manifest, Timestamp now);

ImportIdentity identify(const VerifiedBundle& bundle, std::string map_sha256, std::string subject);

// The present segments that are not stored yet; none: the bundle is already imported. Requires: accept_subject().
// Errors: kSubjectMismatch, kReplay, kStale, kBackend.
Result<std::vector<SegmentInfo>> accept_history(ImportLedger& ledger, const ImportIdentity& identity,
                                                std::span<const SegmentInfo> present);

}  // namespace holdall
