// Pass 2 of an import: the records of the segments through the plan into the transaction, block by block.
//
//   block of records → for each rule in the map's order: match, map, write → one outcome for each record
//                    → what they say no to → the rules of @suppressions
//
// Every record leaves exactly one outcome in the report. kEnd of a segment's reader means that its digest held.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/formats/bundle/verify.h"
#include "holdall/importer/earlier_signals.h"
#include "holdall/importer/gone.h"
#include "holdall/importer/plan.h"
#include "holdall/importer/record_block.h"
#include "holdall/importer/record_mapper.h"
#include "holdall/importer/report.h"
#include "holdall/importer/row_finder.h"
#include "holdall/importer/rule_writer.h"
#include "holdall/importer/selection.h"
#include "holdall/importer/suppression.h"

namespace holdall {

class SectionImporter {
 public:
  // All must outlive it.
  SectionImporter(const ImportPlan& plan, const Selection& selection, std::string_view unlisted,
                  const RecordMapper& mapper, RowFinder& rows, RuleWriter& writer, EarlierSignals& signals,
                  ImportReport& report)
      : plan_(plan),
        selection_(selection),
        unlisted_(unlisted),
        mapper_(mapper),
        rows_(rows),
        writer_(writer),
        signals_(signals),
        report_(report) {}

  // Errors: kRecordSchema; kInternal when stopped; those of the reader and of the store.
  Result<void> import_segment(const VerifiedBundle& bundle, const SegmentInfo& segment, const Progress& progress,
                              const Stopped& stopped);
  // Whether the report counts the section: not one by which the bundle describes itself, unless a rule asks for it.
  [[nodiscard]] bool is_counted(std::string_view section) const;
  // Stores the signal that records of usage carried: after the last segment.
  Result<void> store_signal();
  // Stores the one row of `@bundle`, and the rows of `@rejects` as the report stands now.
  Result<void> store_bundle_facts();
  Result<void> store_rejects();
  // The ids of a section's records that went through rules that delete what is gone.
  [[nodiscard]] SeenRecords& seen(std::string_view section) { return seen_[std::string(section)]; }

 private:
  // What the rules have made of one record so far.
  struct Verdict {
    Outcome outcome = Outcome::kRejected;
    std::string_view code = {};  // the first one, where it is rejected
    bool taken = false;          // some rule had a use for it
    bool left_out = false;       // some rule would have, but is not selected
    bool taken_as_data = false;
    bool is_there = false;                    // an earlier import stored it just so, by a rule that is not selected
    bool counted = false;                     // one of its values was, under a code
    std::vector<std::string_view> read = {};  // its members that those rules read

    void reject_as(std::string_view why) { code = code.empty() ? why : code; }
  };

  // Records on their way through the rules.
  struct Batch {
    RecordBlock block;
    std::vector<std::string_view> ids;  // of the block's records
    std::vector<Verdict> verdicts;      // about them
    std::vector<std::uint64_t> places;  // in the segment: theirs, or of the records that they come from
    void clear();
  };

  Result<void> import_block(std::string_view section, const SectionPlan& plan);
  Result<void> read_ids(const SectionPlan& plan);
  Result<void> apply(const SectionPlan& plan, Batch& batch);
  Result<void> apply(const BoundRule& rule, Batch& batch);
  Result<void> pass_by(const BoundRule& rule, Batch& batch);
  Result<void> map_record(const BoundRule& rule, Batch& batch, std::size_t n, std::vector<PendingRow>& rows,
                          std::vector<std::size_t>& records);
  void note(const BoundRule& rule, Batch& batch, std::size_t n, const PendingRow& pending);
  void note_misfits(const BoundRule& rule, Batch& batch, std::size_t n, std::span<const Misfit> misfits);
  void note_misfit(const BoundRule& rule, Batch& batch, std::size_t n, MisfitLine line);
  Result<void> take_refusals(std::string_view section, const SectionPlan& plan);
  void add_refusal(const Suppression& suppression, std::uint64_t place);
  Result<void> apply_signal(const BoundRule& rule);
  void note_refusals(std::string_view section);
  Result<void> settle(std::string_view section, const SectionPlan& plan, std::size_t n);
  Result<bool> reject(const SectionPlan& plan, std::size_t n);
  Result<void> count_unlisted(std::string_view section, std::string_view json, const Verdict& verdict);
  void report_unlisted(std::string_view section);
  Result<void> store_own(const SectionPlan& plan, std::string_view id, Row record);

  const ImportPlan& plan_;
  const Selection& selection_;
  std::string unlisted_;
  const RecordMapper& mapper_;
  RowFinder& rows_;
  RuleWriter& writer_;
  EarlierSignals& signals_;
  ImportReport& report_;
  Scratch scratch_;  // of the block at hand
  Scratch values_;   // of rows that are mapped and not yet written
  Batch records_;
  Batch refusals_;                     // what the records at hand say no to
  std::optional<Suppression> signal_;  // of usage, not yet stored
  Timestamp issued_;                   // of the bundle at hand
  std::uint64_t first_ = 1;            // place of the block's first record in the segment
  std::map<std::string, SeenRecords, std::less<>> seen_;
  std::map<std::string, std::uint64_t, std::less<>> unlisted_members_;  // of the segment at hand, not yet reported
};

}  // namespace holdall
