#include "holdall/importer/map/conditions.h"

#include <algorithm>
#include <functional>
#include <string>

#include "holdall/importer/map/unfit.h"

namespace holdall {
namespace {

Result<std::vector<Value>> read_scalars(const Value& list) {
  const auto scalar = [](const Value& value) { return value.array() == nullptr && value.object() == nullptr; };
  if (list.array() == nullptr || list.array()->empty() || !std::ranges::all_of(*list.array(), scalar)) {
    return map_unfit("", "must be a list of scalars");
  }
  return *list.array();
}

// A timestamp, or the midnight (UTC) at which a date begins.
std::optional<Timestamp> instant_of(std::string_view text) {
  if (const auto date = parse_date(text)) {
    return start_of(*date);
  }
  return parse_timestamp(text);
}

Result<void> read_instant(const Value& value, std::optional<Timestamp>& instant) {
  instant = value.string() == nullptr ? std::nullopt : instant_of(*value.string());
  return instant ? Result<void>() : map_unfit("", "must be a timestamp or a date");
}

Result<void> read_test_member(const Value::Member& member, RecordTest& test) {
  const Value& value = member.value;
  if (member.key == "present") {
    test.present = value.boolean() == nullptr ? std::nullopt : std::optional(*value.boolean());
    return test.present ? Result<void>() : map_unfit("", "must be true or false");
  }
  if (member.key == "not") {
    HOLDALL_ASSIGN(test.excluded, read_scalars(value));
    return {};
  }
  if (member.key == "prefix") {
    test.prefix = value.string() == nullptr ? "" : *value.string();
    return test.prefix.empty() ? map_unfit("", "must be a text, not empty") : Result<void>();
  }
  if (member.key == "from" || member.key == "before") {
    return read_instant(value, member.key == "from" ? test.from : test.before);
  }
  return map_unfit("", "is no condition");
}

Result<void> read_test(const Value& value, RecordTest& test) {
  for (const Value::Member& member : value.members()) {
    if (auto read = read_test_member(member, test); !read.ok()) {
      return at_pointer("/" + pointer_token(member.key), std::move(read).error());
    }
  }
  if (test.from && test.before && *test.from >= *test.before) {
    return map_unfit("", "never holds: `before` is not after `from`");
  }
  const bool needs_value = !test.prefix.empty() || test.from || test.before;
  if (test.present == std::optional(false) && (needs_value || !test.excluded.empty())) {
    return map_unfit("", "a missing value has nothing else to hold");
  }
  return {};
}

Result<void> read_condition(const Value::Member& member, Rule& rule) {
  HOLDALL_ASSIGN(RecordPointer pointer, RecordPointer::parse(member.key));
  if (pointer.text.empty()) {
    return map_unfit("", "the whole record is no condition");
  }
  if (member.value.object() != nullptr && !member.value.members().empty()) {
    RecordTest test;
    test.pointer = std::move(pointer);
    HOLDALL_TRY(read_test(member.value, test));
    rule.tests.push_back(std::move(test));
    return {};
  }
  HOLDALL_ASSIGN(std::vector<Value> accepted, read_scalars(member.value));
  rule.when.push_back({std::move(pointer), std::move(accepted)});
  return {};
}

bool is_within(const RecordTest& test, const Cell& cell) {
  const auto at = cell.kind() == Cell::Kind::kText ? instant_of(cell.as_text()) : std::nullopt;
  return at && (!test.from || *at >= *test.from) && (!test.before || *at < *test.before);
}

}  // namespace

Result<void> read_conditions(const Value& when, Rule& rule) {
  if (when.object() == nullptr) {
    return map_unfit("", "must be an object");
  }
  for (const Value::Member& member : when.members()) {
    if (auto read = read_condition(member, rule); !read.ok()) {
      return at_pointer("/" + pointer_token(member.key), std::move(read).error());
    }
  }
  return {};
}

bool is_scalar(const Cell& cell, const Value& scalar) {
  switch (cell.kind()) {
    case Cell::Kind::kAbsent:
      return scalar.is_null();
    case Cell::Kind::kBool:
      return scalar.boolean() != nullptr && *scalar.boolean() == cell.as_bool();
    case Cell::Kind::kInteger:
      return scalar.integer() != nullptr && *scalar.integer() == cell.as_integer();
    case Cell::Kind::kDouble:
      return scalar.number() != nullptr && std::equal_to<>()(*scalar.number(), cell.as_double());
    case Cell::Kind::kText:
      return scalar.string() != nullptr && *scalar.string() == cell.as_text();
    case Cell::Kind::kBytes:
    case Cell::Kind::kJson:
      break;
  }
  return false;
}

bool holds(const RecordTest& test, const Cell& cell) {
  const auto is = [&](const Value& scalar) { return is_scalar(cell, scalar); };
  if ((test.present && *test.present == cell.is_absent()) || std::ranges::any_of(test.excluded, is)) {
    return false;
  }
  const bool begins =
      test.prefix.empty() || (cell.kind() == Cell::Kind::kText && cell.as_text().starts_with(test.prefix));
  return begins && (!(test.from || test.before) || is_within(test, cell));
}

}  // namespace holdall
