#include "holdall/exporter/record_fold.h"

#include <algorithm>
#include <map>
#include <utility>

#include "holdall/core/base/limits.h"
#include "holdall/core/json/canonical.h"

namespace holdall {

Result<std::unique_ptr<RecordFold>> RecordFold::create(const Part& part, const Layout& layout,
                                                       std::unique_ptr<RowReader> rows) {
  std::unique_ptr<RecordFold> fold(new RecordFold(part, layout.size(), std::move(rows)));
  HOLDALL_TRY(fold->place_fields(layout));
  return fold;
}

Result<void> RecordFold::place_fields(const Layout& layout) {
  using Members = std::vector<std::pair<std::string, std::size_t>>;
  std::map<std::string, Members> nested;
  Members element;
  id_place_ = layout.index_of("id").value();
  for (std::size_t i = 0; i < part_.fields.size(); ++i) {
    const MappedField& field = part_.fields[i];
    if (field.in_group) {
      element.emplace_back(field.member, i);
    } else if (field.inner.empty()) {
      direct_.push_back(Direct{layout.index_of(field.member).value(), i, {}});
    } else {
      nested[field.member].emplace_back(field.inner, i);
    }
  }
  for (const auto& [member, members] : nested) {
    HOLDALL_ASSIGN(Object object, make_object(layout.index_of(member).value(), members));
    nested_.push_back(std::move(object));
  }
  if (part_.is_grouped()) {
    HOLDALL_ASSIGN(element_, make_object(layout.index_of(part_.group_into).value(), element));
  }
  return {};
}

Result<RecordFold::Object> RecordFold::make_object(std::size_t place,
                                                   const std::vector<std::pair<std::string, std::size_t>>& members) {
  Object object;
  object.place = place;
  std::vector<std::string> names;
  names.reserve(members.size());
  for (const auto& member : members) {
    names.push_back(member.first);
  }
  HOLDALL_ASSIGN(object.layout, Layout::compile(std::move(names)));
  object.fields.resize(members.size());
  object.cells.resize(members.size());
  for (const auto& member : members) {
    object.fields[object.layout.index_of(member.first).value()] = member.second;
  }
  return object;
}

Result<Read> RecordFold::read_row() {
  if (!ended_) {
    HOLDALL_ASSIGN(const Read read, rows_->next(row_));
    ended_ = read == Read::kEnd;
    rows_seen_ += ended_ ? 0 : 1;
  }
  return ended_ ? Read::kEnd : Read::kRow;
}

Result<Read> RecordFold::next(Row& out) {
  if (!std::exchange(held_, false)) {
    HOLDALL_ASSIGN(const Read read, read_row());
    if (read == Read::kEnd) {
      return Read::kEnd;
    }
  }
  id_ = row_[0].as_text();
  array_.clear();
  HOLDALL_TRY(absorb());
  while (part_.is_grouped()) {
    HOLDALL_ASSIGN(const Read read, read_row());
    if (read == Read::kEnd) {
      break;
    }
    if (row_[0].as_text() != id_) {
      held_ = true;
      break;
    }
    HOLDALL_TRY(absorb());
  }
  record_[id_place_] = Cell::text(id_);
  if (element_.has_value() && !array_.empty()) {
    array_ += ']';
    record_[element_->place] = Cell::json(array_);
  }
  HOLDALL_TRY(check_required(false));
  ++records_;
  out = record_;
  return Read::kRow;
}

Result<void> RecordFold::absorb() {
  std::fill(record_.begin(), record_.end(), Cell::absent());
  for (Direct& direct : direct_) {
    record_[direct.place] = keep(direct, row_[direct.field + 1]);
  }
  for (Object& object : nested_) {
    HOLDALL_ASSIGN(const bool there, fill(object));
    record_[object.place] = there ? Cell::json(object.json) : Cell::absent();
  }
  return element_.has_value() ? add_element() : Result<void>();
}

// A group's record outlives the rows it came from.
Cell RecordFold::keep(Direct& direct, const Cell& cell) const {
  const bool is_view =
      cell.kind() == Cell::Kind::kText || cell.kind() == Cell::Kind::kBytes || cell.kind() == Cell::Kind::kJson;
  if (!part_.is_grouped() || !is_view) {
    return cell;
  }
  direct.text = cell.as_text();
  switch (cell.kind()) {
    case Cell::Kind::kText:
      return Cell::text(direct.text);
    case Cell::Kind::kBytes:
      return Cell::bytes(direct.text);
    default:
      return Cell::json(direct.text);
  }
}

Result<bool> RecordFold::fill(Object& object) {
  bool any = false;
  for (std::size_t i = 0; i < object.cells.size(); ++i) {
    const std::size_t field = object.fields[i];
    object.cells[i] = row_[field + 1];
    any = any || (part_.fields[field].has_item() && !object.cells[i].is_absent());
  }
  object.json.clear();
  if (any) {
    HOLDALL_TRY(append_record(object.json, object.layout, object.cells));
  }
  return any;
}

Result<void> RecordFold::add_element() {
  HOLDALL_ASSIGN(const bool there, fill(*element_));
  if (!there) {
    return {};
  }
  HOLDALL_TRY(check_required(true));
  array_ += array_.empty() ? '[' : ',';
  array_ += element_->json;
  if (array_.size() > Limits{}.line_bytes) {
    return Error{ErrorCode::kLimit, part_.query.pointer + "/group: a record is longer than a line may be", {}};
  }
  return {};
}

Result<void> RecordFold::check_required(bool in_group) const {
  for (std::size_t i = 0; in_group && i < element_->cells.size(); ++i) {
    const MappedField& field = part_.fields[element_->fields[i]];
    if (field.required && element_->cells[i].is_absent()) {
      return missing(field);
    }
  }
  for (std::size_t i = 0; !in_group && i < direct_.size(); ++i) {
    const MappedField& field = part_.fields[direct_[i].field];
    if (field.required && record_[direct_[i].place].is_absent()) {
      return missing(field);
    }
  }
  if (!in_group && part_.group_required && array_.empty()) {
    return Error{ErrorCode::kSourceData, part_.query.pointer + "/group: a record has no element", {}};
  }
  return {};
}

Error RecordFold::missing(const MappedField& field) const {
  return Error{ErrorCode::kSourceData,
               column_name(part_.query.select[field.cell].column) + ", record " + std::to_string(records_ + 1) +
                   ": is NULL where a record must have a value",
               {}};
}

}  // namespace holdall
