// Pass 2 of an import: the records of the segments through the plan into the transaction, one at a time.
//
// Every record leaves exactly one outcome in the report. kEnd of a segment's reader means that its digest held.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "holdall/core/base/result.h"
#include "holdall/formats/bundle/verify.h"
#include "holdall/importer/plan.h"
#include "holdall/importer/record_mapper.h"
#include "holdall/importer/report.h"
#include "holdall/importer/rule_writer.h"

namespace holdall {

class SectionImporter {
 public:
  SectionImporter(const ImportPlan& plan, std::string_view unlisted, const RecordMapper& mapper, RuleWriter& writer,
                  ImportReport& report)
      : plan_(plan), unlisted_(unlisted), mapper_(mapper), writer_(writer), report_(report) {}

  // Errors: kMapping naming section, record and rule; kRecordSchema; those of the reader and of the store.
  Result<void> import_segment(const VerifiedBundle& bundle, const SegmentInfo& segment, const Progress& progress);
  // Whether the report counts the section: not one by which the bundle describes itself, unless a rule asks for it.
  [[nodiscard]] bool is_counted(std::string_view section) const;
  // Stores the one row of `@bundle`, and the rows of `@rejects` as the report stands now.
  Result<void> store_bundle_facts();
  Result<void> store_rejects();

 private:
  struct Verdict;
  Result<void> import_record(std::string_view section, const SectionPlan& plan, Row record);
  Result<void> store(const BoundRule& rule, std::string_view record_id, Row record, Verdict& verdict);
  Result<bool> reject(const SectionPlan& plan, Row record);
  Result<void> count_unlisted(std::string_view section, std::string_view json, const Verdict& verdict);
  void report_unlisted(std::string_view section);
  Result<void> store_own(const SectionPlan& plan, std::string_view id, Row record);

  const ImportPlan& plan_;
  std::string unlisted_;
  const RecordMapper& mapper_;
  RuleWriter& writer_;
  ImportReport& report_;
  Scratch scratch_;
  std::map<std::string, std::uint64_t, std::less<>> unlisted_members_;  // of the segment at hand, not yet reported
};

}  // namespace holdall
