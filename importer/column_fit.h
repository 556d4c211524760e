// Whether a value can go into a column, and the one form in which it does: a value that the column would change is
// refused, not bent. Pure.
//
// | column     | takes                                                                             |
// | kAny       | any scalar                                                                        |
// | kInteger   | integers                                                                          |
// | kReal      | numbers that a double holds exactly                                               |
// | kText      | texts; a whole record as JSON                                                     |
// | kNumeric   | numbers, booleans, and texts that do not look like a number                       |
// | kDecimal   | numbers, and texts `-?digits[.digits]`; goes on as text without superfluous zeros |
// | kBoolean   | booleans                                                                          |
// | kTimestamp | timestamps of at most microseconds; goes on in their shortest form                |
// | kDate      | dates                                                                             |
// | kJson      | everything, as canonical JSON                                                     |
// | kBytes     | bytes                                                                             |
// | kUuid      | UUIDs; goes on in lower case                                                      |
//
// NULL fits everywhere here; NOT NULL is the database's.
#pragma once

#include <cstddef>

#include "holdall/core/model/row.h"
#include "holdall/importer/map/misfit.h"
#include "holdall/importer/map/scratch.h"
#include "holdall/importer/map/transforms.h"
#include "holdall/importer/store/store.h"

namespace holdall {

// Of a text or JSON value in one cell.
inline constexpr std::size_t kMaxTextBytes = std::size_t{8} << 20;

// The result may view the cell or `scratch`. A kJson cell is a whole record, or an array or object of one.
FittedCell fit_column(const Cell& cell, StoreType type, Scratch& scratch);

// Whether a value of one of these kinds may fit the column.
bool may_fit(CellKinds kinds, StoreType type);

}  // namespace holdall
