// What verify() asks of every record: that it is canonical, fits its schema, and that its attachments are here; and
// what it notes on the way: the ledger's account of sections.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>

#include "holdall/core/base/limits.h"
#include "holdall/core/base/result.h"
#include "holdall/core/stream/row_stream.h"
#include "holdall/formats/bundle/verify.h"

namespace holdall {

struct LedgerLine {
  std::string schema;
  std::uint64_t records = 0;
};
using LedgerLines = std::map<std::string, LedgerLine, std::less<>>;  // by section

class RecordChecks {
 public:
  // `attachments`, `progress` and `stopped` must outlive it.
  RecordChecks(std::span<const AttachmentInfo> attachments, const Limits& limits, const Progress& progress,
               const Stopped& stopped);
  RecordChecks(const RecordChecks&) = delete;
  RecordChecks& operator=(const RecordChecks&) = delete;
  ~RecordChecks();

  // Checks the records of segment `i` of `package` against its own schema and, of a registered section, ours. Returns
  // their number. Errors: kRecordSchema, kNotCanonical, kMalformedJson, kSchemaUnfit, kEntryMissing for an attachment
  // that is not here, kDigest for one of another size, kLedger; kInternal when stopped.
  Result<std::uint64_t> check(const Package& package, std::size_t i, const SegmentInfo& segment);
  // Errors: kEntryUnexpected for an attachment to which no record referred.
  [[nodiscard]] Result<void> check_all_referenced() const;
  [[nodiscard]] const LedgerLines& ledger() const { return ledger_; }

 private:
  struct Schemas;  // those of one section
  Result<const Schemas*> schemas_of(const Package& package, const SegmentInfo& segment);
  Result<void> check_attachments(std::string_view record);
  Result<void> note_ledger_line(std::string_view record);

  std::span<const AttachmentInfo> attachments_;
  const Limits limits_;
  const Progress& progress_;
  const Stopped& stopped_;
  std::unique_ptr<const Schemas> schemas_;  // of the section at hand: its segments follow each other
  std::set<std::string, std::less<>> referenced_;
  LedgerLines ledger_;
};

}  // namespace holdall
