// The named transforms of an import map (docs/import-map.md#transforms): from one controller's forms and code systems
// to another's.
//
// A closed set; each takes one value of a record (`join` several) and gives one, or says by a code why it cannot.
// Total, deterministic, without locale or clock. A missing value stays missing, but for `default` and joins.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/json/value.h"
#include "holdall/core/model/row.h"
#include "holdall/importer/map/misfit.h"
#include "holdall/importer/map/scratch.h"

namespace holdall {

enum class TransformKind : std::uint8_t {
  // of texts
  kJoin,  // with `text` between
  kPart,  // number `number`, from 1, of those that `text` separates
  kFirstWord,
  kAfterFirstWord,
  kLastWord,
  kBeforeLastWord,
  kTrim,
  kEmptyToNull,
  kLowerAscii,
  kUpperAscii,
  kWithoutPrefix,  // `text`
  // of times
  kYear,
  kRfc3339ToEpoch,
  kRfc3339ToEpochMs,
  kRfc3339ToDate,
  kRfc3339ToDatetime,
  kDateToEpoch,
  kDateToEpochDay,
  kDateToRfc3339,
  kEpochToRfc3339,
  kEpochMsToRfc3339,
  // of code systems
  kIso3166A2,
  kIso3166A2ToA3,
  kIso3166A2ToNumeric,
  kIso3166A3ToA2,
  kIso3166A3ToNumeric,
  kIso3166NumericToA2,
  kIso3166NumericToA3,
  kBcp47ToPosix,
  kPosixToBcp47,
  kBcp47ToIso639,
  // of types
  kTextToInteger,
  kTextToNumber,
  kTextToBoolean,
  kIntegerToText,
  kNumberToText,
  kBooleanToText,
  kBooleanToInteger,
  kIntegerToBoolean,
  kDecimalToUnits,  // of 10^-`number`
  kBase64urlToBytes,
  // of the map's own
  kLookup,   // in `table`, else `scalar`
  kDefault,  // `scalar`
  kFile,     // the bytes of an attachment: RecordMapper's, which has the bundle
};

// Kinds of cells as a set, for what can be known of a value before there is one.
enum class CellKinds : std::uint8_t {
  kNone = 0,
  kText = 1,
  kInteger = 2,
  kNumber = 4,
  kBoolean = 8,
  kBytes = 16,
  kScalar = kText | kInteger | kNumber | kBoolean | kBytes,
};
constexpr CellKinds operator|(CellKinds a, CellKinds b) {
  return static_cast<CellKinds>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}
constexpr bool overlap(CellKinds a, CellKinds b) {
  return (static_cast<unsigned>(a) & static_cast<unsigned>(b)) != 0;
}
CellKinds kinds_of(const Value& scalar);

// A table of the map's member `lookups`: from a value's text to a scalar.
struct LookupTable {
  std::string name;
  std::vector<Value::Member> entries;  // in order of the keys
  [[nodiscard]] const Value* find(std::string_view key) const;
};

// One step of a column's `fn`.
struct Transform {
  TransformKind kind = TransformKind::kFile;
  std::string text = {};
  int number = 0;
  std::optional<Value> scalar = {};
  std::shared_ptr<const LookupTable> table = {};

  [[nodiscard]] CellKinds takes() const;
  [[nodiscard]] CellKinds gives() const;
};

// The transform of that name that has no argument.
std::optional<Transform> find_transform(std::string_view name);
std::string_view transform_name(TransformKind kind);

// The scalar as a cell that views it.
Cell scalar_cell(const Value& scalar);

// Requires: not kFile; one value but for kJoin. The result may view `values`, the transform or `scratch`.
FittedCell apply_transform(const Transform& transform, std::span<const Cell> values, Scratch& scratch);

}  // namespace holdall
