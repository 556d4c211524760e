#include "holdall/importer/agreed_plan.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "holdall/core/base/text.h"
#include "holdall/core/json/canonical.h"
#include "holdall/schemas/checked_document.h"

namespace holdall {
namespace {

Error stale(std::string message) {
  return {ErrorCode::kPlanStale, std::move(message), "make a new plan with --dry-run"};
}

using Lines = std::map<std::string, ImportReport::RuleLine, std::less<>>;

// What was, or would be, done in each group that can be selected; also those in which nothing was.
Lines lines_of(const ImportReport& report, const ImportMap& map) {
  Lines lines;
  for (const Rule& rule : map.rules()) {
    if (!is_selectable(rule)) {
      continue;
    }
    ImportReport::RuleLine& sum = lines[group_of(rule)];
    const auto found = report.rules().find(static_cast<std::size_t>(&rule - map.rules().data()));
    if (found == report.rules().end()) {
      continue;
    }
    for (std::size_t i = 0; i < kOutcomes; ++i) {
      sum.rows.at(i) += found->second.rows.at(i);
    }
    sum.erased += found->second.erased;
    sum.left += found->second.left;
  }
  return lines;
}

// Without the counts that are zero.
Value group_value(const std::string& group, const ImportReport::RuleLine& line, bool selected) {
  Value value(Value::Object{{"group", Value(group)}, {"selected", Value(selected)}});
  const auto set = [&](std::string_view name, std::uint64_t n) {
    if (n != 0) {
      value.set(name, Value(n));
    }
  };
  for (std::size_t i = kOutcomes; i-- > 0;) {
    set(outcome_name(static_cast<Outcome>(i)), line.rows.at(i));
  }
  set("gone_erased", line.erased);
  set("gone_kept", line.left);
  return value;
}

bool is_selected(const Value& group) {
  return *group.at("selected").boolean();
}

}  // namespace

Value plan_document(const ImportReport& report, const ImportMap& map, const PlanScope& scope,
                    const Selection& selection) {
  Value::Array groups;
  std::set<std::string> taken;
  for (const Rule& rule : map.rules()) {
    if (is_selectable(rule) && selection.takes(rule)) {
      taken.insert(group_of(rule));
    }
  }
  for (const auto& [group, line] : lines_of(report, map)) {
    groups.push_back(group_value(group, line, taken.contains(group)));
  }
  Value::Array not_stored;
  for (const Reject& reject : report.rejects()) {
    not_stored.push_back(
        Value::Object{{"item", Value(reject.item)}, {"n", Value(reject.n)}, {"code", Value(reject.code)}});
  }
  return Value::Object{{"plan", Value(1)},
                       {"bundle", Value(scope.bundle_id)},
                       {"iss", Value(scope.iss)},
                       {"manifest_sha256", Value(scope.manifest_sha256)},
                       {"map", Value(map.name())},
                       {"map_sha256", Value(map.sha256())},
                       {"subject", Value(scope.subject)},
                       {"groups", Value(std::move(groups))},
                       {"not_stored", Value(std::move(not_stored))},
                       {"state", Value("planned")},
                       {"stored", counts_value(report.stored())},
                       {"unchanged", Value(report.unchanged())},
                       {"refused", counts_value(report.refused())}};
}

Result<AgreedPlan> AgreedPlan::parse(std::string_view text, const ImportMap& map, const PlanScope& scope) {
  HOLDALL_ASSIGN(const Value document, read_checked_document(text, "import-plan", ErrorCode::kPlanStale));
  const auto expected = std::to_array<std::pair<std::string_view, std::string_view>>(
      {{"manifest_sha256", scope.manifest_sha256}, {"map_sha256", map.sha256()}, {"subject", scope.subject}});
  for (const auto& [member, value] : expected) {
    if (document.at(member).text() != value) {
      return stale("the plan was made for another " + std::string(member.substr(0, member.find('_'))));
    }
  }
  AgreedPlan plan;
  plan.groups_ = document.at("groups").items();
  for (const Value& group : plan.groups_) {
    if (!is_selected(group)) {
      plan.left_out_.push_back(group.at("group").text());
    }
  }
  return plan;
}

Result<void> AgreedPlan::check(const ImportReport& report, const ImportMap& map, const Selection& selection) const {
  const Lines lines = lines_of(report, map);
  for (const auto& each : lines) {
    const std::string& group = each.first;
    const auto of_group = [&](const Rule& rule) { return is_selectable(rule) && group_of(rule) == group; };
    const auto rule = std::ranges::find_if(map.rules(), of_group);
    if (!selection.takes(*rule)) {
      continue;
    }
    const std::string now = canonical(group_value(group, each.second, true));
    const auto as_agreed = [&](const Value& agreed) { return canonical(agreed) == now; };
    if (std::ranges::none_of(groups_, as_agreed)) {
      return stale("the store is not what it was when the plan was made: " + printable(group));
    }
  }
  return {};
}

}  // namespace holdall
