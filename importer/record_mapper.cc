// Values on their way from a record to a column. A value that would be changed by the column is refused, not bent
// (SQLite would take text into an integer column, and number-like text into a numeric one).
#include "holdall/importer/record_mapper.h"

#include <algorithm>
#include <bit>

#include "holdall/core/base/text.h"
#include "holdall/core/crypto/digest.h"
#include "holdall/formats/package/partial.h"
#include "holdall/importer/column_fit.h"
#include "holdall/importer/map/conditions.h"
#include "holdall/importer/value_at.h"

namespace holdall {

// A row while its columns are filled in.
struct RecordMapper::Draft {
  MappedRow row;
  bool reads = false;  // the rule reads members of the record
  bool has = false;    // and the record has one of them
  bool found = false;  // what the column at hand asks for is there, whatever its transforms make of it

  void add(const BoundColumn& column, const FittedCell& fitted) {
    const ColumnSource& source = *column.source;
    if (!fitted.ok()) {
      const std::string_view pointer = source.pointers.empty() ? "" : std::string_view(source.pointers.front().text);
      row.misfits.push_back({source.column, pointer, fitted.misfit()});
      return;
    }
    const NamedCell named{source.column, fitted.cell()};
    row.cells.push_back(named);
    if (source.kind != ColumnSource::Kind::kBundle) {
      row.content.push_back(named);
    }
    if (source.kind == ColumnSource::Kind::kRecord) {
      reads = true;
      has = has || (found && !named.cell.is_absent());
    }
  }
};

namespace {

// Whether a whole record carries a salt, so that it looks new in every bundle.
bool is_salted(const Cell& record) {
  return record.kind() == Cell::Kind::kJson && record.as_text().find(R"("_salt":)") != std::string_view::npos;
}

// The value at the pointer: absent where the record has none, an array, object or attachment as kJson.
Result<Cell> read_pointer(const BoundPointer& at, Row record, Scratch& scratch) {
  const Cell cell = record[at.field];
  const RecordPointer& pointer = *at.pointer;
  if (pointer.text.empty()) {
    return is_salted(cell) ? Cell::json(scratch.keep(without_salt(cell.as_text()))) : cell;
  }
  if (cell.is_absent()) {
    return cell;
  }
  if (cell.kind() != Cell::Kind::kJson) {
    return pointer.rest.empty() ? cell : Cell::absent();
  }
  auto value = value_at(cell.as_text(), pointer.rest, scratch);
  return value.ok() ? std::move(value) : std::move(value).error().within(printable(pointer.text));
}

// What a column takes of the value at a pointer: an array or object only as the JSON that it is.
FittedCell take_value(const BoundColumn& column, const BoundPointer& at, const Cell& cell, Scratch& scratch) {
  if (cell.kind() != Cell::Kind::kJson || at.pointer->text.empty()) {
    return cell;
  }
  if (const auto text = bytes_text(cell)) {
    const auto bytes = base64url_decode(*text);
    return bytes ? FittedCell(Cell::bytes(scratch.keep(std::string(as_text(*bytes))))) : MisfitCode::kNotBase64;
  }
  const bool as_json = column.type == StoreType::kJson && column.source->transforms.empty();
  return as_json ? FittedCell(cell) : MisfitCode::kNotScalar;
}

FittedCell transformed(const ColumnSource& source, std::vector<Cell> values, Scratch& scratch) {
  for (const Transform& transform : source.transforms) {
    const FittedCell changed = apply_transform(transform, values, scratch);
    if (!changed.ok()) {
      return changed;
    }
    values.assign(1, changed.cell());
  }
  return values.front();
}

// What a row keeps of a cell: integer and boolean are one there, and so are text and JSON.
enum class ContentClass : std::uint8_t { kAbsent, kInteger, kDouble, kText, kBytes };

ContentClass content_class(const Cell& cell) {
  switch (cell.kind()) {
    case Cell::Kind::kAbsent:
      return ContentClass::kAbsent;
    case Cell::Kind::kBool:
    case Cell::Kind::kInteger:
      return ContentClass::kInteger;
    case Cell::Kind::kDouble:
      return ContentClass::kDouble;
    case Cell::Kind::kText:
    case Cell::Kind::kJson:
      return ContentClass::kText;
    case Cell::Kind::kBytes:
      return ContentClass::kBytes;
  }
  return ContentClass::kAbsent;
}

void append_content(std::string& out, const Cell& cell) {
  const auto append_bits = [&](char tag, std::uint64_t bits) {
    out.push_back(tag);
    for (int shift = 56; shift >= 0; shift -= 8) {
      out.push_back(static_cast<char>((bits >> shift) & 0xFF));
    }
  };
  switch (const ContentClass content = content_class(cell)) {
    case ContentClass::kAbsent:
      out.push_back('0');
      return;
    case ContentClass::kInteger:
      return append_bits('i', static_cast<std::uint64_t>(cell.as_integer()));
    case ContentClass::kDouble:
      return append_bits('d', std::bit_cast<std::uint64_t>(cell.as_double()));
    case ContentClass::kText:
    case ContentClass::kBytes:
      append_bits(content == ContentClass::kBytes ? 'b' : 't', cell.as_text().size());
      out.append(cell.as_text());
  }
}

}  // namespace

bool same_content(const Cell& a, const Cell& b) {
  const ContentClass content = content_class(a);
  if (content != content_class(b)) {
    return false;
  }
  switch (content) {
    case ContentClass::kAbsent:
      return true;
    case ContentClass::kInteger:
      return a.as_integer() == b.as_integer();
    case ContentClass::kDouble:
      return std::bit_cast<std::uint64_t>(a.as_double()) == std::bit_cast<std::uint64_t>(b.as_double());
    default:
      return a.as_text() == b.as_text();
  }
}

std::string content_digest(NamedCells cells) {
  std::string content;
  for (const NamedCell& named : cells) {
    append_content(content, Cell::text(named.column));
    append_content(content, named.cell);
  }
  return sha256_hex(content);
}

Result<bool> RecordMapper::matches(const BoundRule& rule, Row record, Scratch& scratch) const {
  for (const BoundCondition& condition : rule.when) {
    HOLDALL_ASSIGN(const Cell cell, read_pointer(condition.at, record, scratch));
    const auto accepts = [&](const Value& value) { return is_scalar(cell, value); };
    if (condition.test != nullptr ? !holds(*condition.test, cell) : std::ranges::none_of(condition.accepted, accepts)) {
      return false;
    }
  }
  return true;
}

Result<FittedCell> RecordMapper::file_of(const Cell& value, std::string_view member, Scratch& scratch,
                                         Draft& draft) const {
  if (value.is_absent()) {
    return FittedCell(value);
  }
  if (!is_attachment(value) || !files_) {
    return FittedCell(MisfitCode::kNotAFile);
  }
  HOLDALL_ASSIGN(const Cell digest, value_at(value.as_text(), "/_file/sha256", scratch));
  HOLDALL_ASSIGN(std::optional<std::string> bytes, files_(digest.as_text()));
  if (!bytes) {
    draft.row.left.push_back({member, kAttachmentTooLarge});
    return FittedCell(Cell::absent());
  }
  return FittedCell(Cell::bytes(scratch.keep(std::move(*bytes))));
}

Result<FittedCell> RecordMapper::row_of(const BoundColumn& column, Row record, Scratch& scratch) const {
  HOLDALL_ASSIGN(const Cell id, read_pointer(column.pointers.front(), record, scratch));
  if (id.is_absent()) {
    return FittedCell(id);
  }
  if (id.kind() != Cell::Kind::kText) {
    return FittedCell(id.kind() == Cell::Kind::kJson ? MisfitCode::kNotScalar : MisfitCode::kWrongType);
  }
  HOLDALL_ASSIGN(const std::optional<Cell> found, rows_ ? rows_(column, id.as_text()) : std::optional<Cell>());
  return found ? FittedCell(*found) : FittedCell(MisfitCode::kNoParentRow);
}

Result<FittedCell> RecordMapper::record_value(const BoundColumn& column, Row record, Scratch& scratch,
                                              Draft& draft) const {
  std::vector<Cell> values;
  for (const BoundPointer& at : column.pointers) {
    HOLDALL_ASSIGN(const Cell cell, read_pointer(at, record, scratch));
    draft.found = draft.found || !cell.is_absent();
    if (column.source->wants_file()) {
      return file_of(cell, at.pointer->member, scratch, draft);
    }
    if (is_attachment(cell) && !at.pointer->text.empty()) {
      draft.row.left.push_back({at.pointer->member, kIsAttachment});
      values.push_back(Cell::absent());
      continue;
    }
    const FittedCell taken = take_value(column, at, cell, scratch);
    if (!taken.ok()) {
      return taken;
    }
    values.push_back(taken.cell());
  }
  return transformed(*column.source, std::move(values), scratch);
}

Result<FittedCell> RecordMapper::value_of(const BoundColumn& column, Row record, Scratch& scratch, Draft& draft) const {
  switch (column.source->kind) {
    case ColumnSource::Kind::kSubject:
      return FittedCell(subject_);
    case ColumnSource::Kind::kConst:
      return FittedCell(scalar_cell(column.source->constant));
    case ColumnSource::Kind::kBundle:
      return transformed(*column.source, {facts_[column.pointers.front().field]}, scratch);
    case ColumnSource::Kind::kRecord:
      return record_value(column, record, scratch, draft);
    case ColumnSource::Kind::kRow:
      break;
  }
  return row_of(column, record, scratch);
}

Result<std::optional<MappedRow>> RecordMapper::map(const BoundRule& rule, Row record, Scratch& scratch) const {
  Draft draft;
  for (const BoundColumn& column : rule.columns) {
    draft.found = false;
    HOLDALL_ASSIGN(const FittedCell value, value_of(column, record, scratch, draft));
    draft.add(column, value.ok() ? fit_column(value.cell(), column.type, scratch) : value);
  }
  MappedRow& row = draft.row;
  if (!row.misfits.empty()) {
    return std::optional(MappedRow{{}, {}, {}, std::move(row.misfits)});
  }
  if (draft.reads && !draft.has && rule.rule->kind != RuleKind::kSuppression) {
    row.cells.clear();
    row.content.clear();
    return row.left.empty() ? std::optional<MappedRow>() : std::optional(std::move(row));
  }
  return std::optional(std::move(row));
}

}  // namespace holdall
