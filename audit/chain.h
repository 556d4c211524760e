// The rules that the lines of a log keep among themselves (docs/audit.md#lines), line by line.
//
// A line is a canonical JSON object with its number, the digest of the line before it and a MAC over all of that. What
// an append found out of the ordinary, its line says: `unsigned`, so many lines before it that a crash left without a
// head; `torn`, so many bytes of a line that a crash cut off and that it took away; `broken`, that log, key and head
// contradicted each other.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "holdall/audit/head.h"
#include "holdall/audit/key.h"
#include "holdall/audit/line_reader.h"
#include "holdall/core/json/value.h"

namespace holdall {

enum class LineFit : std::uint8_t {
  kFits,
  kTorn,    // no line of the audit: as a crash may leave one behind all others
  kBroken,  // see problem()
};

class ChainChecker {
 public:
  // `key`, which must outlive it: whose MACs count. `mark`: behind a line that is known to be right, or the beginning.
  explicit ChainChecker(const AuditKey& key, AuditMark mark = {}) : key_(key), mark_(std::move(mark)) {}

  // From here on each line must have been appended without a head for those since here.
  void pass_head() { head_lines_ = mark_.lines; }
  // Takes the next line where it fits.
  LineFit take(const AuditLine& line);

  [[nodiscard]] const AuditMark& mark() const { return mark_; }     // behind the last line taken
  [[nodiscard]] std::uint64_t crashes() const { return crashes_; }  // lines that tell of one
  [[nodiscard]] std::string_view problem() const { return problem_; }

 private:
  LineFit broken(std::string_view problem);
  LineFit take_numbered(const AuditLine& line, const Value& facts);
  [[nodiscard]] bool fits_unsigned(std::uint64_t count) const;
  void advance(const AuditLine& line);

  const AuditKey& key_;
  AuditMark mark_;
  std::uint64_t unsigned_ = 0;  // what the last line says
  std::uint64_t head_lines_ = UINT64_MAX;
  std::uint64_t crashes_ = 0;
  std::string_view problem_;
};

// The line that `facts` make, without LF.
std::string sealed_line(Value facts, const AuditKey& key);

}  // namespace holdall
