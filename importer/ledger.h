// What was imported before: who is bound to whom, which segments are stored, and what of each record was written.
//
// Lives in the receiver's database and in the same transaction as the rows themselves (promises P9, P10), on top of
// StoreTransaction, so it is the same for every kind of store. What was stored is kept as a digest;
// persons and records are named as the sender and the receiver name them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

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
  std::string sub;      // the issuer's name of the person; empty where the bundle has none
  std::string subject;  // the receiver's own key of the person, as text
  std::string map_sha256;
  std::string batch;  // first 16 digits of manifest_sha256
};

// The issuer's person `sub` is the receiver's `subject`; the newest bundle imported about them.
struct Binding {
  std::string subject;
  std::string sub;
  Timestamp last_issued;
};

// What a rule wrote of one record.
struct LedgerEntry {
  std::string digest;
  std::optional<std::int64_t> row_key;  // nothing: the receiver had such a row already
  std::string batch;
};

// Errors of all members: those of StoreTransaction.
class ImportLedger {
 public:
  ImportLedger(StoreTransaction& transaction, const ImportIdentity& identity)
      : transaction_(transaction), identity_(identity) {}

  [[nodiscard]] Result<std::optional<Binding>> binding_of_subject();
  [[nodiscard]] Result<std::optional<Binding>> binding_of_sub();  // Requires: identity has a sub
  // An earlier import of the bundle id: its manifest digest and local subject.
  struct Earlier {
    std::string manifest_sha256;
    std::string subject;
  };
  [[nodiscard]] Result<std::optional<Earlier>> earlier_import();
  [[nodiscard]] Result<bool> has_segment(std::string_view sha256);

  [[nodiscard]] Result<std::optional<LedgerEntry>> find_record(std::string_view section, std::string_view record,
                                                               std::string_view rule);
  struct RecordName {
    std::string_view section, record, rule, table;
  };
  Result<void> put_record(const RecordName& name, const LedgerEntry& entry, bool exists);
  Result<void> add_segment(std::string_view sha256);
  // Binds the person and closes the import: the last thing before COMMIT.
  Result<void> close(Timestamp now, std::uint64_t rows);

 private:
  Result<std::optional<Binding>> find_binding(std::string_view column, std::string_view value);
  StoreTransaction& transaction_;
  const ImportIdentity& identity_;
};

}  // namespace holdall
