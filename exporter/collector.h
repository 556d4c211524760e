// source → **collector** → scope → record fold → section writer
//
// Turns a source's rows into typed cells: cell 0 is the record's id (a group's: its first row's), cell i + 1 is field i
// of the part; the part's companions follow, as the source has them. Every row is checked to belong to the subject
// (security.md P17), and to have another id than the record before it: where the id's columns order the rows, no id
// comes twice. Memory is that of one row: cells view the source or reused buffers; JSON cells and derived ids are made
// with temporaries of their own.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "holdall/core/stream/row_stream.h"
#include "holdall/exporter/map/data_map.h"
#include "holdall/exporter/owner_check.h"
#include "holdall/exporter/record_id.h"

namespace holdall {

class Collector final : public RowReader {
 public:
  // `part`, `ids` and `taken`, which is told of every row, must outlive it; `rows` answers part.query for `subject`.
  Collector(const Part& part, const IdScope& ids, Value subject, RowKeys& taken, std::unique_ptr<RowReader> rows);
  // Errors: kSourceData naming column and row for a value that does not fit, kSelfCheck for a row of somebody else and
  // for an id that comes twice in turn.
  Result<Read> next(Row& out) override;
  [[nodiscard]] std::uint64_t rows() const { return count_; }  // that the source returned

 private:
  Result<void> identify(Row raw);
  Result<void> convert_fields(Row raw);
  const Part& part_;
  const IdScope& ids_;
  Value subject_;
  RowKeys& taken_;
  std::unique_ptr<RowReader> rows_;
  std::uint64_t count_ = 0;
  std::string id_;
  std::string next_id_;
  std::string group_;  // of the row before, where rows are grouped
  std::string next_group_;
  std::vector<std::string> buffers_;  // one per field
  std::vector<Cell> cells_;
};

}  // namespace holdall
