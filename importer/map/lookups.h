// The lookup tables of an import map, while it is read. Internal to importer/map.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>

#include "holdall/core/base/result.h"
#include "holdall/core/json/value.h"
#include "holdall/importer/map/import_map.h"
#include "holdall/importer/map/transforms.h"

namespace holdall {

using Lookups = std::map<std::string, std::shared_ptr<const LookupTable>, std::less<>>;

// Member `lookups` of the map's document, where there is one. Errors: kMapUnfit with the pointer.
Result<Lookups> read_lookups(const Value& document);

// Errors: kMapUnfit naming a table that no rule uses.
Result<void> check_lookups_used(const Lookups& lookups, std::span<const Rule> rules);

}  // namespace holdall
