#include "holdall/importer/selection.h"

#include <algorithm>

#include "holdall/core/base/text.h"
#include "holdall/core/crypto/digest.h"

namespace holdall {
namespace {

bool names(std::string_view group, const Rule& rule) {
  return group == rule.from || group == group_of(rule);
}

Result<void> check_groups(const ImportMap& map, std::span<const std::string> groups) {
  for (const std::string& group : groups) {
    const auto named = [&](const Rule& rule) { return is_selectable(rule) && names(group, rule); };
    if (std::ranges::none_of(map.rules(), named)) {
      return Error{ErrorCode::kUsage, "the map stores no group " + printable(group),
                   "name a section, or SECTION:TABLE, that it stores"};
    }
  }
  return {};
}

}  // namespace

std::string group_of(const Rule& rule) {
  return rule.from + ":" + rule.into;
}

bool is_selectable(const Rule& rule) {
  return rule.stores() && !rule.from.starts_with('@') && !rule.always();
}

Result<Selection> Selection::make(const ImportMap& map, std::span<const std::string> only,
                                  std::span<const std::string> except) {
  HOLDALL_TRY(check_groups(map, only));
  HOLDALL_TRY(check_groups(map, except));
  Selection selection;
  for (const Rule& rule : map.rules()) {
    const auto named = [&](const std::string& group) { return names(group, rule); };
    const bool wanted = only.empty() || std::ranges::any_of(only, named);
    if (is_selectable(rule) && (!wanted || std::ranges::any_of(except, named))) {
      selection.left_out_.insert(group_of(rule));
    }
  }
  const auto is_left = [&](const Rule& rule) { return is_selectable(rule) && selection.takes(rule); };
  if (!only.empty() && std::ranges::none_of(map.rules(), is_left)) {
    return Error{ErrorCode::kUsage, "all that was to be stored is left out again", {}};
  }
  return selection;
}

bool Selection::takes(const Rule& rule) const {
  return !is_selectable(rule) || !left_out_.contains(group_of(rule));
}

std::string Selection::digest(const ImportMap& map) const {
  if (left_out_.empty()) {
    return map.sha256();
  }
  std::string text = map.sha256();
  for (const std::string& group : left_out_) {
    text.append("\n").append(group);
  }
  return sha256_hex(text);
}

}  // namespace holdall
