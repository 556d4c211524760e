// Reads the list `fn` of a column's source. Internal to importer/map.
#pragma once

#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/json/value.h"
#include "holdall/importer/map/lookups.h"
#include "holdall/importer/map/transforms.h"

namespace holdall {

// What a value is after the transforms, given what it may be before.
CellKinds kinds_after(CellKinds before, std::span<const Transform> transforms);

// Each by its name, or an object with its argument; none may be given what it can never take. `before` is what the
// first may be given. Errors: kMapUnfit with a pointer relative to `fn`.
Result<std::vector<Transform>> read_transforms(const Value& fn, CellKinds before, const Lookups& lookups);

}  // namespace holdall
