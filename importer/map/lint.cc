#include "holdall/importer/map/lint.h"

#include <map>

namespace holdall {
namespace {

std::string rule_at(std::size_t number) {
  return "/rules/" + std::to_string(number);
}

bool has_conditions(const Rule& rule) {
  return !rule.when.empty() || !rule.tests.empty();
}

using Filled = std::map<std::string, std::size_t, std::less<>>;  // column → first rule that fills it

void lint_fill(const Rule& rule, std::size_t number, Filled& filled, std::vector<MapFinding>& findings) {
  for (const ColumnSource& source : rule.set) {
    const auto [first, is_new] = filled.emplace(source.column, number);
    if (!is_new) {
      findings.push_back({rule_at(number) + "/set/" + pointer_token(source.column),
                          rule_at(first->second) + " fills it too: what is there first stays"});
    }
  }
}

}  // namespace

std::vector<MapFinding> lint_map(const ImportMap& map) {
  std::vector<MapFinding> findings;
  Filled filled;
  std::map<std::string_view, std::size_t> rejected;  // section → first rule that rejects all of it
  for (std::size_t number = 0; number < map.rules().size(); ++number) {
    const Rule& rule = map.rules()[number];
    if (rule.stores() && rule.mode == RuleMode::kFill) {
      lint_fill(rule, number, filled, findings);
    }
    if (rule.stores()) {
      continue;
    }
    if (const auto all = rejected.find(rule.from); all != rejected.end()) {
      findings.push_back({rule_at(number), rule_at(all->second) + " rejects every record before it"});
    } else if (!has_conditions(rule)) {
      rejected.emplace(rule.from, number);
    }
  }
  return findings;
}

}  // namespace holdall
