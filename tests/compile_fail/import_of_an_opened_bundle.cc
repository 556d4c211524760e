// What was only opened cannot be imported.
#include "holdall/importer/pipeline.h"

#ifdef MISUSE
using Arrived = holdall::OpenedBundle;
#else
using Arrived = holdall::VerifiedBundle;
#endif

bool imported(const Arrived& bundle, const holdall::ImportMap& map, holdall::Store& store) {
  return holdall::import_bundle(bundle, map, store, {}).ok();
}
