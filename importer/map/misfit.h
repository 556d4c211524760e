// Why a value of a record does not get where the map puts it: the one table of codes (docs/import-map.md#misfits).
//
// A misfit is no error: the rule stores nothing of that record, and the map's policy says what becomes of the import.
// The codes are stable, and stand in reports and receipts; the values never do.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <variant>

#include "holdall/core/model/row.h"

namespace holdall {

enum class MisfitCode : std::uint8_t {
  kNotScalar,
  kWrongType,
  kOutOfRange,
  kTooLong,
  kTooPrecise,
  kHasNul,
  kTextAsNumber,
  kNotATimestamp,
  kNotADate,
  kNotANumber,
  kNotABoolean,
  kNotAUuid,
  kNotBase64,
  kNotACountry,
  kNotALanguage,
  kNotInLookup,
  kNotAFile,
  kNoParentRow,
};

struct MisfitInfo {
  MisfitCode code;
  std::string_view name;
  std::string_view meaning;
};

std::span<const MisfitInfo> misfit_table();
// "NOT_A_TIMESTAMP"
std::string_view misfit_name(MisfitCode code);

// A value on its way to a column, or why it does not get there.
class FittedCell {
 public:
  FittedCell(Cell cell) : result_(cell) {}        // NOLINT(google-explicit-constructor): either is a result
  FittedCell(MisfitCode code) : result_(code) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool ok() const { return std::holds_alternative<Cell>(result_); }
  // Requires: ok().
  [[nodiscard]] const Cell& cell() const { return std::get<Cell>(result_); }
  // Requires: !ok().
  [[nodiscard]] MisfitCode misfit() const { return std::get<MisfitCode>(result_); }

 private:
  std::variant<Cell, MisfitCode> result_;
};

}  // namespace holdall
