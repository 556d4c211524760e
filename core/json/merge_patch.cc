#include "holdall/core/json/merge_patch.h"

#include <algorithm>
#include <utility>

namespace holdall {

Value merge_patch(Value target, const Value& patch) {  // NOLINT(misc-no-recursion): as deep as the document
  if (patch.object() == nullptr) {
    return patch;
  }
  Value merged = target.object() != nullptr ? std::move(target) : Value(Value::Object{});
  for (const Value::Member& member : patch.members()) {
    if (member.value.is_null()) {
      std::erase_if(*merged.object(), [&](const Value::Member& each) { return each.key == member.key; });
      continue;
    }
    const Value* there = merged.find(member.key);
    merged.set(member.key, merge_patch(there != nullptr ? *there : Value(), member.value));
  }
  return merged;
}

}  // namespace holdall
