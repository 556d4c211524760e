#include "holdall/exporter/collector.h"

#include <utility>

#include "holdall/exporter/convert.h"

namespace holdall {
namespace {

// Whether `owner` is the subject's key; a database may hold one key as text here and as an integer there.
bool is_owned(const Cell& owner, const Value& subject) {
  const std::string* text = subject.string();
  const std::int64_t* integer = subject.integer();
  if (owner.kind() == Cell::Kind::kInteger) {
    return integer != nullptr ? *integer == owner.as_integer() : *text == std::to_string(owner.as_integer());
  }
  if (owner.kind() == Cell::Kind::kText) {
    return owner.as_text() == (text != nullptr ? *text : std::to_string(*integer));
  }
  return false;
}

}  // namespace

Collector::Collector(const Part& part, const IdScope& ids, Value subject, RowKeys& taken,
                     std::unique_ptr<RowReader> rows)
    : part_(part),
      ids_(ids),
      subject_(std::move(subject)),
      taken_(taken),
      rows_(std::move(rows)),
      buffers_(part.fields.size()),
      cells_(part.fields.size() + 1 + part.companions.size()) {
  HOLDALL_CHECK(subject_.string() != nullptr || subject_.integer() != nullptr);
}

Result<Read> Collector::next(Row& out) {
  Row raw;
  HOLDALL_ASSIGN(const Read read, rows_->next(raw));
  if (read == Read::kEnd) {
    return Read::kEnd;
  }
  ++count_;
  if (!is_owned(raw[0], subject_)) {
    return Error{ErrorCode::kSelfCheck, part_.query.pointer + ": the source returned a row of somebody else", {}};
  }
  taken_.add(raw, part_.owned_key);
  HOLDALL_TRY(identify(raw));
  HOLDALL_TRY(convert_fields(raw));
  out = cells_;
  return Read::kRow;
}

Result<void> Collector::identify(Row raw) {
  if (part_.is_grouped()) {
    HOLDALL_TRY(write_group_key(next_group_, part_, raw));
    const bool same = count_ > 1 && next_group_ == group_;
    group_.swap(next_group_);
    if (same) {
      return {};
    }
  }
  HOLDALL_TRY(write_record_id(next_id_, part_, ids_, raw));
  if (next_id_ == id_) {
    return Error{ErrorCode::kSelfCheck,
                 part_.query.pointer + "/id/columns: two records have one id, row " + std::to_string(count_),
                 {}};
  }
  id_.swap(next_id_);
  cells_[0] = Cell::text(id_);
  return {};
}

Result<void> Collector::convert_fields(Row raw) {
  for (std::size_t i = 0; i < part_.fields.size(); ++i) {
    const MappedField& field = part_.fields[i];
    auto cell = convert(field, raw[field.cell], buffers_[i]);
    if (!cell.ok()) {
      return std::move(cell).error().within(column_name(part_.query.select[field.cell].column) + ", row " +
                                            std::to_string(count_));
    }
    cells_[i + 1] = cell.value();
  }
  for (std::size_t i = 0; i < part_.companions.size(); ++i) {
    cells_[part_.fields.size() + 1 + i] = raw[part_.companions[i]];
  }
  return {};
}

}  // namespace holdall
