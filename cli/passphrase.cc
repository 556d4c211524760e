#include "cli/passphrase.h"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <optional>
#include <vector>

#include "holdall/core/base/io.h"
#include "holdall/core/base/text.h"

namespace holdall::cli {
namespace {

constexpr std::size_t kLongest = 1024;

// The line in `bytes`, which are wiped.
Result<Secret> only_line(std::vector<std::byte> bytes, const std::string& where) {
  std::string_view line = as_text(bytes);
  if (line.ends_with('\n')) {
    line.remove_suffix(line.ends_with("\r\n") ? 2 : 1);
  }
  const bool is_one = !line.empty() && line.size() <= kLongest && line.find('\n') == std::string_view::npos &&
                      line.find('\0') == std::string_view::npos;
  Secret secret(is_one ? std::vector<std::byte>(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(line.size()))
                       : std::vector<std::byte>());
  wipe_bytes(bytes);
  return is_one ? Result<Secret>(std::move(secret))
                : Error{ErrorCode::kKeyUnfit,
                        where + " holds no passphrase: one line of 1 to " + std::to_string(kLongest) + " bytes",
                        {}};
}

Result<std::size_t> read_some(int fd, std::span<std::byte> out, const std::string& where) {
  while (true) {
    const ssize_t size = ::read(fd, out.data(), out.size());
    if (size >= 0) {
      return static_cast<std::size_t>(size);
    }
    if (errno != EINTR) {
      return Error{errno == EBADF ? ErrorCode::kUsage : ErrorCode::kIo, "cannot read " + where, {}};
    }
  }
}

Result<Secret> from_descriptor(std::string_view number, const std::string& where) {
  int fd = -1;
  const auto [end, problem] = std::from_chars(number.data(), number.data() + number.size(), fd);
  if (problem != std::errc() || end != number.data() + number.size() || fd < 0) {
    return Error{ErrorCode::kUsage, where + " is no descriptor", "fd:3, for one"};
  }
  std::vector<std::byte> bytes(kLongest + 3);  // a line, its end, and a byte too many
  std::size_t size = 0;
  while (size < bytes.size()) {
    HOLDALL_ASSIGN(const std::size_t more, read_some(fd, std::span(bytes).subspan(size), where));
    if (more == 0) {
      break;
    }
    size += more;
  }
  bytes.resize(size);
  return only_line(std::move(bytes), where);
}

volatile std::sig_atomic_t interrupted = 0;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables): a handler's

void note(int signal) {
  interrupted = signal;
}

// A terminal that shows nothing of what is typed, and is as it was before when this ends, also when a signal ends it.
class SilentTerminal {
 public:
  explicit SilentTerminal(int fd) : fd_(fd) {
    struct sigaction noting {};
    noting.sa_handler = note;  // without SA_RESTART: it ends the read
    for (std::size_t i = 0; i < kSignals.size(); ++i) {
      ::sigaction(kSignals.at(i), &noting, &actions_.at(i));
    }
    has_modes_ = ::tcgetattr(fd_, &modes_) == 0;
    termios silent = modes_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    silent.c_lflag |= static_cast<tcflag_t>(ECHONL);
    is_silent_ = has_modes_ && ::tcsetattr(fd_, TCSAFLUSH, &silent) == 0;
  }
  SilentTerminal(const SilentTerminal&) = delete;
  SilentTerminal& operator=(const SilentTerminal&) = delete;
  ~SilentTerminal() {
    if (has_modes_) {
      ::tcsetattr(fd_, TCSAFLUSH, &modes_);
    }
    for (std::size_t i = 0; i < kSignals.size(); ++i) {
      ::sigaction(kSignals.at(i), &actions_.at(i), nullptr);
    }
    if (interrupted != 0) {
      std::raise(interrupted);
    }
  }
  [[nodiscard]] bool is_silent() const { return is_silent_; }

 private:
  static constexpr std::array<int, 4> kSignals = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
  int fd_;
  termios modes_{};
  bool has_modes_ = false;
  bool is_silent_ = false;
  std::array<struct sigaction, 4> actions_{};
};

Result<Secret> ask(int terminal, std::string_view prompt) {
  const SilentTerminal silent(terminal);
  if (!silent.is_silent() || ::write(terminal, prompt.data(), prompt.size()) < 0) {
    return Error{ErrorCode::kIo, "cannot ask for a passphrase at the terminal", {}};
  }
  std::vector<std::byte> bytes(kLongest + 3);
  std::size_t size = 0;
  while (size < bytes.size() && (size == 0 || bytes[size - 1] != std::byte{'\n'})) {
    const ssize_t more = ::read(terminal, &bytes[size], 1);
    if (more <= 0) {  // an interruption too
      break;
    }
    size += static_cast<std::size_t>(more);
  }
  wipe_bytes(std::span(bytes).subspan(size));
  bytes.resize(size);
  return only_line(std::move(bytes), "what was typed");
}

Result<Secret> from_terminal(Asking asking) {
  const UniqueFd terminal(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY));
  if (!terminal.valid()) {
    return Error{ErrorCode::kUsage, "there is no terminal to ask for a passphrase at",
                 "--passphrase-file FILE, or fd:N"};
  }
  HOLDALL_ASSIGN(Secret passphrase, ask(terminal.get(), "Passphrase: "));
  if (asking == Asking::kTwice) {
    HOLDALL_ASSIGN(const Secret again, ask(terminal.get(), "The same again: "));
    if (!std::equal(passphrase.reveal().begin(), passphrase.reveal().end(), again.reveal().begin(),
                    again.reveal().end())) {
      return Error{ErrorCode::kUsage, "the two passphrases differ", {}};
    }
  }
  return passphrase;
}

}  // namespace

Result<Secret> read_passphrase(const std::string& from, Asking asking) {
  if (from == "tty") {
    return from_terminal(asking);
  }
  const std::string where = "`" + printable(from) + "`";
  if (from.starts_with("fd:")) {
    return from_descriptor(std::string_view(from).substr(3), where);
  }
  HOLDALL_ASSIGN(const Secret text, read_guarded(from, Privacy::kPrivateKey, kLongest + 2));
  return only_line({text.reveal().begin(), text.reveal().end()}, where);
}

}  // namespace holdall::cli
