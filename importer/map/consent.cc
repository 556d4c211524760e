// Evidence, and a place for every no.
#include "holdall/importer/map/consent.h"

#include <algorithm>
#include <array>

namespace holdall {
namespace {

constexpr auto kRefusals =
    std::to_array<std::string_view>({"refused", "withdrawn", "revoked", "expired", "invalidated"});

}  // namespace

bool is_refusal(std::string_view state) {
  return std::ranges::find(kRefusals, state) != kRefusals.end();
}

Result<void> check_consent_rule(const Rule& rule) {
  if (rule.from != "consents" || !rule.stores() || rule.kind == RuleKind::kEvidence) {
    return {};
  }
  return Error{ErrorCode::kMapUnfit, "a rule on consents must be evidence",
               "a consent given to another controller does not count here; refusals come from @suppressions"};
}

Result<void> check_refusals_have_a_place(std::span<const Rule> rules) {
  const auto stores_from = [](std::string_view section) {
    return [section](const Rule& rule) { return rule.stores() && rule.from == section; };
  };
  if (std::ranges::any_of(rules, stores_from(kFromSuppressions))) {
    return {};
  }
  for (const std::string_view section : {"consents", "preferences"}) {
    const auto found = std::ranges::find_if(rules, stores_from(section));
    if (found != rules.end()) {
      return Error{ErrorCode::kMapUnfit,
                   "/rules/" + std::to_string(found - rules.begin()) + ": " + std::string(section) +
                       " are stored, and no rule stores @suppressions",
                   "add a rule from @suppressions: what the person said no to must have an effect here"};
    }
  }
  return {};
}

}  // namespace holdall
