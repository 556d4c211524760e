// Blackens other people in the cells of a row whose right delivers them masked.
//
// Names that the map gives a role come first: the role stands for the name, in its own cell and in the row's other
// texts.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "holdall/core/model/row.h"
#include "holdall/exporter/map/data_map.h"
#include "holdall/exporter/mask.h"

namespace holdall {

class RowMask {
 public:
  // `part` must outlive it; `own`: what the person is known by.
  RowMask(const Part& part, const std::vector<std::string>& own);
  // Whether mask() can take from the value of a field what is other people's: not from bytes, nor from a number that
  // may be one of theirs. What cannot be masked must not leave.
  [[nodiscard]] bool can_mask(std::size_t field, const Cell& cell) const;
  // Of a row of the collector's shape, the fields that are chosen. Texts are valid until the next call.
  void mask(const std::vector<char>& chosen, Row row);

 private:
  const Part& part_;
  Masker masker_;
  std::vector<std::string> texts_;  // per field
};

}  // namespace holdall
