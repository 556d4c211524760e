// What was imported before: which bundles and segments are stored, and what of each record was written.
//
// Lives in the receiver's database and in the same transaction as the rows themselves (promises P9, P10), on top of
// StoreTransaction, so it is the same for every kind of store. What was stored is kept as a digest;
// persons and records are named as the sender and the receiver name them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/model/timestamp.h"
#include "holdall/importer/store/store.h"

namespace holdall {

// Whose bundle is imported, for whom, and by which map.
struct ImportIdentity {
  std::string iss;
  std::string bundle_id;
  std::string manifest_sha256;
  Timestamp issued;
  std::string sub;          // the issuer's id of the person, or the digest of their token; empty where it has none
  std::string subject;      // the receiver's own key of the person, as text
  std::string map_sha256;   // of the map as far as it is applied
  std::string batch;        // first 16 digits of manifest_sha256
  std::int64_t import = 0;  // its number in the receiver's database
};

// What a rule wrote of one record.
struct LedgerEntry {
  std::string digest;
  std::optional<std::int64_t> row_key;  // nothing: the row is the receiver's own, which had it already
  std::int64_t import = 0;
};

// A record's id as the ledger keeps it: itself, or its SHA-256 where it is longer than a database's index takes.
std::string ledger_record(std::string_view id);

// Where a record went: what the ledger's lines are found by.
struct LedgerPlace {
  std::string_view section, rule, table;
};

// A line of the ledger with the record it is about.
struct ImportedRecord {
  std::string record;
  LedgerEntry entry;
};

// Errors of all members: those of StoreTransaction; kSelfCheck where the database keeps no line of the ledger.
class ImportLedger {
 public:
  // Both must outlive it.
  ImportLedger(StoreTransaction& transaction, const ImportIdentity& identity)
      : transaction_(transaction), identity_(identity) {}

  // An import that was committed, of the same issuer.
  struct Earlier {
    std::int64_t import = 0;
    std::string bundle_id;
    std::string manifest_sha256;
    std::string sub;
    std::string subject;
    Timestamp issued;
    std::string map_sha256;
    std::string note;  // ImportNote
  };
  // Those of this bundle's id; about this local subject; about this `sub`.
  [[nodiscard]] Result<std::vector<Earlier>> of_bundle();
  [[nodiscard]] Result<std::vector<Earlier>> of_subject();
  [[nodiscard]] Result<std::vector<Earlier>> of_sub();
  [[nodiscard]] Result<bool> has_segment(std::string_view sha256);

  // What `place.rule` wrote of each record; nothing where it wrote nothing.
  [[nodiscard]] Result<std::vector<std::optional<LedgerEntry>>> find(const LedgerPlace& place,
                                                                     std::span<const std::string_view> records);
  // All lines of a rule about this subject. Memory: that of the lines.
  [[nodiscard]] Result<std::vector<ImportedRecord>> lines(const LedgerPlace& place);
  struct NewLine {
    std::string_view record;
    LedgerEntry entry;
  };
  Result<void> add(const LedgerPlace& place, std::span<const NewLine> lines);
  Result<void> change(const LedgerPlace& place, const NewLine& line);
  Result<void> erase(const LedgerPlace& place, std::string_view record);
  // Whether another line that is not older names the row of `entry` too, of whatever person and issuer: the database
  // has given the row key to another row since. Requires: the entry has a row key.
  [[nodiscard]] Result<bool> is_taken_over(const LedgerPlace& place, std::string_view record, const LedgerEntry& entry);
  Result<void> add_segment(std::string_view sha256);
  // The import's own row: the last thing before COMMIT.
  Result<void> close(Timestamp now, std::string_view note);

 private:
  Result<std::vector<Earlier>> find_imports(std::string_view column, std::string_view value);

  StoreTransaction& transaction_;
  const ImportIdentity& identity_;
};

}  // namespace holdall
