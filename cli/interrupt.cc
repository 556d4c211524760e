#include "cli/interrupt.h"

#include <csignal>

namespace holdall::cli {
namespace {

volatile std::sig_atomic_t noted =
    0;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables): a handler's only way

void note(int signal) {
  noted = signal;
  std::signal(signal, SIG_DFL);
}

}  // namespace

std::function<bool()> note_interrupts() {
  if (noted == 0) {
    std::signal(SIGINT, note);
    std::signal(SIGTERM, note);
  }
  return [] { return noted != 0; };
}

int interrupt() {
  return noted;
}

void die_of_interrupt() {
  if (noted != 0) {
    std::signal(noted, SIG_DFL);
    std::raise(noted);
  }
}

}  // namespace holdall::cli
