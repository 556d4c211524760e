#include "cli/progress.h"

#include <unistd.h>

#include <cstdio>

#include "holdall/core/json/canonical.h"

namespace holdall::cli {
namespace {

constexpr std::chrono::milliseconds kInterval{100};

}  // namespace

ProgressDisplay::ProgressDisplay(const Context& context)
    : kind_(context.progress == "json"                                                     ? Kind::kJson
            : context.progress == "auto" && !context.quiet && ::isatty(STDERR_FILENO) == 1 ? Kind::kTerminal
                                                                                           : Kind::kNone) {}

ProgressDisplay::~ProgressDisplay() {
  if (shown_ && kind_ == Kind::kTerminal) {
    std::fputs("\r\x1b[K", stderr);
  }
}

Progress ProgressDisplay::callback(std::string verb) {
  if (kind_ == Kind::kNone) {
    return {};
  }
  return [this, verb = std::move(verb)](std::string_view step, std::uint64_t records) { update(verb, step, records); };
}

void ProgressDisplay::update(std::string_view verb, std::string_view step, std::uint64_t records) {
  const auto now = std::chrono::steady_clock::now();
  if (kind_ == Kind::kTerminal && shown_ && now - last_ < kInterval) {
    return;
  }
  last_ = now;
  shown_ = true;
  std::string text;
  if (kind_ == Kind::kJson) {
    text = canonical(Value::Object{{"records", records}, {"section", step}, {"step", verb}}) + "\n";
  } else {
    text = "\r\x1b[K" + std::string(verb) + " " + std::string(step) + ": " + std::to_string(records) + " records";
  }
  std::fwrite(text.data(), 1, text.size(), stderr);
}

}  // namespace holdall::cli
