#include "holdall/exporter/map/owners.h"

#include <algorithm>
#include <utility>

#include "holdall/exporter/map/part_compiler.h"

namespace holdall {
namespace {

constexpr std::size_t kLongestPath = 16;  // tables

Result<OwnerPath> read_via(const Value& via, OwnerPath path) {
  for (const Value::Member& pair : via.members()) {
    const std::string at = path.pointer + "/via/" + pointer_token(pair.key);
    const std::string& target = pair.value.text();
    const std::size_t dot = target.find('.');
    if (dot == std::string::npos || dot == 0 || dot + 1 == target.size()) {
      return map_unfit(at, "must lead to TABLE.COLUMN");
    }
    ColumnRef to{target.substr(0, dot), target.substr(dot + 1), at};
    if (!path.via.empty() && to.table != path.next()) {
      return map_unfit(at, "leads to another table than the columns before it");
    }
    HOLDALL_ASSIGN(ColumnRef from, resolve_column(pair.key, path.table, {}, at));
    path.via.emplace_back(std::move(from), std::move(to));
  }
  return path;
}

Result<OwnerPath> read_path(const std::string& table, const Value& value) {
  OwnerPath path;
  path.table = table;
  path.pointer = "/owners/" + pointer_token(table);
  path.shared = value.find("shared") != nullptr;
  const Value* column = value.find("column");
  const Value* via = value.find("via");
  const Value* key = value.find("key");
  if ((column != nullptr ? 1 : 0) + (via != nullptr ? 1 : 0) + (path.shared ? 1 : 0) != 1) {
    return map_unfit(path.pointer, "must say one of column, via and shared");
  }
  if (path.shared == (key != nullptr) || (path.shared && value.find("where") != nullptr)) {
    return map_unfit(path.pointer, path.shared ? "is shared: nothing stands beside that"
                                               : "must name the key that tells one person's rows apart");
  }
  for (std::size_t i = 0; key != nullptr && i < key->items().size(); ++i) {
    HOLDALL_ASSIGN(ColumnRef ref,
                   resolve_column(key->items()[i].text(), table, {}, path.pointer + "/key/" + std::to_string(i)));
    path.key.push_back(std::move(ref));
  }
  HOLDALL_ASSIGN(path.where, compile_where(value, table, {}, path.pointer));
  if (column != nullptr) {
    HOLDALL_ASSIGN(path.column, resolve_column(column->text(), table, {}, path.pointer + "/column"));
  }
  return via != nullptr ? read_via(*via, std::move(path)) : Result<OwnerPath>(std::move(path));
}

// A person is at the end of it.
Result<void> follow(const Owners& owners, const OwnerPath& from) {
  const OwnerPath* path = &from;
  for (std::size_t steps = 0; !path->via.empty(); ++steps) {
    const OwnerPath* next = owners.find(path->next());
    if (next == nullptr || next->shared) {
      return map_unfit(path->via.front().second.pointer, "leads to a table without an owner");
    }
    if (steps == kLongestPath) {
      return map_unfit(from.pointer + "/via", "never comes to a person");
    }
    path = next;
  }
  return {};
}

}  // namespace

std::vector<ColumnRef> OwnerPath::identity() const {
  std::vector<ColumnRef> columns = key;
  const auto add = [&](const ColumnRef& own) {
    if (std::none_of(columns.begin(), columns.end(),
                     [&](const ColumnRef& each) { return each.column == own.column; })) {
      columns.push_back(own);
    }
  };
  if (via.empty()) {
    add(column);
  }
  for (const auto& pair : via) {
    add(pair.first);
  }
  return columns;
}

Result<Owners> Owners::compile(const Value& value) {
  Owners owners;
  for (const Value::Member& member : value.members()) {
    HOLDALL_ASSIGN(OwnerPath path, read_path(member.key, member.value));
    owners.paths_.emplace(member.key, std::move(path));
  }
  for (const auto& [table, path] : owners.paths_) {
    HOLDALL_TRY(follow(owners, path));
  }
  return owners;
}

const OwnerPath* Owners::find(std::string_view table) const {
  const auto found = paths_.find(table);
  return found == paths_.end() ? nullptr : &found->second;
}

}  // namespace holdall
