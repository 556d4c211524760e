#include "cli/passphrase.h"

#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <string_view>

#include "holdall/core/base/guarded_file.h"
#include "holdall/core/base/text.h"
#include "holdall/core/crypto/key_file.h"

namespace holdall::cli {
namespace {

volatile std::sig_atomic_t came =
    0;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables): a handler's only way

constexpr std::array kSignals = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

void note(int signal) {
  came = signal;
}

// While it lives, the signals wait, but for a wait through wait_for(); then whatever came is raised again.
class HeldSignals {
 public:
  HeldSignals() {
    sigset_t held{};
    sigemptyset(&held);
    struct sigaction noting {};
    noting.sa_handler = note;  // NOLINT(cppcoreguidelines-pro-type-union-access): C interface
    for (std::size_t i = 0; i < kSignals.size(); ++i) {
      sigaddset(&held, kSignals.at(i));
      ::sigaction(kSignals.at(i), &noting, &before_.at(i));
    }
    ::pthread_sigmask(SIG_BLOCK, &held, &mask_);
  }
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;
  ~HeldSignals() {
    for (std::size_t i = 0; i < kSignals.size(); ++i) {
      ::sigaction(kSignals.at(i), &before_.at(i), nullptr);
    }
    ::pthread_sigmask(SIG_SETMASK, &mask_, nullptr);
    if (came != 0) {
      std::raise(came);
    }
  }
  // Whether there is something to read; false where a signal came first.
  [[nodiscard]] bool wait_for(int terminal) const {
    pollfd wait{terminal, POLLIN, 0};
    return ::ppoll(&wait, 1, nullptr, &mask_) == 1;
  }

 private:
  std::array<struct sigaction, kSignals.size()> before_{};
  sigset_t mask_{};
};

// While it lives, the terminal does not show what is typed. What was typed before does not count.
class Hidden {
 public:
  explicit Hidden(int terminal) : terminal_(terminal), is_hidden_(::tcgetattr(terminal, &before_) == 0) {
    termios hidden = before_;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    is_hidden_ = is_hidden_ && ::tcsetattr(terminal, TCSAFLUSH, &hidden) == 0;
  }
  Hidden(const Hidden&) = delete;
  Hidden& operator=(const Hidden&) = delete;
  ~Hidden() {
    if (is_hidden_) {
      ::tcsetattr(terminal_, TCSAFLUSH, &before_);
    }
  }
  [[nodiscard]] bool is_hidden() const { return is_hidden_; }

 private:
  int terminal_;
  termios before_{};
  bool is_hidden_;
};

// The passphrase in what was read: one line. Errors: kUsage, kLimit.
Result<Secret> only_line(const Secret& read, const std::string& from) {
  std::string_view text = as_text(read.reveal());
  text.remove_suffix(text.ends_with('\n') ? 1 : 0);
  if (text.empty() || text.find_first_of(std::string_view("\n\r\0", 3)) != std::string_view::npos) {
    return Error{ErrorCode::kUsage, from + ": a passphrase is one line that is not empty", {}};
  }
  if (text.size() > kLongestPassphrase) {
    return Error{
        ErrorCode::kLimit, from + ": a passphrase has at most " + std::to_string(kLongestPassphrase) + " bytes", {}};
  }
  Secret line(text.size());
  std::ranges::copy(as_bytes(text), line.change().begin());
  return line;
}

void say(int terminal, std::string_view text) {
  [[maybe_unused]] const ssize_t written = ::write(terminal, text.data(), text.size());
}

// One line of the terminal, which gives lines.
Result<Secret> read_line(int terminal, const HeldSignals& held) {
  Secret line(kLongestPassphrase + 2);
  const ssize_t size =
      held.wait_for(terminal) ? ::read(terminal, line.change().data(), line.change().size()) : ssize_t{-1};
  if (size < 0) {
    return Error{ErrorCode::kIo, "cannot read the terminal", {}};
  }
  Secret exact(static_cast<std::size_t>(size));
  std::copy_n(line.reveal().begin(), size, exact.change().begin());
  return exact;
}

}  // namespace

Result<Secret> read_passphrase(const std::string& from, Asking asking) {
  if (from == "tty") {
    return asking == Asking::kOnce ? ask_passphrase("passphrase: ") : ask_new_passphrase();
  }
  HOLDALL_ASSIGN(const Secret read, read_guarded(from, Privacy::kPrivateKey));
  return only_line(read, "`" + printable(from) + "`");
}

bool can_ask() {
  return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1;
}

Result<Secret> ask_passphrase(const std::string& question) {
  const UniqueFd terminal(::open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC));
  if (!terminal.valid()) {
    return Error{ErrorCode::kUsage, "nobody can be asked for a passphrase: this is no terminal",
                 "--passphrase-file FILE, or fd:N"};
  }
  const HeldSignals held;
  const Hidden hidden(terminal.get());
  if (!hidden.is_hidden()) {
    return Error{ErrorCode::kIo, "the terminal cannot hide a passphrase", {}};
  }
  say(terminal.get(), question);
  auto read = read_line(terminal.get(), held);
  say(terminal.get(), "\n");
  return read.ok() ? only_line(read.value(), "the terminal") : std::move(read);
}

Result<Secret> ask_new_passphrase() {
  HOLDALL_ASSIGN(Secret once, ask_passphrase("new passphrase: "));
  HOLDALL_ASSIGN(const Secret again, ask_passphrase("the same again: "));
  if (!std::ranges::equal(once.reveal(), again.reveal())) {
    return Error{ErrorCode::kUsage, "the two passphrases differ", {}};
  }
  return once;
}

}  // namespace holdall::cli
