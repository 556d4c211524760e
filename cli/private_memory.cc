#include "cli/private_memory.h"

#include <sys/prctl.h>
#include <sys/resource.h>

#include "cli/report.h"
#include "holdall/core/base/secret.h"

namespace holdall::cli {

// Neither can fail: both only take away.
void keep_memory_private() {
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  ::prctl(PR_SET_DUMPABLE, 0);  // NOLINT: C varargs
}

void warn_of_unlocked_memory(bool json) {
  if (!all_secrets_are_locked()) {
    print_warning("a key could not be kept from the swap: the limit of locked memory is too low (ulimit -l)", json);
  }
}

}  // namespace holdall::cli
