// Which column types and constants fit which field of a record type.
#pragma once

#include <optional>
#include <string_view>

#include "holdall/core/json/value.h"
#include "holdall/exporter/map/data_map.h"
#include "holdall/schemas/record_types.h"

namespace holdall {

// The column type of that name in a map (`text`, `integer`, …), or nothing.
std::optional<ColumnType> find_column_type(std::string_view name);
bool column_fits(ColumnType type, FieldType target);
bool constant_fits(const Value& constant, const FieldSpec& target);
// Whether `_file`, `_bytes` or `_salt` is a member at any depth: they mean something to every reader, and neither data
// nor maps may imitate them.
bool has_reserved_member(const Value& value);
// `type/subtype` (RFC 6838 §4.2), with parameters behind a semicolon or without.
bool is_media_type(std::string_view text);

}  // namespace holdall
