#include "holdall/exporter/row_mask.h"

#include <algorithm>
#include <utility>

#include "holdall/core/json/canonical.h"
#include "holdall/core/json/value.h"

namespace holdall {

RowMask::RowMask(std::string_view section, const Part& part, const std::vector<std::string>& own, MaskTools tools)
    : section_(section),
      part_(part),
      masker_(own),
      tools_(tools),
      texts_(part.fields.size()),
      groups_(part.fields.size()) {}

bool RowMask::can_mask(std::size_t field, const Cell& cell) const {
  if (!part_.fields[field].role.empty()) {
    return true;
  }
  switch (cell.kind()) {
    case Cell::Kind::kBytes:
      return false;
    case Cell::Kind::kInteger:
      return masker_.find(cell_text(cell), {}, {}).empty();
    case Cell::Kind::kDouble:
      return masker_.find(canonical(Value(cell.as_double())), {}, {}).empty();
    default:
      return true;
  }
}

Result<void> RowMask::mask(const std::vector<std::optional<MaskReason>>& reasons, Row row) {
  if (row[0].as_text() != record_) {
    HOLDALL_TRY(finish());
    record_ = row[0].as_text();
  }
  replace_names(reasons, row);
  for (std::size_t i = 0; i < part_.fields.size(); ++i) {
    if (reasons[i].has_value()) {
      noted_.clear();
      places_.clear();
      HOLDALL_TRY(mask_cell(i, row[i + 1]));
      HOLDALL_TRY(log_field(i, *reasons[i]));
    }
  }
  const auto is_there = [&](const MappedField& field) {
    return field.in_group && field.has_item() &&
           !row[static_cast<std::size_t>(&field - part_.fields.data()) + 1].is_absent();
  };
  elements_ += std::any_of(part_.fields.begin(), part_.fields.end(), is_there) ? 1U : 0U;  // as the fold counts them
  return {};
}

Result<void> RowMask::finish() {
  for (std::vector<Redaction>& of_group : groups_) {
    for (const Redaction& redaction : of_group) {
      HOLDALL_TRY(tools_.log->add(redaction));
    }
    of_group.clear();
  }
  elements_ = 0;
  return {};
}

void RowMask::replace_names(const std::vector<std::optional<MaskReason>>& reasons, Row row) {
  names_.clear();
  roles_.clear();
  names_.reserve(part_.fields.size());
  for (std::size_t i = 0; i < part_.fields.size(); ++i) {
    const Cell& cell = row[i + 1];
    if (reasons[i].has_value() && !part_.fields[i].role.empty() && !cell.is_absent()) {
      names_.push_back(cell.kind() == Cell::Kind::kBytes ? std::string(cell.as_text()) : cell_text(cell));
      roles_.push_back({names_.back(), part_.fields[i].role});
    }
  }
}

Result<void> RowMask::mask_cell(std::size_t field, Cell& cell) {
  if (const std::string& role = part_.fields[field].role; !role.empty()) {
    if (!cell.is_absent()) {
      cell = Cell::text(role);
      note({0, 0, MaskKind::kRole, role, {}});
    }
  } else if (cell.kind() == Cell::Kind::kText) {
    HOLDALL_ASSIGN(texts_[field], masked(cell.as_text()));
    cell = Cell::text(texts_[field]);
  } else if (cell.kind() == Cell::Kind::kJson) {
    const auto value = parse_document(cell.as_text());
    HOLDALL_CHECK(value.ok());  // the collector made it
    HOLDALL_ASSIGN(const Value without, mask_json(value.value()));
    texts_[field] = canonical(without);
    cell = Cell::json(texts_[field]);
  }
  return {};
}

Result<std::string> RowMask::masked(std::string_view text) {
  std::vector<Mention> known;
  if (tools_.people != nullptr) {
    HOLDALL_ASSIGN(known, tools_.people->find(text));
  }
  std::vector<Mention> found = masker_.find(text, roles_, known);
  if (tools_.people != nullptr) {
    HOLDALL_TRY(tools_.people->name(text, found));
  }
  for (const Mention& each : found) {
    note(each);
  }
  std::string buffer;
  return std::string(Masker::write(text, found, buffer).text);
}

// Every text and name of a JSON value, masked; a number that may be somebody's becomes the text that stands for it.
Result<Value> RowMask::mask_json(const Value& value) {  // NOLINT(misc-no-recursion): depth is bounded
  if (const std::string* text = value.string()) {
    HOLDALL_ASSIGN(std::string without, masked(*text));
    return Value(std::move(without));
  }
  if (const Value::Array* items = value.array()) {
    Value::Array list;
    for (const Value& item : *items) {
      HOLDALL_ASSIGN(Value without, mask_json(item));
      list.push_back(std::move(without));
    }
    return Value(std::move(list));
  }
  if (const Value::Object* members = value.object()) {
    Value object{Value::Object{}};
    for (const Value::Member& member : *members) {
      HOLDALL_ASSIGN(const std::string key, masked(member.key));
      HOLDALL_ASSIGN(Value without, mask_json(member.value));
      object.set(key, std::move(without));
    }
    return object;
  }
  const std::string number = canonical(value);
  HOLDALL_ASSIGN(std::string text, masked(number));
  return text == number ? value : Value(std::move(text));
}

void RowMask::note(const Mention& finding) {
  const std::string_view kind = mask_word(finding.kind);
  const auto [place, is_new] = places_.try_emplace(std::string(kind) + ":" + finding.label, noted_.size());
  if (is_new) {
    const bool is_role = finding.kind == MaskKind::kRole;
    Redaction& added = noted_.emplace_back();
    added.section = section_;
    added.kind = kind;
    (is_role ? added.role : added.pseudonym) = finding.label;
  }
  ++noted_[place->second].count;
}

std::string RowMask::pointer_of(const MappedField& field) const {
  const auto token = [](const std::string& name) { return name.empty() ? name : "/" + pointer_token(name); };
  const std::string own = token(field.member) + token(field.inner);
  return field.in_group ? token(part_.group_into) + "/" + std::to_string(elements_) + own : own;
}

Result<void> RowMask::log_field(std::size_t field, const MaskReason& reason) {
  if (tools_.log == nullptr) {
    return {};
  }
  const bool of_group = part_.is_grouped() && !part_.fields[field].in_group;
  if (of_group) {
    groups_[field].clear();
  }
  for (Redaction& redaction : noted_) {
    redaction.record = record_;
    redaction.field = pointer_of(part_.fields[field]);
    redaction.code = reason.code;
    redaction.reference = reason.reference;
    if (of_group) {
      groups_[field].push_back(std::move(redaction));
    } else {
      HOLDALL_TRY(tools_.log->add(redaction));
    }
  }
  return {};
}

}  // namespace holdall
