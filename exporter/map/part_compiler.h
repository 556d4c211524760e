// One part of a section, from its document to a query and the fields its rows fill.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "holdall/core/base/result.h"
#include "holdall/exporter/map/data_map.h"

namespace holdall {

// What a part may refer to.
struct MapIndex {
  std::span<const DataItem> items;
  std::map<std::string, std::size_t, std::less<>> by_id;
  const Owners& owners;
};

// `part` was checked with the map's schema; `pointer` is where it stands. `type` is nullptr for a section of the
// controller's own: its records may have any members. Errors: kMapUnfit with a JSON Pointer.
Result<Part> compile_part(const Value& part, const RecordType* type, const MapIndex& index, std::string pointer);

// The column `text` names: `column` of `base`, or `T.column` where T is `base` or in `joined`. Errors: kMapUnfit.
Result<ColumnRef> resolve_column(std::string_view text, const std::string& base, std::span<const Join> joined,
                                 std::string pointer);
// The conditions of a `where` member; none where it is absent. Errors: kMapUnfit.
Result<std::vector<Condition>> compile_where(const Value& holder, const std::string& base, std::span<const Join> joined,
                                             const std::string& pointer);
// The `values` of a column that decides a tag; its cell is the caller's. Errors: kMapUnfit.
Result<TagColumn> read_tag_column(Tag tag, const Value& value, const std::string& pointer);
Error map_unfit(const std::string& pointer, std::string_view what);

}  // namespace holdall
