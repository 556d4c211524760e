// The two doors that a consent record may pass, and nothing else.
#include "holdall/importer/map/consent.h"

#include <algorithm>
#include <array>

namespace holdall {
namespace {

constexpr auto kRefusals =
    std::to_array<std::string_view>({"refused", "withdrawn", "revoked", "expired", "invalidated"});

bool accepts_refusals_only(const RecordCondition& condition) {
  return condition.pointer.text == "/state" &&
         std::all_of(condition.accepted.begin(), condition.accepted.end(),
                     [](const Value& value) { return value.string() != nullptr && is_refusal(*value.string()); });
}

}  // namespace

bool is_refusal(std::string_view state) {
  return std::ranges::find(kRefusals, state) != kRefusals.end();
}

Result<void> check_consent_rule(const Rule& rule) {
  if (rule.from != "consents" || !rule.stores() || rule.kind == RuleKind::kEvidence) {
    return {};
  }
  const bool refusals = std::any_of(rule.when.begin(), rule.when.end(), accepts_refusals_only);
  if (rule.kind == RuleKind::kSuppression && refusals) {
    return {};
  }
  return Error{ErrorCode::kMapUnfit,
               "a rule on consents must be evidence, or a suppression with a when on /state that names only refusals",
               "a consent given to another controller does not count here"};
}

}  // namespace holdall
