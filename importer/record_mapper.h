// One record, one rule: the row that the rule would store.
//
//   record (cells under the section's layout) → conditions → pointers → transforms → fit to the column → MappedRow
//
// A value that does not fit is a misfit, not an error. Pure: no store. Cells view the record, the scratch and the
// mapper, so a MappedRow lives until the next record.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/model/row.h"
#include "holdall/importer/map/misfit.h"
#include "holdall/importer/map/scratch.h"
#include "holdall/importer/plan.h"
#include "holdall/importer/store/store.h"

namespace holdall {

// The bytes of the attachment with that digest; nothing where they are more than a cell may hold.
using ReadFile = std::function<Result<std::optional<std::string>>(std::string_view sha256)>;

// The value of the column that `column.source->row` names, in the row which that rule wrote for the record of that id;
// nothing where there is no such row.
using FindRow = std::function<Result<std::optional<Cell>>(const BoundColumn& column, std::string_view record_id)>;

// A value that does not fit where the map puts it.
struct Misfit {
  std::string_view column;   // of the rule's table
  std::string_view pointer;  // into the record, as the map writes it (of several, the first); "" without one
  MisfitCode code;
};

struct MappedRow {
  // A value that did not get into its column.
  struct Left {
    std::string_view member;  // of the record
    std::string_view code;
  };
  std::vector<NamedCell> cells;    // all columns of the rule
  std::vector<NamedCell> content;  // those that do not depend on which bundle brought them
  std::vector<Left> left;
  std::vector<Misfit> misfits;  // where there is one, the rule stores nothing of this record, and all else is empty
};

inline constexpr std::string_view kIsAttachment = "ATTACHMENT";             // where a column takes a scalar
inline constexpr std::string_view kAttachmentTooLarge = "ATTACHMENT_SIZE";  // for one cell

// SHA-256 over types and values, lower-case hex: whether two rows have the same content.
std::string content_digest(NamedCells cells);

// Whether two cells have the same content, as content_digest() sees it.
bool same_content(const Cell& a, const Cell& b);

class RecordMapper {
 public:
  // `facts` are the values of bundle_facts(); both must outlive the mapper. Without `files`, none is stored; without
  // `rows`, no record has a row.
  RecordMapper(Cell subject, std::span<const Cell> facts, ReadFile files = {}, FindRow rows = {})
      : subject_(subject), facts_(facts), files_(std::move(files)), rows_(std::move(rows)) {}

  // Whether every condition holds. Errors: those of CanonicalReader.
  Result<bool> matches(const BoundRule& rule, Row record, Scratch& scratch) const;
  // Nothing where the record has none of what the rule would read, unless it is a no: that needs no more than to have
  // been said. An attachment where a column takes a scalar, or one
  // that is too large for a cell, is left out and listed; no cells are left where the rule would have read nothing
  // else. Errors: those of CanonicalReader, `files` and `rows`; never for what a value is.
  Result<std::optional<MappedRow>> map(const BoundRule& rule, Row record, Scratch& scratch) const;

 private:
  struct Draft;
  Result<FittedCell> value_of(const BoundColumn& column, Row record, Scratch& scratch, Draft& draft) const;
  Result<FittedCell> record_value(const BoundColumn& column, Row record, Scratch& scratch, Draft& draft) const;
  Result<FittedCell> file_of(const Cell& value, std::string_view member, Scratch& scratch, Draft& draft) const;
  Result<FittedCell> row_of(const BoundColumn& column, Row record, Scratch& scratch) const;
  Cell subject_;
  std::span<const Cell> facts_;
  ReadFile files_;
  FindRow rows_;
};

}  // namespace holdall
