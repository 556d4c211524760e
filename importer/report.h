// What became of a bundle's records: names, codes and counts, never values.
//
// Every record read has exactly one outcome and, where it is stored nowhere, one code, so that nothing can be lost
// without a number (promise P31): reconcile() compares the sums. The report is what `@rejects` rules store, what the
// command prints, what the ledger keeps and what a receipt says.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
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

inline constexpr std::string_view kChangedHereCode = "CHANGED_HERE";  // of every record that is a conflict

using CodeCounts = std::map<std::string, std::uint64_t, std::less<>>;

// What was left out, by name: records of a section, or values of one member.
struct Reject {
  std::string item;
  std::uint64_t n = 0;
  std::string code;
};

// What became of the records of one segment, as a receipt says it: the sums are all that was presented.
struct SegmentOutcome {
  std::string section;
  std::string sha256;
  std::uint64_t stored = 0;     // written or brought up to date
  std::uint64_t unchanged = 0;  // there already
  CodeCounts refused;           // stored nowhere, by code
};

// A value that does not fit where the map puts it.
struct MisfitLine {
  std::string section = {};
  std::uint64_t record = 0;  // its place in the segment, from 1 on
  std::string rule = {};     // pointer into the map
  std::string pointer = {};  // into the record; empty where the database refused the row
  std::string column = {};
  std::string code = {};
  bool refusal = false;  // of a suppression: what the person said no to would have no effect
};

class ImportReport {
 public:
  enum class Status : std::uint8_t { kImported, kPlanned, kAlreadyImported, kRefused };
  using Counts = std::array<std::uint64_t, kOutcomes>;
  // What became of one segment's records.
  struct Segment {
    std::string section;
    std::string sha256;
    std::uint64_t read = 0;
    Counts records{};
    CodeCounts refused;  // sums up to those rejected and in conflict
  };
  struct RuleLine {
    std::string from;
    std::string into;
    Counts rows{};
    std::uint64_t erased = 0;  // rows of records that are gone
    std::uint64_t left = 0;    // rows of records that are gone, and that were changed here
  };

  Status status = Status::kImported;
  std::optional<Error> refusal;          // why, where it is refused: nothing was written
  std::vector<SegmentOutcome> outcomes;  // of every segment that was presented
  std::string batch;
  std::string manifest_sha256;
  std::string iss;

  // The records counted from here on are those of this segment.
  void begin_segment(std::string_view section, std::string_view sha256);
  // `code` says why, where the record is rejected.
  void count_record(Outcome outcome, std::string_view code = {});
  // `rule` is its place in the map.
  void count_row(std::size_t rule, std::string_view from, std::string_view into, Outcome outcome);
  void count_gone(std::size_t rule, std::string_view from, std::string_view into, bool erased);
  // Counts values or records that were not stored. Items beyond a bound are counted under their section.
  void reject(std::string_view item, std::string_view code, std::uint64_t n = 1);
  // Keeps the first ones, counts all.
  void add_misfit(MisfitLine line);

  [[nodiscard]] const std::vector<Segment>& segments() const { return segments_; }
  [[nodiscard]] const std::map<std::size_t, RuleLine>& rules() const { return rules_; }
  [[nodiscard]] std::vector<Reject> rejects() const;  // by item, then code
  [[nodiscard]] const std::vector<MisfitLine>& misfits() const { return misfits_; }
  // The first one that keeps a suppression from being stored, whether or not misfits() has it.
  [[nodiscard]] const std::optional<MisfitLine>& lost_refusal() const { return lost_refusal_; }
  [[nodiscard]] std::uint64_t misfit_count() const { return misfit_count_; }
  // Of all segments together.
  [[nodiscard]] Counts records(std::string_view section) const;
  // Rows written by this import, by table: stored and updated. None where it was refused.
  [[nodiscard]] CodeCounts stored() const;
  // Records that were there already, just so; also those of segments that an earlier import stored.
  [[nodiscard]] std::uint64_t unchanged() const;
  // Records that are stored nowhere, by code; also those of segments that an earlier import stored.
  [[nodiscard]] CodeCounts refused() const;
  // Errors: kSelfCheck unless the segment has `expected` records, each with one outcome.
  [[nodiscard]] Result<void> reconcile(std::string_view sha256, std::uint64_t expected) const;
  [[nodiscard]] Value to_value() const;

 private:
  RuleLine& rule_line(std::size_t rule, std::string_view from, std::string_view into);
  [[nodiscard]] bool is_of_earlier(const SegmentOutcome& outcome) const;

  std::vector<Segment> segments_;
  std::map<std::size_t, RuleLine> rules_;
  std::map<std::pair<std::string, std::string>, std::uint64_t> rejects_;
  std::vector<MisfitLine> misfits_;
  std::optional<MisfitLine> lost_refusal_;
  std::uint64_t misfit_count_ = 0;
};

Value counts_value(const CodeCounts& counts);

}  // namespace holdall
