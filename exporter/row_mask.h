// Blackens other people in the cells of a row whose right delivers them masked.
//
// Names that the map gives a role come first: the role stands for the name, in its own cell and in the row's other
// texts.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/model/row.h"
#include "holdall/exporter/known_people.h"
#include "holdall/exporter/map/data_map.h"
#include "holdall/exporter/mask.h"
#include "holdall/exporter/record_id.h"
#include "holdall/exporter/redaction_log.h"

namespace holdall {

// What an export knows of other people, and where it notes what it has blackened. Without either, marks have no
// pseudonyms, and nothing is noted.
struct MaskTools {
  KnownPeople* people = nullptr;
  RedactionLog* log = nullptr;
  const IdScope* ids = nullptr;  // for records whose natural id would show what is kept back
};

// Why a field is masked.
struct MaskReason {
  std::string_view code;
  std::string_view reference;
};

class RowMask {
 public:
  // `section`, `part` and `tools` must outlive it; `own`: what the person is known by.
  RowMask(std::string_view section, const Part& part, const std::vector<std::string>& own, MaskTools tools = {});
  // Whether mask() can take from the value of a field what is other people's: not from bytes, nor from a number that
  // may be one of theirs. What cannot be masked must not leave.
  [[nodiscard]] bool can_mask(std::size_t field, const Cell& cell) const;
  // Of a row of the collector's shape, the fields that have a reason. Texts are valid until the next call. Errors:
  // those of the source and of the log.
  Result<void> mask(const std::vector<std::optional<MaskReason>>& reasons, Row row);
  // After the last row.
  Result<void> finish();

 private:
  Result<std::string> masked(std::string_view text);
  Result<Value> mask_json(const Value& value);
  Result<void> mask_cell(std::size_t field, Cell& cell);
  void replace_names(const std::vector<std::optional<MaskReason>>& reasons, Row row);
  void note(const Mention& finding);
  Result<void> log_field(std::size_t field, const MaskReason& reason);
  [[nodiscard]] std::string pointer_of(const MappedField& field) const;

  std::string_view section_;
  const Part& part_;
  Masker masker_;
  MaskTools tools_;
  std::vector<std::string> texts_;  // per field
  std::vector<std::string> names_;  // of the row at hand, and what stands for them
  std::vector<Masker::Role> roles_;
  std::vector<Redaction> noted_;               // of the field at hand
  std::map<std::string, std::size_t> places_;  // of its marks in noted_
  std::string record_;                         // id of the record at hand
  std::uint64_t elements_ = 0;                 // of its group before this row
  std::vector<std::vector<Redaction>>
      groups_;  // per field of a group itself: of the last row, which is what is written
};

}  // namespace holdall
