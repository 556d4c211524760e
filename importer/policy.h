// What the map's policy makes of an import in which not everything could be stored (docs/import-map.md#policy).
#pragma once

#include <optional>

#include "holdall/core/base/error.h"
#include "holdall/importer/map/import_map.h"
#include "holdall/importer/report.h"

namespace holdall {

// Why the whole import is refused: kMapping naming section, record, rule, column and code of the first misfit, or the
// first item that no rule has a use for. A suppression that finds no place refuses it under any policy. Nothing where
// the policy lets the rest be stored.
std::optional<Error> refusal_by_policy(const ImportReport& report, const ImportMap& map);

}  // namespace holdall
