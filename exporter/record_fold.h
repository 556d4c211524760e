// source → collector → scope → **record fold** → section writer
//
// Gives cells their place in the section's records: members by name, nested members as objects, and consecutive rows of
// a group as one record. Constant memory but for the record at hand, which is bounded by the line limit.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "holdall/core/stream/row_stream.h"
#include "holdall/exporter/map/data_map.h"

namespace holdall {

class RecordFold final : public RowReader {
 public:
  // `part` and `layout` (the section's) must outlive it; `rows` have the collector's shape. Errors: kInternal.
  static Result<std::unique_ptr<RecordFold>> create(const Part& part, const Layout& layout,
                                                    std::unique_ptr<RowReader> rows);
  // Rows under the section's layout. Errors: kSourceData naming the column where a required field is NULL, or where a
  // value has no place in JSON; kLimit for a record that is too long.
  Result<Read> next(Row& out) override;
  [[nodiscard]] std::uint64_t rows() const { return rows_seen_; }
  [[nodiscard]] std::uint64_t records() const { return records_; }

 private:
  // An object built from several fields: a nested member, or one element of the group.
  struct Object {
    std::size_t place = 0;  // cell of the record
    Layout layout;
    std::vector<std::size_t> fields;  // field of each cell of `layout`
    std::vector<Cell> cells;
    std::string json;
  };
  struct Direct {
    std::size_t place = 0;
    std::size_t field = 0;
    std::string text;  // where the cell must outlive its row
  };

  RecordFold(const Part& part, std::size_t size, std::unique_ptr<RowReader> rows)
      : part_(part), rows_(std::move(rows)), record_(size) {}
  Result<void> place_fields(const Layout& layout);
  static Result<Object> make_object(std::size_t place, const std::vector<std::pair<std::string, std::size_t>>& members);

  Result<Read> read_row();            // into row_
  Result<void> absorb();              // row_ into the record
  Result<void> add_element();         // row_ into the group's array
  Result<bool> fill(Object& object);  // whether a cell of an item is there
  [[nodiscard]] Result<void> check_required(bool in_group) const;
  Error missing(const MappedField& field) const;
  Cell keep(Direct& direct, const Cell& cell) const;

  const Part& part_;
  std::unique_ptr<RowReader> rows_;
  std::size_t id_place_ = 0;
  std::vector<Direct> direct_;
  std::vector<Object> nested_;
  std::optional<Object> element_;
  std::vector<Cell> record_;
  std::string id_;
  std::string array_;
  Row row_;
  bool held_ = false;  // row_ begins the next record
  bool ended_ = false;
  std::uint64_t rows_seen_ = 0;
  std::uint64_t records_ = 0;
};

}  // namespace holdall
