// Rows of records that the sender no longer has: deleted where the map allows it and the new completeness ledger shows
// that they are gone, not merely left out.
//
// | before                                         | now                                            |                 |
// | the section's items, under this right          | all `included` or `empty`, the section whole   | gone: delete    |
// |                                                | one of them withheld, masked, expired, missing | nothing is gone |
// | a row that is no longer what was written       |                                                | it stays        |
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string_view>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/formats/bundle/verify.h"
#include "holdall/importer/completeness.h"
#include "holdall/importer/ledger.h"
#include "holdall/importer/plan.h"
#include "holdall/importer/report.h"
#include "holdall/importer/rule_writer.h"

namespace holdall {

// The record ids that a section was seen to have. Two ids of one hash are taken for one, and nothing is deleted.
class SeenRecords {
 public:
  void add(std::string_view id);
  // Requires: all are added.
  [[nodiscard]] bool has(std::string_view id);

 private:
  std::vector<std::size_t> hashes_;
  bool sorted_ = true;
};

// Deletes what is gone of one rule that may (Rule::gone). `earlier` are the imports about this person, by number.
// Errors: kSelfCheck, kBackend.
Result<void> erase_gone(const BoundRule& rule, SeenRecords& seen, const Completeness& now, std::string_view right,
                        const std::map<std::int64_t, ImportNote>& earlier, ImportLedger& ledger, RuleWriter& writer,
                        ImportReport& report);

}  // namespace holdall
