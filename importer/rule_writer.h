// Writes mapped rows where their rule says, once: the ledger remembers what an earlier import wrote.
//
// | ledger says           | data                                                          | evidence, suppression |
// | nothing               | insert; a unique key taken: kept (ours) or CONFLICT           | the same              |
// | same content          | unchanged                                                     | unchanged             |
// | other content         | update the row if it still is what was written, else conflict | insert a further row  |
// | other, by this import | DUPLICATE_ID: a record is stored once                         | insert a further row  |
//
// What was written is found by its row key and counts only while its content is still that. Where rows do not say whose
// they are, no later line of the ledger may name the row key: it would be another record's, or another person's, row.
//
// Evidence and suppressions are never updated: history is not rewritten and a refusal is not taken back (promise P16).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/importer/ledger.h"
#include "holdall/importer/record_mapper.h"
#include "holdall/importer/report.h"
#include "holdall/importer/store/store.h"

namespace holdall {

// The receiver's own row of the person: always found by the person's key, since a row key may move.
struct SubjectRow {
  std::string text;    // as the ledger writes it
  Cell key;            // views `text` where it is text
  std::string column;  // of the subject's table, whose value is the key
};

// A mapped row and what became of it.
struct PendingRow {
  std::string_view record;  // its id
  MappedRow row;
  Outcome outcome = Outcome::kRejected;
  std::string_view code = {};  // why, where it is rejected
  bool misfit = false;         // the database does not take such a value
};

inline constexpr std::string_view kConflictCode = "CONFLICT";       // a unique key is another's
inline constexpr std::string_view kDuplicateCode = "DUPLICATE_ID";  // the bundle has the record's id twice

class RuleWriter {
 public:
  // All must outlive it.
  RuleWriter(StoreTransaction& transaction, ImportLedger& ledger, const SubjectRow& subject,
             const ImportIdentity& identity)
      : transaction_(transaction), ledger_(ledger), subject_(subject), import_(identity.import) {}

  // Sets what became of each row. Errors: kSelfCheck, kBackend.
  Result<void> write(const BoundRule& rule, std::span<PendingRow> rows);
  // What an earlier import wrote of each record, as its digest; empty where it wrote nothing. Errors: kBackend.
  Result<std::vector<std::string>> digests_of(const BoundRule& rule, std::span<const std::string_view> records);
  // Whether the row of a record is there and still what was written. Errors: kBackend.
  Result<bool> is_as_written(const BoundRule& rule, const ImportedRecord& line);
  // Deletes the row of a record that is gone, if it still is what was written. false: it is not, and stays.
  Result<bool> erase(const BoundRule& rule, const ImportedRecord& line);
  // Lines of the ledger by table that this import wrote and that have a row.
  [[nodiscard]] const std::map<std::string, std::uint64_t, std::less<>>& written() const { return written_; }

 private:
  struct Place;
  Result<void> write_wave(const BoundRule& rule, std::span<PendingRow> rows);
  Result<void> write_changed(const Place& place);
  Result<void> insert(const BoundRule& rule, std::span<const Place> places);
  Result<void> update(const Place& place);
  Result<void> fill(const Place& place);
  Result<void> settle_taken(const BoundRule& rule, PendingRow& pending);
  Result<std::optional<std::int64_t>> find_written(const BoundRule& rule, NamedCells content, std::string_view record,
                                                   const LedgerEntry& earlier);
  Result<std::optional<std::int64_t>> find_line(const BoundRule& rule, const ImportedRecord& line);
  Result<void> remember(const BoundRule& rule, std::span<const Place> places);

  StoreTransaction& transaction_;
  ImportLedger& ledger_;
  const SubjectRow& subject_;
  std::int64_t import_;
  std::map<std::string, std::uint64_t, std::less<>> written_;
};

}  // namespace holdall
