// SIGINT and SIGTERM for commands that have something to clear away: they are noted, the work is stopped and rolled
// back, and then the program dies of the signal after all. Work that was done before it could be stopped counts as
// done. What waits (for a lock of a database, say) is not woken: the same signal again ends the program at once.
#pragma once

#include <functional>

namespace holdall::cli {

// From now on the signals are noted. What is returned tells whether one came.
std::function<bool()> note_interrupts();
// The signal that was noted; 0: none.
int interrupt();
// Dies of the signal that was noted, if one was. Requires: everything was cleared away.
void die_of_interrupt();

}  // namespace holdall::cli
