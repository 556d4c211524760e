// The five ways of saying a value, of which there is exactly one.
#include "holdall/importer/map/source_reader.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "holdall/importer/map/transform_reader.h"
#include "holdall/importer/map/unfit.h"

namespace holdall {
namespace {

using Kind = ColumnSource::Kind;

Result<void> add_pointer(const Value& value, ColumnSource& source) {
  if (value.string() == nullptr) {
    return map_unfit("", "must be a pointer");
  }
  HOLDALL_ASSIGN(RecordPointer pointer, RecordPointer::parse(*value.string()));
  source.pointers.push_back(std::move(pointer));
  return {};
}

// One pointer, or a list of them.
Result<void> read_pointers(const Value& value, ColumnSource& source) {
  if (value.array() == nullptr) {
    return add_pointer(value, source);
  }
  if (value.array()->empty()) {
    return map_unfit("", "must be a pointer or a list of them");
  }
  for (const Value& item : *value.array()) {
    HOLDALL_TRY(add_pointer(item, source));
  }
  return {};
}

Result<void> read_fn(const Value* fn, const Lookups& lookups, ColumnSource& source) {
  if (fn != nullptr) {
    const CellKinds before = source.kind == Kind::kBundle ? CellKinds::kText : CellKinds::kScalar;
    auto transforms = read_transforms(*fn, before, lookups);
    if (!transforms.ok()) {
      return at_pointer("/fn", std::move(transforms).error());
    }
    source.transforms = std::move(transforms).value();
  }
  const bool joined = !source.transforms.empty() && source.transforms.front().kind == TransformKind::kJoin;
  if (source.pointers.size() > 1 && !joined) {
    return map_unfit("/fn", "several pointers need join or join_space first");
  }
  const bool has_file =
      std::ranges::find(source.transforms, TransformKind::kFile, &Transform::kind) != source.transforms.end();
  if (has_file && (source.transforms.size() > 1 || source.kind != Kind::kRecord)) {
    return map_unfit("/fn", "file stands alone, and takes a value of a record");
  }
  const bool whole = !source.pointers.empty() && source.pointers.front().text.empty();
  if (whole && (source.pointers.size() > 1 || !source.transforms.empty())) {
    return map_unfit("/fn", "the whole record is taken as it is");
  }
  return {};
}

// The row that another rule wrote: that rule by section and table, the record by where its id is.
Result<void> read_row(const Value& value, ColumnSource& source) {
  const auto text = [&](std::string_view member) { return value.object() == nullptr ? "" : value.text_or(member, ""); };
  source.row = {text("from"), text("into"), text("column"), {}};
  const Value* id = value.object() == nullptr ? nullptr : value.find("id");
  if (source.row.from.empty() || source.row.into.empty() || source.row.column.empty() || id == nullptr) {
    return map_unfit("", "must have from, into, column and id");
  }
  HOLDALL_TRY(add_pointer(*id, source));
  return source.pointers.front().text.empty() ? Result<void>(map_unfit("/id", "must point at the record's id"))
                                              : Result<void>();
}

// Which way of saying a value this is. Exactly one of their members must be there.
Result<Kind> source_kind(const Value& value) {
  constexpr std::array<std::pair<std::string_view, Kind>, 5> kMembers = {{{"subject", Kind::kSubject},
                                                                          {"const", Kind::kConst},
                                                                          {"bundle", Kind::kBundle},
                                                                          {"from", Kind::kRecord},
                                                                          {"row", Kind::kRow}}};
  std::vector<Kind> found;
  for (const auto& [member, kind] : kMembers) {
    if (value.find(member) != nullptr) {
      found.push_back(kind);
    }
  }
  if (found.size() != 1) {
    return map_unfit("", "must have exactly one of subject, const, bundle, from, row");
  }
  return found.front();
}

Result<void> at(std::string_view pointer, Result<void> result) {
  return result.ok() ? std::move(result) : at_pointer(pointer, std::move(result).error());
}

Result<void> read_subject_or_const(const Value& value, ColumnSource& source) {
  if (source.kind == Kind::kSubject) {
    const bool* subject = value.at("subject").boolean();
    return subject != nullptr && *subject ? Result<void>()
                                          : map_unfit("", "must be {\"subject\": true} and nothing else");
  }
  source.constant = value.at("const");
  return source.constant.array() == nullptr && source.constant.object() == nullptr
             ? Result<void>()
             : map_unfit("/const", "must be a scalar");
}

}  // namespace

Result<ColumnSource> read_source(std::string_view column, const Value& value, const Lookups& lookups) {
  ColumnSource source;
  source.column = column;
  HOLDALL_ASSIGN(source.kind, source_kind(value));
  const Value* fn = value.find("fn");
  switch (source.kind) {
    case Kind::kSubject:
    case Kind::kConst:
      HOLDALL_TRY(read_subject_or_const(value, source));
      break;
    case Kind::kBundle:
      HOLDALL_TRY(at("/bundle", add_pointer(value.at("bundle"), source)));
      break;
    case Kind::kRecord:
      HOLDALL_TRY(at("/from", read_pointers(value.at("from"), source)));
      break;
    case Kind::kRow:
      HOLDALL_TRY(at("/row", read_row(value.at("row"), source)));
      break;
  }
  const bool transformed = source.kind == Kind::kBundle || source.kind == Kind::kRecord;
  if (fn != nullptr && !transformed) {
    return map_unfit("/fn", "only values of a record or of the bundle are transformed");
  }
  HOLDALL_TRY(transformed ? read_fn(fn, lookups, source) : Result<void>());
  return source;
}

}  // namespace holdall
