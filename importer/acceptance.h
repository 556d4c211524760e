// May this authentic bundle be imported, here, now, for this person? (promises P10, P13, P14)
//
// verify() has settled signature, audience and expiry. What is left needs the options, the map, or the ledger of
// earlier imports. Each refusal leaves the database as it was.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/model/timestamp.h"
#include "holdall/formats/bundle/verify.h"
#include "holdall/importer/ledger.h"
#include "holdall/importer/map/import_map.h"

namespace holdall {

struct ImportOptions {
  std::string subject;         // the receiver's own key of the person
  Timestamp now;               // time of receipt
  bool accept_copy = false;    // also import a person's own copy
  bool allow_partial = false;  // also import where sections are withheld
  Progress progress = {};      // may be empty
  bool dry_run = false;        // do everything, then roll it back: the report tells what would happen
};

// What can be said without the database. Errors: kCopyRefused, kPartialRefused, kSubjectMismatch;
// kMapUnfit where the map was made for other issuers.
Result<void> accept_manifest(const VerifiedBundle& bundle, const ImportMap& map, const ImportOptions& options);

ImportIdentity identify(const VerifiedBundle& bundle, const ImportMap& map, std::string subject);

// The present segments that are not stored yet; none: the bundle is already imported.
// Errors: kSubjectMismatch, kReplay, kStale, kBackend.
Result<std::vector<SegmentInfo>> accept_history(ImportLedger& ledger, const ImportIdentity& identity,
                                                std::span<const SegmentInfo> present);

}  // namespace holdall
