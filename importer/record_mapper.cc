// Values on their way from a record to a column. A value that would be changed by the column is refused, not bent
// (SQLite would take text into an integer column, and number-like text into a numeric one).
#include "holdall/importer/record_mapper.h"

#include <algorithm>
#include <bit>
#include <charconv>

#include "holdall/core/base/text.h"
#include "holdall/core/crypto/digest.h"
#include "holdall/core/json/value.h"
#include "holdall/importer/scalar_at.h"

namespace holdall {
namespace {

Error misfit(std::string message) {
  return {ErrorCode::kMapping, std::move(message), {}};
}

Cell cell_of(const Value& value, Scratch& scratch) {
  if (const bool* boolean = value.boolean()) {
    return Cell::boolean(*boolean);
  }
  if (const std::int64_t* integer = value.integer()) {
    return Cell::integer(*integer);
  }
  if (const double* number = value.number()) {
    return Cell::number(*number);
  }
  const std::string* text = value.string();
  return text == nullptr ? Cell::absent() : Cell::text(scratch.keep(*text));
}

// The scalar at the pointer, or an attachment as kJson; absent where the record has none.
Result<Cell> read_pointer(const BoundPointer& at, Row record, Scratch& scratch) {
  const Cell cell = record[at.field];
  const RecordPointer& pointer = *at.pointer;
  if (pointer.text.empty() || cell.is_absent()) {
    return cell;
  }
  if (cell.kind() != Cell::Kind::kJson) {
    return pointer.rest.empty() ? cell : Cell::absent();
  }
  auto scalar = scalar_or_file_at(cell.as_text(), pointer.rest, scratch);
  return scalar.ok() ? std::move(scalar) : std::move(scalar).error().within(printable(pointer.text));
}

// Whether read_pointer() found an attachment: the whole record is JSON too, and its pointer is "".
bool is_file(const BoundPointer& at, const Cell& cell) {
  return cell.kind() == Cell::Kind::kJson && !at.pointer->text.empty();
}

bool same_scalar(const Cell& cell, const Value& value) {
  switch (cell.kind()) {
    case Cell::Kind::kAbsent:
      return value.is_null();
    case Cell::Kind::kBool:
      return value.boolean() != nullptr && *value.boolean() == cell.as_bool();
    case Cell::Kind::kInteger:
      return value.integer() != nullptr && *value.integer() == cell.as_integer();
    case Cell::Kind::kDouble:
      return value.number() != nullptr && std::equal_to<>()(*value.number(), cell.as_double());
    default:
      return value.string() != nullptr && *value.string() == cell.as_text();
  }
}

// Whether it begins with a digit or a point: from_chars also takes "nan" and "inf", which are words to a database.
bool looks_numeric(std::string_view text) {
  const auto is_space = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  const auto is_sign = [](char c) { return c == '+' || c == '-'; };
  const auto is_start = [](char c) { return c == '.' || (c >= '0' && c <= '9'); };
  const auto* begin = std::find_if_not(text.begin(), text.end(), is_space);
  begin += begin != text.end() && is_sign(*begin) ? 1 : 0;
  if (begin == text.end() || !is_start(*begin)) {
    return false;
  }
  double number = 0;
  const auto [end, error] = std::from_chars(begin, text.end(), number);
  return error != std::errc::invalid_argument && std::all_of(end, text.end(), is_space);
}

Result<Cell> fit_numeric(const Cell& cell) {
  if (cell.kind() == Cell::Kind::kText && looks_numeric(cell.as_text())) {
    return misfit("the column would turn the text into a number");
  }
  return cell;
}

// `cell` as the column will hold it, without change of meaning.
Result<Cell> fit(const Cell& cell, StoreType type) {
  const Cell::Kind kind = cell.kind();
  const bool is_text = kind == Cell::Kind::kText || kind == Cell::Kind::kJson;
  if (kind == Cell::Kind::kAbsent || (type == StoreType::kInteger && kind == Cell::Kind::kInteger) ||
      (type == StoreType::kReal && kind == Cell::Kind::kDouble) || (type == StoreType::kText && is_text)) {
    return cell;
  }
  if (type == StoreType::kReal && kind == Cell::Kind::kInteger) {
    return Cell::number(static_cast<double>(cell.as_integer()));
  }
  if (type == StoreType::kNumeric) {
    return fit_numeric(cell);
  }
  if (type == StoreType::kAny) {
    return cell;
  }
  return misfit("the value's type does not fit the column");
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
    if (is_file(condition.at, cell)) {
      return false;
    }
    const auto accepts = [&](const Value& value) { return same_scalar(cell, value); };
    if (std::none_of(condition.accepted.begin(), condition.accepted.end(), accepts)) {
      return false;
    }
  }
  return true;
}

Result<Cell> RecordMapper::file_of(const Cell& value, std::string_view member, Scratch& scratch, MappedRow& row) const {
  if (value.is_absent()) {
    return value;
  }
  if (value.kind() != Cell::Kind::kJson || !files_) {
    return misfit("transform file: the value is not an attachment");
  }
  HOLDALL_ASSIGN(const Cell digest, scalar_at(value.as_text(), "/_file/sha256", scratch));
  HOLDALL_ASSIGN(std::optional<std::string> bytes, files_(digest.as_text()));
  if (!bytes) {
    row.left.push_back({member, kAttachmentTooLarge});
    return Cell::absent();
  }
  return Cell::bytes(scratch.keep(std::move(*bytes)));
}

Result<Cell> RecordMapper::value_of(const BoundColumn& column, Row record, Scratch& scratch, MappedRow& row) const {
  const ColumnSource& source = *column.source;
  if (source.kind == ColumnSource::Kind::kSubject) {
    return subject_;
  }
  if (source.kind == ColumnSource::Kind::kConst) {
    return cell_of(source.constant, scratch);
  }
  std::vector<Cell> values;
  for (const BoundPointer& at : column.pointers) {
    if (source.kind == ColumnSource::Kind::kBundle) {
      values.push_back(facts_[at.field]);
      continue;
    }
    HOLDALL_ASSIGN(const Cell cell, read_pointer(at, record, scratch));
    if (source.wants_file()) {
      return file_of(cell, at.pointer->member, scratch, row);
    }
    const bool leave = is_file(at, cell);
    values.push_back(leave ? Cell::absent() : cell);
    if (leave) {
      row.left.push_back({at.pointer->member, kIsAttachment});
    }
  }
  for (const Transform transform : source.transforms) {
    HOLDALL_ASSIGN(const Cell changed, apply_transform(transform, values, scratch));
    values.assign(1, changed);
  }
  return values.front();
}

Result<std::optional<MappedRow>> RecordMapper::map(const BoundRule& rule, Row record, Scratch& scratch) const {
  MappedRow row;
  bool reads = false;
  bool has = false;
  for (const BoundColumn& column : rule.columns) {
    const ColumnSource& source = *column.source;
    auto value = value_of(column, record, scratch, row);
    auto fitted = value.ok() ? fit(value.value(), column.type) : std::move(value);
    if (!fitted.ok()) {
      const std::string from = source.pointers.empty() ? "" : " from " + printable(source.pointers.front().text);
      return std::move(fitted).error().within(printable(rule.table->name + "." + source.column) + from);
    }
    const NamedCell named{source.column, fitted.value()};
    row.cells.push_back(named);
    if (source.kind != ColumnSource::Kind::kBundle) {
      row.content.push_back(named);
    }
    if (source.kind == ColumnSource::Kind::kRecord) {
      reads = true;
      has = has || !named.cell.is_absent();
    }
  }
  if (reads && !has && rule.rule->kind != RuleKind::kSuppression) {
    row.cells.clear();
    row.content.clear();
    return row.left.empty() ? std::optional<MappedRow>() : std::optional(std::move(row));
  }
  return std::optional(std::move(row));
}

}  // namespace holdall
