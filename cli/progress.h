// Progress of long work on standard error: a line that is rewritten on a terminal, or one JSON event a line.
#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

#include "cli/commands.h"
#include "holdall/core/stream/row_stream.h"

namespace holdall::cli {

class ProgressDisplay {
 public:
  explicit ProgressDisplay(const Context& context);
  ProgressDisplay(const ProgressDisplay&) = delete;
  ProgressDisplay& operator=(const ProgressDisplay&) = delete;
  ~ProgressDisplay();  // clears the terminal line
  // What the library is told to call. The display must outlive it.
  Progress callback(std::string verb);

 private:
  void update(std::string_view verb, std::string_view step, std::uint64_t records);
  enum class Kind : std::uint8_t { kNone, kTerminal, kJson };
  Kind kind_;
  bool shown_ = false;
  std::chrono::steady_clock::time_point last_;
};

}  // namespace holdall::cli
