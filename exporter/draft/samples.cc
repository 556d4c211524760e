#include "holdall/exporter/draft/samples.h"

#include <algorithm>
#include <array>

#include "holdall/core/base/text.h"
#include "holdall/exporter/convert.h"
#include "holdall/exporter/map/field_fit.h"
#include "holdall/schemas/patterns.h"

namespace holdall {
namespace {

constexpr std::size_t kMostRows = 200;
constexpr std::size_t kMostCells = 20'000;
constexpr std::size_t kMostBytes = 16U << 20;

constexpr std::array<std::string_view, 8> kTypes = {"text", "integer", "number",    "boolean",
                                                    "date", "json",    "timestamp", "bytes"};
constexpr std::array<std::string_view, 5> kShapes = {"name", "country", "language", "state", "string"};

bool is_state(std::string_view text) {
  const RecordType* consents = find_record_type("consents");
  const auto state = std::find_if(consents->fields.begin(), consents->fields.end(),
                                  [](const FieldSpec& spec) { return spec.name == "state"; });
  return std::find(state->choices.begin(), state->choices.end(), text) != state->choices.end();
}

bool has_type(std::string_view type, const Cell& cell, std::string& buffer) {
  MappedField field;
  field.type = *find_column_type(type);
  field.target = FieldType::kAny;
  return convert(field, cell, buffer).ok();
}

bool has_shape(std::string_view shape, const Cell& cell) {
  if (cell.kind() == Cell::Kind::kInteger) {  // becomes a text
    return shape == "name" || shape == "string";
  }
  if (cell.kind() != Cell::Kind::kText) {
    return false;
  }
  const std::string_view text = cell.as_text();
  if (shape == "name") {
    return !text.empty() && count_code_points(text) <= 1024;
  }
  return shape == "string" || (shape == "state" ? is_state(text) : pattern_named(shape)->matches(text));
}

unsigned bit_of(std::string_view kind) {
  unsigned bit = 1;
  for (const std::string_view each : kTypes) {
    if (each == kind) {
      return bit;
    }
    bit <<= 1U;
  }
  for (const std::string_view each : kShapes) {
    if (each == kind) {
      return bit;
    }
    bit <<= 1U;
  }
  return 0;
}

void look(const Cell& cell, Seen& seen, std::string& buffer) {
  if (cell.is_absent()) {
    seen.null = true;
    return;
  }
  seen.any = true;
  unsigned bit = 1;
  for (const std::string_view type : kTypes) {
    if ((seen.fits & bit) != 0 && !has_type(type, cell, buffer)) {
      seen.fits &= ~bit;
    }
    bit <<= 1U;
  }
  for (const std::string_view shape : kShapes) {
    if ((seen.fits & bit) != 0 && !has_shape(shape, cell)) {
      seen.fits &= ~bit;
    }
    bit <<= 1U;
  }
}

}  // namespace

bool Seen::is(std::string_view kind) const {
  return (fits & bit_of(kind)) != 0;
}

Result<std::map<std::string, Seen>> look_at(Source& source, const std::string& table,
                                            const std::vector<std::string>& columns) {
  std::map<std::string, Seen> all;
  if (columns.empty()) {
    return all;
  }
  std::vector<Seen*> by_cell;
  by_cell.reserve(columns.size());
  for (const std::string& column : columns) {
    by_cell.push_back(&all[column]);
  }
  const std::size_t most = std::clamp<std::size_t>(kMostCells / columns.size(), 1, kMostRows);
  HOLDALL_ASSIGN(const auto rows, source.sample(table, columns, most));
  std::string buffer;
  std::size_t bytes = 0;
  for (Row row; bytes < kMostBytes;) {
    HOLDALL_ASSIGN(const Read read, rows->next(row));
    if (read == Read::kEnd) {
      break;
    }
    for (std::size_t i = 0; i < by_cell.size(); ++i) {
      look(row[i], *by_cell[i], buffer);
      bytes += row[i].as_text().size();
    }
  }
  return all;
}

}  // namespace holdall
