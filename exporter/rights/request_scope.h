// What a request may take: the scopes of its profiles behind the core rules, what the person chose, what people
// decided.
//
// One object answers `explain` and the export alike, so neither can say what the other does not do.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "holdall/exporter/map/data_map.h"
#include "holdall/exporter/rights/decisions.h"
#include "holdall/exporter/rights/profile_set.h"
#include "holdall/exporter/rights/request.h"

namespace holdall {

class RequestScope {
 public:
  // `profiles`: one, or two whose union is given; all for requests received then.
  RequestScope(const ProfileSet& set, std::span<const Profile* const> profiles, const Request& request,
               HumanDecisions decisions);

  // About values of `item` whose tags are `tags` and which are from `at`, where that is known. kReview: a person must
  // decide, and none has.
  [[nodiscard]] Decision decide(const DataItem& item, const Tags& tags, std::optional<Timestamp> at) const;
  // As decide(), without what people decided.
  [[nodiscard]] Decision decide_by_rule(const DataItem& item, const Tags& tags, std::optional<Timestamp> at) const;
  // Another right of the same places that would give more than `decision`; empty where there is none.
  [[nodiscard]] std::string see_also(const Tags& tags, std::optional<Timestamp> at, const Decision& decision) const;
  // Where decisions may change with the time data are from, in order.
  [[nodiscard]] std::span<const Timestamp> moments() const { return moments_; }
  // An account of categories: no value leaves.
  [[nodiscard]] bool tells_categories() const { return tells_categories_; }
  // What the window lets in: from, and to (the first moment outside).
  [[nodiscard]] std::pair<std::optional<Timestamp>, std::optional<Timestamp>> window() const;
  [[nodiscard]] bool is_wanted(std::string_view item) const { return wanted_.empty() || wanted_.contains(item); }
  [[nodiscard]] bool has_choice() const { return !wanted_.empty(); }
  [[nodiscard]] const HumanDecisions& decisions() const { return decisions_; }

 private:
  ResolvedRules core_;
  std::vector<ResolvedScope> scopes_;
  std::vector<std::pair<std::string, ResolvedScope>> alternatives_;
  std::vector<Timestamp> moments_;
  std::set<std::string, std::less<>> wanted_;
  HumanDecisions decisions_;
  bool tells_categories_ = false;
};

}  // namespace holdall
