// What an import map does, rule by rule, for who checks it.
#pragma once

#include <string>

#include "cli/report.h"
#include "holdall/importer/map/import_map.h"

namespace holdall::cli {

// `database` tells in words whether the map was laid over one.
Report import_map_report(const ImportMap& map, const std::string& database);

}  // namespace holdall::cli
