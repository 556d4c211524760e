// The import: a verified bundle, a map and a store become rows, in one transaction or not at all.
//
//   VerifiedBundle → accept → plan → (transaction: subject → history → records → ledger → check) → COMMIT → read back
//
// Promises P9, P10, P13-P16, P31. Thread rule: one import per Store at a time; other processes wait their turn.
#pragma once

#include "holdall/core/base/result.h"
#include "holdall/formats/bundle/verify.h"
#include "holdall/importer/acceptance.h"
#include "holdall/importer/map/import_map.h"
#include "holdall/importer/report.h"
#include "holdall/importer/store/store.h"

namespace holdall {

// Errors: those of acceptance.h; kMapUnfit, kAuthorityColumn (the map does not fit the store); kMapping (a value does
// not fit: nothing is stored); kDigest, kContainer, kIo (the file changed); kSelfCheck; kBackend; kInternal when
// stopped; kOutcomeUnknown: any failure after COMMIT. On any error but the last the database is as it was.
Result<ImportReport> import_bundle(const VerifiedBundle& bundle, const ImportMap& map, Store& store,
                                   const ImportOptions& options);

}  // namespace holdall
