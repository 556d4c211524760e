// What a field of type `file` says about its file, from the map's document. Internal to exporter/map.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "holdall/core/base/result.h"
#include "holdall/core/json/value.h"
#include "holdall/exporter/map/data_map.h"

namespace holdall {

// Makes a column travel with the rows; its index into Part::companions.
using AddCompanion = std::function<Result<std::size_t>(std::string_view column, const std::string& pointer)>;

// `fallback` is the name where the map or the row has none. Errors: kMapUnfit with a JSON Pointer.
Result<FileSource> read_file_source(const Value& field, const std::string& fallback, const std::string& pointer,
                                    const AddCompanion& companion);
// Errors: kMapUnfit where a field that is no file has a member that only a file has.
Result<void> refuse_file_members(const Value& field, const std::string& pointer);

}  // namespace holdall
