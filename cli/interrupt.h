// SIGINT and SIGTERM for commands that have something to clear away: they are noted, the work is stopped, and then the
// program dies of the signal after all.
#pragma once

#include <functional>

namespace holdall::cli {

// From now on the signals are noted. What is returned tells whether one came.
std::function<bool()> note_interrupts();
// Dies of the signal that was noted, if one was. Requires: everything was cleared away.
void die_of_interrupt();

}  // namespace holdall::cli
