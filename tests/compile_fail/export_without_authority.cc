// A request that was parsed is not a request that may be answered: export_bundle() takes the checked one.
#include "holdall/exporter/export.h"

#ifdef MISUSE
using Asked = holdall::Request;
#else
using Asked = holdall::AuthorisedRequest;
#endif

bool exported(const Asked& request, const holdall::DataMap& map, holdall::Source& source,
              const holdall::PrivateKey& key) {
  return holdall::export_bundle(request, map, source, key, {}).ok();
}
