// What was only opened gives no records: reading them asks for a VerifiedBundle.
#include "holdall/formats/bundle/verify.h"

#ifdef MISUSE
using Source = holdall::OpenedBundle;
#else
using Source = holdall::VerifiedBundle;
#endif

bool readable(const Source& bundle, const holdall::SegmentInfo& segment, const holdall::Layout& layout) {
  return bundle.read(segment, layout).ok();
}
