// Only verify() makes a VerifiedBundle.
#include "holdall/formats/bundle/verify.h"

holdall::Result<holdall::VerifiedBundle> trusted(const holdall::OpenedBundle& bundle,
                                                 const holdall::TrustStore& trust) {
#ifdef MISUSE
  static_cast<void>(trust);
  return holdall::VerifiedBundle(bundle);
#else
  return holdall::verify(bundle, trust, {});
#endif
}
