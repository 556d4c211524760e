// One record, one rule: the row that the rule would store.
//
//   record (cells under the section's layout) → conditions → pointers → transforms → fit to the column → MappedRow
//
// Pure: no store. Cells view the record, the scratch and the mapper, so a MappedRow lives until the next record.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/model/row.h"
#include "holdall/importer/map/scratch.h"
#include "holdall/importer/plan.h"
#include "holdall/importer/store/store.h"

namespace holdall {

struct MappedRow {
  std::vector<NamedCell> cells;    // all columns of the rule
  std::vector<NamedCell> content;  // those that do not depend on which bundle brought them
};

// SHA-256 over types and values, lower-case hex: whether two rows have the same content.
std::string content_digest(NamedCells cells);

// Whether two cells have the same content, as content_digest() sees it.
bool same_content(const Cell& a, const Cell& b);

class RecordMapper {
 public:
  // `facts` are the values of bundle_facts(); both must outlive the mapper.
  RecordMapper(Cell subject, std::span<const Cell> facts) : subject_(subject), facts_(facts) {}

  // Whether every condition holds. Errors: kMapping.
  Result<bool> matches(const BoundRule& rule, Row record, Scratch& scratch) const;
  // Nothing where the record has none of what the rule would read. Errors: kMapping naming column and pointer.
  Result<std::optional<MappedRow>> map(const BoundRule& rule, Row record, Scratch& scratch) const;

 private:
  Result<Cell> value_of(const BoundColumn& column, Row record, Scratch& scratch) const;
  Cell subject_;
  std::span<const Cell> facts_;
};

}  // namespace holdall
