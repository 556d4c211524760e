// Which rules of a map an import applies: the item groups that the person, or the operator for them, agreed to.
//
// A group is a section ("usage"), or a section and the table that a rule stores it in ("usage:activity"). What an
// import needs to be told apart and accounted for, and what says no, cannot be left out. Immutable.
#pragma once

#include <functional>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "holdall/core/base/result.h"
#include "holdall/importer/map/import_map.h"

namespace holdall {

inline constexpr std::string_view kNotSelectedCode = "NOT_SELECTED";

class Selection {
 public:
  Selection() = default;  // everything
  // Only the groups `only` (all, where there is none) without those of `except`. Errors: kUsage for a group that the
  // map has no rule for, and where nothing of `only` is left.
  static Result<Selection> make(const ImportMap& map, std::span<const std::string> only,
                                std::span<const std::string> except);

  [[nodiscard]] bool takes(const Rule& rule) const;
  // SHA-256 of the map as far as it is applied, lower-case hex: the map's own where nothing is left out.
  [[nodiscard]] std::string digest(const ImportMap& map) const;

 private:
  std::set<std::string, std::less<>> left_out_;  // groups with their table
};

// "usage:activity". Requires: a storing rule.
std::string group_of(const Rule& rule);
// Whether a person can decide about the rule.
bool is_selectable(const Rule& rule);

}  // namespace holdall
