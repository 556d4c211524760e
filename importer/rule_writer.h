// Writes one mapped row where its rule says, once: the ledger remembers what an earlier import wrote.
//
// | ledger says           | data                                                        | evidence, suppression      |
// | nothing               | insert; a unique key taken: kept (ours) or CONFLICT         | the same                   |
// | same content          | unchanged                                                   | unchanged                  |
// | other content         | update the row if it still is what was written, else conflict | insert a further row     |
//
// Evidence and suppressions are never updated: history is not rewritten and a refusal is not taken back (promise P16).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "holdall/core/base/result.h"
#include "holdall/importer/ledger.h"
#include "holdall/importer/record_mapper.h"
#include "holdall/importer/report.h"
#include "holdall/importer/store/store.h"

namespace holdall {

// The receiver's own row of the person.
struct SubjectRow {
  std::string text;  // as the ledger writes it
  Cell key;          // views `text` where it is text
  std::int64_t row_key = 0;
};

class RuleWriter {
 public:
  RuleWriter(StoreTransaction& transaction, ImportLedger& ledger, const SubjectRow& subject, std::string_view batch)
      : transaction_(transaction), ledger_(ledger), subject_(subject), batch_(batch) {}

  // kRejected: a unique key is taken by a row that is not this person's. Errors: kMapping, kSelfCheck, kBackend.
  Result<Outcome> write(const BoundRule& rule, std::string_view record, const MappedRow& row);
  // Rows of each table that the ledger now ascribes to this batch and did not before.
  [[nodiscard]] const std::map<std::string, std::uint64_t, std::less<>>& written() const { return written_; }

 private:
  struct Place;
  Result<Outcome> insert(const Place& place, const MappedRow& row);
  Result<Outcome> update(const Place& place, const MappedRow& row);
  Result<Outcome> fill(const Place& place, const MappedRow& row);
  Result<bool> is_own_row(const BoundRule& rule, const MappedRow& row);
  Result<void> remember(const Place& place, std::optional<std::int64_t> row_key);

  StoreTransaction& transaction_;
  ImportLedger& ledger_;
  const SubjectRow& subject_;
  std::string batch_;
  std::map<std::string, std::uint64_t, std::less<>> written_;
};

}  // namespace holdall
