// The named transforms of an import map (docs/import-map.md#rules): from one controller's code system to another's.
//
// Each takes values of one record and gives one value, or says why it cannot, without showing the value. Total,
// deterministic, without locale or clock. A missing value stays missing.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "holdall/core/base/result.h"
#include "holdall/core/model/row.h"
#include "holdall/importer/map/scratch.h"

namespace holdall {

enum class Transform : std::uint8_t {
  kJoinSpace,
  kYear,
  kRfc3339ToEpoch,
  kIso3166A2ToA3,
  kBcp47ToPosix,
  kTextToInteger,
  kBooleanToInteger,
  kLowerAscii,
  kFile,  // the bytes of an attachment: RecordMapper's, which has the bundle
};

std::optional<Transform> find_transform(std::string_view name);

// Only kJoinSpace takes several values; the others require exactly one. Requires: not kFile. The result may view
// `values` or `scratch`. Errors: kMapping with the transform's name and what it expects.
Result<Cell> apply_transform(Transform transform, std::span<const Cell> values, Scratch& scratch);

}  // namespace holdall
