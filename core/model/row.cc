#include "holdall/core/model/row.h"

#include <algorithm>

#include "holdall/core/base/text.h"
#include "holdall/core/json/canonical.h"

namespace holdall {

Cell Cell::boolean(bool value) {
  Cell cell;
  cell.kind_ = Kind::kBool;
  cell.integer_ = value ? 1 : 0;
  return cell;
}

Cell Cell::integer(std::int64_t value) {
  Cell cell;
  cell.kind_ = Kind::kInteger;
  cell.integer_ = value;
  return cell;
}

Cell Cell::number(double value) {
  Cell cell;
  cell.kind_ = Kind::kDouble;
  cell.double_ = value;
  return cell;
}

Cell Cell::text(std::string_view value) {
  Cell cell;
  cell.kind_ = Kind::kText;
  cell.text_ = value;
  return cell;
}

Cell Cell::bytes(std::string_view value) {
  Cell cell = text(value);
  cell.kind_ = Kind::kBytes;
  return cell;
}

Cell Cell::json(std::string_view value) {
  Cell cell = text(value);
  cell.kind_ = Kind::kJson;
  return cell;
}

std::string cell_text(const Cell& cell) {
  switch (cell.kind()) {
    case Cell::Kind::kText:
      return std::string(cell.as_text());
    case Cell::Kind::kInteger:
      return std::to_string(cell.as_integer());
    default:
      return {};
  }
}

Result<Layout> Layout::compile(std::vector<std::string> names) {
  if (!std::all_of(names.begin(), names.end(), is_ijson_text)) {
    return Error{ErrorCode::kInternal, "layout: a field name is not I-JSON text", {}};
  }
  std::sort(names.begin(), names.end(),
            [](const std::string& a, const std::string& b) { return compare_utf16(a, b) < 0; });
  if (std::adjacent_find(names.begin(), names.end()) != names.end()) {
    return Error{ErrorCode::kInternal, "layout: a field is there twice", {}};
  }
  Layout layout;
  for (std::string& name : names) {
    std::string key;
    append_string(key, name);
    key.push_back(':');
    layout.fields_.push_back(Field{std::move(name), std::move(key)});
  }
  return layout;
}

std::optional<std::size_t> Layout::index_of(std::string_view name) const {
  const auto found =
      std::find_if(fields_.begin(), fields_.end(), [&](const Field& field) { return field.name == name; });
  if (found == fields_.end()) {
    return std::nullopt;
  }
  return static_cast<std::size_t>(found - fields_.begin());
}

}  // namespace holdall
