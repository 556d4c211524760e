#include "holdall/importer/map/lookups.h"

#include <algorithm>
#include <set>

#include "holdall/importer/map/unfit.h"

namespace holdall {
namespace {

Error unfit(std::string_view name, std::string_view why) {
  return map_unfit("/lookups/" + pointer_token(name), why);
}

bool is_scalar_entry(const Value::Member& entry) {
  return entry.value.array() == nullptr && entry.value.object() == nullptr;
}

}  // namespace

Result<Lookups> read_lookups(const Value& document) {
  Lookups lookups;
  const Value* tables = document.find("lookups");
  if (tables == nullptr) {
    return lookups;
  }
  if (tables->object() == nullptr) {
    return map_unfit("/lookups", "must be an object");
  }
  for (const Value::Member& member : tables->members()) {
    const Value::Object* entries = member.value.object();
    if (entries == nullptr || entries->empty() || !std::ranges::all_of(*entries, is_scalar_entry)) {
      return unfit(member.key, "must be an object of scalars, with at least one");
    }
    auto table = std::make_shared<LookupTable>();
    table->name = member.key;
    table->entries = *entries;
    std::ranges::sort(table->entries, {}, &Value::Member::key);
    lookups.emplace(member.key, std::move(table));
  }
  return lookups;
}

Result<void> check_lookups_used(const Lookups& lookups, std::span<const Rule> rules) {
  std::set<const LookupTable*> used;
  for (const Rule& rule : rules) {
    for (const ColumnSource& source : rule.set) {
      for (const Transform& transform : source.transforms) {
        used.insert(transform.table.get());
      }
    }
  }
  for (const auto& [name, table] : lookups) {
    if (!used.contains(table.get())) {
      return unfit(name, "no rule uses it");
    }
  }
  return {};
}

}  // namespace holdall
