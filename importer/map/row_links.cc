#include "holdall/importer/map/row_links.h"

#include <algorithm>
#include <map>
#include <set>

#include "holdall/importer/map/unfit.h"

namespace holdall {
namespace {

// The number of the one rule that `link` names.
Result<std::size_t> find_parent(const std::vector<Rule>& rules, const RowLink& link) {
  std::vector<std::size_t> found;
  for (std::size_t n = 0; n < rules.size(); ++n) {
    if (rules[n].stores() && rules[n].from == link.from && rules[n].into == link.into) {
      found.push_back(n);
    }
  }
  if (found.size() != 1) {
    return map_unfit("", found.empty() ? "no rule stores `from` in `into`" : "several rules store `from` in `into`");
  }
  return found.front();
}

Result<void> bind(std::vector<Rule>& rules, std::size_t number, RowLink& link) {
  HOLDALL_ASSIGN(const std::size_t parent, find_parent(rules, link));
  if (link.from.starts_with('@') || rules[number].from.starts_with('@')) {
    return map_unfit("", "rows are linked between records, not to or from an @-section");
  }
  if (rules[parent].mode == RuleMode::kFill) {
    return map_unfit("", "the subject's own row is named by {\"subject\": true}");
  }
  if (rules[parent].from == rules[number].from && parent >= number) {
    return map_unfit("", "the rule that stores `from` in `into` must come earlier in the map");
  }
  link.key = rules[parent].key;
  return {};
}

using Parents = std::map<std::string, std::set<std::string>, std::less<>>;

// For each section, the others whose rows its own are linked to.
Parents parents_of(const std::vector<Rule>& rules) {
  Parents parents;
  for (const Rule& rule : rules) {
    for (const ColumnSource& source : rule.set) {
      if (source.kind == ColumnSource::Kind::kRow && source.row.from != rule.from) {
        parents[rule.from].insert(source.row.from);
      }
    }
  }
  return parents;
}

}  // namespace

Result<void> bind_row_links(std::vector<Rule>& rules) {
  for (std::size_t n = 0; n < rules.size(); ++n) {
    for (ColumnSource& source : rules[n].set) {
      if (source.kind != ColumnSource::Kind::kRow) {
        continue;
      }
      if (auto bound = bind(rules, n, source.row); !bound.ok()) {
        return at_pointer("/rules/" + std::to_string(n) + "/set/" + pointer_token(source.column) + "/row",
                          std::move(bound).error());
      }
    }
  }
  return {};
}

Result<std::vector<std::string>> order_sections(const std::vector<Rule>& rules) {
  const Parents parents = parents_of(rules);
  std::vector<std::string> order;
  std::set<std::string_view> done;
  const auto is_done = [&](std::string_view section) { return done.contains(section); };
  const auto is_ready = [&](const Rule& rule) {
    const auto found = parents.find(rule.from);
    return !is_done(rule.from) && (found == parents.end() || std::ranges::all_of(found->second, is_done));
  };
  while (true) {
    const auto next = std::ranges::find_if(rules, is_ready);
    if (next == rules.end()) {
      break;
    }
    order.push_back(next->from);
    done.insert(next->from);
  }
  for (const Rule& rule : rules) {
    if (!is_done(rule.from)) {
      return map_unfit("/rules", "the rows of " + rule.from + " are linked to each other's in a circle");
    }
  }
  return order;
}

}  // namespace holdall
