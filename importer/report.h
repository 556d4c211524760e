// What became of a bundle's records: names, codes and counts, never values.
//
// Every record read has exactly one outcome, so that nothing can be lost without a number (promise P31): reconcile()
// compares the sums. The report is what `@rejects` rules store, what the command prints and what a receipt says.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/json/value.h"

namespace holdall {

// What a rule, or an import, made of a record; the highest of its rules' counts for the record.
enum class Outcome : std::uint8_t {
  kRejected,   // stored nowhere; a code says why
  kKept,       // the receiver had that row of this person already
  kUnchanged,  // an earlier import wrote just this
  kConflict,   // changed at the sender, and changed here since: the receiver's row stays
  kUpdated,    // the row of an earlier import was brought up to date
  kStored,     // a new row
};
inline constexpr std::size_t kOutcomes = 6;
std::string_view outcome_name(Outcome outcome);

struct Reject {
  std::string item;
  std::uint64_t n = 0;
  std::string code;
};

class ImportReport {
 public:
  enum class Status : std::uint8_t { kImported, kPlanned, kAlreadyImported };
  using Counts = std::array<std::uint64_t, kOutcomes>;
  struct Section {
    std::uint64_t read = 0;
    Counts records{};
  };
  struct RuleLine {
    std::string from;
    std::string into;
    Counts rows{};
  };

  Status status = Status::kImported;
  std::string batch;
  std::string manifest_sha256;
  std::string iss;

  void count_record(std::string_view section, Outcome outcome);
  // `rule` is its place in the map.
  void count_row(std::size_t rule, std::string_view from, std::string_view into, Outcome outcome);
  // Counts values or records that were not stored. Items beyond a bound are counted under their section.
  void reject(std::string_view item, std::string_view code, std::uint64_t n = 1);

  [[nodiscard]] const std::map<std::string, Section, std::less<>>& sections() const { return sections_; }
  [[nodiscard]] const std::map<std::size_t, RuleLine>& rules() const { return rules_; }
  [[nodiscard]] std::vector<Reject> rejects() const;  // by item, then code
  // Rows written by this import: stored and updated.
  [[nodiscard]] std::uint64_t rows_written() const;
  // Errors: kSelfCheck unless `section` has `expected` records, each with one outcome.
  [[nodiscard]] Result<void> reconcile(std::string_view section, std::uint64_t expected) const;
  [[nodiscard]] Value to_value() const;

 private:
  std::map<std::string, Section, std::less<>> sections_;
  std::map<std::size_t, RuleLine> rules_;
  std::map<std::pair<std::string, std::string>, std::uint64_t> rejects_;
};

}  // namespace holdall
