// Links against one layer and what lies below it.
#include <cstdio>

#include "holdall/core/base/error.h"

int main() {
  return std::puts(holdall::error_info(holdall::ErrorCode::kInternal).token.data()) < 0 ? 1 : 0;
}
