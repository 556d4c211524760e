// There is no empty VerifiedBundle that could be filled in later.
#include <optional>

#include "holdall/formats/bundle/verify.h"

#ifdef MISUSE
using Slot = holdall::VerifiedBundle;
#else
using Slot = std::optional<holdall::VerifiedBundle>;
#endif

Slot slot() {
  Slot empty{};
  return empty;
}
