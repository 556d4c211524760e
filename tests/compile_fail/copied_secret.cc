// A secret has one owner, who wipes it.
#include <utility>

#include "holdall/core/base/secret.h"

holdall::Secret take(holdall::Secret& secret) {
#ifdef MISUSE
  return secret;
#else
  return std::move(secret);
#endif
}
