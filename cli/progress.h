// Progress of long work on standard error: a line that is rewritten on a terminal, or one JSON event a line.
#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

#include "cli/commands.h"

namespace holdall::cli {

class Progress {
 public:
  explicit Progress(const Context& context);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();  // clears the terminal line
  // `step` names what is being worked on (a section), never a person's value.
  void update(std::string_view step, std::uint64_t records);

 private:
  enum class Kind : std::uint8_t { kNone, kTerminal, kJson };
  Kind kind_;
  bool shown_ = false;
  std::chrono::steady_clock::time_point last_;
};

}  // namespace holdall::cli
