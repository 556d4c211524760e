// What this process holds in memory is its own.
#pragma once

namespace holdall::cli {

// No core dump, and no other program of the same user may look into the process (prctl(2), PR_SET_DUMPABLE).
void keep_memory_private();
// Once, where the system's limit did not let a key be kept from the swap.
void warn_of_unlocked_memory(bool json);

}  // namespace holdall::cli
