#include "holdall/exporter/row_mask.h"

#include <utility>

#include "holdall/core/json/canonical.h"
#include "holdall/core/json/value.h"

namespace holdall {
namespace {

using Roles = std::span<const Masker::Role>;

std::string masked(const Masker& masker, std::string_view text, Roles roles) {
  std::string buffer;
  return std::string(masker.mask(text, roles, buffer).text);
}

// Every text and name of a JSON value, masked; a number that may be somebody's becomes the text that stands for it.
Value mask_json(const Masker& masker, const Value& value, Roles roles) {  // NOLINT(misc-no-recursion): depth is bounded
  if (const std::string* text = value.string()) {
    return Value(masked(masker, *text, roles));
  }
  if (const Value::Array* items = value.array()) {
    Value::Array list;
    for (const Value& item : *items) {
      list.push_back(mask_json(masker, item, roles));
    }
    return Value(std::move(list));
  }
  if (const Value::Object* members = value.object()) {
    Value object{Value::Object{}};
    for (const Value::Member& member : *members) {
      object.set(masked(masker, member.key, roles), mask_json(masker, member.value, roles));
    }
    return object;
  }
  const std::string number = canonical(value);
  std::string text = masked(masker, number, roles);
  return text == number ? value : Value(std::move(text));
}

}  // namespace

RowMask::RowMask(const Part& part, const std::vector<std::string>& own)
    : part_(part), masker_(own), texts_(part.fields.size()) {}

bool RowMask::can_mask(std::size_t field, const Cell& cell) const {
  if (!part_.fields[field].role.empty()) {
    return true;
  }
  switch (cell.kind()) {
    case Cell::Kind::kBytes:
      return false;
    case Cell::Kind::kInteger: {
      const std::string number = cell_text(cell);
      return masked(masker_, number, {}) == number;
    }
    case Cell::Kind::kDouble: {
      const std::string number = canonical(Value(cell.as_double()));
      return masked(masker_, number, {}) == number;
    }
    default:
      return true;
  }
}

void RowMask::mask(const std::vector<char>& chosen, Row row) {
  const auto& fields = part_.fields;
  std::vector<std::string> names;
  std::vector<Masker::Role> roles;
  names.reserve(fields.size());
  for (std::size_t i = 0; i < fields.size(); ++i) {
    Cell& cell = row[i + 1];
    if (chosen[i] != 0 && !fields[i].role.empty() && !cell.is_absent()) {
      names.push_back(cell.kind() == Cell::Kind::kBytes ? std::string(cell.as_text()) : cell_text(cell));
      roles.push_back({names.back(), fields[i].role});
      cell = Cell::text(fields[i].role);
    }
  }
  for (std::size_t i = 0; i < fields.size(); ++i) {
    Cell& cell = row[i + 1];
    if (chosen[i] == 0 || !fields[i].role.empty()) {
      continue;
    }
    if (cell.kind() == Cell::Kind::kText) {
      cell = Cell::text(masker_.mask(cell.as_text(), roles, texts_[i]).text);
    } else if (cell.kind() == Cell::Kind::kJson) {
      const auto value = parse_document(cell.as_text());
      HOLDALL_CHECK(value.ok());  // the collector made it
      texts_[i] = canonical(mask_json(masker_, value.value(), roles));
      cell = Cell::json(texts_[i]);
    }
  }
}

}  // namespace holdall
